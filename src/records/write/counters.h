// The counters of kontor_class, kontor_tally and kontor_tally_sum (schema/counters.h): differences
// are gathered while a batch is worked on and written at its end in one fixed order, so that
// batches never wait for each other in a circle.
#pragma once

#include <compare>
#include <map>
#include <string>

#include "base/decimal.h"
#include "records/write/run.h"

namespace kontor::records {

class Counters {
 public:
  // What these items do to the counters.
  void note(const std::vector<Item*>& items);
  [[nodiscard]] Result<void> write(storage::Transaction& tx);

 private:
  struct Tally {
    int field;
    std::int64_t pipeline, option, zk;
    auto operator<=>(const Tally&) const = default;
  };
  struct Sum {
    Tally tally;
    int sum_field;
    std::string currency;
    auto operator<=>(const Sum&) const = default;
  };

  void count(const RowShape& shape, const Record& record, std::int64_t sign);
  Result<void> write_classes(storage::Transaction& tx);
  Result<void> write_tallies(storage::Transaction& tx);
  Result<void> write_sums(storage::Transaction& tx);

  std::map<std::pair<int, std::int64_t>, std::int64_t> classes_;  // object, zk
  std::map<Tally, std::int64_t> tallies_;
  std::map<Sum, Int128> sums_;
};

}  // namespace kontor::records
