#include "app/demo/generator.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <span>

#include "app/demo/words.h"

namespace kontor::app::demo {
namespace {

// A stream of random numbers that belongs to one thing: splitmix64 started from seed, kind and
// index.
class Dice {
 public:
  Dice(std::uint64_t seed, std::uint64_t kind, std::int64_t index)
      : state_(seed ^ (kind << 56) ^ static_cast<std::uint64_t>(index) * 0x9e3779b97f4a7c15u) {
    next();
  }

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(next() % n); }
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  bool chance(double p) { return unit() < p; }
  // Ranks fall off as 1/(rank + 8): the first is about twenty times as common as the last of 200.
  std::int64_t rank(std::int64_t n) {
    const double span = std::log((n + 8.0) / 8.0);
    return std::min<std::int64_t>(n - 1,
                                  static_cast<std::int64_t>(8 * (std::exp(unit() * span) - 1)));
  }
  std::string_view pick(std::span<const std::string_view> words) {
    return words[below(words.size())];
  }
  std::string_view pick_common(std::span<const std::string_view> words) {
    return words[rank(words.size())];
  }

 private:
  std::uint64_t state_;
};

enum Kind : std::uint64_t { kPerson = 1, kCompany, kInteraction, kDeal };

const Place& place_by_population(Dice& dice) {
  static const std::vector<int> sums = [] {
    std::vector<int> result;
    int sum = 0;
    for (const Place& place : places()) result.push_back(sum += place.weight);
    return result;
  }();
  const auto drawn = dice.below(sums.back());
  return places()[std::upper_bound(sums.begin(), sums.end(), drawn) - sums.begin()];
}

struct Address {
  std::string street, postal_code, place, region, country, dial;
};

Address address(Dice& dice) {
  const Place& place = place_by_population(dice);
  const int code = std::stoi(std::string(place.postal_code)) + dice.below(place.codes);
  char postal_code[8];
  std::snprintf(postal_code, sizeof postal_code, "%0*d", static_cast<int>(place.postal_code.size()),
                code);
  std::string street(dice.pick_common(streets()));
  street += ' ' + std::to_string(1 + dice.rank(140));
  if (dice.chance(0.08)) street += static_cast<char>('a' + dice.below(4));
  return {street,
          postal_code,
          std::string(place.name),
          std::string(place.region),
          std::string(place.country),
          std::string(place.dial)};
}

// "Jürgen von der Heide" -> "juergen.von-der-heide": what mail addresses look like.
std::string mail_word(std::string_view text) {
  std::string word;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = text[i];
    if (c < 0x80) {
      if (std::isalnum(c))
        word += static_cast<char>(std::tolower(c));
      else if (!word.empty() && word.back() != '-')
        word += '-';
      continue;
    }
    const std::string_view two = text.substr(i++, 2);
    if (two == "ä" || two == "Ä")
      word += "ae";
    else if (two == "ö" || two == "Ö")
      word += "oe";
    else if (two == "ü" || two == "Ü")
      word += "ue";
    else if (two == "ß")
      word += "ss";
    else if (two == "é" || two == "ë")
      word += 'e';
    else if (two == "ı")
      word += 'i';
    else if (two == "ş")
      word += 's';
  }
  while (!word.empty() && word.back() == '-') word.pop_back();
  return word;
}

std::string country_code(std::string_view country) {
  return country == "AT" ? "+43" : country == "CH" ? "+41" : "+49";
}

std::string mobile_number(Dice& dice, std::string_view country) {
  static constexpr std::array kGerman = {"151", "152", "157", "160", "170",
                                         "171", "172", "175", "176"};
  const std::string prefix = country == "AT"   ? "664"
                             : country == "CH" ? "79"
                                               : kGerman[dice.below(kGerman.size())];
  const int digits = country == "CH" ? 7 : 8;
  std::string number = country_code(country) + " " + prefix + " ";
  number += static_cast<char>('1' + dice.below(9));
  for (int i = 1; i < digits; ++i) number += static_cast<char>('0' + dice.below(10));
  return number;
}

std::string landline_number(Dice& dice, const Address& where) {
  const int digits = where.country == "CH" ? 7 : 6;
  std::string number = country_code(where.country) + " " + where.dial + " ";
  number += static_cast<char>('2' + dice.below(8));
  for (int i = 1; i < digits; ++i) number += static_cast<char>('0' + dice.below(10));
  return number;
}

// Half of all customers are C, a third B, the best are few.
std::string category(Dice& dice) {
  const double drawn = dice.unit();
  return drawn < 0.08 ? "a" : drawn < 0.3 ? "b" : drawn < 0.75 ? "c" : "";
}

