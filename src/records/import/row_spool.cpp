#include "records/import/row_spool.h"

#include <cstring>

namespace kontor::importing {
namespace {

template <class T>
void put(std::string& out, T value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof value);
}

template <class T>
T take(std::string_view& bytes) {
  T value{};
  if (bytes.size() >= sizeof value) {
    std::memcpy(&value, bytes.data(), sizeof value);
    bytes.remove_prefix(sizeof value);
  }
  return value;
}

}  // namespace

Result<RowSpool> RowSpool::create(const std::string& folder) {
  return RowSpool(TRY(FileBytes::create_nameless(folder)));
}

// Layout: bytes of what follows (4), number (8), cells (4), each length (4), wrong (1), bytes.
Result<> RowSpool::add(const SpooledRow& row) {
  std::string body;
  put(body, row.number);
  put(body, static_cast<std::uint32_t>(row.cells.size()));
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    put(body, static_cast<std::uint32_t>(row.cells[i].size()));
    put(body, static_cast<std::uint8_t>(row.wrong[i]));
    body += row.cells[i];
  }
  put(pending_, static_cast<std::uint32_t>(body.size()));
  pending_ += body;
  if (pending_.size() >= (1 << 20)) TRY(flush());
  return {};
}

Result<> RowSpool::flush() {
  TRY(bytes_.append(pending_));
  pending_.clear();
  return {};
}

Result<RowSpool> RowSpool::again() const {
  return RowSpool(TRY(bytes_.again()));
}

Result<bool> RowSpool::read(std::int64_t& offset, SpooledRow& row) {
  auto head = TRY(bytes_.at(offset, sizeof(std::uint32_t)));
  if (head.size() < sizeof(std::uint32_t)) return false;
  const auto size = take<std::uint32_t>(head);
  auto body = (TRY(bytes_.at(offset + 4, size))).substr(0, size);
  offset += 4 + static_cast<std::int64_t>(size);
  row.number = take<std::int64_t>(body);
  row.cells.resize(take<std::uint32_t>(body));
  row.wrong.resize(row.cells.size());
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const auto length = take<std::uint32_t>(body);
    row.wrong[i] = take<std::uint8_t>(body) != 0;
    row.cells[i] = body.substr(0, length);
    body.remove_prefix(std::min<std::size_t>(length, body.size()));
  }
  return true;
}

}  // namespace kontor::importing
