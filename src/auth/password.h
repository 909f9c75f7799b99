// Passwords: which are good enough, and their hashes (Argon2id, RFC 9106).
#pragma once

#include <chrono>
#include <cstddef>
#include <semaphore>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kontor::auth {

inline constexpr std::size_t kMinPassword = 12;   // characters
inline constexpr std::size_t kMaxPassword = 128;  // characters

// No rules of composition, but a password must not be guessable: not one that many people have, nor
// two of those in a row, whatever digits and signs stand around them; and without well-known words,
// the person's own (`personal`: name, address) and runs like "1234" or "aaaa", 8 characters must
// remain. Errors: invalid, "password.too_short", "password.too_long", "password.guessable".
[[nodiscard]] Result<void> check_password(std::string_view password,
                                          const std::vector<std::string>& personal);

class PasswordHasher {
 public:
  struct Cost {
    unsigned long long passes = 2;
    std::size_t bytes = std::size_t{19} << 20;
  };

  PasswordHasher() : PasswordHasher(Cost()) {}
  explicit PasswordHasher(Cost cost);

  // Both wait for one of two places, so that hashing never takes more than twice the memory:
  // unavailable "login.busy" when there is none for three seconds.
  [[nodiscard]] Result<std::string> hash(std::string_view password);
  [[nodiscard]] Result<bool> matches(std::string_view password, const std::string& hash);
  // Takes as long as matches() and is always false: for accounts that do not exist.
  [[nodiscard]] Result<bool> matches_nothing(std::string_view password);

  // The hash was made with another cost: make it anew at the next login.
  bool is_outdated(const std::string& hash) const;

 private:
  Cost cost_;
  std::string nothing_;
  std::counting_semaphore<2> places_{2};
};

}  // namespace kontor::auth