std::string company_name(Dice& dice) {
  const std::string last(dice.pick_common(last_names()));
  const std::string trade(dice.pick(trades()));
  const std::string form(dice.pick_common(legal_forms()));
  switch (dice.below(4)) {
    case 0:
      return last + " " + trade + " " + form;
    case 1:
      return trade + " " + last + " " + form;
    case 2:
      return last + " & " + std::string(dice.pick_common(last_names())) + " " + form;
    default:
      return trade + " " + std::string(place_by_population(dice).name) + " " + form;
  }
}

}  // namespace

Generator::Generator(std::uint64_t seed, std::int64_t people, std::int64_t today)
    : seed_(seed), people_(people), today_(today) {}

DemoCompany Generator::company(std::int64_t index) const {
  Dice dice(seed_, kCompany, index);
  DemoCompany made;
  made.name = company_name(dice);
  const std::string domain = mail_word(made.name.substr(0, made.name.rfind(' '))) + "-" +
                             std::to_string(index) + ".example";
  made.website = "https://www." + domain;
  made.email = "info@" + domain;
  Address where = address(dice);
  made.phone = landline_number(dice, where);
  made.street = where.street;
  made.postal_code = where.postal_code;
  made.place = where.place;
  made.region = where.region;
  made.country = where.country;
  made.category = category(dice);
  made.employees = 1 + static_cast<std::int64_t>(std::exp(dice.unit() * 7.5));
  made.revenue_minor = made.employees * (40'000 + dice.below(160'000)) * 100;
  return made;
}

DemoPerson Generator::person(std::int64_t index) const {
  Dice dice(seed_, kPerson, index);
  DemoPerson made;
  const bool female = dice.chance(0.5);
  made.salutation = female ? "ms" : "mr";
  made.first_name = dice.pick_common(female ? female_names() : male_names());
  made.last_name = dice.pick_common(last_names());
  if (dice.chance(0.04)) made.title_prefix = dice.chance(0.15) ? "Prof. Dr." : "Dr.";
  if (dice.chance(0.7)) made.company = dice.below(companies());
  Address where = address(dice);
  if (dice.chance(0.9))
    made.email = mail_word(made.first_name) + "." + mail_word(made.last_name) + "." +
                 std::to_string(index) + "@post.example";
  if (dice.chance(0.65)) made.mobile = mobile_number(dice, where.country);
  if (dice.chance(0.5)) made.landline = landline_number(dice, where);
  made.street = where.street;
  made.postal_code = where.postal_code;
  made.place = where.place;
  made.region = where.region;
  made.country = where.country;
  if (dice.chance(0.6)) made.birthday = today_ - 365 * 18 - dice.below(365 * 65);
  if (made.company >= 0) {
    made.role = dice.pick_common(roles());
    if (dice.chance(0.5)) made.department = dice.pick(departments());
  }
  made.category = category(dice);
  return made;
}

DemoInteraction Generator::interaction(std::int64_t index) const {
  static constexpr std::array kKinds = {"phone", "email",  "email",     "phone",  "meeting",
                                        "visit", "letter", "catalogue", "sample", "note"};
  constexpr std::int64_t kDayMicros = 86'400'000'000;
  Dice dice(seed_, kInteraction, index);
  DemoInteraction made;
  made.kind = kKinds[dice.below(kKinds.size())];
  made.subject = dice.pick_common(subjects());
  if (dice.chance(0.6)) made.notes = dice.pick(notes());
  // The square favours recent days; office hours only.
  const double age = dice.unit() * dice.unit();
  made.happened_at = (today_ - 1 - static_cast<std::int64_t>(age * 1800)) * kDayMicros +
                     (7 + dice.below(11)) * 3'600'000'000 + dice.below(60) * 60'000'000;
  // A tenth of the people have half of the interactions.
  made.person = dice.chance(0.45)
                    ? dice.below(std::max<std::int64_t>(1, people_ / 10)) * 10 % people_
                    : dice.below(people_);
  return made;
}

DemoDeal Generator::deal(std::int64_t index) const {
  Dice dice(seed_, kDeal, index);
  DemoDeal made;
  made.person = dice.below(people_);
  made.name = std::string(dice.pick(trades())) + " " + std::to_string(1000 + index);
  made.value_minor = static_cast<std::int64_t>(std::exp(5 + dice.unit() * 6)) * 100;
  const double drawn = dice.unit();  // most deals are over, one way or the other
  made.stage = drawn < 0.42   ? 4
               : drawn < 0.72 ? 5
               : drawn < 0.82 ? 0
               : drawn < 0.90 ? 1
               : drawn < 0.96 ? 2
                              : 3;
  made.expected_close = made.stage >= 4 ? today_ - dice.below(720) : today_ + dice.below(120) - 20;
  return made;
}

}  // namespace kontor::app::demo
