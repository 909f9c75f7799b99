// While somebody looks through the eyes of another: what he sees himself and the other does not,
// each with the rules that keep it from the other.
#pragma once

#include <string>
#include <vector>

#include "access/access.h"

namespace kontor::access {

struct HiddenRecord {
  RecordId id;
  std::string title;
  std::vector<Reason> reasons;  // limits and forbids that keep it back; none: no rule allows it
};

struct Hidden {
  std::vector<HiddenRecord> records;  // the newest kMostHidden
  bool more = false;
};

inline constexpr std::size_t kMostHidden = 50;

// Of one object. Errors: access.not_viewing unless the session views as somebody to help him (not
// in an emergency, which shows more than the reader has); kit.* of an unknown object.
[[nodiscard]] Result<Hidden> hidden_records(const Access& access, const auth::Actor& actor,
                                            std::string_view object);

}  // namespace kontor::access
