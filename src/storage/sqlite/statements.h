// The prepared statements of one connection, by text; the least recently used make room.
#pragma once

#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace kontor::storage::sqlite {

class Statements {
  struct Entry {
    std::string text;
    sqlite3_stmt* prepared = nullptr;
    bool in_use = false;
  };

 public:
  // A statement in use. Given back reset and without bindings.
  class Lease {
   public:
    Lease(Statements* owner, Entry* entry, sqlite3_stmt* prepared)
        : owner_(owner), entry_(entry), prepared_(prepared) {}
    Lease(Lease&& other) noexcept
        : owner_(other.owner_), entry_(other.entry_), prepared_(other.prepared_) {
      other.prepared_ = nullptr;
    }
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    sqlite3_stmt* get() const { return prepared_; }

   private:
    Statements* owner_;
    Entry* entry_;  // null: not cached, finalised at the end
    sqlite3_stmt* prepared_;
  };

  Statements(sqlite3* db, std::size_t limit) : db_(db), limit_(limit) {}
  ~Statements();
  Statements(const Statements&) = delete;

  [[nodiscard]] Result<Lease> lease(std::string_view text);

  // Virtual-machine steps of the statements given back so far.
  std::uint64_t steps() const { return steps_; }

 private:
  Result<sqlite3_stmt*> prepare(std::string_view text);
  void make_room();

  sqlite3* db_;
  std::size_t limit_;
  std::uint64_t steps_ = 0;
  std::list<Entry> entries_;  // most recently used first; nodes never move
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_text_;
};

}  // namespace kontor::storage::sqlite
