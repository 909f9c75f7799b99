// Statements about rules and what moves by itself: rules, role, refresh escalations, tell; who sees
// a record, and who was told what.
#include <algorithm>

#include "records/approvals.h"
#include "records/escalations.h"
#include "records/notices.h"
#include "records/protection.h"
#include "world.h"

namespace kontor::scenarios {
namespace {

std::vector<std::string> names_in(Words& words) {
  std::vector<std::string> names;
  while (!words.done()) {
    names.push_back(words.word());
    words.comma();
  }
  std::ranges::sort(names);
  return names;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "nobody" : text;
}

}  // namespace

bool World::proceed(const Statement& statement, Words words) {
  const std::string verb(words.peek());
  if (verb != "rules" && verb != "role" && verb != "refresh" && verb != "tell" &&
      verb != "approval" && verb != "protect")
    return false;
  no_surprises();
  last_ = {};
  words.word();
  auto done = verb == "protect"    ? records::set_protecting(space().writer(), true)
              : verb == "rules"    ? set_rules(statement, words)
              : verb == "role"     ? give_role(words)
              : verb == "approval" ? take_approval(statement, words)
              : verb == "refresh"  ? records::refresh_escalations(space().writer())
                                   : tell();
  if (!done) {
    last_.error = std::move(done).error();
    last_.errors = {*last_.error};
  }
  return true;
}

// rules, then their lines: from now on these and no others. A line that begins with "- " begins a
// rule, the others belong to it. rules of SET: a ready set, and what follows.
Result<void> World::set_rules(const Statement& statement, Words& words) {
  const auth::Actor system{.kind = auth::ActorKind::system, .name = "scenario"};
  std::string text;
  if (words.take("of")) {
    const std::string name = words.word();
    for (const auto& set : TRY(space().access().ready_sets(system, schema::Language::en)))
      if (set.name == name) text = set.text;
    if (text.empty()) throw Mismatch{"there is no set of rules called `" + name + "`"};
  }
  for (const auto& line : statement.more)
    text += (line.starts_with("- ") ? "" : "  ") + line + "\n";
  return space().access().change_rules(system, text);
}

// role NAME USER, ...
Result<void> World::give_role(Words& words) {
  const std::string name = words.word();
  const auto snapshot = TRY(space().database().read());
  const auto organisation = TRY(space().organisations().of(*snapshot));
  const access::Role* role = organisation->role(name);
  if (!role) throw Mismatch{"there is no role `" + name + "`"};
  for (const auto& user : names_in(words))
    TRY(space().organisation().set_role(role->id, user_id(user), true, {}));
  return {};
}

// tell: what the notifier does, until there is nothing left to tell
Result<void> World::tell() {
  while (TRY(records::tell_escalations(space().writer(), 100)) > 0) {
  }
  return {};
}

// approval request | approve | return | withdraw NAME ["reason"]
Result<void> World::take_approval(const Statement& statement, Words& words) {
  const auto step = records::approval_step(words.word());
  if (!step) throw Mismatch{"approval request | approve | return | withdraw NAME"};
  const Named& record = named(words.word());
  const std::string reason = words.done() ? std::string() : words.text();
  return records::take_approval_step(space().writer(), actor(statement.actor),
                                     {record.object, record.id, *step, reason});
}

// expect approval NAME requested | approved | returned | none [with USER, ...]
void World::check_approval(Words words) {
  const Named& record = named(words.word());
  const std::string expected = words.word();
  const auto with = words.take("with") ? names_in(words) : std::vector<std::string>();
  const auth::Actor reader = actor("");
  const auto view = space().access().view(reader);
  if (!view) throw Mismatch{view.error().key};
  const auto state =
      records::approval_of(space().writer(), (*view)->reader(), reader, record.object, record.id);
  if (!state) throw Mismatch{state.error().key + " " + state.error().internal};
  std::vector<std::string> names;
  for (const auto& person : state->with) names.push_back(person.name);
  std::ranges::sort(names);
  const std::string actual = state->state.empty() ? "none" : state->state;
  if (actual != expected || (!with.empty() && with != names))
    throw Mismatch{"it is " + actual + " with " + joined(names)};
}

// expect protection of OBJECT {fields} for USER is none | ask_dispatch | limited
void World::check_protection(Words words) {
  const auto catalogue = space().catalogue();
  if (!words.take("of")) throw Mismatch{"expect protection of OBJECT {...} for USER is ..."};
  const records::RowShape shape(*catalogue->object(words.word()));
  const auto fields = words.value([this](const std::string& name) { return resolve(name); });
  if (!words.take("for")) throw Mismatch{"expect protection of OBJECT {...} for USER is ..."};
  const auth::Actor asker = actor(words.word());
  if (!words.take("is")) throw Mismatch{"expect protection of OBJECT {...} for USER is ..."};
  const auto answer =
      records::ask_protection(space().writer(), asker, shape, records::draft_record(shape, fields));
  if (!answer) throw Mismatch{answer.error().key + " " + answer.error().internal};
  if (records::to_string(*answer) != words.word())
    throw Mismatch{"the answer is " + std::string(records::to_string(*answer))};
}

// expect visible NAME to USER, ... | nobody: those and none of the other users
void World::check_visible(Words words) {
  const Named& record = named(words.word());
  if (!words.take("to")) throw Mismatch{"expect visible NAME to USER, ..."};
  const auto expected = words.take("nobody") ? std::vector<std::string>() : names_in(words);
  const auto catalogue = space().catalogue();
  std::vector<std::string> seeing;
  const auto snapshot = space().database().read();
  for (const auto& name : users_) {
    const auto seen =
        records::seen_by(space().writer().workshop(), **snapshot, catalogue, space().user(name),
                         *catalogue->object(record.object), {record.id.value});
    if (!seen) throw Mismatch{seen.error().key + " " + seen.error().internal};
    if (!seen->empty()) seeing.push_back(name);
  }
  std::ranges::sort(seeing);
  if (seeing != expected) throw Mismatch{"it is visible to " + joined(seeing)};
}

// expect notices USER KIND NAME, ... | nothing: the unread ones the user may see, in any order
void World::check_notices(Words words) {
  const auth::Actor who = actor(words.word());
  std::vector<std::string> expected, actual;
  if (words.take("nothing")) words.end();
  while (!words.done()) {
    const std::string kind = words.word();
    expected.push_back(kind + " " + words.word());
    words.comma();
  }
  const auto view = space().access().view(who);
  if (!view) throw Mismatch{view.error().key};
  const auto shown = records::shown_notices((*view)->reader(), who.user);
  if (!shown) throw Mismatch{shown.error().key + " " + shown.error().internal};
  for (const auto& one : *shown)
    if (!one.notice.read_at)
      actual.push_back(one.notice.kind + " " +
                       (one.notice.object ? name_of(one.notice.record) : one.notice.detail));
  std::ranges::sort(expected);
  std::ranges::sort(actual);
  if (actual != expected) throw Mismatch{"the notices are " + joined(actual)};
}

}  // namespace kontor::scenarios
