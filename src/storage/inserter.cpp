#include "storage/inserter.h"

#include <algorithm>
#include <stdexcept>

namespace kontor::storage {
namespace {

// Enough for the cost of a round trip not to count, and little to keep in memory.
constexpr std::size_t kMostValues = 16'000;

}  // namespace

Inserter::Inserter(Transaction& tx, std::string table, std::string columns, int width,
                   std::string ending, std::string tuple)
    : tx_(tx),
      insertion_{.table = std::move(table),
                 .columns = std::move(columns),
                 .width = static_cast<std::size_t>(width),
                 .tuple = std::move(tuple),
                 .ending = std::move(ending),
                 .values = {}},
      most_values_(std::max(kMostValues, insertion_.width)) {}

Result<void> Inserter::end_row() {
  if (insertion_.values.size() % insertion_.width != 0)
    throw std::logic_error("row of another width");
  return insertion_.values.size() + insertion_.width > most_values_ ? finish() : Result<void>();
}

Result<void> Inserter::finish() {
  if (insertion_.values.empty()) return {};
  TRY(tx_.insert(insertion_));
  insertion_.values.clear();
  return {};
}

}  // namespace kontor::storage
