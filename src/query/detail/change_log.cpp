#include "query/detail/change_log.h"

#include <algorithm>

#include "base/time.h"
#include "query/fetch.h"
#include "query/path.h"
#include "query/read_log.h"
#include "query/select.h"
#include "query/titles.h"

namespace kontor::query {
namespace {

using storage::Row;
using storage::Sql;

// As in records/history.h.
enum Action { kCreated = 1, kUpdated = 2, kDeleted = 3, kRestored = 4, kLinked = 5 };

std::string action_name(std::int64_t action, std::string_view reason) {
  if (reason == "import" || reason == "undo") return std::string(reason);
  switch (action) {
    case kCreated:
      return "create";
    case kDeleted:
      return "delete";
    case kRestored:
      return "restore";
    default:
      return "update";
  }
}

// The modes of the fields of one record.
class ModesOnly final : public RowSink {
 public:
  explicit ModesOnly(std::map<int, Mode>& modes) : modes_(modes) {}
  bool delivers() const override { return false; }
  void start(const std::vector<Column>& columns) override { columns_ = columns; }
  void begin(const RecordHead&) override {}
  void cells(std::size_t column, Mode mode, std::span<const Cell>, std::int64_t) override {
    modes_[columns_[column].field->id] = mode;
  }
  void end() override {}

