// One opened workspace: its data folder, database and the rooms wired together. Every command works
// on one; the server keeps one open.
//
// The data folder holds kontor.db (unless the database is elsewhere), secret.key (mode 0600: seals
// cursors and links, the same on every node) and lock (one server per folder).
#pragma once

#include <memory>
#include <string>

#include "access/access.h"
#include "access/organisation/store.h"
#include "app/accounts.h"
#include "base/id.h"
#include "base/result.h"
#include "events/hub.h"
#include "events/jobs.h"
#include "records/imports/imports.h"
#include "records/write.h"
#include "schema/load.h"
#include "storage/database.h"

namespace kontor::app {

struct WorkspaceOptions {
  std::string data;           // folder; made when missing
  std::string database = {};  // libpq connection string; empty: SQLite in the data folder
  int readers = 4;
  bool exclusive = false;                  // the server: one for each data folder
  bool acknowledge_before_commit = false;  // the crash test's planted fault
};

class Workspace {
 public:
  // Opens, and makes or upgrades what is missing. Errors: app.data_folder, app.in_use, storage.*.
  [[nodiscard]] static Result<std::unique_ptr<Workspace>> open(const WorkspaceOptions& options);
  ~Workspace();

  storage::Database& database() { return *database_; }
  schema::CatalogueStore& catalogues() { return catalogues_; }
  access::Access& access() { return *access_; }
  access::Organisations& organisations() { return organisations_; }
  access::OrganisationStore& organisation() { return *organisation_; }
  records::Writer& writer() { return *writer_; }
  Accounts& accounts() { return *accounts_; }
  events::Hub& hub() { return *hub_; }
  // Handlers are added before start(); a command that only looks never starts it.
  events::Jobs& jobs() { return *jobs_; }
  importing::Imports& imports() { return *imports_; }
  const std::string& data() const { return data_; }

 private:
  Workspace() = default;

  std::string data_;
  int lock_ = -1;
  IdSource ids_;
  schema::CatalogueStore catalogues_;
  access::Organisations organisations_;
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<access::OrganisationStore> organisation_;
  std::unique_ptr<access::Access> access_;
  std::unique_ptr<Accounts> accounts_;
  std::unique_ptr<events::Hub> hub_;
  std::unique_ptr<records::Writer> writer_;
  std::unique_ptr<events::Jobs> jobs_;
  std::unique_ptr<importing::Imports> imports_;
};

}  // namespace kontor::app
