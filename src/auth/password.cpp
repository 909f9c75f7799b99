#include "auth/password.h"

#include <algorithm>
#include <sodium.h>
#include <stdexcept>

#include "auth/detail/password_list.h"
#include "base/random.h"
#include "base/text.h"

namespace kontor::auth {
namespace {

constexpr std::size_t kMustRemain = 8;
constexpr std::size_t kShortestPersonalWord = 3;

// What people put into passwords, German and English; digits and signs around do not save them.
constexpr std::string_view kWellKnown[] = {
    "kontor",   "password", "passwort",    "kennwort", "geheim",   "secret",        "willkommen",
    "welcome",  "hallo",    "hello",       "qwertz",   "qwerty",   "asdfgh",        "asdf",
    "yxcvbn",   "zxcvbn",   "uiop",        "hjkl",     "iloveyou", "ichliebedich",  "liebe",
    "schatz",   "letmein",  "einloggen",   "login",    "admin",    "administrator", "master",
    "dragon",   "monkey",   "football",    "fussball", "baseball", "sunshine",      "sonnenschein",
    "princess", "superman", "batman",      "shadow",   "michael",  "passw0rd",      "p@ssw0rd",
    "pa55word", "changeme", "default",     "sommer",   "winter",   "herbst",        "frühling",
    "summer",   "spring",   "autumn",      "januar",   "februar",  "berlin",        "hamburg",
    "münchen",  "muenchen", "deutschland", "germany",  "computer", "internet",      "schalke",
    "dortmund", "bayern",   "test",        "demo",     "user",     "benutzer",      "firma",
    "company",  "trustno",  "starwars",    "pokemon",  "mustang",  "whatever",      "freedom",
};

void erase_all(std::string& text, std::string_view word) {
  if (word.size() < kShortestPersonalWord) return;
  for (std::size_t at; (at = text.find(word)) != std::string::npos;) text.erase(at, word.size());
}

// "Anna Schmidt", "anna.schmidt@example.org" -> anna, schmidt, anna, schmidt, example, org
std::vector<std::string> words_of(const std::vector<std::string>& personal) {
  std::vector<std::string> words;
  for (const std::string& text : personal) {
    std::string word;
    for (char c : fold_case(text) + " ") {
      auto byte = static_cast<unsigned char>(c);
      bool part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80;
      if (part) {
        word += c;
      } else if (!word.empty()) {
        words.push_back(std::move(word));
        word.clear();
      }
    }
  }
  // "schmidt" before "schmid", so that nothing of the longer word stays.
  std::ranges::sort(words, std::greater(), &std::string::size);
  return words;
}

// Characters that do not just go on from the one before: "aaaa" has 2, "1234" has 2.
std::size_t surprises(std::string_view text) {
  std::size_t count = 0;
  int last_step = 1000;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) == 0x80) continue;  // the rest of a letter
    int step = i == 0 ? 1000 : byte - static_cast<unsigned char>(text[i - 1]);
    bool goes_on = step == last_step && step >= -1 && step <= 1;
    count += !goes_on;
    last_step = step;
  }
  return count;
}

}  // namespace

Result<void> check_password(std::string_view password, const std::vector<std::string>& personal) {
  if (password.size() > 4 * kMaxPassword || length(to_valid_utf8(password)) > kMaxPassword) {
    return fail(Code::invalid, "password.too_long", {{"max", std::to_string(kMaxPassword)}},
                "password");
  }
  if (length(to_valid_utf8(password)) < kMinPassword) {
    return fail(Code::invalid, "password.too_short", {{"min", std::to_string(kMinPassword)}},
                "password");
  }
  std::string rest = fold_case(password);
  if (is_well_known(rest)) return fail(Code::invalid, "password.guessable", {}, "password");
  for (const std::string& word : words_of(personal)) erase_all(rest, word);
  for (std::string_view word : kWellKnown) erase_all(rest, word);
  if (surprises(rest) < kMustRemain) {
    return fail(Code::invalid, "password.guessable", {}, "password");
  }
  return {};
}

namespace {

constexpr std::chrono::seconds kPatience{3};

// One of the two places; gives it back.
class Place {
 public:
  explicit Place(std::counting_semaphore<2>& places)
      : places_(places), ok_(places.try_acquire_for(kPatience)) {}
  ~Place() {
    if (ok_) places_.release();
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  bool ok() const { return ok_; }

 private:
  std::counting_semaphore<2>& places_;
  bool ok_;
};

std::string argon2id(std::string_view password, PasswordHasher::Cost cost) {
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  int failed = crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), cost.passes,
                                     cost.bytes, crypto_pwhash_ALG_ARGON2ID13);
  if (failed) throw std::runtime_error("no memory for a password hash");
  hash.resize(hash.find('\0'));
  return hash;
}

}  // namespace

PasswordHasher::PasswordHasher(Cost cost) : cost_(cost) {
  // A secret nobody knows; random_token() also starts libsodium.
  nothing_ = argon2id(random_token(), cost_);
}

Result<std::string> PasswordHasher::hash(std::string_view password) {
  Place place(places_);
  if (!place.ok()) return fail(Code::unavailable, "login.busy");
  return argon2id(password, cost_);
}

Result<bool> PasswordHasher::matches(std::string_view password, const std::string& hash) {
  Place place(places_);
  if (!place.ok()) return fail(Code::unavailable, "login.busy");
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

Result<bool> PasswordHasher::matches_nothing(std::string_view password) {
  TRY(matches(password, nothing_));
  return false;
}

bool PasswordHasher::is_outdated(const std::string& hash) const {
  return crypto_pwhash_str_needs_rehash(hash.c_str(), cost_.passes, cost_.bytes) != 0;
}

}  // namespace kontor::auth
