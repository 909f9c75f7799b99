// What an expression knows beside the record: who asks, when, and the asker's sets.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "storage/value.h"

namespace kontor::expr {

struct Bindings {
  std::int64_t me = 0;                 // user id; 0: nobody, every comparison with it is false
  std::int64_t now = 0;                // microseconds UTC, one per request
  std::string zone = "Europe/Berlin";  // IANA zone of the reader, for today() and start_of()
  std::map<std::string, storage::IntSet> mine;  // "units", "reports(1)", ...; missing: empty set
};

}  // namespace kontor::expr
