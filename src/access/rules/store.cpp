#include "access/rules/store.h"

#include <algorithm>

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
  std::string text;
  TRY(connection.each({"SELECT text FROM kontor_rule WHERE active = 1 ORDER BY name", {}},
                      [&](const storage::Row& row) {
                        text += row.text(0);
                        return true;
                      }));
  return read_rules(text, catalogue);
}

Result<void> replace_rules(storage::Transaction& transaction, const std::vector<Rule>& rules,
                           const schema::CataloguePtr& catalogue, RecordId by, Instant at) {
  const auto book = TRY(RuleBook::make(rules, catalogue));
  TRY(bind_blocks(rules, catalogue, 0));
  TRY(check_somebody_sees(transaction, *book, at));
  TRY(transaction.execute({"DELETE FROM kontor_rule", {}}));
  std::int64_t id = 0;
  const Block* last = nullptr;
  for (const Rule& rule : rules) {
    if (rule.block && rule.block.get() == last) continue;  // a block is one row
    last = rule.block.get();
    TRY(transaction.execute(
        {"INSERT INTO kontor_rule (id, name, text, active, changed_at, changed_by) "
         "VALUES (?, ?, ?, 1, ?, ?)",
         {++id, last ? last->name : rule.name,
          write_rules({rule}, schema::Language::en, *catalogue), at.micros, by.value}}));
  }
  TRY(transaction.execute({"UPDATE kontor_epoch SET value = value + 1 WHERE name = 'rules'", {}}));
  return {};
}

}  // namespace kontor::access
