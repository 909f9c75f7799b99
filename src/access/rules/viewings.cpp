#include "access/rules/viewings.h"

namespace kontor::access {
namespace {

constexpr std::int64_t kFresh = kMicrosPerSecond;
constexpr std::size_t kMostKnown = 10'000;

}  // namespace

Result<std::optional<Viewing>> read_viewing(storage::Connection& connection, RecordId session,
                                            Instant now) {
  std::optional<Viewing> found;
  TRY(connection.each({"SELECT viewer, viewed, emergency, reason, since, until_at "
                       "FROM kontor_viewing WHERE session = ? AND until_at > ?",
                       {session.value, now.micros}},
                      [&](const storage::Row& row) {
                        found = Viewing{RecordId{row.integer(0)}, RecordId{row.integer(1)},
                                        row.integer(2) == 1,      std::string(row.text(3)),
                                        Instant{row.integer(4)},  Instant{row.integer(5)}};
                        return true;
                      }));
  return found;
}

Result<std::optional<Viewing>> Viewings::of(storage::Database& database, RecordId session,
                                            Instant now) {
  {
    std::lock_guard lock(mutex_);
    const auto known = known_.find(session.value);
    if (known != known_.end() && now.micros - known->second.read_at < kFresh &&
        now.micros >= known->second.read_at) {
      const auto& viewing = known->second.viewing;
      return viewing && viewing->until <= now ? std::nullopt : viewing;
    }
  }
  const auto snapshot = TRY(database.read());
  auto viewing = TRY(read_viewing(*snapshot, session, now));
  std::lock_guard lock(mutex_);
  if (known_.size() >= kMostKnown) known_.clear();
  known_[session.value] = {viewing, now.micros};
  return viewing;
}

void Viewings::forget() {
  std::lock_guard lock(mutex_);
  known_.clear();
}

}  // namespace kontor::access
