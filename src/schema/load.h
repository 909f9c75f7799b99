// The catalogue as it lies in the database.
#pragma once

#include <atomic>
#include <memory>

#include "base/result.h"
#include "schema/catalogue.h"
#include "storage/database.h"

namespace kontor::schema {

// One query per table. Always holds the built-in objects (system_fields.h), last.
[[nodiscard]] Result<CataloguePtr> load_catalogue(storage::Connection& connection);

// The number that load_catalogue() would give its catalogue: one row.
[[nodiscard]] Result<std::int64_t> stored_version(storage::Connection& connection);

// The catalogue most requests share. Safe from any thread.
class CatalogueStore {
 public:
  // The catalogue that belongs to this state of the database: the shared one, or a new one when
  // the stored version has moved. Call it with the connection the request reads from.
  [[nodiscard]] Result<CataloguePtr> of(storage::Connection& connection);

  // The newest one seen, without asking the database; null before the first of().
  CataloguePtr current() const { return current_.load(); }

 private:
  std::atomic<CataloguePtr> current_;
};

}  // namespace kontor::schema
