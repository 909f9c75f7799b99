#include "access/questions.h"

#include <algorithm>

#include "access/access.h"
#include "access/administrators.h"
#include "access/rules/everyone.h"
#include "access/rules/examples.h"
#include "access/rules/spoken.h"
#include "access/rules/store.h"
#include "access/rules/text.h"
#include "access/rules/who_may.h"
#include "access/rules/words.h"
#include "query/reader.h"
#include "query/rights.h"
#include "query/select.h"

namespace kontor::access {
namespace {

using query::Action;

constexpr const char* kAdministratorRole = "administrator";

// The class of a living record; nothing if there is none.
Result<std::optional<AccessClass>> class_of(storage::Connection& connection,
                                            const schema::Object& object, RecordId record) {
  std::optional<AccessClass> found;
  TRY(connection.each({"SELECT zk, owner, unit, territory, organisation, confidential FROM " +
                           object.table + " WHERE id = ? AND deleted_at IS NULL",
                       {record.value}},
                      [&](const storage::Row& row) {
                        found = AccessClass{.id = row.integer(0)};
                        for (int i = 0; i < 5; ++i)
                          found->key[static_cast<std::size_t>(i)] =
                              row.is_null(i + 1) ? 0 : row.integer(i + 1);
                        return true;
                      }));
  return found;
}

// Everybody's rights as far as this record is concerned.
Result<Everyone> everyone_for(storage::Connection& connection, const RuleRights& asker,
                              const ObjectRules& rules, RecordId record, Instant now) {
  if (asks_shares_of_others(rules)) return Everyone::load(connection, asker.book().sets(), now);
  return Everyone::load(connection, asker.organisation_ptr(), record, asker.book().sets(), now);
}

void add_reach(std::vector<RuleReach>& all, const ObjectRules& rules, const Person& person) {
  for (const std::string& name : person.rules) {
    auto found = std::ranges::find(all, name, &RuleReach::rule);
    if (found == all.end()) {
      const auto rule = std::ranges::find_if(
          rules.allows, [&](const BoundRule& bound) { return bound.rule->name == name; });
      all.push_back({name, rule == rules.allows.end() ? "" : rule->rule->because, {}});
      found = all.end() - 1;
    }
    found->people.push_back(person.id);
  }
}

}  // namespace

std::optional<Action> action_named(std::string_view word) {
  return meaning<Action>(word, schema::Language::en);
}

Result<std::string> Access::rules_text(const auth::Actor& actor, schema::Language language) const {
  const auto view = TRY(this->view(actor));
  TRY(require_administrator(view->rights(), false));
  auto rules = TRY(load_rules(view->connection(), *view->catalogue()));
  std::erase_if(rules, [](const Rule& rule) { return rule.unit != 0; });
  return write_spoken(view->connection(), std::move(rules), language, *view->catalogue());
}

Result<void> Access::change_rules(const auth::Actor& actor, std::string_view text) const {
  return database_.write([&](storage::Transaction& tx) -> Result<void> {
    const auto catalogue = TRY(catalogues_.of(tx));
    TRY(require_administrator(*TRY(rights(actor, tx, catalogue)), true));
    return replace_rules(tx, TRY(read_spoken(tx, text, *catalogue)), catalogue, actor.user,
                         clock_.now());
  });
}

Result<std::vector<OfferedSet>> Access::ready_sets(const auth::Actor& actor,
                                                   schema::Language language) const {
  const auto view = TRY(this->view(actor));
  TRY(require_administrator(view->rights(), false));
  std::vector<OfferedSet> offered;
  for (const ReadySet& set : TRY(access::ready_sets(view->catalogue())))
    offered.push_back(
        {set.name, set.label, set.description,
         TRY(write_spoken(view->connection(), set.rules, language, *view->catalogue())), set.table,
         set.examples});
  return offered;
}

Result<void> Access::require_may_ask_about(const RuleRights& asker, RecordId user) const {
  if (answers_for(asker, user, clock_.now())) return {};
  return fail(Code::forbidden, "access.administrator");
}

Result<Explanation> Access::explain(const auth::Actor& actor,
                                    const AccessQuestion& question) const {
  const auto view = TRY(this->view(actor));
  const auto* object = TRY(query::find_object(*view->catalogue(), question.object));
  const auto asker = TRY(rights_of(actor, view->connection(), view->catalogue()));
  const bool own = !question.user || question.user == actor.user;
  if (!own) TRY(require_may_ask_about(*asker, question.user));
  // Of what one may not see one hears as little as of what there is not; administrators hear by
  // which rules others may see it, nothing of what is in it.
  query::Rights visible(view->rights(), view->connection().engine());
  const auto one = TRY(query::Select::one(*object, question.record, view->reader(), visible));
  const bool hidden = one.empty();
  if (hidden && (own || !asker->has_role(kAdministratorRole)))
    return fail(Code::not_found, "record.not_found");
  if (own)
    return explain_fully(*asker, view->connection(), *object, question.action, question.record,
                         question.language);
  const auto rights = TRY(rights_of(question.user, view->connection(), view->catalogue()));
  return hidden ? access::explain(*rights, view->connection(), *object, question.action,
                                  question.record)
                : explain_fully(*rights, view->connection(), *object, question.action,
                                question.record, question.language);
}

Result<Everybody> Access::who(const auth::Actor& actor, const AccessQuestion& question) const {
  const auto view = TRY(this->view(actor));
  const auto* object = TRY(query::find_object(*view->catalogue(), question.object));
  const auto asker = TRY(rights_of(actor, view->connection(), view->catalogue()));
  const bool administers = asker->has_role(kAdministratorRole);
  const Ids headed = asker->organisation().headed_units(actor.user.value, clock_.now());
  if (!administers && (asker->is_viewing() || headed.empty()))
    return fail(Code::forbidden, "access.administrator");
  if (!administers) {
    query::Rights visible(view->rights(), view->connection().engine());
    const auto seen = TRY(query::Select::one(*object, question.record, view->reader(), visible));
    if (seen.empty()) return fail(Code::not_found, "record.not_found");
  }
  const auto one = TRY(class_of(view->connection(), *object, question.record));
  if (!one) return fail(Code::not_found, "record.not_found");
  Everybody everybody;
  const ObjectRules* rules = asker->book().of(*object);
  if (!rules) return everybody;
  const auto everyone =
      TRY(everyone_for(view->connection(), *asker, *rules, question.record, clock_.now()));
  WhoMay may(view->connection(), *rules, question.action, question.record, *one);
  for (const Candidate& candidate : everyone.people()) {
    if (!administers && !require_may_ask_about(*asker, candidate.id)) continue;
    Person person{candidate.id, candidate.name,
                  TRY(may.rules_for(everyone.one(candidate.id).principal))};
    if (person.rules.empty()) continue;
    add_reach(everybody.rules, *rules, person);
    everybody.people.push_back(std::move(person));
  }
  return everybody;
}

}  // namespace kontor::access
