// The outbox: what happened, written in the transaction that made it happen and told to others once
// it is durable (hub.h). The newest kKeptEvents are kept, so that a client that was away can catch
// up.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "storage/database.h"
#include "storage/migrate.h"

namespace kontor::events {

inline constexpr std::int64_t kKeptEvents = 10'000;

enum class EventKind {
  record = 1,     // one record changed
  slice = 2,      // many records of an object changed at once: lists are read again
  catalogue = 3,  // objects or fields changed; `version` is the catalogue's
  job = 4,        // `record` is the job's id
  notice = 5,     // somebody's notices changed; `record` is the user's id
};

// Who receives an event is decided where it is delivered, by the class of the record before and
// after the change and by its id.
struct Event {
  RecordId id = {};  // given by append()
  EventKind kind = EventKind::record;
  int object = 0;  // Object::id
  RecordId record = {};
  std::int64_t version = 0;
  std::string action = {};  // create, update, delete, restore; slice: the reason
  std::int64_t zk = 0, zk_before = 0;
  RecordId actor = {};  // who did it
  bool operator==(const Event&) const = default;
};

// A place in the order of events. On PostgreSQL ids are not in the order of commits, so the
// transaction counts first.
struct Position {
  std::int64_t transaction = 0;
  std::int64_t id = 0;
  auto operator<=>(const Position&) const = default;
};

[[nodiscard]] Result<void> append(storage::Transaction& tx, IdSource& ids,
                                  std::span<const Event> events);

struct Batch {
  std::vector<Event> events;
  Position last;  // of the last one; as asked for when there is none
};

// Every transaction with a number below `before` is decided, and visible to a snapshot that is
// taken after this was learnt.
struct Settled {
  std::int64_t before = 0;
};

// How far events may be read so that none is missed that commits later. Only transactions of this
// database can hold it back; others of the same cluster do not matter. Ask before taking the
// snapshot that reads.
[[nodiscard]] Result<Settled> settled(storage::Database& database);

// What came after `from` and is settled, at most `limit`, in order.
[[nodiscard]] Result<Batch> read_after(storage::Connection& connection, Settled settled,
                                       Position from, std::int64_t limit);

// Behind the newest settled event.
[[nodiscard]] Result<Position> newest(storage::Connection& connection, Settled settled);
// Of a kept event: where a client that saw it goes on. Nothing if it is not kept any more.
[[nodiscard]] Result<std::optional<Position>> position_of(storage::Connection& connection,
                                                          RecordId event);

// Removes all but the newest kKeptEvents.
[[nodiscard]] Result<std::int64_t> trim(storage::Transaction& tx);

std::vector<storage::Migration> migrations();

}  // namespace kontor::events
