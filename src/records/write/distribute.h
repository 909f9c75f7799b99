// Gives new leads to the holders of their territory: as the assignment block for their object says,
// else as the organisation's setting does.
#pragma once

#include <map>
#include <optional>

#include "access/organisation/organisation.h"
#include "access/rules/blocks.h"
#include "records/write/run.h"

namespace kontor::records {

// A lead is a new record in a stage of the kind qualification for which nobody was named. People
// who add one for themselves name themselves.
class Distributor {
 public:
  Distributor(Run& run, const access::Organisation& organisation, const access::BlockList& blocks)
      : run_(run), organisation_(organisation), blocks_(blocks) {}

  // The record's territory must be known. Answers whether its owner changed; without anybody who
  // could take it, it has none and waits for the role `dispatch`.
  [[nodiscard]] Result<bool> distribute(Item& item);

 private:
  [[nodiscard]] Result<std::int64_t> next_in_turn(std::int64_t territory,
                                                  const access::Ids& takers);
  [[nodiscard]] Result<std::int64_t> least_loaded(const Item& item, const schema::Field& status,
                                                  const access::Ids& takers);

  Run& run_;
  const access::Organisation& organisation_;
  const access::BlockList& blocks_;
  std::map<std::int64_t, std::int64_t> given_;  // by user, in this batch
};

// The task that tells the new owner of a lead; nothing where the block asks for none or there are
// no tasks. Its place in the organisation and its class are still open.
[[nodiscard]] Result<std::optional<Item>> task_for(Run& run, const access::BlockList& blocks,
                                                   const Item& lead);

// The step (write.cpp).
[[nodiscard]] Result<void> distribute(Run& run);

}  // namespace kontor::records
