// An empty database of either engine that is gone afterwards: for tests and benches of all rooms.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "storage/database.h"

namespace kontor::storage::testing {

class FreshDatabase {
 public:
  // `options` says everything but the url. Throws std::runtime_error when it cannot be made.
  explicit FreshDatabase(Engine engine, OpenOptions options = {});
  ~FreshDatabase();
  FreshDatabase(const FreshDatabase&) = delete;

  Database& operator*() { return *database_; }
  Database* operator->() { return database_.get(); }

  // Closes the database; open() again finds everything as it was.
  void close() { database_.reset(); }
  void open();

  const OpenOptions& options() const { return options_; }
  // SQLite: the folder it lives in.
  const std::string& folder() const { return folder_; }

 private:
  OpenOptions options_;
  std::string folder_;  // SQLite
  std::string name_;    // PostgreSQL
  std::unique_ptr<Database> database_;
};

// What a parametrised test runs on.
std::vector<Engine> engines();

}  // namespace kontor::storage::testing
