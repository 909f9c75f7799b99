#include "storage/sqlite/error.h"

#include <sqlite3.h>
#include <string>

namespace kontor::storage::sqlite {
namespace {

constexpr int kPrimaryMask = 0xff;

struct Meaning {
  Code code;
  const char* key;
};

Meaning meaning_of_constraint(int code) {
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return {Code::conflict, "storage.unique"};
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return {Code::conflict, "storage.reference"};
    default:
      return {Code::internal, "internal"};
  }
}

Meaning meaning_of(int code) {
  switch (code & kPrimaryMask) {
    case SQLITE_CONSTRAINT:
      return meaning_of_constraint(code);
    case SQLITE_FULL:
      return {Code::storage_full, "storage.full"};
    case SQLITE_INTERRUPT:
      return {Code::cancelled, "storage.deadline"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
      return {Code::unavailable, "storage.busy"};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return {Code::unavailable, "storage.disk"};
    case SQLITE_TOOBIG:
      return {Code::too_large, "storage.too_large"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {Code::internal, "storage.damaged"};
    default:
      return {Code::internal, "internal"};
  }
}

// What sum() says; the code alone tells nothing.
bool is_overflow(sqlite3* db, int code) {
  return db != nullptr && code == SQLITE_ERROR &&
         std::string_view(sqlite3_errmsg(db)) == "integer overflow";
}

}  // namespace

Error error_of(sqlite3* db, int code, std::string_view doing) {
  const Meaning meaning =
      is_overflow(db, code) ? Meaning{Code::invalid, "storage.sum_too_large"} : meaning_of(code);
  std::string internal = "sqlite " + std::to_string(code) + " (" + sqlite3_errstr(code) + ")";
  if (db != nullptr) internal += std::string(": ") + sqlite3_errmsg(db);
  internal += std::string(" in: ") += doing;
  return Error{meaning.code, meaning.key, {}, {}, std::move(internal)};
}

bool is_io_failure(int code) {
  const int primary = code & kPrimaryMask;
  return primary == SQLITE_IOERR || primary == SQLITE_CORRUPT;
}

}  // namespace kontor::storage::sqlite
