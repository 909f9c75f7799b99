#include "storage/inserter.h"

#include <algorithm>
#include <stdexcept>

namespace kontor::storage {
namespace {

// Large chunks save round trips to PostgreSQL; few sizes save prepared statements.
constexpr std::size_t kSmall = 8;
constexpr std::size_t kMaxParameters = 2'000;

// SQLite is in this process, and a statement of several rows would cost it a savepoint: pages are
// copied aside, and a full-text table writes out what it has gathered.
std::size_t chunk_of(Engine engine, std::size_t width) {
  if (engine == Engine::sqlite) return 1;
  return std::clamp<std::size_t>(kMaxParameters / width, kSmall, 64);
}

}  // namespace

Inserter::Inserter(Transaction& tx, std::string table, std::string columns, int width,
                   std::string ending, std::string tuple)
    : tx_(tx),
      head_("INSERT INTO " + table + " (" + columns + ") VALUES "),
      tuple_(std::move(tuple)),
      ending_(ending.empty() ? std::string() : " " + ending),
      width_(static_cast<std::size_t>(width)),
      chunk_(chunk_of(tx.engine(), width_)) {
  if (!tuple_.empty()) return;
  tuple_ = "(?";
  for (int i = 1; i < width; ++i) tuple_ += ", ?";
  tuple_ += ")";
}

Result<void> Inserter::end_row() {
  if (params_.size() % width_ != 0) throw std::logic_error("row of another width");
  if (params_.size() / width_ < chunk_) return {};
  TRY(write(0, chunk_));
  params_.clear();
  return {};
}

Result<void> Inserter::finish() {
  std::size_t rows = params_.size() / width_;
  std::size_t done = 0;
  for (; rows - done >= kSmall; done += kSmall) TRY(write(done, kSmall));
  for (; done < rows; ++done) TRY(write(done, 1));
  params_.clear();
  return {};
}

std::string Inserter::text_of(std::size_t rows) const {
  std::string text;
  text.reserve(head_.size() + rows * (tuple_.size() + 2) + ending_.size());
  text = head_;
  for (std::size_t i = 0; i < rows; ++i) {
    if (i) text += ", ";
    text += tuple_;
  }
  return text += ending_;
}

Result<void> Inserter::write(std::size_t first, std::size_t rows) {
  if (rows == chunk_ && full_.empty()) full_ = text_of(rows);
  Sql sql{rows == chunk_ ? full_ : text_of(rows), {}};
  auto begin = params_.begin() + static_cast<std::ptrdiff_t>(first * width_);
  auto end = begin + static_cast<std::ptrdiff_t>(rows * width_);
  sql.params.assign(std::make_move_iterator(begin), std::make_move_iterator(end));
  TRY(tx_.execute(sql));
  return {};
}

}  // namespace kontor::storage
