// One reader's consistent state of the database: what every read of a request shares.
#pragma once

#include <memory>

#include "query/reader.h"
#include "query/scope.h"
#include "schema/catalogue.h"
#include "storage/database.h"

namespace kontor::access {

class View {
 public:
  const schema::CataloguePtr& catalogue() const { return catalogue_; }
  query::ScopeSource& rights() const { return *rights_; }
  storage::Connection& connection() const { return *snapshot_; }

  // For the functions of query/: write_list(view->reader(), request, json).
  query::Reader reader() const { return {*snapshot_, catalogue_, *rights_, cursors_, &plans_}; }

 private:
  friend class Access;  // access.h
  View(std::unique_ptr<storage::Snapshot> snapshot, schema::CataloguePtr catalogue,
       std::unique_ptr<query::ScopeSource> rights, const query::CursorSealer& cursors,
       query::PlanMemory& plans)
      : snapshot_(std::move(snapshot)),
        catalogue_(std::move(catalogue)),
        rights_(std::move(rights)),
        cursors_(cursors),
        plans_(plans) {}

  std::unique_ptr<storage::Snapshot> snapshot_;
  schema::CataloguePtr catalogue_;
  std::unique_ptr<query::ScopeSource> rights_;
  const query::CursorSealer& cursors_;
  query::PlanMemory& plans_;
};

}  // namespace kontor::access
