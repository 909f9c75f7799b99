// Customer protection: whoever enters somebody whom others already look after, and whom he may not
// see, is told to ask dispatch, and nothing else: not who, not whose. That is one bit about hidden
// records, so it is off unless administrators want it, every question is noted, and there are few
// questions an hour.
#pragma once

#include <vector>

#include "query/reader.h"
#include "records/write.h"

namespace kontor::records {

enum class Protection {
  none,     // nothing to say, or protection is off
  ask,      // somebody looks after this customer: ask dispatch
  limited,  // asked too often; nothing is said
};
std::string_view to_string(Protection protection);

inline constexpr std::int64_t kQuestionsPerHour = 30;  // about different people, of one user

// What to say beside the duplicates that the asker sees. Only sure ones count (e-mail, phone).
[[nodiscard]] Result<Protection> ask_protection(Writer& writer, const auth::Actor& actor,
                                                const RowShape& shape, const Record& record);

[[nodiscard]] Result<bool> is_protecting(storage::Connection& connection);
// Who may is asked by the caller.
[[nodiscard]] Result<void> set_protecting(Writer& writer, bool on);

// What was asked, newest first.
struct ProtectionEntry {
  Instant at;
  RecordId user;
  std::string user_name;
  int object = 0;
  bool known = false;  // he was told to ask dispatch
};
[[nodiscard]] Result<std::vector<ProtectionEntry>> protection_log(storage::Connection& connection,
                                                                  std::int64_t limit);

// Living records that surely are the same person or company, whoever may see them (duplicates.cpp).
[[nodiscard]] Result<std::vector<std::int64_t>> sure_duplicates(storage::Connection& connection,
                                                                const RowShape& shape,
                                                                const Record& record);

}  // namespace kontor::records
