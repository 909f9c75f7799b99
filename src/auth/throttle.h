// Slows guessing down, per account and per address, without ever locking an account.
//
// An attempt is counted before the password is looked at, so that many at once do not slip through.
// After a few free failures each further one doubles the wait, up to a minute: 10,000 guesses take
// a week. An address from which the account has logged in before has a count of its own: who
// guesses from elsewhere does not keep the owner out. Counts are forgotten an hour after the last
// failure.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "storage/database.h"

namespace kontor::auth {

// Whether or not the account exists, the answer is the same.
struct Attempt {
  std::string account;  // folded e-mail address
  std::string address;  // of the client
};

class Throttle {
 public:
  Throttle(storage::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  // Counts an attempt. too_many "login.throttled" {seconds} while it must wait.
  [[nodiscard]] Result<void> admit(const Attempt& attempt);

  // After a right password: the account's count ends, and the address is known from now on. The
  // address's count only loses this attempt: one own account must not buy more guesses at others.
  [[nodiscard]] Result<void> succeeded(const Attempt& attempt, std::int64_t user);

 private:
  storage::Database& database_;
  const Clock& clock_;
};

// How long to wait after `failures`, of which `free` cost nothing.
std::chrono::seconds throttle_wait(std::int64_t failures, std::int64_t free);

// What counts as one address: all of IPv4, the first 64 bits of IPv6 (one household).
std::string throttle_place(std::string_view address);

}  // namespace kontor::auth
