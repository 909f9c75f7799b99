#include "access/rules/blocks.h"

#include <algorithm>

#include "access/rules/store.h"

namespace kontor::access {
namespace {

bool asks_reader(const expr::Ast& tree) {
  using expr::Op;
  if (tree->op == Op::mine || tree->op == Op::shared || tree->op == Op::before) return true;
  return std::ranges::any_of(tree->children, asks_reader);
}

Result<std::optional<expr::Checked>> bind(const expr::Ast& tree, const Block& block,
                                          const schema::CataloguePtr& catalogue) {
  if (!tree) return std::optional<expr::Checked>();
  if (asks_reader(tree)) return fail(Code::invalid, "rule.asks_reader", {}, block.name);
  auto checked = expr::check(tree, catalogue, *catalogue->object(block.object));
  if (checked) return std::optional(*std::move(checked));
  return Failure(std::move(checked).error().in_field(block.name));
}

}  // namespace

Result<BlockListPtr> bind_blocks(const std::vector<Rule>& rules,
                                 const schema::CataloguePtr& catalogue, std::int64_t epoch) {
  auto list = std::make_shared<BlockList>();
  list->epoch = epoch;
  list->catalogue = catalogue;
  for (const Rule& rule : rules) {
    const bool known =
        std::ranges::find(list->all, rule.block, &BoundBlock::block) != list->all.end();
    if (!rule.block || known) continue;
    BoundBlock bound{.block = rule.block, .object = catalogue->object(rule.block->object)};
    bound.when = TRY(bind(rule.block->when, *rule.block, catalogue));
    if (const auto* escalation = std::get_if<Escalation>(&rule.block->what))
      bound.ends = TRY(bind(escalation->ends, *rule.block, catalogue));
    list->all.push_back(std::move(bound));
  }
  return list;
}

Result<BlockListPtr> Blocks::of(storage::Connection& connection,
                                const schema::CataloguePtr& catalogue) {
  const auto epoch =
      TRY(connection.integer({"SELECT value FROM kontor_epoch WHERE name = 'rules'", {}}))
          .value_or(0);
  {
    std::lock_guard lock(mutex_);
    if (current_ && current_->epoch == epoch &&
        current_->catalogue->version() == catalogue->version())
      return current_;
  }
  auto list = TRY(bind_blocks(TRY(load_rules(connection, *catalogue)), catalogue, epoch));
  std::lock_guard lock(mutex_);
  if (!current_ || current_->epoch <= epoch) current_ = list;
  return list;
}

}  // namespace kontor::access
