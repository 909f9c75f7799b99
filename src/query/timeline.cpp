#include "query/timeline.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>

#include "base/time.h"
#include "query/fetch.h"
#include "query/history_entries.h"
#include "query/json_rows.h"
#include "query/path.h"
#include "query/select.h"

namespace kontor::query {
namespace {

constexpr int kMaxEntries = 200;
constexpr std::string_view kChangeKind = "change";

// A place in the timeline: entries come newest first, the id decides ties.
struct Place {
  std::int64_t at = std::numeric_limits<std::int64_t>::max();
  std::int64_t id = std::numeric_limits<std::int64_t>::max();
  auto operator<=>(const Place&) const = default;
};

Result<Place> parse_place(std::string_view text) {
  Place place;
  if (text.empty()) return place;
  const char* end = text.data() + text.size();
  const auto at = std::from_chars(text.data(), end, place.at);
  const bool separated = at.ec == std::errc() && at.ptr != end && *at.ptr == '.';
  const auto id = separated ? std::from_chars(at.ptr + 1, end, place.id) : at;
  if (!separated || id.ec != std::errc() || id.ptr != end)
    return fail(Code::bad_request, "query.cursor", {}, "cursor");
  return place;
}

struct Entry {
  Place place;
  std::string json;
};

// A kind of record that stands in the timeline, and how it is linked to ours.
struct Source {
  const schema::Object* object;
  const schema::Field* link;  // of our object
};

// Remembers when each row of a page happened; writes the rows as they come.
class EntryRows final : public RowSink {
 public:
  EntryRows(const schema::Object& object, std::vector<Entry>& entries)
      : object_(object), entries_(entries) {}

  void start(const std::vector<Column>& columns) override {
    columns_ = columns;
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (columns_[i].path == object_.date_field) date_column_ = i;
  }
  void begin(const RecordHead& head) override {
    entries_.push_back({{0, head.id}, {}});
    json_.emplace(entries_.back().json);
    rows_.emplace(object_, *json_);
    rows_->start(columns_);
    rows_->begin(head);
  }
  void cells(std::size_t column, Mode mode, std::span<const Cell> cells,
             std::int64_t total) override {
    if (column == date_column_ && !cells.empty() && cells.front().filled) {
      const bool day = columns_[column].field->type == schema::FieldType::date;
      entries_.back().place.at = cells.front().number * (day ? kMicrosPerDay : 1);
    }
    rows_->cells(column, mode, cells, total);
  }
  void end() override { rows_->end(); }

 private:
  const schema::Object& object_;
  std::vector<Entry>& entries_;
  std::vector<Column> columns_;
  std::size_t date_column_ = std::numeric_limits<std::size_t>::max();
  std::optional<JsonWriter> json_;
  std::optional<JsonRows> rows_;
};

class Timeline {
 public:
  Timeline(const Reader& reader, const TimelineRequest& request)
      : reader_(reader), request_(request), rights_(reader.rights, reader.connection.engine()) {}

  Result<void> write(JsonWriter& json) {
    object_ = TRY(find_object(*reader_.catalogue, request_.object));
    const auto record = TRY(Select::one(*object_, request_.id, reader_, rights_));
    if (record.empty()) return fail(Code::not_found, "record.not_found");
    before_ = TRY(parse_place(request_.cursor));
    for (const Source& source : sources()) TRY(add_records(source));
    if (wanted(kChangeKind)) TRY(add_changes(record));
    std::ranges::sort(entries_, std::greater(), &Entry::place);
    write_entries(json);
    return {};
  }

 private:
  bool wanted(std::string_view kind) const {
    return request_.kinds.empty() ||
           std::ranges::find(request_.kinds, kind) != request_.kinds.end();
  }

  std::vector<Source> sources() const {
    std::vector<Source> found;
    for (const auto& field : object_->fields) {
      const auto* target = target_of(field, *reader_.catalogue);
      const bool stands = target && target->timeline && !target->date_field.empty() &&
                          !target->archived && !field.archived && field.has_many_values();
      if (stands && wanted(target->name)) found.push_back({target, &field});
    }
    return found;
  }

  Result<void> add_records(const Source& source) {
    TRY(rights_.require(*source.object));
    auto select = TRY(Select::bind({.sort = {"-" + source.object->date_field}}, *source.object,
                                   reader_, rights_));
    select.add(
        linked_from(*source.link, *source.object, request_.id.value, rights_, select.conditions()));
    const auto fetch = TRY(Fetch::bind({}, *source.object, reader_.catalogue, rights_));
    std::vector<Entry> found;
    std::optional<Cursor> at = before_cursor(*source.object);
    while (static_cast<int>(found.size()) <= request_.limit) {
      const auto page = TRY(select.page(request_.limit + 1, at));
      EntryRows rows(*source.object, found);
      TRY(fetch.run(reader_.connection, page.selection, rows));
      std::erase_if(found, [this](const Entry& entry) { return entry.place >= before_; });
      if (!page.next) break;
      at = page.next;
    }
    for (Entry& entry : found)
      entry.json = "{\"kind\":\"record\",\"at\":\"" + to_string(Instant{entry.place.at}) +
                   "\",\"record\":" + entry.json + "}";
    std::ranges::move(found, std::back_inserter(entries_));
    return {};
  }

  // Where this kind of record goes on behind the last entry shown.
  std::optional<Cursor> before_cursor(const schema::Object& object) const {
    if (request_.cursor.empty()) return std::nullopt;
    const auto* field = object.field(object.date_field);
    const bool day = field && field->type == schema::FieldType::date;
    Cursor cursor;
    // One step newer than the place, so that ties are read again and left out one by one.
    cursor.key.values.push_back(day ? before_.at / kMicrosPerDay + 1 : before_.at + 1);
    cursor.key.id = 0;
    return cursor;
  }

  Result<void> add_changes(const Selection& record) {
    HistoryEntries history(reader_, rights_, *object_, request_.id);
    for (auto& change : TRY(history.read(record, before_.at, request_.limit + 1))) {
      const Place place{change.at, change.change};
      if (place < before_) entries_.push_back({place, std::move(change.json)});
    }
    return {};
  }

  void write_entries(JsonWriter& json) const {
    const auto limit = static_cast<std::size_t>(request_.limit);
    json.begin_object().key("entries").begin_array();
    for (std::size_t i = 0; i < std::min(limit, entries_.size()); ++i) json.raw(entries_[i].json);
    json.end_array().key("next");
    if (entries_.size() > limit) {
      const Place& last = entries_[limit - 1].place;
      json.text(std::to_string(last.at) + "." + std::to_string(last.id));
    } else {
      json.null();
    }
    json.end_object();
  }

  const Reader& reader_;
  const TimelineRequest& request_;
  Rights rights_;
  const schema::Object* object_ = nullptr;
  Place before_;
  std::vector<Entry> entries_;
};

}  // namespace

Result<void> write_timeline(const Reader& reader, const TimelineRequest& request,
                            JsonWriter& json) {
  if (request.limit < 1 || request.limit > kMaxEntries)
    return fail(Code::invalid, "query.limit", {{"max", std::to_string(kMaxEntries)}}, "limit");
  return Timeline(reader, request).write(json);
}

}  // namespace kontor::query