 private:
  std::map<int, Mode>& modes_;
  std::vector<Column> columns_;
};

JsonValue parsed(std::string_view text) {
  if (text.empty()) return {};
  return parse_json(text).value_or(JsonValue());
}

std::int64_t id_in(const JsonValue& value) {
  const auto text = value.text();
  const auto id = text ? parse_id(*text) : std::nullopt;
  return id ? id->value : 0;
}

}  // namespace

Result<void> ChangeLog::read(std::int64_t limit, std::optional<std::int64_t> at, std::int64_t id) {
  TRY(read_modes());
  // What shows nothing is not shown: its fields are hidden from this reader. Then older ones fill
  // the page, lest it look like the last.
  const auto shows_nothing = [](const Change& change) {
    return change.edits && change.fields.empty();
  };
  for (std::int64_t found = limit; found == limit && std::ssize(changes_) < limit;) {
    const std::size_t before = changes_.size();
    found = TRY(read_changes(limit, at, id));
    if (found == 0) break;
    at = changes_.back().at;
    id = changes_.back().id;
    TRY(read_titles());
    for (std::size_t i = before; i < changes_.size(); ++i) hide_links(changes_[i]);
    std::erase_if(changes_, shows_nothing);
  }
  return {};
}

// Asked of the record itself only where rows differ.
Result<void> ChangeLog::read_modes() {
  const Scope& scope = rights_.scope(object_);
  for (const auto& field : object_.fields) {
    modes_[field.id] = scope.modes.empty() ? Mode::none : scope.modes[0][place_of(object_, field)];
  }
  if (scope.modes.size() < 2) return {};
  const auto fetch = TRY(Fetch::bind({}, object_, reader_.catalogue, rights_));
  const auto record = TRY(Select::one(object_, record_, reader_, rights_));
  ModesOnly sink(modes_);
  return fetch.run(reader_.connection, record, sink);
}

Result<std::int64_t> ChangeLog::read_changes(std::int64_t limit, std::optional<std::int64_t> at,
                                             std::int64_t id) {
  Sql sql{
      "SELECT p.id, p.at, p.actor, p.actor_name, p.reason, h.action, h.field, h.old_value, "
      "h.new_value FROM (SELECT DISTINCT c.id, c.at, c.actor, c.actor_name, c.reason "
      "FROM kontor_history g JOIN kontor_change c ON c.id = g.change_id "
      "WHERE g.record = ? AND g.object = ?",
      {record_.value, std::int64_t{object_.id}}};
  if (at) sql << Sql{" AND (c.at < ? OR (c.at = ? AND c.id < ?))", {*at, *at, id}};
  sql << Sql{
      " ORDER BY c.at DESC, c.id DESC LIMIT ?) p JOIN kontor_history h "
      "ON h.change_id = p.id AND h.record = ? ORDER BY p.at DESC, p.id DESC, h.field",
      {limit, record_.value}};
  const std::size_t before = changes_.size();
  TRY(reader_.connection.each(sql, [&](const Row& row) {
    add(row);
    return true;
  }));
  return static_cast<std::int64_t>(changes_.size() - before);
}

void ChangeLog::add(const Row& row) {
  if (changes_.empty() || changes_.back().id != row.integer(0)) {
    changes_.push_back({.id = row.integer(0),
                        .at = row.integer(1),
                        .actor = row.integer(2),
                        .actor_name = std::string(row.text(3)),
                        .action = action_name(row.integer(5), row.text(4))});
    if (const auto* users = reader_.catalogue->object("user"); users && changes_.back().actor) {
      linked_[users].push_back(changes_.back().actor);
    }
  }
  const std::int64_t action = row.integer(5);
  if (action != kUpdated && action != kLinked) changes_.back().edits = false;
  const auto* field = object_.field(static_cast<int>(row.integer(6)));
  if (!field || modes_[field->id] == Mode::none) return;
  FieldChange change{field, modes_[field->id], parsed(row.text(7)), parsed(row.text(8))};
  const std::size_t place = place_of(object_, *field);
  const std::vector<bool>& logged = rights_.scope(object_).logged;
  if (ReadLog* log = rights_.source().log();
      log && change.mode >= Mode::read && place < logged.size() && logged[place])
    log->note(object_, *field, record_.value);
  note_ids(change);
  changes_.back().fields.push_back(std::move(change));
}

void ChangeLog::note_ids(const FieldChange& change) {
  const auto* target = target_of(*change.field, *reader_.catalogue);
  if (!target) return;
  auto& ids = linked_[target];
  for (const JsonValue* value : {&change.from, &change.to}) {
    if (const auto id = id_in(*value)) ids.push_back(id);
    for (const auto& item : value->items()) ids.push_back(id_in(item));
  }
}

Result<void> ChangeLog::read_titles() {
  for (const auto& [object, ids] : linked_) {
    TRY(rights_.require(*object));
    titles_[object].merge(TRY(query::read_titles(reader_.connection, *object, ids, rights_)));
  }
  linked_.clear();
  return {};
}

bool ChangeLog::is_known(const schema::Object& target, const JsonValue& id) const {
  const auto titles = titles_.find(&target);
  return titles != titles_.end() && titles->second.contains(id_in(id));
}

// That something hidden was linked with this record, or no longer is, is hidden too.
void ChangeLog::hide_links(Change& change) const {
  std::erase_if(change.fields, [&](FieldChange& field) {
    const auto* target = target_of(*field.field, *reader_.catalogue);
    const bool links = target && (field.from.is_array() || field.to.is_array());
    if (!links) return false;
    bool some = false;
    for (JsonValue* value : {&field.from, &field.to}) {
      JsonArray known;
      for (const JsonValue& item : value->items())
        if (is_known(*target, item)) known.push_back(item);
      some = some || !known.empty();
      *value = JsonValue(std::move(known));
    }
    return !some;
  });
}

void ChangeLog::write(const Change& change, JsonWriter& json) const {
  json.begin_object().key("kind").text("change");
  json.key("at").text(to_string(Instant{change.at})).key("by");
  const auto* users = reader_.catalogue->object("user");
  if (users && change.actor) {
    write_linked(*users, JsonValue(std::to_string(change.actor)), json);
  } else {
    json.begin_object().key("id").null().key("title").text(change.actor_name).end_object();
  }
  json.key("change").text(std::to_string(change.id)).key("action").text(change.action);
  json.key("fields").begin_array();
  for (const auto& field : change.fields) {
    json.begin_object().key("field").text(field.field->name).key("from");
    write_value(field, field.from, json);
    json.key("to");
    write_value(field, field.to, json);
    json.end_object();
  }
  json.end_array().end_object();
}

void ChangeLog::write_value(const FieldChange& change, const JsonValue& value,
                            JsonWriter& json) const {
  if (change.mode == Mode::mask) {
    json.begin_object().key("masked").text("…").end_object();
    return;
  }
  const auto* target = target_of(*change.field, *reader_.catalogue);
  if (!target) {
    json.value(value);
  } else if (value.is_array()) {
    json.begin_array();
    for (const auto& item : value.items()) write_linked(*target, item, json);
    json.end_array();
  } else {
    write_linked(*target, value, json);
  }
}

// A record that is gone or hidden has no name, and then no id either.
void ChangeLog::write_linked(const schema::Object& target, const JsonValue& id,
                             JsonWriter& json) const {
  if (!is_known(target, id)) {
    json.null();
    return;
  }
  const std::int64_t number = id_in(id);
  json.begin_object().key("id").text(std::to_string(number));
  json.key("title").text(titles_.at(&target).at(number)).end_object();
}

}  // namespace kontor::query
