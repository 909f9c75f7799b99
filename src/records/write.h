// The one way anything is changed. A batch of changes runs through named steps (write.cpp) in one
// transaction that also appends history and events, and is acknowledged when it is durable.
// A single edit is a batch of one. docs/dev/write-path.md lists the steps and their errors.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "auth/actor.h"
#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "query/scope.h"
#include "records/duplicates.h"
#include "records/record.h"
#include "schema/fields/value.h"
#include "schema/load.h"
#include "storage/database.h"

namespace kontor::events {
class Hub;
}

namespace kontor::access {
class Blocks;
class Organisations;
}  // namespace kontor::access

namespace kontor::records {

// --- What to do

enum class Op { create, update, remove, restore };

// A field and what it shall be: as it came over the wire, or already in memory's form.
struct FieldInput {
  std::string field;
  std::variant<JsonValue, schema::FieldEdit> value;
};

struct Change {
  Op op = Op::update;
  std::string object;
  RecordId id = {};               // create: none, or one from Writer::new_id()
  std::int64_t base_version = 0;  // update: what the fields were edited from; 0: the current one
  std::vector<FieldInput> fields = {};
  std::vector<std::string> overwrite = {};  // fields where ours wins over a later change
  bool place_again = false;  // update: organisation and territory as they follow today
};

// Why the records change; stands in history.
enum class Reason { edit, bulk, import, undo, kit, system };
std::string_view to_string(Reason reason);

enum class Duplicates {
  ignore,  // do not look
  report,  // look and list them
  refuse,  // do not create what seems to exist
};

struct BatchResult;

struct Batch {
  std::vector<Change> changes = {};  // at most kMaxChanges; no record twice
  Reason reason = Reason::edit;
  std::string idempotency_key = {};  // at most 128 bytes; none: empty
  Duplicates duplicates = Duplicates::ignore;
  // False: all or nothing. True: what fails is left out and the rest is written.
  bool keep_going = false;
  // The change these belong to, made by an earlier batch (imports); 0: a new one.
  RecordId change = {};
  RecordId undoes = {};  // the change that this one takes back
  // Nothing is kept: the outcomes say what would happen. `beside` does not run.
  bool rehearse = false;
  // Runs last, in the same transaction, and knows what became of the changes: a job's progress, an
  // import's bookkeeping.
  std::function<Result<void>(storage::Transaction&, const BatchResult&)> beside = {};
};

inline constexpr std::size_t kMaxChanges = 10'000;

// --- What became of it

// Someone changed the same field since base_version. Values in wire form (JSON text).
struct FieldClash {
  std::string field;
  std::string base, theirs, yours;
  RecordId by;
  std::string by_title;  // "" for the program itself
  Instant at;
};

struct Outcome {
  RecordId id;
  std::int64_t version = 0;  // after the change
  bool changed = false;      // false: everything was so already, nothing written
  bool merged = false;       // others changed other fields since base_version
  std::vector<Error> errors = {};
  std::vector<FieldClash> clashes = {};    // with the error "conflict.fields"
  std::vector<Duplicate> duplicates = {};  // also with the error "duplicate.found"
};

struct StepTime {
  std::string_view step;
  std::int64_t micros = 0;
};

struct BatchResult {
  bool written = false;   // false: all or nothing, and something failed; see the outcomes
  bool replayed = false;  // the idempotency key was used before: the first answer again
  RecordId change;        // of all changes together, for undo; none if nothing changed
  std::vector<Outcome> outcomes = {};  // one for each change, in its order
  std::vector<StepTime> times = {};
};

// Rights of an actor in this state of the database (the access room makes them).
using RightsSource = std::function<Result<std::unique_ptr<query::ScopeSource>>(
    const auth::Actor&, storage::Connection&, const schema::CataloguePtr&)>;

// What the write path works with. Everything outlives the Writer.
struct Workshop {
  storage::Database& database;
  schema::CatalogueStore& catalogues;
  RightsSource rights;
  IdSource& ids;
  const Clock& clock;
  events::Hub* hub = nullptr;                      // told after each commit
  access::Organisations* organisations = nullptr;  // none: records belong nowhere
};

class Writer {
 public:
  explicit Writer(Workshop workshop);
  ~Writer();

  // The error is of the whole (Code::bad_request, unavailable, ...); what is wrong with single
  // changes stands in their outcomes. Safe from any thread.
  [[nodiscard]] Result<BatchResult> write(const auth::Actor& actor, const Batch& batch);

  // An id for a record to be created, so that others of the batch can refer to it.
  RecordId new_id();

  const Workshop& workshop() const { return workshop_; }
  access::Blocks& blocks() { return *blocks_; }

 private:
  Result<ShapesPtr> shapes(bool newest);

  Workshop workshop_;
  std::unique_ptr<access::Blocks> blocks_;
  std::atomic<ShapesPtr> shapes_;
};

}  // namespace kontor::records
