#include "access/questions.h"

#include <algorithm>

#include "access/access.h"
#include "access/rules/compile.h"
#include "access/rules/examples.h"
#include "access/rules/store.h"
#include "access/rules/text.h"
#include "access/rules/words.h"
#include "query/reader.h"

namespace kontor::access {
namespace {

using query::Action;

constexpr const char* kAdministratorRole = "administrator";

const RuleRights* by_rules(const query::ScopeSource& rights) {
  return dynamic_cast<const RuleRights*>(&rights);
}

// The program itself, and people with the role.
Result<void> require_administrator(const query::ScopeSource& rights, bool changes) {
  const RuleRights* asker = by_rules(rights);
  if (!asker) return {};
  const Principal& principal = asker->principal();
  if (!principal.roles.contains(kAdministratorRole))
    return fail(Code::forbidden, "access.administrator");
  if (changes && !principal.writes) return fail(Code::forbidden, "login.read_only");
  return {};
}

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

Result<std::vector<Person>> active_people(storage::Connection& connection) {
  std::vector<Person> people;
  TRY(connection.each(
      {"SELECT id, title FROM o_user WHERE f_active = 1 AND deleted_at IS NULL ORDER BY id", {}},
      [&](const storage::Row& row) {
        people.push_back({RecordId{row.integer(0)}, std::string(row.text(1))});
        return true;
      }));
  return people;
}

}  // namespace

std::optional<Action> action_named(std::string_view word) {
  return meaning<Action>(word, schema::Language::en);
}

Result<std::string> Access::rules_text(const auth::Actor& actor, schema::Language language) const {
  const auto view = TRY(this->view(actor));
  TRY(require_administrator(view->rights(), false));
  return write_rules(TRY(load_rules(view->connection(), *view->catalogue())), language,
                     *view->catalogue());
}

Result<void> Access::change_rules(const auth::Actor& actor, std::string_view text) const {
  return database_.write([&](storage::Transaction& tx) -> Result<void> {
    const auto catalogue = TRY(catalogues_.of(tx));
    TRY(require_administrator(*TRY(rights(actor, tx, catalogue)), true));
    return replace_rules(tx, TRY(read_rules(text, *catalogue)), catalogue, actor.user,
                         clock_.now());
  });
}

Result<std::vector<OfferedSet>> Access::ready_sets(const auth::Actor& actor,
                                                   schema::Language language) const {
  const auto view = TRY(this->view(actor));
  TRY(require_administrator(view->rights(), false));
  std::vector<OfferedSet> offered;
  for (const ReadySet& set : TRY(access::ready_sets(view->catalogue())))
    offered.push_back({set.name, set.label, set.description,
                       write_rules(set.rules, language, *view->catalogue()), set.examples});
  return offered;
}

Result<std::unique_ptr<RuleRights>> Access::rights_of(const auth::Actor& actor,
                                                      storage::Connection& connection,
                                                      const schema::CataloguePtr& catalogue) const {
  Asker asker{.user = actor.user.value,
              .may_write = actor.may_write,
              .at = clock_.now(),
              .zone = actor.zone};
  const auto active = TRY(connection.integer(
      {"SELECT f_active FROM o_user WHERE id = ? AND deleted_at IS NULL", {asker.user}}));
  asker.active = active.value_or(0) == 1;
  return RuleRights::make(shelf_, asker, connection, catalogue);
}

Result<std::unique_ptr<RuleRights>> Access::rights_of(RecordId user,
                                                      storage::Connection& connection,
                                                      const schema::CataloguePtr& catalogue) const {
  Asker asker{.user = user.value, .at = clock_.now()};
  const auto active = TRY(connection.integer(
      {"SELECT f_active FROM o_user WHERE id = ? AND deleted_at IS NULL", {user.value}}));
  asker.active = active.value_or(0) == 1;
  return RuleRights::make(shelf_, asker, connection, catalogue);
}

Result<Explanation> Access::explain(const auth::Actor& actor,
                                    const AccessQuestion& question) const {
  const auto view = TRY(this->view(actor));
  const auto* object = TRY(query::find_object(*view->catalogue(), question.object));
  const bool own = !question.user || question.user == actor.user;
  if (!own) TRY(require_administrator(view->rights(), false));
  const RecordId user = own ? actor.user : question.user;
  const auto rights = TRY(rights_of(user, view->connection(), view->catalogue()));
  // Of what one may not see one hears as little as of what there is not.
  const auto seen =
      TRY(access::explain(*rights, view->connection(), *object, Action::see, question.record));
  if (own && !seen.allowed) return fail(Code::not_found, "record.not_found");
  return access::explain(*rights, view->connection(), *object, question.action, question.record);
}

Result<std::vector<Person>> Access::who(const auth::Actor& actor,
                                        const AccessQuestion& question) const {
  const auto view = TRY(this->view(actor));
  TRY(require_administrator(view->rights(), false));
  const auto* object = TRY(query::find_object(*view->catalogue(), question.object));
  const auto one = TRY(class_of(view->connection(), *object, question.record));
  if (!one) return fail(Code::not_found, "record.not_found");
  std::vector<Person> people;
  for (Person& person : TRY(active_people(view->connection()))) {
    const auto rights = TRY(rights_of(person.id, view->connection(), view->catalogue()));
    const ObjectRules* rules = rights->book().of(*object);
    if (!rules) continue;
    // Mostly the class says enough.
    const auto scope = compile(question.action, *rules, rights->principal(), {*one});
    const bool by_class = scope.everything || (scope.classes && !scope.classes->empty());
    bool allowed = by_class && !rows_decide(scope);
    if (!allowed && !scope.nothing())
      allowed = TRY(access::explain(*rights, view->connection(), *object, question.action,
                                    question.record))
                    .allowed;
    if (allowed) people.push_back(std::move(person));
  }
  return people;
}

}  // namespace kontor::access
