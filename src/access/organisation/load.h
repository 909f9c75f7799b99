// The organisation as it lies in the database.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "access/organisation/organisation.h"
#include "base/result.h"
#include "storage/database.h"

namespace kontor::access {

using OrganisationPtr = std::shared_ptr<const Organisation>;

[[nodiscard]] Result<OrganisationPtr> load_organisation(storage::Connection& connection);

// Names are not part of the snapshot: rights do not look at them. Ordered by name.
struct Named {
  Id id = 0;
  std::string name;
  std::string email = {};  // of people
  bool active = true;
};
[[nodiscard]] Result<std::vector<Named>> list_people(storage::Connection& connection);
[[nodiscard]] Result<std::vector<Named>> list_teams(storage::Connection& connection);

// The epoch load_organisation() would give: one row.
[[nodiscard]] Result<std::int64_t> organisation_epoch(storage::Connection& connection);

// The snapshot most requests share. Safe from any thread.
class Organisations {
 public:
  // The organisation of exactly the state that `connection` sees: rights are never newer or older
  // than the data they are asked about.
  [[nodiscard]] Result<OrganisationPtr> of(storage::Connection& connection);
  // For who has read its epoch there already.
  [[nodiscard]] Result<OrganisationPtr> of(storage::Connection& connection, std::int64_t epoch);

 private:
  std::atomic<OrganisationPtr> current_;
};

}  // namespace kontor::access
