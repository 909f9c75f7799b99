#include "base/phone_pattern.h"

#include <array>
#include <bit>

namespace kontor {
namespace {

constexpr std::size_t kMaxDigits = 30;
constexpr unsigned kAnyDigit = 0x3FF;

// Walks the pattern once, carrying the set of positions reached so far as bits.
class Matcher {
 public:
  Matcher(std::string_view pattern, std::string_view digits) : pattern_(pattern) {
    for (std::size_t i = 0; i < digits.size(); ++i) places_[digits[i] - '0'] |= 1u << i;
    for (const auto places : places_) all_places_ |= places;
  }

  std::uint32_t run(std::uint32_t from) { return alternatives(from); }

 private:
  std::uint32_t alternatives(std::uint32_t from) {
    std::uint32_t reached = 0;
    do reached |= sequence(from);
    while (take('|'));
    return reached;
  }

  std::uint32_t sequence(std::uint32_t from) {
    while (at_ < pattern_.size() && pattern_[at_] != '|' && pattern_[at_] != ')') {
      if (from == 0) return skip_sequence();
      from = repeated(from);
    }
    return from;
  }

  // No way leads on: the rest of the sequence need not be followed.
  std::uint32_t skip_sequence() {
    for (int depth = 0; at_ < pattern_.size(); ++at_) {
      const char c = pattern_[at_];
      if (depth == 0 && (c == '|' || c == ')')) break;
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    return 0;
  }

  std::uint32_t repeated(std::uint32_t from) {
    const std::size_t begin = at_;
    std::uint32_t here = atom(from);
    int least = 1, most = 1;
    if (take('?')) {
      least = 0;
    } else if (take('{')) {
      least = most = number();
      if (take(',')) most = number();
      take('}');
    }
    const std::size_t end = at_;
    std::uint32_t reached = (least == 0 ? from : 0) | (least <= 1 ? here : 0);
    for (int count = 2; count <= most && here; ++count) {
      at_ = begin;
      here = atom(here);
      if (count >= least) reached |= here;
    }
    at_ = end;
    return reached;
  }

  std::uint32_t atom(std::uint32_t from) {
    if (take('(')) {
      if (take('?')) take(':');
      const auto reached = alternatives(from);
      take(')');
      return reached;
    }
    return (from & places_of(digit_set())) << 1;
  }

  // Where in the number a digit of the set stands.
  std::uint32_t places_of(unsigned set) const {
    if (set == kAnyDigit) return all_places_;
    std::uint32_t places = 0;
    for (unsigned digit = 0; digit < 10; ++digit)
      if (set >> digit & 1) places |= places_[digit];
    return places;
  }

  // Bit d is set when the digit d may stand here.
  unsigned digit_set() {
    if (take('\\')) {
      take('d');
      return kAnyDigit;
    }
    if (!take('[')) return 1u << (pattern_[at_++] - '0');
    unsigned set = 0;
    while (at_ < pattern_.size() && !take(']')) {
      const int first = pattern_[at_++] - '0';
      const int last = take('-') ? pattern_[at_++] - '0' : first;
      for (int digit = first; digit <= last; ++digit) set |= 1u << digit;
    }
    return set;
  }

  int number() {
    int value = 0;
    while (at_ < pattern_.size() && pattern_[at_] >= '0' && pattern_[at_] <= '9')
      value = value * 10 + (pattern_[at_++] - '0');
    return value;
  }

  bool take(char c) {
    if (at_ >= pattern_.size() || pattern_[at_] != c) return false;
    ++at_;
    return true;
  }

  std::string_view pattern_;
  std::array<std::uint32_t, 10> places_{};  // of each digit in the number
  std::uint32_t all_places_ = 0;
  std::size_t at_ = 0;
};

bool split_from(std::string_view pattern, std::string_view digits,
                std::vector<std::string_view>& groups) {
  if (pattern.empty()) return digits.empty();
  const auto close = pattern.front() == '(' ? pattern.find(')') : std::string_view::npos;
  if (close == std::string_view::npos) return false;
  std::uint32_t ends = match_ends(pattern.substr(0, close + 1), digits);
  while (ends) {
    const int longest = 31 - std::countl_zero(ends);
    groups.push_back(digits.substr(0, longest));
    if (split_from(pattern.substr(close + 1), digits.substr(longest), groups)) return true;
    groups.pop_back();
    ends &= ~(1u << longest);
  }
  return false;
}

}  // namespace

std::uint32_t match_ends(std::string_view pattern, std::string_view digits) {
  if (digits.size() > kMaxDigits) return 0;
  return Matcher(pattern, digits).run(1);
}

bool matches_whole(std::string_view pattern, std::string_view digits) {
  return match_ends(pattern, digits) >> digits.size() & 1;
}

bool matches_beginning(std::string_view pattern, std::string_view digits) {
  return match_ends(pattern, digits) != 0;
}

std::optional<std::vector<std::string_view>> split_groups(std::string_view pattern,
                                                          std::string_view digits) {
  std::vector<std::string_view> groups;
  if (digits.size() > kMaxDigits || !split_from(pattern, digits, groups)) return {};
  return groups;
}

}  // namespace kontor
