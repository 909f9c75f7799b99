// One batch on its way through the steps. Steps read top to bottom in write.cpp; each adds to what
// the ones before it found out. A failure of a single change is noted in its item; a step itself
// fails only when the whole cannot go on.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "query/scope.h"
#include "records/write.h"
#include "schema/fields/fields.h"

namespace kontor::records {

// Records linked to, or unlinked from, the item's record through one relation to many.
struct LinkEdit {
  int field = 0;
  std::vector<std::int64_t> add, remove;  // after `relations`: what really changes, ascending
};

struct Item {
  std::size_t change = 0;  // place in Batch::changes; of an implied item: of the change behind it
  bool implied = false;    // not asked for itself: the other side of a relation
  bool handed = false;     // given away by who may, and need not keep a right to it
  Op op = Op::update;
  const schema::Object* object = nullptr;
  const RowShape* shape = nullptr;
  RecordId id;
  std::int64_t base_version = 0;
  std::vector<std::pair<int, schema::FieldEdit>> edits;  // field place, what it shall be
  std::vector<int> given;  // fields the change names itself, ascending; the others are defaults
  std::vector<LinkEdit> links;

  std::optional<Record> old;                     // as it is stored; none for create
  Record now;                                    // as it will be
  std::vector<int> touched;                      // fields whose value differs, ascending
  std::vector<std::int64_t> old_keys, new_keys;  // duplicate keys
  Outcome outcome;

  bool failed() const { return !outcome.errors.empty(); }
  bool writes() const { return op != Op::update || !touched.empty() || !links.empty(); }
  const schema::Field& field(int place) const {
    return object->fields[static_cast<std::size_t>(place)];
  }
  schema::FieldValue& value(int place) { return now.values[static_cast<std::size_t>(place)]; }
  const schema::FieldValue& value(int place) const {
    return now.values[static_cast<std::size_t>(place)];
  }
};

class Counters;

// A record whose kept columns changed because of something written beside it.
struct AlsoChanged {
  int object = 0;
  std::int64_t id = 0, version = 0, zk = 0;
};

struct Run {
  Run(const Workshop& workshop, const auth::Actor& actor, const Batch& batch);
  ~Run();

  const Workshop& workshop;
  const auth::Actor& actor;
  const Batch& batch;
  access::Blocks* blocks = nullptr;
  ShapesPtr shapes;
  Instant now;
  std::vector<Item> items;  // one for each change, then implied ones

  // From `begin` on:
  storage::Transaction* tx = nullptr;
  std::unique_ptr<query::ScopeSource> rights;
  std::map<std::pair<int, query::Action>, query::ScopePtr> scopes;  // rights.h
  std::unique_ptr<Counters> counters;
  std::vector<AlsoChanged> also;
  RecordId change;
  std::optional<BatchResult> replay;  // the first answer to this idempotency key

  BatchResult result;

  bool by_system() const { return actor.kind == auth::ActorKind::system; }
  const schema::Catalogue& catalogue() const { return *shapes->catalogue(); }
};

// Those that have not failed, grouped by object, ascending by id within it.
std::vector<Item*> live(Run& run);
// The same for one object.
std::vector<std::vector<Item*>> live_by_object(Run& run);

void refuse(Item& item, Error error);

// How `commit` ends a rehearsal, so that the transaction is given up; it never leaves write.cpp.
inline constexpr std::string_view kRehearsed = "write.rehearsed";

// A change fails as a whole: together with what it implies at other records.
void share_failures(Run& run);

// --- The steps, in their order (write.cpp)

// Before the transaction; they look at the batch and the catalogue only.
Result<void> admit(Run& run);
Result<void> coerce(Run& run);
Result<void> defaults(Run& run);
// Inside it.
Result<void> begin(Run& run);
Result<void> load_old(Run& run);
Result<void> authorize_old(Run& run);
Result<void> relations(Run& run);
Result<void> merge(Run& run);
Result<void> place(Run& run);
Result<void> validate(Run& run);
Result<void> authorize_new(Run& run);
Result<void> duplicates(Run& run);
Result<void> persist(Run& run);
Result<void> derive(Run& run);
Result<void> recheck(Run& run);
Result<void> history(Run& run);
Result<void> announce(Run& run);
Result<void> commit(Run& run);
// When it is durable.
void dispatch(events::Hub& hub);

}  // namespace kontor::records
