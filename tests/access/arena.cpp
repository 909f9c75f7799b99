#include "arena.h"

#include <algorithm>
#include <stdexcept>

#include "access/rules/answers.h"
#include "access/rules/block_rules.h"
#include "access/rules/compile.h"
#include "access/rules/decide.h"
#include "access/rules/impact.h"
#include "access/rules/migrations.h"
#include "access/rules/rule_catalogue.h"
#include "access/rules/shares.h"
#include "access/rules/text.h"
#include "query/modes.h"
#include "query/rights.h"
#include "schema/migrations.h"
#include "storage/migrate.h"
#include "storage/testing.h"

namespace kontor::access::testing {
namespace {

using query::Action;
using query::FieldModes;
using query::Mode;
using query::ScopePtr;
using storage::Sql;

const std::vector<std::pair<std::string, Action>>& actions() {
  static const std::vector<std::pair<std::string, Action>> kActions = {
      {"see", Action::see},       {"read", Action::read},   {"edit", Action::edit},
      {"delete", Action::remove}, {"count", Action::count}, {"export", Action::export_data},
      {"assign", Action::assign}};
  return kActions;
}

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().key + " " + result.error().internal);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

// Answers with one scope, whatever is asked.
class Prepared final : public query::ScopeSource {
 public:
  Prepared(ScopePtr scope, const expr::Bindings& bindings)
      : scope_(std::move(scope)), bindings_(bindings) {}
  Result<ScopePtr> scope(const schema::Object&, Action) override { return scope_; }
  query::Abilities abilities(const schema::Object&, const query::RecordFacts&) override {
    return {};
  }
  bool may(const schema::Object&, Action) override { return false; }
  const expr::Bindings& bindings() const override { return bindings_; }
  std::uint64_t fingerprint() const override { return 0; }

 private:
  ScopePtr scope_;
  const expr::Bindings& bindings_;
};

std::string letters(const FieldModes& modes, const std::vector<std::size_t>& fields) {
  std::string text;
  for (const std::size_t field : fields) text += "nmre"[static_cast<int>(modes.at(field))];
  return text;
}

std::string listed(const std::vector<std::int64_t>& ids) {
  std::string text = "[";
  for (const auto id : ids) text += (text.size() > 1 ? " " : "") + std::to_string(id);
  return text + "]";
}

bool lives(const expr::testing::World& records, std::int64_t id) {
  const auto found = records.records().find(id);
  return found != records.records().end() && !found->second.deleted;
}

std::optional<std::string> differs(const std::string& where, Id user, const std::string& what,
                                   const std::string& ours, const std::string& oracle) {
  if (ours == oracle) return std::nullopt;
  return where + ", user " + std::to_string(user) + ", " + what + ": " + ours +
         ", the oracle says " + oracle;
}

// The rules, by way of German for every other world.
std::vector<Rule> rules_of(const ToldWorld& told, const schema::Catalogue& catalogue) {
  auto rules = must(read_rules(told.text, catalogue));
  if (told.seed % 2 == 0) return rules;
  auto again = must(read_rules(write_rules(rules, schema::Language::de, catalogue), catalogue));
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (!same(rules[i], again.at(i))) throw std::runtime_error("another rule in German");
  return again;
}

// What the write path keeps in the records while an escalation is in force.
void keep_steps(const ToldWorld& told, const std::vector<Rule>& rules,
                expr::testing::World& records) {
  const auto rule =
      std::ranges::find_if(rules, [](const Rule& one) { return one.block != nullptr; });
  if (rule == rules.end()) return;
  const auto& escalation = std::get<Escalation>(rule->block->what);
  for (const auto& [id, known] : records.records()) {
    if (known.object->name != "deal" || told.acted.contains(id) || !known.values.contains("owner"))
      continue;
    const Instant start{std::get<std::int64_t>(known.values.at("assigned_at").front())};
    int step = 0;
    for (const Instant at : step_times(escalation, start))
      records.add("deal", id).values["escalates_at_" + std::to_string(++step)] = {at.micros};
  }
}

}  // namespace

struct Arena::Ground {
  explicit Ground(storage::Engine engine) : engine(engine), database(engine) {}
  storage::Engine engine;
  storage::testing::FreshDatabase database;
};

