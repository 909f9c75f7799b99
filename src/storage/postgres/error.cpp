#include "storage/postgres/error.h"

#include <array>

namespace kontor::storage::postgres {
namespace {

struct Meaning {
  std::string_view sqlstate;  // or its first two characters, the class
  Code code;
  const char* key;
};

// The first match counts.
constexpr std::array kMeanings{
    Meaning{"23505", Code::conflict, "storage.unique"},
    Meaning{"23503", Code::conflict, "storage.reference"},
    Meaning{"57014", Code::cancelled, "storage.deadline"},
    Meaning{"53100", Code::storage_full, "storage.full"},
    Meaning{"22021", Code::invalid, "storage.text"},  // not UTF-8, or a zero byte
    Meaning{"22003", Code::invalid, "storage.sum_too_large"},
    Meaning{"54000", Code::too_large, "storage.too_large"},  // an index entry over its limit
    Meaning{"40", Code::unavailable, "storage.busy"},        // serialisation, deadlock
    Meaning{"53", Code::unavailable, "storage.busy"},        // out of memory, connections
    Meaning{"55P03", Code::unavailable, "storage.busy"},     // lock timeout
    Meaning{"58", Code::unavailable, "storage.disk"},
    Meaning{"XX001", Code::internal, "storage.damaged"},
    Meaning{"XX002", Code::internal, "storage.damaged"},
};

}  // namespace

std::string sqlstate_of(const PGresult* result) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  return state == nullptr ? "" : state;
}

Error error_of(const PGresult* result, std::string_view doing) {
  const std::string state = sqlstate_of(result);
  Error error{Code::internal, "internal", {}, {}, "postgres " + state + ": "};
  ((error.internal += PQresultErrorMessage(result)) += " in: ") += doing;
  if (is_disconnect(state) || state == "25006") {
    error.code = Code::unavailable;
    error.key = "storage.away";
    return error;
  }
  for (const Meaning& meaning : kMeanings) {
    if (!state.starts_with(meaning.sqlstate)) continue;
    error.code = meaning.code;
    error.key = meaning.key;
    break;
  }
  return error;
}

// Class 08, shutdown, crash, starting up, and no answer at all.
bool is_disconnect(std::string_view sqlstate) {
  return sqlstate.empty() || sqlstate.starts_with("08") || sqlstate.starts_with("57P");
}

// 25006: a former primary that became read only; the next connection finds the new one.
// 0A000: a prepared statement's table was changed meanwhile.
bool is_worth_another_try(std::string_view sqlstate) {
  return is_disconnect(sqlstate) || sqlstate == "40001" || sqlstate == "40P01" ||
         sqlstate == "25006" || sqlstate == "0A000";
}

}  // namespace kontor::storage::postgres
