#include "query/detail/subtitle.h"

#include <cstdio>

#include "base/time.h"
#include "query/fetch.h"

namespace kontor::query {
namespace {

constexpr std::string_view kSeparator = " · ";

std::string date_text(Date date, schema::Language language) {
  const CivilDate day = civil(date);
  char text[16];
  std::snprintf(text, sizeof text,
                language == schema::Language::de ? "%02d.%02d.%04d" : "%02d/%02d/%04d", day.day,
                day.month, day.year);
  return text;
}

std::string text_of(const Column& column, const Cell& cell, schema::Language language) {
  if (!cell.filled) return {};
  switch (column.part ? column.part->type : column.field->type) {
    case schema::FieldType::select:
    case schema::FieldType::status:
    case schema::FieldType::multi_select: {
      const auto* option = column.field->option(static_cast<int>(cell.number));
      return option ? option->label.in(language) : "";
    }
    case schema::FieldType::date:
      return date_text(Date{static_cast<std::int32_t>(cell.number)}, language);
    case schema::FieldType::date_time:
    case schema::FieldType::instant_system:
      return date_text(Date{static_cast<std::int32_t>(cell.number / kMicrosPerDay)}, language);
    default:
      return std::string(cell.text);
  }
}

class TitleSink final : public RowSink {
 public:
  TitleSink(schema::Language language, bool subtitles)
      : language_(language), subtitles_(subtitles) {}

  void start(const std::vector<Column>& columns) override { columns_ = &columns; }
  void begin(const RecordHead& head) override {
    records.push_back({head.id, std::string(head.title), {}, head.can});
  }
  void cells(std::size_t column, Mode mode, std::span<const Cell> cells, std::int64_t) override {
    if (!subtitles_ || mode == Mode::none || cells.empty()) return;
    const std::string text = mode == Mode::mask
                                 ? std::string(cells.front().text)
                                 : text_of((*columns_)[column], cells.front(), language_);
    if (text.empty()) return;
    std::string& subtitle = records.back().subtitle;
    if (!subtitle.empty()) subtitle += kSeparator;
    subtitle += text;
  }
  void end() override {}

  std::vector<TitledRecord> records;

 private:
  schema::Language language_;
  bool subtitles_;
  const std::vector<Column>* columns_ = nullptr;
};

}  // namespace

Result<std::vector<TitledRecord>> read_titles(const Selection& selection, const Reader& reader,
                                              Rights& rights, schema::Language language,
                                              bool subtitles) {
  if (selection.empty()) return std::vector<TitledRecord>();
  const schema::Object& object = selection.object();
  const std::vector<std::string> paths = subtitles && !object.subtitle.empty()
                                             ? object.subtitle
                                             : std::vector<std::string>{"created_at"};
  const auto fetch = TRY(Fetch::bind(paths, object, reader.catalogue, rights));
  TitleSink sink(language, subtitles && !object.subtitle.empty());
  TRY(fetch.run(reader.connection, selection, sink));
  return std::move(sink.records);
}

}  // namespace kontor::query
