// Kits in a workspace: installing them with their example records, and taking the examples away
// again in one go. What people have changed or linked their own records to stays.
#pragma once

#include <string>
#include <vector>

#include "auth/actor.h"
#include "base/result.h"
#include "records/write.h"
#include "storage/migrate.h"

namespace kontor::records {

struct KitInfo {
  std::string name, icon;
  schema::Label label, description;
  std::vector<std::string> needs;
  std::vector<std::string> objects;  // that it makes
  bool installed = false;
  bool outdated = false;  // installed as an earlier version: installing brings what is new
};

// In the order in which they are offered.
[[nodiscard]] Result<std::vector<KitInfo>> list_kits(const schema::Catalogue& catalogue);

// Adds what the kits declare; kits they need come along, what is there already stays as it is. With
// `sample` the example records of every kit that is new are created as `actor`'s.
// Errors: kit.* (schema/kit/kit.h), schema.changed when somebody else changes the schema meanwhile.
struct Installed {
  std::vector<std::string> kits;  // that are new
  std::int64_t sample_records = 0;
};
[[nodiscard]] Result<Installed> install_kits(Writer& writer, const auth::Actor& actor,
                                             const std::vector<std::string>& names, bool sample);

struct SampleRecordInfo {
  std::string object;
  RecordId id;
  std::string title;
};
struct SampleRemoval {
  std::int64_t removed = 0;
  RecordId change;                     // for undo
  std::vector<SampleRecordInfo> kept;  // somebody has edited them since
};
[[nodiscard]] Result<SampleRemoval> remove_sample(Writer& writer, const auth::Actor& actor);

// Whether there are example records left.
[[nodiscard]] Result<bool> has_sample(storage::Connection& connection);

// kontor_sample(object, record): the example records.
std::vector<storage::Migration> kit_migrations();

}  // namespace kontor::records
