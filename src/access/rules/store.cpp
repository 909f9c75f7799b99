#include "access/rules/store.h"

#include <algorithm>
#include <map>

#include "access/organisation/load.h"
#include "access/rules/block.h"
#include "access/rules/blocks.h"
#include "access/rules/book.h"
#include "access/rules/principal.h"
#include "access/rules/text.h"
#include "access/rules/ways.h"

namespace kontor::access {
namespace {

using Standing = Principal::Standing;

// Whether some rule, not counting shares, lets this person see records of some object.
bool sees_something(const Principal& principal, const RuleBook& book) {
  return std::ranges::any_of(book.catalogue()->objects(), [&](const schema::Object& object) {
    const Ways ways = ways_to(query::Action::see, *book.of(object), principal);
    return std::ranges::any_of(ways.ways, [](const Way& way) { return !is_share(*way.rule); });
  });
}

Result<void> check_somebody_sees(storage::Connection& connection, const RuleBook& book,
                                 Instant at) {
  const auto organisation = TRY(load_organisation(connection));
  Ids users;
  TRY(connection.each({"SELECT id FROM o_user WHERE f_active = 1 AND deleted_at IS NULL", {}},
                      [&](const storage::Row& row) {
                        users.push_back(row.integer(0));
                        return true;
                      }));
  const bool somebody =
      users.empty() || std::ranges::any_of(users, [&](Id user) {
        const Asker asker{.user = user, .active = true, .at = at};
        return sees_something(make_principal(asker, *organisation, {}, {}, {}), book);
      });
  if (!somebody) return fail(Code::invalid, "rule.locks_out");
  return {};
}

}  // namespace

Result<std::vector<Rule>> load_rules(storage::Connection& connection,
                                     const schema::Catalogue& catalogue) {
  std::map<std::int64_t, std::string> texts;  // by unit
  TRY(connection.each({"SELECT text, unit FROM kontor_rule WHERE active = 1 ORDER BY name", {}},
                      [&](const storage::Row& row) {
                        texts[row.integer(1)] += row.text(0);
                        return true;
                      }));
  std::vector<Rule> all;
  for (const auto& [unit, text] : texts)
    for (Rule& rule : TRY(read_rules(text, catalogue))) {
      rule.unit = unit;
      all.push_back(std::move(rule));
    }
  return all;
}

Result<std::vector<Rule>> beside_others(storage::Connection& connection,
                                        const schema::Catalogue& catalogue, std::vector<Rule> rules,
                                        std::int64_t unit) {
  for (Rule& rule : rules) rule.unit = unit;
  const auto all = TRY(load_rules(connection, catalogue));
  std::vector<Rule> others;
  std::ranges::copy_if(all, std::back_inserter(others),
                       [&](const Rule& rule) { return rule.unit != unit; });
  for (const Rule& rule : rules)
    if (std::ranges::find(others, rule.name, &Rule::name) != others.end())
      return fail(Code::invalid, "rule.same_name", {{"name", rule.name}}, rule.name);
  rules.insert(rules.end(), others.begin(), others.end());
  return rules;
}

Result<void> replace_rules(storage::Transaction& transaction, const std::vector<Rule>& rules,
                           const schema::CataloguePtr& catalogue, RecordId by, Instant at,
                           std::int64_t unit) {
  const auto all = TRY(beside_others(transaction, *catalogue, rules, unit));
  const auto book = TRY(RuleBook::make(all, catalogue));
  TRY(bind_blocks(all, catalogue, 0));
  TRY(check_somebody_sees(transaction, *book, at));
  TRY(transaction.execute({"DELETE FROM kontor_rule WHERE COALESCE(unit, 0) = ?", {unit}}));
  auto id = TRY(transaction.integer({"SELECT max(id) FROM kontor_rule", {}})).value_or(0);
  const Block* last = nullptr;
  for (const Rule& rule : rules) {
    if (rule.block && rule.block.get() == last) continue;  // a block is one row
    last = rule.block.get();
    TRY(transaction.execute(
        {"INSERT INTO kontor_rule (id, name, text, active, changed_at, changed_by, unit) "
         "VALUES (?, ?, ?, 1, ?, ?, ?)",
         {++id, last ? last->name : rule.name,
          write_rules({rule}, schema::Language::en, *catalogue), at.micros, by.value,
          unit ? storage::Value(unit) : storage::Value()}}));
  }
  TRY(transaction.execute({"UPDATE kontor_epoch SET value = value + 1 WHERE name = 'rules'", {}}));
  return {};
}

}  // namespace kontor::access
