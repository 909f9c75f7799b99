// Two thousand people in fifteen hundred units on seven levels: what a move writes, and that
// nothing else does. Times are printed; what fails the test are counts, which do not depend on the
// load.
#include <chrono>
#include <iostream>

#include "access/organisation/order.h"
#include "access/organisation/store.h"
#include "access/organisation/testing.h"
#include "storage/inserter.h"
#include "storage/testing.h"

namespace kontor::access {
namespace {

using storage::testing::succeeded;

constexpr int kUnits = 1'500, kUsers = 2'000, kBranches = 4;

class Size : public storage::testing::EachEngine {
 protected:
  void SetUp() override {
    ASSERT_TRUE(succeeded(testing::prepare_organisation(database())));
    ASSERT_TRUE(succeeded(database().write([&](storage::Transaction& tx) -> Result<void> {
      TRY(insert_units(tx));
      return insert_people(tx);
    })));
  }

  static Id parent_of(Id id) { return id == 1 ? 0 : (id - 2) / kBranches + 1; }

  static Result<void> insert_units(storage::Transaction& tx) {
    // A tree of numbers is laid out at once by asking for the place of its root.
    OrganisationData data;
    for (Id id = 1; id <= kUnits; ++id) {
      Unit unit;
      unit.id = id;
      unit.parent = parent_of(id);
      unit.order = id;
      unit.order_end = id + 1;
      data.units.push_back(unit);
    }
    storage::Inserter rows(tx, "o_unit",
                           "id, version, title, confidential, zk, created_at, changed_at, f_kind, "
                           "f_parent, f_depth, f_external, f_closed, order_from, order_to",
                           14);
    for (const Placement& at : place_below(Organisation(data), 1, 0)) {
      const Id parent = parent_of(at.unit);
      auto& row = rows.row();
      for (storage::Value value : {storage::Value(at.unit), storage::Value(std::int64_t{1}),
                                   storage::Value("unit " + std::to_string(at.unit)),
                                   storage::Value(std::int64_t{0}), storage::Value(std::int64_t{1}),
                                   storage::Value(std::int64_t{0}), storage::Value(std::int64_t{0}),
                                   storage::Value(std::string(parent ? "group" : "company")),
                                   parent ? storage::Value(parent) : storage::Value(),
                                   storage::Value(std::int64_t{at.depth}),
                                   storage::Value(std::int64_t{0}), storage::Value(std::int64_t{0}),
                                   storage::Value(at.order), storage::Value(at.order_end)})
        row.push_back(std::move(value));
      TRY(rows.end_row());
    }
    return rows.finish();
  }

  static Result<void> insert_people(storage::Transaction& tx) {
    storage::Inserter people(tx, "o_user",
                             "id, version, title, confidential, zk, created_at, changed_at, "
                             "f_name, f_email, f_language, f_active, unit, organisation",
                             13);
    storage::Inserter seats(tx, "kontor_seat", "id, user_id, unit_id, place, from_at", 5);
    for (Id id = 10'001; id <= 10'000 + kUsers; ++id) {
      const Id unit = 1 + id % kUnits;
      const std::string name = "user" + std::to_string(id);
      auto& row = people.row();
      for (storage::Value value :
           {storage::Value(id), storage::Value(std::int64_t{1}), storage::Value(name),
            storage::Value(std::int64_t{0}), storage::Value(std::int64_t{1}),
            storage::Value(std::int64_t{0}), storage::Value(std::int64_t{0}), storage::Value(name),
            storage::Value(name + "@example.com"), storage::Value(std::string("de")),
            storage::Value(std::int64_t{1}), storage::Value(unit), storage::Value(Id{1})})
        row.push_back(std::move(value));
      TRY(people.end_row());
      auto& seat = seats.row();
      for (storage::Value value : {storage::Value(id), storage::Value(id), storage::Value(unit),
                                   storage::Value(std::string(id % 3 ? "member" : "head")),
                                   storage::Value(std::int64_t{0})})
        seat.push_back(std::move(value));
      TRY(seats.end_row());
    }
    TRY(people.finish());
    return seats.finish();
  }

  OrganisationPtr load() {
    auto snapshot = database().read();
    EXPECT_TRUE(succeeded(snapshot));
    auto loaded = load_organisation(**snapshot);
    EXPECT_TRUE(succeeded(loaded));
    steps_ = (*snapshot)->steps();
    return *loaded;
  }

  IdSource ids_;
  FixedClock clock_{Instant{1'000'000}};
  OrganisationStore store_{database(), ids_, clock_};
  std::uint64_t steps_ = 0;
};

KONTOR_EACH_ENGINE(Size);

TEST_P(Size, MovingFiveHundredPeopleWritesTheirUnitsAndNothingElse) {
  using Clock = std::chrono::steady_clock;
  auto millis = [](Clock::time_point since) {
    return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
  };
  auto begin = Clock::now();
  const OrganisationPtr before = load();
  const double loading = millis(begin);
  ASSERT_EQ(before->units().size(), static_cast<std::size_t>(kUnits));
  EXPECT_EQ(before->unit(kUnits)->depth, 7);
  // On SQLite about twenty steps for each row; a query for each unit would be far beyond.
  EXPECT_LT(steps_, 150'000U);

  const Id moved = 2, target = 3;
  std::size_t people = 0;
  const Ids units = before->units_below(moved);
  for (Id unit : units) people += before->people_in(unit, clock_.now()).size();
  ASSERT_GT(people, 450U);
  begin = Clock::now();
  ASSERT_TRUE(succeeded(store_.change_unit(moved, {.parent = target}, {})));
  const double moving = millis(begin);
  const OrganisationPtr after = load();

  std::size_t written = 0;
  for (const Unit& unit : before->units())
    written += after->unit(unit.id)->order != unit.order ? 1 : 0;
  EXPECT_EQ(written, units.size());
  EXPECT_EQ(after->unit(moved)->depth, 3);
  EXPECT_TRUE(after->is_below(moved, target));
  EXPECT_EQ(after->units_below(moved), units);

  begin = Clock::now();
  const std::size_t reports = after->reports(10'002, kAllLevels, clock_.now()).size();
  std::cout << "load " << loading << " ms, " << steps_ << " steps; moving " << people
            << " people in " << units.size() << " units " << moving << " ms; " << reports
            << " reports of one head " << millis(begin) << " ms\n";
}

}  // namespace
}  // namespace kontor::access
