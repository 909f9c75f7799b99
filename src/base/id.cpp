#include "base/id.h"

#include <atomic>
#include <charconv>
#include <chrono>

namespace kontor {
namespace {

constexpr std::int64_t kEpochMs = 1577836800000;  // 2020-01-01T00:00:00Z
constexpr unsigned kSequenceBits = 12;
constexpr unsigned kNodeBits = 10;

std::int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count() - kEpochMs;
}

}  // namespace

std::string to_string(RecordId id) {
  return std::to_string(id.value);
}

std::optional<RecordId> parse_id(std::string_view text) {
  RecordId id;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id.value);
  if (error != std::errc() || end != text.data() + text.size() || id.value <= 0) return {};
  if (text.front() == '0') return {};
  return id;
}

IdSource::IdSource(unsigned node) : node_(node & ((1u << kNodeBits) - 1)) {}

RecordId IdSource::next() {
  std::atomic_ref<std::int64_t> last(last_);
  std::int64_t seen = last.load();
  std::int64_t mine;
  do {  // an exhausted sequence simply runs into the next millisecond
    mine = std::max(seen + 1, now_ms() << kSequenceBits);
  } while (!last.compare_exchange_weak(seen, mine));
  const std::int64_t ms = mine >> kSequenceBits;
  const std::int64_t sequence = mine & ((1 << kSequenceBits) - 1);
  return {ms << (kNodeBits + kSequenceBits) | std::int64_t{node_} << kSequenceBits | sequence};
}

}  // namespace kontor
