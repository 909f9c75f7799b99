#include "query/rights.h"

#include <algorithm>
#include <stdexcept>

#include "query/path.h"

namespace kontor::query {
namespace {

using storage::IntSet;
using storage::Sql;

// A rule's condition on the row at `alias`, as one operand.
Sql holds(const expr::Checked& rule, const expr::SqlContext& rules, std::string_view alias) {
  return Sql{"(", {}} << condition_sql(rule, rules, alias) << ")";
}

Sql constant(bool value) {
  return {value ? "TRUE" : "FALSE", {}};
}

std::string column(std::string_view alias, std::string_view name) {
  return std::string(alias) + '.' + std::string(name);
}

// One of several ways to see a row, collected into "(a OR b OR c)".
class AnyOf {
 public:
  void add(const Sql& way) { sql_ << (empty() ? "(" : " OR ") << way; }
  void add_set(storage::Engine engine, const std::string& expression, const IntSet& set) {
    if (set && !set->empty()) add(storage::among(engine, expression, set));
  }
  bool empty() const { return sql_.text.empty(); }
  Sql done() { return empty() ? constant(false) : sql_ << ")"; }

 private:
  Sql sql_;
};

bool may_read(const Scope& scope, std::size_t modes, std::size_t place) {
  return scope.modes.at(modes).at(place) >= Mode::read;
}

// The classes whose rows show (or, with `show` false, hide) the field.
IntSet classes_that(const Scope& scope, std::size_t place, bool show) {
  auto set = std::make_shared<std::vector<std::int64_t>>();
  for (const auto& [zk, modes] : scope.class_modes) {
    if (may_read(scope, modes, place) == show) set->push_back(zk);
  }
  return set;
}

// A class whose modes nobody listed has those of modes[0].
Sql readable_by_class(const Scope& scope, std::size_t place, storage::Engine engine,
                      const std::string& zk) {
  const bool usual = may_read(scope, 0, place);
  const IntSet others = classes_that(scope, place, !usual);
  if (others->empty()) return constant(usual);
  Sql listed = storage::among(engine, zk, others);
  return usual ? Sql{"NOT (", {}} << listed << ")" : listed;
}

}  // namespace

std::size_t place_of(const schema::Object& object, const schema::Field& field) {
  return static_cast<std::size_t>(&field - object.fields.data());
}

Result<ScopePtr> Rights::require(const schema::Object& object) {
  auto found = scopes_.find(&object);
  if (found == scopes_.end()) {
    ScopePtr scope = TRY(source_.scope(object, Action::see));
    found = scopes_.emplace(&object, std::move(scope)).first;
  }
  return found->second;
}

Result<void> Rights::require(const expr::Checked& checked) {
  TRY(require(*checked.object));
  for (const auto& use : checked.uses) TRY(require(*use.object));
  return require_node(*checked.root, *checked.catalogue);
}

// `exists` and `count` reach an object whose fields nobody may have named.
Result<void> Rights::require_node(const expr::CheckedNode& node,
                                  const schema::Catalogue& catalogue) {
  for (const auto& step : node.path) {
    if (step.object) TRY(require(*step.object));
    if (!step.field) continue;
    if (const auto* target = target_of(*step.field, catalogue)) TRY(require(*target));
  }
  for (const auto& child : node.children) TRY(require_node(*child, catalogue));
  return {};
}

ScopePtr Rights::scope_ptr(const schema::Object& object) const {
  auto found = scopes_.find(&object);
  if (found == scopes_.end()) throw std::logic_error("scope not asked for: " + object.name);
  return found->second;
}

Sql Rights::visible(const schema::Object& object, std::string_view alias) const {
  return Sql{"(" + column(alias, "deleted_at") + " IS NULL AND ", {}} << in_scope(object, alias)
                                                                      << ")";
}

Sql Rights::in_scope(const schema::Object& object, std::string_view alias) const {
  const Scope& scope = this->scope(object);
  const expr::SqlContext rules = rule_context();
  Sql sql = constant(true);
  if (!scope.everything) {
    AnyOf ways;
    ways.add_set(engine_, column(alias, "zk"), scope.classes);
    for (const auto& term : scope.row_terms) {
      ways.add(holds(term.condition, rules, alias));
    }
    ways.add_set(engine_, column(alias, "id"), scope.shared);
    sql = ways.done();
  }
  for (const auto& limit : scope.limits) sql << " AND " << holds(limit, rules, alias);
  for (const auto& forbid : scope.forbids) {
    sql << " AND NOT " << holds(forbid, rules, alias);
  }
  return sql;
}

Sql Rights::row_term(const schema::Object& object, std::size_t term, std::string_view alias) const {
  const expr::Checked& condition = scope(object).row_terms.at(term).condition;
  return Sql{"(", {}} << where_sql(condition, rule_context(), alias) << ")";
}

std::optional<Sql> Rights::readable(const schema::Object& object, const schema::Field& field,
                                    std::string_view alias) const {
  const Scope& scope = this->scope(object);
  if (scope.modes.empty()) return constant(false);
  const std::size_t place = place_of(object, field);
  const auto reads = [&](const FieldModes& modes) { return modes.at(place) >= Mode::read; };
  if (std::ranges::all_of(scope.modes, reads)) return std::nullopt;
  if (std::ranges::none_of(scope.modes, reads)) return constant(false);

  AnyOf ways;
  Sql by_class = readable_by_class(scope, place, engine_, column(alias, "zk"));
  if (!scope.everything) {  // a class out of scope shows nothing, whatever its modes
    AnyOf classes;
    classes.add_set(engine_, column(alias, "zk"), scope.classes);
    by_class = Sql{"(", {}} << classes.done() << " AND " << by_class << ")";
  }
  ways.add(by_class);
  for (const auto& term : scope.row_terms) {
    if (!may_read(scope, term.modes, place)) continue;
    ways.add(holds(term.condition, rule_context(), alias));
  }
  if (may_read(scope, scope.shared_modes, place)) {
    ways.add_set(engine_, column(alias, "id"), scope.shared);
  }
  return ways.done();
}

expr::SqlContext Rights::context() const {
  return {engine_, &source_.bindings(),
          [this](const schema::Object& object, std::string_view alias) {
            return visible(object, alias);
          },
          [this](const schema::Object& object, const schema::Field& field, std::string_view alias) {
            return readable(object, field, alias);
          }};
}

expr::SqlContext Rights::rule_context() const {
  return query::rule_context(engine_, source_.bindings());
}

// Ids of classes are dense, so the last one tells about how many there are. A few are looked up in
// the counters; testing all of them is cheaper than looking up many.
Sql counter_in_scope(const Scope& scope, std::string_view column, storage::Engine engine) {
  constexpr std::int64_t kLookedUp = 8;  // costs as much as testing so many
  if (!scope.classes || scope.classes->empty()) return constant(false);
  const bool few = std::ssize(*scope.classes) * kLookedUp < scope.classes->back();
  return few ? Sql{storage::in_ints(engine, column), {scope.classes}}
             : storage::among(engine, column, scope.classes);
}

expr::SqlContext rule_context(storage::Engine engine, const expr::Bindings& bindings) {
  return {engine, &bindings,
          [](const schema::Object&, std::string_view alias) {
            return Sql{column(alias, "deleted_at") + " IS NULL", {}};
          },
          [](const schema::Object&, const schema::Field&, std::string_view) {
            return std::optional<Sql>();
          }};
}

}  // namespace kontor::query
