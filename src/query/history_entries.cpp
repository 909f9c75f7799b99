#include "query/history_entries.h"

#include "base/time.h"
#include "query/detail/subtitle.h"
#include "query/fetch.h"
#include "query/path.h"
#include "query/select.h"

namespace kontor::query {
namespace {

// Values of records/history.h, which this room may not include.
std::string_view action_name(int action) {
  switch (action) {
    case 1:
      return "create";
    case 3:
      return "delete";
    case 4:
      return "restore";
    default:
      return "update";
  }
}

// Learns the mode of each field of one record.
class ModeSink final : public RowSink {
 public:
  explicit ModeSink(std::map<int, Mode>& modes) : modes_(modes) {}
  void start(const std::vector<Column>& columns) override { columns_ = &columns; }
  void begin(const RecordHead&) override {}
  void cells(std::size_t column, Mode mode, std::span<const Cell>, std::int64_t) override {
    modes_[(*columns_)[column].field->id] = mode;
  }
  void end() override {}

 private:
  std::map<int, Mode>& modes_;
  const std::vector<Column>* columns_ = nullptr;
};

bool leads_to_records(const schema::Field& field) {
  return field.type == schema::FieldType::relation || field.type == schema::FieldType::user ||
         field.type == schema::FieldType::user_system;
}

}  // namespace

Result<std::vector<HistoryEntry>> HistoryEntries::read(const Selection& record, std::int64_t latest,
                                                       int limit) {
  const auto changes = TRY(load(latest, limit));
  TRY(learn_modes(record));
  TRY(learn_titles(changes));
  std::vector<HistoryEntry> entries;
  for (const Change& change : changes)
    entries.push_back({change.at, change.id, entry_json(change)});
  return entries;
}

Result<std::vector<HistoryEntries::Change>> HistoryEntries::load(std::int64_t latest, int limit) {
  std::vector<Change> changes;
  TRY(reader_.connection.each(
      {"SELECT h.change_id, c.at, c.actor, c.actor_name, c.reason, h.action, h.field, h.old_value, "
       "h.new_value FROM kontor_history h JOIN kontor_change c ON c.id = h.change_id "
       "WHERE h.record = ? AND h.object = ? AND c.at <= ? "
       "ORDER BY h.record DESC, h.version DESC, h.change_id DESC",
       {id_.value, std::int64_t{object_.id}, latest}},
      [&](const storage::Row& row) {
        if (changes.empty() || changes.back().id != row.integer(0)) {
          if (static_cast<int>(changes.size()) == limit) return false;
          changes.push_back({.id = row.integer(0),
                             .at = row.integer(1),
                             .actor = row.integer(2),
                             .actor_name = std::string(row.text(3)),
                             .reason = std::string(row.text(4)),
                             .action = static_cast<int>(row.integer(5)),
                             .fields = {}});
        }
        if (row.integer(6) != 0)
          changes.back().fields.push_back({static_cast<int>(row.integer(6)),
                                           std::string(row.text(7)), std::string(row.text(8))});
        return true;
      }));
  return changes;
}

Result<void> HistoryEntries::learn_modes(const Selection& record) {
  const auto fetch = TRY(Fetch::bind({}, object_, reader_.catalogue, rights_));
  ModeSink sink(modes_);
  return fetch.run(reader_.connection, record, sink);
}

Result<void> HistoryEntries::learn_titles(const std::vector<Change>& changes) {
  const schema::Object* user = reader_.catalogue->object("user");
  for (const Change& change : changes) {
    if (user && change.actor) ids_[user].insert(change.actor);
    for (const FieldRow& row : change.fields)
      if (const auto* field = field_of(row.field); field && leads_to_records(*field))
        for (const std::string* value : {&row.was, &row.now}) collect_ids(*field, *value);
  }
  for (const auto& [object, ids] : ids_) {
    const auto selection =
        TRY(Select::visible(*object, {ids.begin(), ids.end()}, reader_, rights_));
    for (const auto& record :
         TRY(read_titles(selection, reader_, rights_, schema::Language::de, false)))
      titles_.emplace(record.id, record.title);
  }
  return {};
}

void HistoryEntries::collect_ids(const schema::Field& field, const std::string& text) {
  const auto* target = target_of(field, *reader_.catalogue);
  const auto value = parse_json(text);
  if (!target || !value) return;
  const auto add = [&](const JsonValue& item) {
    if (const auto spelled = item.text())
      if (const auto id = parse_id(*spelled)) ids_[target].insert(id->value);
  };
  add(*value);
  for (const JsonValue& item : value->items()) add(item);
}

std::string HistoryEntries::entry_json(const Change& change) const {
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("kind").text("change").key("at").text(to_string(Instant{change.at}));
  json.key("by").begin_object();
  json.key("id");
  change.actor ? json.text(std::to_string(change.actor)) : json.null();
  const auto known = titles_.find(change.actor);
  json.key("title").text(known == titles_.end() ? change.actor_name : known->second).end_object();
  json.key("change").text(std::to_string(change.id)).key("reason").text(change.reason);
  json.key("action").text(action_name(change.action)).key("fields").begin_array();
  for (const FieldRow& row : change.fields) {
    const auto* field = field_of(row.field);
    const auto mode = field ? modes_.find(field->id) : modes_.end();
    if (mode == modes_.end() || mode->second < Mode::read) continue;
    json.begin_object().key("field").text(field->name).key("from");
    write_value(json, *field, row.was);
    json.key("to");
    write_value(json, *field, row.now);
    json.end_object();
  }
  json.end_array().end_object();
  return text;
}

void HistoryEntries::write_value(JsonWriter& json, const schema::Field& field,
                                 const std::string& text) const {
  const auto value = text.empty() ? Result<JsonValue>(JsonValue()) : parse_json(text);
  if (!value || value->is_null()) {
    json.null();
  } else if (!leads_to_records(field)) {
    json.value(*value);
  } else if (value->is_array()) {
    json.begin_array();
    for (const JsonValue& item : value->items()) write_linked(json, item.text().value_or(""));
    json.end_array();
  } else {
    write_linked(json, value->text().value_or(""));
  }
}

// A record that is hidden or gone is told as such, without its name.
void HistoryEntries::write_linked(JsonWriter& json, std::string_view spelled) const {
  const auto id = parse_id(spelled);
  const auto title = id ? titles_.find(id->value) : titles_.end();
  json.begin_object().key("id");
  title == titles_.end() ? json.null() : json.text(spelled);
  json.key("title");
  title == titles_.end() ? json.null() : json.text(title->second);
  json.end_object();
}

const schema::Field* HistoryEntries::field_of(int id) const {
  for (const auto& field : object_.fields)
    if (field.id == id) return &field;
  return nullptr;
}

}  // namespace kontor::query
