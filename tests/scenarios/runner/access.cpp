// Statements about rights: team, share, unshare, close, and what people see, read, find, may and
// count.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "query/group.h"
#include "query/record.h"
#include "query/search.h"
#include "world.h"

namespace kontor::scenarios {
namespace {

constexpr std::string_view kVerbs[] = {"team", "share", "unshare", "close"};

template <class T>
T must(Result<T> result) {
  if (!result) throw Mismatch{result.error().key + " " + result.error().internal};
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

std::string listed(const std::set<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += " " + name;
  return text.empty() ? " nothing" : text;
}

}  // namespace

bool World::give_rights(const Statement& statement, Words words) {
  const std::string verb(words.peek());
  if (std::ranges::find(kVerbs, verb) == std::end(kVerbs)) return false;
  no_surprises();
  last_ = {};
  words.word();
  auto done = verb == "team"    ? make_team(words)
              : verb == "share" ? share(statement, words)
              : verb == "close" ? close_account(words)
                                : unshare(statement, words);
  if (!done) {
    last_.error = std::move(done).error();
    last_.errors = {*last_.error};
  }
  return true;
}

// team NAME USER, ...
Result<void> World::make_team(Words words) {
  const std::string name = words.word();
  const access::Id team = TRY(space().organisation().add_team(name, {}));
  records_[name] = {"team", RecordId{team}};
  for (; !words.done(); words.comma())
    TRY(space().organisation().set_team(team, user_id(words.word()), true, {}));
  return {};
}

// share NAME with USER | TEAM | UNIT [to edit] [for N seconds]
Result<void> World::share(const Statement& statement, Words words) {
  const Named record = named(words.word());
  access::ShareWish wish{.object = record.object, .record = record.id};
  if (!words.take("with")) throw Mismatch{"share NAME with USER"};
  const std::string whom = words.word();
  const bool user = std::ranges::count(users_, whom) > 0;
  wish.recipient = user ? RecordId{user_id(whom)} : named(whom).id;
  if (!user) wish.kind = *access::recipient_kind(named(whom).object);
  wish.edits = words.take("to edit");
  if (words.take("for")) {
    wish.until = {space().clock().now().micros + std::stoll(words.word()) * kMicrosPerSecond};
    words.take("seconds");
  }
  words.end();
  shares_[to_string(record.id) + whom] = TRY(space().access().share(actor(statement.actor), wish));
  return {};
}

// unshare NAME with USER | TEAM | UNIT
Result<void> World::unshare(const Statement& statement, Words words) {
  const Named record = named(words.word());
  if (!words.take("with")) throw Mismatch{"unshare NAME with USER"};
  return space().access().unshare(actor(statement.actor),
                                  shares_[to_string(record.id) + words.word()]);
}

// close USER: the account
Result<void> World::close_account(Words words) {
  const access::Id user = user_id(words.word());
  return space().database().write([&](storage::Transaction& tx) -> Result<void> {
    TRY(tx.execute({"UPDATE o_user SET f_active = 0 WHERE id = ?", {user}}));
    TRY(tx.execute({"UPDATE kontor_epoch SET value = value + 1 WHERE name = 'organisation'", {}}));
    return {};
  });
}

// expect USER sees NAME, ... | nothing: of all named records, in whatever object
void World::check_sees(const std::string& user, Words words) {
  const auto view = must(space().access().view(actor(user)));
  std::set<std::string> seen, expected;
  for (const auto& [name, record] : records_) {
    const schema::Object* object = view->catalogue()->object(record.object);
    if (!object || object->read_only) continue;
    if (must(query::is_visible(view->reader(), *object, record.id))) seen.insert(name);
  }
  if (!words.take("nothing"))
    for (; !words.done(); words.comma()) expected.insert(words.word());
  if (seen != expected) throw Mismatch{user + " sees" + listed(seen)};
}

// expect USER may [not] ACTION NAME, ...
void World::check_may(const std::string& user, Words words) {
  const bool expected = !words.take("not");
  const std::string verb = words.word();
  const auto action = access::action_named(verb);
  if (!action) throw Mismatch{"there is no action `" + verb + "`"};
  for (; !words.done(); words.comma()) {
    const std::string name = words.word();
    const Named& record = named(name);
    const auto told = space().access().explain(
        actor(user), {.object = record.object, .record = record.id, .action = *action});
    if ((told && told->allowed) != expected)
      throw Mismatch{user + (expected ? " may not " : " may ") + verb + " " + name};
  }
}

// expect USER reads NAME.FIELD as "text" | hidden: masked ones as their mask
void World::check_reads(const std::string& user, Words words) {
  const std::string path = words.word();
  const auto dot = path.find('.');
  const Named& record = named(path.substr(0, dot));
  const std::string field = path.substr(dot + 1);
  const auto view = must(space().access().view(actor(user)));
  std::string out;
  JsonWriter json(out);
  must(query::write_record(view->reader(),
                           {.object = record.object, .id = record.id, .fields = {field}}, json));
  const auto answer = must(parse_json(out));
  const JsonValue* value = answer.find("fields")->find(field);
  const JsonValue* masked = value ? value->find("masked") : nullptr;
  const std::string found = !value ? "hidden" : to_json(masked ? *masked : *value);
  if (!words.take("as")) throw Mismatch{"expect USER reads NAME.FIELD as \"text\""};
  if (found != words.rest()) throw Mismatch{user + " reads it as " + found};
}

// expect USER counts OBJECT [by FIELD] N, ...: over what may be counted, the largest group first
void World::check_counts(const std::string& user, Words words) {
  query::GroupRequest request{.object = words.word(), .counted = true};
  request.group = words.take("by") ? words.word() : "";
  if (request.group.empty()) request.aggregates = {"count(created_at)"};
  const auto view = must(space().access().view(actor(user)));
  std::string out;
  JsonWriter json(out);
  must(query::write_groups(view->reader(), request, json));
  const auto answer = must(parse_json(out));
  std::multiset<std::string> found, expected;
  if (request.group.empty()) {
    found.insert(to_json(*answer.find("aggregates")->find("count(created_at)")));
  } else {
    for (const auto& group : answer.find("groups")->items())
      found.insert(to_json(*group.find("count")));
  }
  if (!words.take("nothing"))
    for (; !words.done(); words.comma()) expected.insert(words.word());
  std::string text = user + " counts";
  for (const auto& one : found) text += " " + one;
  if (found != expected) throw Mismatch{text};
}

// expect USER finds "text": NAME, ... | nothing
void World::check_finds(const std::string& user, Words words) {
  const auto view = must(space().access().view(actor(user)));
  std::string out;
  JsonWriter json(out);
  must(query::write_search(view->reader(), {.text = words.text()}, json));
  std::set<std::string> found, expected;
  const auto answer = must(parse_json(out));
  for (const auto& hit : answer.find("results")->items())
    found.insert(name_of(*parse_id(*hit.find("id")->text())));
  if (!words.take("nothing"))
    for (; !words.done(); words.comma()) expected.insert(words.word());
  if (found != expected) throw Mismatch{user + " finds" + listed(found)};
}

bool World::check_rights(Words words) {
  const std::string user = words.word();
  if (!std::ranges::count(users_, user)) return false;
  if (words.take("sees")) {
    check_sees(user, words);
  } else if (words.take("may")) {
    check_may(user, words);
  } else if (words.take("reads")) {
    check_reads(user, words);
  } else if (words.take("counts")) {
    check_counts(user, words);
  } else if (words.take("finds")) {
    check_finds(user, words);
  } else {
    return false;
  }
  return true;
}

}  // namespace kontor::scenarios
