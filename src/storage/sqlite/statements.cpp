#include "storage/sqlite/statements.h"

#include <sqlite3.h>

#include "storage/sqlite/error.h"

namespace kontor::storage::sqlite {

Statements::~Statements() {
  for (Entry& entry : entries_) sqlite3_finalize(entry.prepared);
}

Statements::Lease::~Lease() {
  if (prepared_ == nullptr) return;
  owner_->steps_ +=
      static_cast<std::uint64_t>(sqlite3_stmt_status(prepared_, SQLITE_STMTSTATUS_VM_STEP, 1));
  if (entry_ == nullptr) {
    sqlite3_finalize(prepared_);
    return;
  }
  sqlite3_reset(prepared_);
  sqlite3_clear_bindings(prepared_);
  entry_->in_use = false;
}

Result<Statements::Lease> Statements::lease(std::string_view text) {
  if (const auto found = by_text_.find(text); found != by_text_.end()) {
    Entry& entry = *found->second;
    // A visitor may run the statement it is visiting: the inner run gets its own.
    if (entry.in_use) return Lease(this, nullptr, TRY(prepare(text)));
    entries_.splice(entries_.begin(), entries_, found->second);
    entry.in_use = true;
    return Lease(this, &entry, entry.prepared);
  }
  sqlite3_stmt* prepared = TRY(prepare(text));
  make_room();
  entries_.push_front({std::string(text), prepared, true});
  by_text_.emplace(entries_.front().text, entries_.begin());
  return Lease(this, &entries_.front(), prepared);
}

Result<sqlite3_stmt*> Statements::prepare(std::string_view text) {
  sqlite3_stmt* prepared = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v3(db_, text.data(), static_cast<int>(text.size()),
                                      SQLITE_PREPARE_PERSISTENT, &prepared, &rest);
  if (code != SQLITE_OK) return Failure(error_of(db_, code, text));
  if (prepared == nullptr) return fail_internal("an empty statement");
  const std::string_view left(rest, text.data() + text.size());
  if (left.find_first_not_of(" \t\r\n;") != left.npos) {
    sqlite3_finalize(prepared);
    return fail_internal("more than one statement: " + std::string(text));
  }
  return prepared;
}

void Statements::make_room() {
  auto last = entries_.end();
  while (entries_.size() >= limit_ && last != entries_.begin()) {
    --last;
    if (last->in_use) continue;
    sqlite3_finalize(last->prepared);
    by_text_.erase(last->text);
    last = entries_.erase(last);
  }
}

}  // namespace kontor::storage::sqlite
