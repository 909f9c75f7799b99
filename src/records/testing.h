// A workspace for tests and shows: a database with the kits asked for, a few users, and a clock
// that stands still until it is told otherwise.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "access/access.h"
#include "access/organisation/store.h"
#include "events/hub.h"
#include "records/write.h"
#include "storage/fresh_database.h"

namespace kontor::records::testing {

// Makes every table this room and those below need.
[[nodiscard]] Result<void> migrate_all(storage::Database& database);

// Installs kits of the program as a system actor.
[[nodiscard]] Result<void> install_kits(storage::Database& database,
                                        schema::CatalogueStore& catalogues,
                                        const std::vector<std::string>& kits);

class Workspace {
 public:
  // Throws std::runtime_error when it cannot be made.
  explicit Workspace(storage::Engine engine, std::vector<std::string> kits = {"people"},
                     storage::OpenOptions options = {});

  storage::Database& database() { return *fresh_; }
  Writer& writer() { return *writer_; }
  events::Hub& hub() { return *hub_; }
  FixedClock& clock() { return clock_; }
  IdSource& ids() { return ids_; }
  schema::CatalogueStore& catalogues() { return catalogues_; }
  schema::CataloguePtr catalogue();
  access::Access& access() { return *access_; }
  access::Organisations& organisations() { return organisations_; }
  access::OrganisationStore& organisation() { return organisation_; }

  // A member of staff of this name, made when first asked for.
  auth::Actor user(const std::string& name);

  // One change; fields as JSON text. The outcome of a batch of one.
  Outcome create(const auth::Actor& actor, const std::string& object, const std::string& fields);
  Outcome update(const auth::Actor& actor, const std::string& object, RecordId id,
                 const std::string& fields, std::int64_t base_version = 0);
  Outcome change(const auth::Actor& actor, Op op, const std::string& object, RecordId id);
  BatchResult write(const auth::Actor& actor, const Batch& batch);

  // The record as stored, deleted ones included; throws if there is none.
  Record load(const std::string& object, RecordId id);
  // One value in wire form.
  std::string value(const std::string& object, RecordId id, const std::string& field);
  std::int64_t number(const std::string& sql);

 private:
  storage::testing::FreshDatabase fresh_;
  schema::CatalogueStore catalogues_;
  FixedClock clock_{*parse_instant("2026-11-24T09:00:00Z")};
  IdSource ids_;
  access::Organisations organisations_;
  access::OrganisationStore organisation_{*fresh_, ids_, clock_};
  std::unique_ptr<access::Access> access_;
  std::unique_ptr<events::Hub> hub_;
  std::unique_ptr<Writer> writer_;
  std::map<std::string, std::int64_t> users_;
};

std::vector<FieldInput> inputs(const std::string& json);

}  // namespace kontor::records::testing
