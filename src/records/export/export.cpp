#include "records/export/export.h"

#include <algorithm>
#include <array>

#include "records/export/csv_writer.h"
#include "records/export/xlsx_writer.h"

namespace kontor::exporting {
namespace {

constexpr std::size_t kPiece = 64 << 10;

struct FormatWord {
  Format format;
  std::string_view word, extension, type;
};
constexpr std::array<FormatWord, 3> kFormats = {
    {{Format::csv, "csv", "csv", "text/csv; charset=utf-8"},
     {Format::xlsx, "xlsx", "xlsx",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
     {Format::vcard, "vcard", "vcf", "text/vcard; charset=utf-8"}}};

const FormatWord& word_of(Format format) {
  return *std::ranges::find(kFormats, format, &FormatWord::format);
}

}  // namespace

std::optional<Format> parse_format(std::string_view word) {
  const auto* found = std::ranges::find(kFormats, word, &FormatWord::word);
  return found == kFormats.end() ? std::nullopt : std::optional(found->format);
}
std::string_view content_type(Format format) {
  return word_of(format).type;
}
std::string_view extension(Format format) {
  return word_of(format).extension;
}

Result<Export> Export::open(OpenView open_view, ExportRequest request, OnPart on_part) {
  Export result(std::move(open_view), std::move(request), std::move(on_part));
  const auto view = TRY(result.open_view_());
  const schema::Catalogue& catalogue = *view->catalogue();
  const schema::Object& object = *TRY(query::find_object(catalogue, result.request_.list.object));
  const bool german = result.request_.style.german();
  result.title_ = object.plural.in(german ? schema::Language::de : schema::Language::en);
  query::ListRequest& list = result.request_.list;
  list.cursor.clear();
  if (result.request_.format == Format::vcard) {
    result.cards_ = TRY(RecordCards::make(catalogue, object, result.request_.style.language));
    list.fields = result.cards_.paths();
  } else {
    result.cells_ = TRY(RecordCells::make(catalogue, object, std::move(list.fields),
                                          result.request_.style.language,
                                          result.request_.format == Format::csv));
    list.fields = result.cells_.paths();
  }
  TRY(result.read_part(*view));
  return result;
}

Result<void> Export::read_part(access::View& view) {
  query::TypedRows rows;
  query::ListRequest& list = request_.list;
  list.cursor = TRY(query::read_part(view.reader(), list, rows));
  last_ = list.cursor.empty();
  part_ = rows.take();
  place_ = 0;
  if (!on_part_) return {};
  std::vector<std::int64_t> records;
  for (const query::TypedRecord& record : part_) records.push_back(record.id.value);
  return on_part_(view, *TRY(query::find_object(*view.catalogue(), list.object)), records,
                  list.fields);
}

// Null behind the last one.
Result<const query::TypedRecord*> Export::next_record() {
  while (place_ == part_.size()) {
    if (last_) return nullptr;
    TRY(read_part(*TRY(open_view_())));
  }
  ++written_;
  return &part_[place_++];
}

Result<void> Export::next(std::string& piece) {
  const bool cards = request_.format == Format::vcard;
  if (!begun_ && !cards) append_csv_header(piece, cells_.headers(), request_.style);
  begun_ = true;
  std::vector<Cell> cells;
  while (piece.size() < kPiece) {
    const query::TypedRecord* record = TRY(next_record());
    if (!record) return {};
    if (cards) {
      append_vcard(piece, cards_.card(*record));
    } else {
      cells_.fill(*record, cells);
      append_csv_row(piece, cells, request_.style);
    }
  }
  return {};
}

Result<void> Export::write_workbook(const std::string& path, const std::string& spool_folder,
                                    const std::function<bool()>& gone) {
  const NextRow next = [&](std::vector<Cell>& cells) -> Result<bool> {
    if (place_ == part_.size() && gone()) return fail(Code::cancelled, "job.cancelled");
    const query::TypedRecord* record = TRY(next_record());
    if (!record) return false;
    cells_.fill(*record, cells);
    return true;
  };
  return write_xlsx(path, title_, cells_.headers(), next, request_.style, spool_folder);
}

std::string Export::file_name() const {
  return title_ + "." + std::string(extension(request_.format));
}

}  // namespace kontor::exporting