Arena::Arena(const std::vector<storage::Engine>& engines)
    : catalogue_(told_catalogue()), rule_catalogue_(rule_catalogue(*catalogue_)) {
  deal_ = catalogue_->object("deal");
  for (const auto& name : told_fields())
    fields_.push_back(query::place_of(*deal_, *deal_->field(name)));
  for (const auto engine : engines) {
    grounds_.push_back(std::make_unique<Ground>(engine));
    storage::Database& database = *grounds_.back()->database;
    auto steps = schema::migrations();
    for (auto& step : rule_migrations()) steps.push_back(std::move(step));
    must(storage::migrate(database, steps));
    must(expr::testing::World(rule_catalogue_).load(database));
  }
}

Arena::~Arena() = default;

std::optional<std::string> Arena::run(std::string_view line, const Fault* fault) {
  expr::testing::World records(rule_catalogue_);
  ToldWorld told = read_world(line, records);
  auto rules = rules_of(told, *catalogue_);
  if (fault && fault->world) fault->world(told);
  if (fault && fault->rules) fault->rules(rules);
  keep_steps(told, rules, records);
  for (auto& ground : grounds_) fill(*ground, told, records);
  auto wrong = compare(told, rules, records, fault);
  if (wrong) return "world " + std::to_string(told.seed) + ", " + *wrong;
  return std::nullopt;
}

void Arena::fill(Ground& ground, const ToldWorld& told, const expr::testing::World& records) {
  must(ground.database->write([&](storage::Transaction& tx) -> Result<void> {
    for (const schema::Object& object : catalogue_->objects())
      TRY(tx.execute({"DELETE FROM " + object.table, {}}));
    TRY(tx.execute({"DELETE FROM kontor_share", {}}));
    TRY(tx.execute({"DELETE FROM kontor_class", {}}));
    for (const AccessClass& one : told.classes) {
      const auto n = std::ranges::count_if(told.class_of, [&](const auto& entry) {
        return entry.second == one.id && lives(records, entry.first);
      });
      TRY(
          tx.execute({"INSERT INTO kontor_class (object, id, owner, unit, territory, "
                      "organisation, confidential, n) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                      {std::int64_t{deal_->id}, one.id, one.key[0], one.key[1], one.key[2],
                       one.key[3], one.key[4], static_cast<std::int64_t>(n)}}));
    }
    TRY(records.fill(tx));
    for (const auto& [id, zk] : told.class_of)
      TRY(tx.execute({"UPDATE " + deal_->table + " SET zk = ? WHERE id = ?", {zk, id}}));
    for (const Share& share : told.shares) {
      const bool ends = share.span.until != Span().until;
      TRY(
          tx.execute({"INSERT INTO kontor_share (id, object, record, kind, recipient, action, "
                      "from_at, until_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                      {share.id, std::int64_t{deal_->id}, share.record, share.kind, share.recipient,
                       share.action, share.span.from,
                       ends ? storage::Value(share.span.until) : storage::Value()}}));
    }
    return {};
  }));
}

std::optional<std::string> Arena::compare(const ToldWorld& told, const std::vector<Rule>& rules,
                                          const expr::testing::World& records, const Fault* fault) {
  book_ = must(RuleBook::make(rules, catalogue_));
  const Organisation organisation(told.organisation);
  for (const auto& [code, territory] : told.territories)
    if (auto wrong =
            differs("territories", 0, code, std::to_string(organisation.territory_for("DE", code)),
                    std::to_string(territory)))
      return wrong;
  for (const auto& [user, answer] : told.users) {
    const bool active = std::ranges::find(told.gone, user) == told.gone.end();
    const auto snapshot = must(grounds_.front()->database->read());
    const auto shared = must(shared_with(*snapshot, organisation, user, told.now));
    std::vector<std::string> teams;
    for (const Id team : organisation.teams_of(user)) teams.push_back(told.teams.at(team));
    Principal principal = make_principal({.user = user, .active = active, .at = told.now},
                                         organisation, book_->sets(), shared, teams);
    if (fault && fault->principal) fault->principal(principal, organisation);
    if (auto wrong = ask_memory(user, answer, principal, records)) return wrong;
    for (auto& ground : grounds_)
      if (auto wrong = ask_engine(*ground, user, told, principal, fault)) return wrong;
    if (fault) continue;
    for (auto& ground : grounds_) {
      if (auto wrong = ask_impact(*ground, told, rules, principal, shared, records)) return wrong;
      if (auto wrong = ask_explanation(*ground, told, user, principal)) return wrong;
    }
  }
  return std::nullopt;
}

