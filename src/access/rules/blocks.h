// The blocks in force, ready for those who carry them out: the write path, jobs, approvals.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "access/rules/block.h"
#include "base/result.h"
#include "expr/check.h"
#include "storage/database.h"

namespace kontor::access {

struct BoundBlock {
  BlockPtr block;
  const schema::Object* object = nullptr;   // of the catalogue it was bound to
  std::optional<expr::Checked> when, ends;  // of that object; none: always, never
};

struct BlockList {
  std::int64_t epoch = 0;  // of the rules
  schema::CataloguePtr catalogue;
  std::vector<BoundBlock> all;

  // The block of this kind for the object; null if there is none.
  template <class Kind>
  const BoundBlock* of(const schema::Object& object) const {
    for (const BoundBlock& bound : all)
      if (bound.object->id == object.id && std::holds_alternative<Kind>(bound.block->what))
        return &bound;
    return nullptr;
  }
};
using BlockListPtr = std::shared_ptr<const BlockList>;

// The blocks among rules, each once. Errors: those of expr/, with the block's name as Error::field;
// rule.asks_reader: a condition of a block is asked when something is written, of nobody in
// particular.
[[nodiscard]] Result<BlockListPtr> bind_blocks(const std::vector<Rule>& rules,
                                               const schema::CataloguePtr& catalogue,
                                               std::int64_t epoch);

// Kept until rules or the catalogue change. Ask with a transaction that changes neither. Safe from
// any thread.
class Blocks {
 public:
  [[nodiscard]] Result<BlockListPtr> of(storage::Connection& connection,
                                        const schema::CataloguePtr& catalogue);

 private:
  std::mutex mutex_;
  BlockListPtr current_;
};

}  // namespace kontor::access
