// The organisation as it lies in the database.
#pragma once

#include <atomic>
#include <memory>

#include "access/organisation/organisation.h"
#include "base/result.h"
#include "storage/database.h"

namespace kontor::access {

using OrganisationPtr = std::shared_ptr<const Organisation>;

[[nodiscard]] Result<OrganisationPtr> load_organisation(storage::Connection& connection);

// The epoch load_organisation() would give: one row.
[[nodiscard]] Result<std::int64_t> organisation_epoch(storage::Connection& connection);

// The snapshot most requests share. Safe from any thread.
class Organisations {
 public:
  // The organisation of exactly the state that `connection` sees: rights are never newer or older
  // than the data they are asked about.
  [[nodiscard]] Result<OrganisationPtr> of(storage::Connection& connection);

 private:
  std::atomic<OrganisationPtr> current_;
};

}  // namespace kontor::access