std::optional<std::string> Arena::ask_memory(Id user, const Answer& answer,
                                             const Principal& principal,
                                             const expr::testing::World& records) {
  const ObjectRules& rules = *book_->of(*deal_);
  for (const auto& [name, action] : actions()) {
    std::vector<std::int64_t> ids;
    for (const auto& [id, record] : records.records()) {
      if (record.object->name != "deal" || record.deleted) continue;
      ++questions_;
      if (allowed(action, rules, principal, *records.view(id))) ids.push_back(id);
    }
    if (auto wrong = differs("memory", user, name, listed(ids), listed(answer.allowed.at(name))))
      return wrong;
  }
  for (const auto& [id, oracle] : answer.modes) {
    const auto ours = letters(modes(rules, principal, *records.view(id)), fields_);
    if (auto wrong = differs("memory", user, "modes of " + std::to_string(id), ours, oracle))
      return wrong;
  }
  return std::nullopt;
}

std::optional<std::string> Arena::ask_engine(Ground& ground, Id user, const ToldWorld& told,
                                             const Principal& principal, const Fault* fault) {
  const Answer& answer = told.users.at(user);
  std::map<std::int64_t, std::vector<std::int64_t>> found;
  Sql all;
  ScopePtr seen;
  const std::size_t count = actions().size() + 1;  // the last: what is read to be exported
  for (std::size_t i = 0; i < count; ++i) {
    const ObjectRules& rules = *book_->of(*deal_);
    auto scope = i < actions().size()
                     ? compile(actions()[i].second, rules, principal, told.classes)
                     : compile_seen(Action::export_data, rules, principal, told.classes);
    if (fault && fault->scope) fault->scope(scope);
    auto shared = std::make_shared<const query::Scope>(std::move(scope));
    Prepared source(shared, principal.bindings);
    query::Rights rights(source, ground.engine);
    must(rights.require(*deal_));
    all << (i ? " UNION ALL SELECT " : "SELECT ") << std::to_string(i) << ", r.id FROM "
        << deal_->table << " r WHERE " << rights.visible(*deal_, "r");
    if (i == 0) seen = shared;
  }
  if (fault && fault->sql) fault->sql(all);
  const auto snapshot = must(ground.database->read());
  const auto read = snapshot->each(all, [&](const storage::Row& row) {
    found[row.integer(0)].push_back(row.integer(1));
    return true;
  });
  // A planted fault may also make SQL that no engine understands; that is found at once.
  if (!read) return storage::name_of(ground.engine) + ": " + read.error().internal;
  std::vector<std::int64_t> seen_exports;
  std::ranges::set_intersection(answer.allowed.at("see"), answer.allowed.at("export"),
                                std::back_inserter(seen_exports));
  for (std::size_t i = 0; i < count; ++i) {
    auto& ids = found[static_cast<std::int64_t>(i)];
    std::ranges::sort(ids);
    questions_ += static_cast<std::int64_t>(told.class_of.size());
    const bool exports = i == actions().size();
    const std::string name = exports ? "reading to export" : actions()[i].first;
    const auto& oracle = exports ? seen_exports : answer.allowed.at(name);
    if (auto wrong =
            differs(storage::name_of(ground.engine), user, name, listed(ids), listed(oracle)))
      return wrong;
  }
  if (auto wrong = ask_counters(*seen, told, answer)) return wrong;
  return ask_modes(ground, seen, answer, principal, fault);
}

