#include "access/rules/rule_rights.h"

#include <algorithm>

#include "access/rules/compile.h"
#include "access/rules/rule_catalogue.h"
#include "access/rules/viewing.h"
#include "access/rules/ways.h"
#include "storage/dialect.h"

namespace kontor::access {
namespace {

using query::Action;
using query::Mode;
using query::Scope;
using query::ScopePtr;

bool contains(const storage::IntSet& set, std::int64_t value) {
  return set && std::ranges::binary_search(*set, value);
}

}  // namespace

Result<std::unique_ptr<RuleRights>> RuleRights::make(RuleShelf& shelf, const Onlooker& onlooker,
                                                     storage::Connection& connection,
                                                     const schema::CataloguePtr& catalogue) {
  const RightsEpochs epochs = TRY(rights_epochs(connection));
  auto organisation = TRY(shelf.organisations.of(connection, epochs.organisation));
  auto book = TRY(shelf.books.of(connection, catalogue, epochs.rules));
  const auto principal_of = [&](const Asker& asker) {
    return shelf.principals.of(connection, asker, *organisation, *book, epochs.shares);
  };
  auto principal = TRY(principal_of(onlooker.asker));
  Principals::Ptr viewer;
  if (onlooker.viewer) viewer = TRY(principal_of(*onlooker.viewer));
  return std::unique_ptr<RuleRights>(new RuleRights(
      shelf, connection, std::move(organisation), std::move(book), std::move(principal),
      std::move(viewer), onlooker.notes_all, onlooker.asker.at));
}

RuleRights::RuleRights(RuleShelf& shelf, storage::Connection& connection,
                       OrganisationPtr organisation, RuleBookPtr book, Principals::Ptr principal,
                       Principals::Ptr viewer, bool notes_all, Instant now)
    : shelf_(shelf),
      connection_(connection),
      organisation_(std::move(organisation)),
      book_(std::move(book)),
      principal_(std::move(principal)),
      viewer_(std::move(viewer)),
      notes_all_(notes_all),
      bindings_(viewer_ ? both_bindings(*principal_, *viewer_) : principal_->bindings),
      fingerprint_(principal_->fingerprint() ^ static_cast<std::uint64_t>(book_->epoch())) {
  bindings_.now = now.micros;
  if (viewer_) fingerprint_ = fingerprint_ * 31 + viewer_->fingerprint();
  if (notes_all_) ++fingerprint_;
}

bool RuleRights::has_role(const std::string& name) const {
  return principal_->roles.contains(name) && (!viewer_ || viewer_->roles.contains(name));
}

Ways RuleRights::ways(Action action, const ObjectRules& rules) const {
  Ways ways = ways_to(action, rules, *principal_);
  return viewer_ ? both_ways(ways, ways_to(action, rules, *viewer_), viewer_->bindings.me)
                 : std::move(ways);
}

// Special fields always, personal ones where a rule by which they may be read says so.
std::vector<bool> RuleRights::logged(const ObjectRules& rules) const {
  const bool personal = std::ranges::any_of(rules.allows, [&](const BoundRule& rule) {
    return rule.rule->log && rule.grants(Action::read) && principal_->concerned_by(*rule.rule);
  });
  std::vector<bool> fields;
  for (const schema::Field& field : rules.object->fields)
    fields.push_back(notes_all_ || field.field_class == schema::FieldClass::special ||
                     (personal && field.field_class == schema::FieldClass::personal));
  return fields;
}

bool RuleRights::looks(Action action) const {
  return action == Action::see || action == Action::read || action == Action::count ||
         action == Action::export_data;
}

// Everybody may know who the others are; accounts and units are changed in their own ways alone.
Scope RuleRights::built_in(const schema::Object& object, Action action) const {
  Scope scope;
  scope.object = &object;
  scope.action = action;
  scope.epoch = book_->epoch();
  using Standing = Principal::Standing;
  scope.everything = looks(action) && principal_->standing != Standing::nobody &&
                     (!viewer_ || viewer_->standing != Standing::nobody);
  query::FieldModes modes;
  for (const schema::Field& field : object.fields) {
    const bool shown = scope.everything && field.field_class != schema::FieldClass::secret;
    modes.push_back(shown ? Mode::read : Mode::none);
  }
  scope.modes.push_back(std::move(modes));
  return scope;
}

// A state that is only read has the same ones all the time; a transaction may add some.
Result<ClassList> RuleRights::classes_of(const schema::Object& object) {
  ClassList& known = classes_[object.id];
  if (!known || !is_committed(connection_)) known = TRY(shelf_.classes.of(connection_, object.id));
  return known;
}

Result<query::ScopePtr> RuleRights::compiled(const schema::Object& object, Action action) {
  const ObjectRules* rules = book_->of(object);
  if (!rules)
    return std::make_shared<const Scope>(
        Scope{.object = &object, .action = action, .epoch = book_->epoch()});
  const ClassList classes = TRY(classes_of(object));
  const Scopes::Key key{
      object.id,      action, fingerprint_, book_->epoch(), book_->catalogue()->version(),
      classes->size()};
  auto known = shelf_.scopes.find(key);
  if (!known) {
    const bool seen = action == Action::export_data;
    const Action compiled = seen ? Action::see : action;
    Scope made = compile(compiled, *rules, ways(compiled, *rules), bindings_, *classes);
    if (seen) made = compile_seen(action, std::move(made), ways(action, *rules));
    made.masks = rules->masks;
    made.logged = logged(*rules);
    made.epoch = book_->epoch();
    known = std::make_shared<const Scope>(std::move(made));
    shelf_.scopes.keep(key, known);
  }
  return known;
}

Result<query::ScopePtr> RuleRights::scope(const schema::Object& object, Action action) {
  query::ScopePtr& known = scopes_[{object.id, action}];
  if (known) return known;
  const ScopePtr made = is_built_in(object)
                            ? std::make_shared<const Scope>(built_in(object, action))
                            : TRY(compiled(object, action));
  // What is only asked of single records needs no copy.
  const bool reads = action == Action::see || action == Action::export_data;
  if (!reads && made->object == &object) return known = made;
  Scope scope = *made;
  scope.object = &object;
  if (reads) {
    scope.object_rows = TRY(shelf_.row_counts.about(connection_, object.id));
    scope.estimated_rows = TRY(about(scope));
  }
  return known = std::make_shared<const Scope>(std::move(scope));
}

// About how many records are in scope; ways through single rows are not counted.
Result<std::int64_t> RuleRights::about(const Scope& scope) {
  if (scope.everything) return scope.object_rows;
  const std::int64_t shared = scope.shared ? std::ssize(*scope.shared) : 0;
  if (!scope.classes || scope.classes->empty()) return shared;
  return shared + TRY(shelf_.row_counts.about(connection_, scope.object->id, *scope.classes));
}

query::Abilities RuleRights::abilities(const schema::Object& object,
                                       const query::RecordFacts& record) {
  const auto can = [&](Action action) {
    const auto asked = scope(object, action);
    if (!asked) return false;
    const Scope& scope = **asked;
    // Where single rows decide, trying tells: saving asks again, and says why not.
    if (rows_decide(scope)) return !scope.nothing();
    return scope.everything || contains(scope.classes, record.zk) ||
           contains(scope.shared, record.id.value);
  };
  return {.edit = can(Action::edit),
          .remove = can(Action::remove),
          .assign = can(Action::assign),
          .link = can(Action::link),
          .share = can(Action::share)};
}

bool RuleRights::may(const schema::Object& object, Action action) {
  if (is_built_in(object)) return built_in(object, action).everything;
  const ObjectRules* rules = book_->of(object);
  if (!rules) return false;
  const auto shared = bindings_.mine.find("shared read");
  const bool shares = shared != bindings_.mine.end() && !shared->second->empty();
  return std::ranges::any_of(ways(action, *rules).ways,
                             [&](const Way& way) { return shares || !is_share(*way.rule); });
}

}  // namespace kontor::access
