#include "world.h"

#include <algorithm>

#include "base/text.h"
#include "events/outbox.h"
#include "schema/fields/fields.h"

namespace kontor::scenarios {

using records::Batch;
using records::Change;
using records::Op;

void World::run(const Script& script) {
  for (const auto& statement : script.statements) {
    line_ = statement.line;
    step(statement);
  }
  no_surprises();
}

void World::step(const Statement& statement) {
  Words words(statement.text);
  if (words.peek() == "kits" || words.peek() == "users" || words.peek() == "strangers") {
    set_up(words);
  } else if (words.take("expect")) {
    check(statement, words);
  } else if (words.take("remember change")) {
    changes_[words.word()] = last_.change;
  } else if (words.take("object")) {
    make_object(statement, words);
  } else if (words.take("wait")) {
    wait(words);
  } else if (!do_something(statement, words) && !arrange(words) && !proceed(statement, words) &&
             !give_rights(statement, words)) {
    throw Mismatch{"no such statement: `" + statement.text + "`"};
  }
}

void World::set_up(Words words) {
  auto& list = words.take("kits")        ? kits_
               : words.take("strangers") ? strangers_
               : words.take("users")     ? users_
                                         : kits_;
  while (!words.done()) {
    list.push_back(words.word());
    words.comma();
  }
}

// A failure nobody expected ends the scenario where it happened.
void World::no_surprises() {
  if (!last_.error || last_.error_expected) return;
  std::string text = "failed with " + last_.error->key;
  if (!last_.error->field.empty()) text += " at " + last_.error->field;
  if (!last_.error->internal.empty()) text += " (" + last_.error->internal + ")";
  throw Mismatch{text};
}

bool World::do_something(const Statement& statement, Words words) {
  auto verb = words.peek();
  bool writes = verb == "create" || verb == "update" || verb == "remove" || verb == "restore";
  bool known = writes || verb == "together" || verb == "undo" || verb == "query";
  if (!known) return false;
  no_surprises();
  last_ = {};
  if (writes) write(statement, words);
  if (verb == "together") together(statement, words);
  if (verb == "undo") undo(statement, words);
  if (verb == "query") query(statement, words);
  return true;
}

void World::write(const Statement& statement, Words words) {
  Batch batch;
  pending_names_.clear();
  batch.changes.push_back(change(words));
  options(words, batch);
  words.end();
  submit(actor(statement.actor), std::move(batch));
}

void World::together(const Statement& statement, Words words) {
  Batch batch;
  words.take("together");
  pending_names_.clear();
  options(words, batch);
  words.end();
  for (const auto& line : statement.more) {
    Words more(line);
    batch.changes.push_back(change(more));
    more.end();
  }
  submit(actor(statement.actor), std::move(batch));
}

Change World::change(Words& words) {
  Change change;
  auto resolve_name = [this](const std::string& name) { return resolve(name); };
  if (words.take("create")) {
    change.op = Op::create;
    change.object = words.word();
    change.id = space().writer().new_id();
    std::string name = words.rest().starts_with('{') ? "" : words.word();
    // Known at once, so that others of the same batch can name it.
    if (!name.empty()) records_[name] = {change.object, change.id};
    pending_names_.push_back(name);
  } else {
    change.op = words.take("update") ? Op::update : words.take("remove") ? Op::remove : Op::restore;
    if (change.op == Op::restore) words.take("restore");
    const Named& record = named(words.word());
    change.object = record.object;
    change.id = record.id;
    pending_names_.emplace_back();
    if (words.take("from version")) change.base_version = std::stoll(words.word());
    while (words.take("overwriting")) change.overwrite.push_back(words.word());
  }
  if (words.rest().starts_with('{')) {
    auto fields = words.value(resolve_name);
    for (const auto& member : fields.members())
      change.fields.push_back({member.name, member.value});
  }
  return change;
}

void World::options(Words& words, Batch& batch) {
  while (!words.done()) {
    if (words.take("with key")) {
      batch.idempotency_key = words.text();
    } else if (words.take("refusing duplicates")) {
      batch.duplicates = records::Duplicates::refuse;
    } else if (words.take("reporting duplicates")) {
      batch.duplicates = records::Duplicates::report;
    } else if (words.take("keeping going")) {
      batch.keep_going = true;
    } else {
      return;
    }
  }
}

void World::submit(const auth::Actor& actor, Batch batch) {
  auto result = space().writer().write(actor, batch);
  if (!result) {
    last_.error = std::move(result).error();
    last_.errors = {*last_.error};
    return;
  }
  last_.result = *std::move(result);
  last_.change = last_.result.change;
  for (std::size_t i = 0; i < last_.result.outcomes.size(); ++i) {
    const auto& outcome = last_.result.outcomes[i];
    for (const auto& error : outcome.errors) last_.errors.push_back(error);
    const std::string& name = i < pending_names_.size() ? pending_names_[i] : std::string();
    if (!name.empty() && last_.result.replayed) records_[name].id = outcome.id;
  }
  if (!last_.errors.empty()) last_.error = last_.errors.front();
}

void World::undo(const Statement& statement, Words words) {
  words.take("undo");
  std::string name = words.word();
  words.end();
  if (!changes_.contains(name)) throw Mismatch{"no change is remembered as `" + name + "`"};
  auto result = records::undo(space().writer(), actor(statement.actor), changes_.at(name));
  if (!result) {
    last_.error = std::move(result).error();
    last_.errors = {*last_.error};
    return;
  }
  last_.undone = *std::move(result);
  last_.change = last_.undone.change;
}

void World::wait(Words words) {
  std::int64_t count = std::stoll(words.word());
  std::string unit = words.word();
  std::int64_t seconds = unit.starts_with("day")    ? 86'400
                         : unit.starts_with("hour") ? 3'600
                         : unit.starts_with("min")  ? 60
                         : unit.starts_with("sec")
                             ? 1
                             : throw Mismatch{"wait N days, hours, minutes or seconds"};
  words.end();
  space().clock().set({space().clock().now().micros + count * seconds * kMicrosPerSecond});
}

records::testing::Workspace& World::space() {
  if (!space_) {
    space_ = std::make_unique<records::testing::Workspace>(
        engine_, kits_.empty() ? std::vector<std::string>{"people"} : kits_);
    for (const auto& name : users_) space_->user(name);
  }
  return *space_;
}

auth::Actor World::actor(const std::string& name) {
  if (name.empty()) return space().user(users_.empty() ? "anna" : users_.front());
  if (std::ranges::count(strangers_, name)) {
    auth::Actor stranger;
    stranger.user = RecordId{static_cast<std::int64_t>(1 + name.size())};
    return stranger;
  }
  if (!std::ranges::count(users_, name) && !users_.empty())
    throw Mismatch{"nobody is called `" + name + "`"};
  return space().user(name);
}

const World::Named& World::named(const std::string& name) {
  auto found = records_.find(name);
  if (found == records_.end()) throw Mismatch{"no record is called `" + name + "`"};
  return found->second;
}

std::string World::name_of(RecordId id) const {
  for (const auto& [name, record] : records_)
    if (record.id == id) return name;
  return to_string(id);
}

std::string World::resolve(const std::string& name) {
  if (std::ranges::count(users_, name)) return to_string(space().user(name).user);
  return to_string(named(name).id);
}

}  // namespace kontor::scenarios