// Without one of the rules: what a preview says each rule gives and takes is what memory says of
// every record.
std::optional<std::string> Arena::ask_impact(Ground& ground, const ToldWorld& told,
                                             std::vector<Rule> rules, const Principal& principal,
                                             const SharedRecords& shared,
                                             const expr::testing::World& records) {
  if (!rules.empty())
    rules.erase(rules.begin() + told.seed % static_cast<std::int64_t>(rules.size()));
  const RuleBookPtr before = must(RuleBook::make(rules, catalogue_));
  const auto snapshot = must(ground.database->read());
  auto impact = must(Impact::make(before, book_, *snapshot, {}));
  const PersonImpact told_impact = must(impact.of(principal, shared));
  std::map<std::string, std::int64_t> ours, expected;
  for (const ObjectImpact& object : told_impact.objects) {
    if (object.object != deal_) continue;
    for (const auto& [name, action] : actions())
      if (const auto found = object.actions.find(action); found != object.actions.end()) {
        if (found->second.gained) ours["+" + name] = found->second.gained;
        if (found->second.lost) ours["-" + name] = found->second.lost;
      }
    for (const FieldChange& change : object.fields) ours[change.field->name] += change.records;
  }
  for (const auto& [id, zk] : told.class_of) {
    if (!lives(records, id)) continue;
    const auto view = records.view(id);
    const ObjectRules &old_rules = *before->of(*deal_), &new_rules = *book_->of(*deal_);
    for (const auto& [name, action] : actions()) {
      const bool was = allowed(action, old_rules, principal, *view);
      const bool is = allowed(action, new_rules, principal, *view);
      if (was != is) ++expected[(is ? "+" : "-") + name];
    }
    const bool seen = allowed(Action::see, old_rules, principal, *view) &&
                      allowed(Action::see, new_rules, principal, *view);
    const auto old_modes = modes(old_rules, principal, *view);
    const auto new_modes = modes(new_rules, principal, *view);
    for (std::size_t i = 0; seen && i < old_modes.size(); ++i)
      if (old_modes[i] != new_modes[i]) ++expected[deal_->fields[i].name];
  }
  ++questions_;
  const auto text = [](const auto& counts) {
    std::string all;
    for (const auto& [name, count] : counts) all += name + " " + std::to_string(count) + ", ";
    return all;
  };
  return differs(storage::name_of(ground.engine), principal.bindings.me, "preview", text(ours),
                 text(expected));
}

// An explanation comes to the same verdict as the oracle.
std::optional<std::string> Arena::ask_explanation(Ground& ground, const ToldWorld& told, Id user,
                                                  const Principal& principal) {
  const auto snapshot = must(ground.database->read());
  const ObjectRules& rules = *book_->of(*deal_);
  for (const auto& [id, zk] : told.class_of) {
    if ((id + told.seed) % 7 != 0) continue;  // some of them
    for (const auto& [name, action] : actions()) {
      const auto explained =
          explain(rules, principal, principal.bindings, *snapshot, *deal_, action, RecordId{id});
      ++questions_;
      const auto& ids = told.users.at(user).allowed.at(name);
      const bool oracle = std::ranges::find(ids, id) != ids.end();
      if (!explained && explained.error().code == Code::not_found && !oracle) continue;
      if (!explained || explained->allowed != oracle)
        return differs(storage::name_of(ground.engine), user,
                       "explanation of " + name + " " + std::to_string(id),
                       !explained           ? explained.error().key
                       : explained->allowed ? "yes"
                                            : "no",
                       oracle ? "yes" : "no");
    }
  }
  return std::nullopt;
}

// Where classes alone decide, the number of visible records is known without looking at them.
std::optional<std::string> Arena::ask_counters(const query::Scope& scope, const ToldWorld& told,
                                               const Answer& answer) const {
  const bool by_class = !scope.everything && scope.row_terms.empty() && scope.limits.empty() &&
                        scope.forbids.empty() && !scope.shared && scope.classes;
  if (!by_class) return std::nullopt;
  std::size_t count = 0;
  for (const auto& id : answer.allowed.at("see"))
    count += std::ranges::binary_search(*scope.classes, told.class_of.at(id));
  if (count == answer.allowed.at("see").size()) return std::nullopt;
  return "the counters say less than the oracle";
}

std::optional<std::string> Arena::ask_modes(Ground& ground, const ScopePtr& scope,
                                            const Answer& answer, const Principal& principal,
                                            const Fault* fault) {
  Prepared source(scope, principal.bindings);
  query::Rights rights(source, ground.engine);
  must(rights.require(*deal_));
  Sql sql{"SELECT r.id", {}};
  int width = 1;
  const query::RowModes row_modes(*deal_, "r", rights, 0, width, sql);
  sql << " FROM " << deal_->table << " r WHERE " << rights.visible(*deal_, "r");
  std::map<std::int64_t, std::string> ours;
  const auto snapshot = must(ground.database->read());
  must(snapshot->each(sql, [&](const storage::Row& row) {
    FieldModes scratch;
    FieldModes found = row_modes.of(row, scratch);
    if (fault && fault->modes) fault->modes(found);
    ours[row.integer(0)] = letters(found, fields_);
    return true;
  }));
  for (const auto& [id, oracle] : answer.modes) {
    if (auto wrong = differs(storage::name_of(ground.engine), principal.bindings.me,
                             "modes of " + std::to_string(id), ours[id], oracle))
      return wrong;
  }
  return std::nullopt;
}

}  // namespace kontor::access::testing
