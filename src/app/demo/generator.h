// Deterministic demo data in realistic German proportions: the n-th person is the same on every
// machine and in every run, whatever was made before it, so batches can be made in any order.
//
// Proportions: one company for five people, five interactions for one person (skewed: a few have
// hundreds), three deals for ten people; names by frequency, places by population.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::app::demo {

struct DemoPerson {
  std::string salutation;  // "ms", "mr"
  std::string title_prefix;
  std::string first_name, last_name;
  std::string email, mobile, landline;
  std::string street, postal_code, place, region, country;
  std::int64_t birthday = 0;  // days since 1970-01-01; 0: unknown
  std::string role, department;
  std::string category;       // "a", "b", "c" or empty
  std::int64_t company = -1;  // index, -1: none
};

struct DemoCompany {
  std::string name, website, email, phone;
  std::string street, postal_code, place, region, country;
  std::string category;
  std::int64_t employees = 0;
  std::int64_t revenue_minor = 0;
};

struct DemoInteraction {
  std::string subject, notes, kind;
  std::int64_t happened_at = 0;  // microseconds UTC
  std::int64_t person = 0;       // index
};

struct DemoDeal {
  std::string name;
  std::int64_t value_minor = 0;
  int stage = 0;  // 0 to 5: place in the pipeline
  std::int64_t person = 0;
  std::int64_t expected_close = 0;  // days since 1970-01-01
};

class Generator {
 public:
  // `today` is days since 1970-01-01; birthdays, interactions and deals lie around it.
  Generator(std::uint64_t seed, std::int64_t people, std::int64_t today);

  std::int64_t people() const { return people_; }
  std::int64_t companies() const { return people_ / 5 + 1; }
  std::int64_t interactions() const { return people_ * 5; }
  std::int64_t deals() const { return people_ * 3 / 10; }

  DemoPerson person(std::int64_t index) const;
  DemoCompany company(std::int64_t index) const;
  DemoInteraction interaction(std::int64_t index) const;
  DemoDeal deal(std::int64_t index) const;

 private:
  std::uint64_t seed_;
  std::int64_t people_;
  std::int64_t today_;
};

}  // namespace kontor::app::demo
