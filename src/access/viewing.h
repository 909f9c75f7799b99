// Looking through the eyes of somebody else, bound to a session: what both see (to help), or in an
// emergency what that person sees, with a reason, for an hour at most, and told to that person.
// Nothing can be written or exported meanwhile.
#pragma once

#include <optional>
#include <string>

#include "access/access.h"
#include "access/rules/viewings.h"

namespace kontor::access {

struct ViewingWish {
  RecordId user;
  std::optional<std::string> reason;  // with one it is an emergency
  std::int64_t minutes = 30;
};

inline constexpr std::int64_t kMostEmergencyMinutes = 60;
inline constexpr std::size_t kLeastReason = 10;  // letters
inline constexpr std::int64_t kMostViewingHours = 8;

// Errors: access.view_as for who may not, for oneself, and for somebody who may not log in;
// access.reason; access.viewing while another one lasts.
[[nodiscard]] Result<Viewing> begin_viewing(const Access& access, const auth::Actor& actor,
                                            RecordId session, const ViewingWish& wish);
[[nodiscard]] Result<void> end_viewing(const Access& access, const auth::Actor& actor,
                                       RecordId session);
// What the session looks at now.
[[nodiscard]] Result<std::optional<Viewing>> viewing_of(const Access& access, RecordId session);

}  // namespace kontor::access
