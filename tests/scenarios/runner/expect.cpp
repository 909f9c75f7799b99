// What scenarios expect.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "events/outbox.h"
#include "records/history.h"
#include "schema/fields/fields.h"
#include "world.h"

namespace kontor::scenarios {
namespace {

template <class T>
T must(Result<T> result) {
  if (!result) throw Mismatch{result.error().key + " " + result.error().internal};
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

std::string shown(const JsonValue& value) {
  return to_json(value);
}

}  // namespace

bool matches(const JsonValue& expected, const JsonValue& actual) {
  if (expected.is_object() && actual.is_object()) {
    return std::ranges::all_of(expected.members(), [&](const JsonMember& member) {
      const JsonValue* value = actual.find(member.name);
      return value && matches(member.value, *value);
    });
  }
  if (expected.is_array() && actual.is_array()) {
    auto a = expected.items(), b = actual.items();
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
      if (!matches(a[i], b[i])) return false;
    return true;
  }
  // A bare text stands for an e-mail, number or address with any label.
  if (expected.is_text() && actual.find("value")) return matches(expected, *actual.find("value"));
  return expected == actual;
}

void World::check(const Statement& statement, Words words) {
  if (words.take("error")) return check_error(words);
  no_surprises();
  if (words.take("no change")) {
    bool changed = std::ranges::any_of(last_.result.outcomes, &records::Outcome::changed);
    if (changed || last_.change) throw Mismatch{"something changed"};
  } else if (words.take("merged")) {
    if (!last_.result.outcomes.at(0).merged) throw Mismatch{"nothing was merged"};
  } else if (words.take("the first answer")) {
    if (!last_.result.replayed) throw Mismatch{"it was done again"};
  } else if (words.take("events")) {
    check_events(words);
  } else if (words.take("history")) {
    check_history(statement, words);
  } else if (words.take("duplicates")) {
    check_duplicates(words);
  } else if (words.take("skipped")) {
    check_skipped(words);
  } else if (words.take("count")) {
    check_count(words);
  } else if (words.take("superior")) {
    check_superior(words);
  } else if (words.take("spread")) {
    check_spread(words);
  } else if (words.take("approval")) {
    check_approval(words);
  } else if (words.take("protection")) {
    check_protection(words);
  } else if (words.take("visible")) {
    check_visible(words);
  } else if (words.take("notices")) {
    check_notices(words);
  } else if (words.take("table")) {
    check_table(statement);
  } else if (!check_rights(words)) {
    check_record(words);
  }
}

// expect error KEY [at FIELD] [, KEY ...]
void World::check_error(Words words) {
  std::vector<std::string> expected, actual;
  bool clash = false;
  while (!words.done()) {
    std::string text = words.word();
    if (words.take("at")) text += " at " + words.word();
    expected.push_back(text);
    words.comma();
    if (words.take("saying")) {
      check_clash(words);
      clash = true;
      break;
    }
  }
  for (const auto& error : last_.errors) {
    bool with_field = clash || std::ranges::any_of(expected, [&](const std::string& text) {
                        return text == error.key + " at " + error.field;
                      });
    actual.push_back(error.key + (with_field && !error.field.empty() ? " at " + error.field : ""));
  }
  if (clash && !expected[0].contains(" at ")) actual = {last_.errors.at(0).key};
  if (actual.empty()) throw Mismatch{"it succeeded"};
  if (expected != actual) {
    std::string text = "failed with";
    for (const auto& error : last_.errors) text += " " + error.key + " at " + error.field + ",";
    throw Mismatch{text};
  }
  last_.error_expected = true;
}

// saying base "a", theirs "b", yours "c"
void World::check_clash(Words words) {
  const auto& outcomes = last_.result.outcomes;
  if (outcomes.empty() || outcomes[0].clashes.empty()) throw Mismatch{"there is no clash"};
  const auto& clash = outcomes[0].clashes[0];
  while (!words.done()) {
    std::string side = words.word();
    auto expected = words.value([this](const std::string& name) { return resolve(name); });
    const std::string& actual = side == "base"     ? clash.base
                                : side == "theirs" ? clash.theirs
                                                   : clash.yours;
    if (!matches(expected, must(parse_json(actual)))) throw Mismatch{side + " is " + actual};
    words.comma();
  }
}

// expect NAME {field: value, ...} | expect NAME in trash
void World::check_record(Words words) {
  std::string name = words.word();
  const Named& record = named(name);
  bool in_trash = words.take("in trash");
  if (in_trash || words.take("not in trash")) {
    bool deleted = space().value(record.object, record.id, "deleted_at") != "null";
    if (deleted != in_trash) throw Mismatch{name + (deleted ? " is" : " is not") + " in the trash"};
    return words.end();
  }
  auto expected = words.value([this](const std::string& other) { return resolve(other); });
  words.end();
  for (const auto& member : expected.members()) {
    JsonValue actual = stored(record, member.name);
    if (!matches(member.value, actual)) {
      throw Mismatch{name + "." + member.name + " is " + shown(actual) + ", not " +
                     shown(member.value)};
    }
  }
}

JsonValue World::stored(const Named& record, const std::string& field) {
  if (field == "version") return JsonValue(space().load(record.object, record.id).version);
  auto catalogue = space().catalogue();
  const schema::Object& object = *catalogue->object(record.object);
  const schema::Field* found = object.field(field);
  if (!found) throw Mismatch{"there is no field `" + field + "`"};
  if (found->type == schema::FieldType::relation && found->has_many_values())
    return links(record, object, *found);
  return must(parse_json(space().value(record.object, record.id, field)));
}

JsonValue World::links(const Named& record, const schema::Object&, const schema::Field& field) {
  auto catalogue = space().catalogue();
  const schema::Object& target = *catalogue->object(field.relation.target);
  storage::Sql sql{"", {record.id.value}};
  if (field.relation.derived) {
    sql << "SELECT id FROM " << target.table << " WHERE "
        << target.field(field.relation.inverse)->value.column
        << " = ? AND deleted_at IS NULL ORDER BY id";
  } else {
    sql << "SELECT " << field.relation.link_there << " FROM " << field.relation.link_table
        << " WHERE " << field.relation.link_here << " = ? ORDER BY 1";
  }
  JsonArray ids;
  auto snapshot = must(space().database().read());
  must(snapshot->each(sql, [&](const storage::Row& row) {
    ids.push_back(JsonValue(std::to_string(row.integer(0))));
    return true;
  }));
  return JsonValue(std::move(ids));
}

// expect events create p1, update p2, slice person: those since the last look.
void World::check_events(Words words) {
  auto settled = must(events::settled(space().database()));
  auto snapshot = must(space().database().read());
  events::Position from;
  if (seen_event_) from = must(events::position_of(*snapshot, seen_event_)).value_or(from);
  auto batch = must(events::read_after(*snapshot, settled, from, 1'000));
  if (!batch.events.empty()) seen_event_ = batch.events.back().id;
  auto catalogue = space().catalogue();
  std::multiset<std::string> actual, expected;
  for (const auto& event : batch.events) {
    const auto* object = catalogue->object(event.object);
    if (event.kind == events::EventKind::slice && object)
      actual.insert("slice " + object->name);
    else if (event.kind == events::EventKind::record)
      actual.insert(event.action + " " + name_of(event.record));
  }
  if (words.take("nothing")) words.end();
  while (!words.done()) {
    std::string action = words.word();
    expected.insert(action + " " + words.word());
    words.comma();
  }
  if (actual == expected) return;
  std::string text = "events were:";
  for (const auto& event : actual) text += " " + event + ",";
  throw Mismatch{text};
}

// expect history NAME, then one line per row: `created`, `role "a" -> "b"`, `deleted`, `restored`
void World::check_history(const Statement& statement, Words words) {
  const Named& record = named(words.word());
  words.end();
  auto catalogue = space().catalogue();
  const schema::Object& object = *catalogue->object(record.object);
  std::vector<std::string> actual;
  auto snapshot = must(space().database().read());
  must(snapshot->each({"SELECT action, field, old_value, new_value FROM kontor_history "
                       "WHERE record = ? ORDER BY version, field",
                       {record.id.value}},
                      [&](const storage::Row& row) {
                        auto action = static_cast<records::HistoryAction>(row.integer(0));
                        if (action == records::HistoryAction::created) actual.push_back("created");
                        if (action == records::HistoryAction::deleted) actual.push_back("deleted");
                        if (action == records::HistoryAction::restored)
                          actual.push_back("restored");
                        auto field = std::ranges::find(
                            object.fields, static_cast<int>(row.integer(1)), &schema::Field::id);
                        if (field == object.fields.end()) return true;
                        std::string line = field->name + " " + std::string(row.text(2)) + " -> " +
                                           std::string(row.text(3));
                        for (const auto& [name, other] : records_) {
                          std::string id = "\"" + to_string(other.id) + "\"";
                          for (auto at = line.find(id); at != line.npos; at = line.find(id))
                            line.replace(at, id.size(), name);
                        }
                        actual.push_back(std::move(line));
                        return true;
                      }));
  if (actual == statement.more) return;
  std::string text = "history is:";
  for (const auto& line : actual) text += "\n    " + line;
  throw Mismatch{text};
}

// expect duplicates p1, p2 | expect duplicates nobody
void World::check_duplicates(Words words) {
  std::set<std::string> actual, expected;
  for (const auto& outcome : last_.result.outcomes)
    for (const auto& duplicate : outcome.duplicates) actual.insert(name_of(duplicate.id));
  if (words.take("nobody")) words.end();
  while (!words.done()) {
    expected.insert(words.word());
    words.comma();
  }
  if (actual == expected) return;
  std::string text = "duplicates are:";
  for (const auto& name : actual) text += " " + name;
  throw Mismatch{text};
}

// expect skipped p1.role changed_later, p2 changed_later
void World::check_skipped(Words words) {
  std::multiset<std::string> actual, expected;
  for (const auto& skipped : last_.undone.skipped) {
    actual.insert(name_of(skipped.id) + (skipped.field.empty() ? "" : "." + skipped.field) + " " +
                  skipped.reason);
  }
  if (words.take("nothing")) words.end();
  while (!words.done()) {
    std::string what = words.word();
    expected.insert(what + " " + words.word());
    words.comma();
  }
  if (actual == expected) return;
  std::string text = "skipped:";
  for (const auto& line : actual) text += " " + line + ",";
  throw Mismatch{text};
}

// expect count person 3: living records
void World::check_count(Words words) {
  std::string name = words.word();
  std::int64_t expected = std::stoll(words.word());
  words.end();
  auto catalogue = space().catalogue();
  const schema::Object* object = catalogue->object(name);
  if (!object) throw Mismatch{"there is no `" + name + "`"};
  auto actual =
      space().number("SELECT count(*) FROM " + object->table + " WHERE deleted_at IS NULL");
  auto counted = space().number("SELECT coalesce(sum(n), 0) FROM kontor_class WHERE object = " +
                                std::to_string(object->id));
  if (actual != expected) throw Mismatch{"there are " + std::to_string(actual)};
  if (counted != actual) throw Mismatch{"the counter says " + std::to_string(counted)};
}

}  // namespace kontor::scenarios
