#include "access/row_counts.h"

namespace kontor::access {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kKept = std::chrono::seconds(5);

}  // namespace

Result<std::int64_t> RowCounts::about(storage::Connection& connection, int object) {
  return TRY(known(connection, object))->rows;
}

Result<std::int64_t> RowCounts::about(storage::Connection& connection, int object,
                                      const std::vector<std::int64_t>& classes) {
  const Ptr known = TRY(this->known(connection, object));
  std::int64_t rows = 0;
  for (const std::int64_t id : classes) {
    const auto place = static_cast<std::size_t>(id);
    if (place < known->of_class.size()) rows += known->of_class[place];
  }
  return rows;
}

// Two threads may count at once: both find the same, and neither waits for a database.
Result<RowCounts::Ptr> RowCounts::known(storage::Connection& connection, int object) {
  const auto now = Clock::now();
  {
    std::lock_guard lock(mutex_);
    const auto found = known_.find(object);
    if (found != known_.end() && now < found->second->until) return found->second;
  }
  auto known = std::make_shared<Known>();
  known->until = now + kKept;
  TRY(connection.each(
      {"SELECT id, n FROM kontor_class WHERE object = ? ORDER BY id", {std::int64_t{object}}},
      [&](const storage::Row& row) {
        known->of_class.resize(static_cast<std::size_t>(row.integer(0)) + 1);
        known->of_class.back() = row.integer(1);
        known->rows += row.integer(1);
        return true;
      }));
  std::lock_guard lock(mutex_);
  return known_[object] = std::move(known);
}

}  // namespace kontor::access
