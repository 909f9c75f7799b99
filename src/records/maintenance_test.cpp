#include "records/maintenance.h"

#include "records/history.h"
#include "records/testing.h"
#include "storage/testing.h"

namespace kontor::records {
namespace {

using storage::testing::succeeded;

class Maintenance : public ::testing::TestWithParam<storage::Engine> {
 protected:
  void wait_days(int days) {
    space.clock().set({space.clock().now().micros + days * kMicrosPerDay});
  }
  std::int64_t purge() { return purge_trash(space.writer(), 100).value_or(-1); }
  std::string quoted(RecordId id) { return '"' + to_string(id) + '"'; }

  testing::Workspace space{GetParam(), {"people", "companies", "sales"}};
  auth::Actor anna = space.user("Anna");
};

KONTOR_EACH_ENGINE(Maintenance);

TEST_P(Maintenance, RemovesTheTrashAfter30Days) {
  auto company = space.create(anna, "company", R"({"name":"Acme"})").id;
  auto person = space
                    .create(anna, "person", R"({"last_name":"K","emails":["a@b.de"],"tags":["vip"],
      "company":)" + quoted(company) + "}")
                    .id;
  auto call =
      space.create(anna, "interaction", R"({"subject":"C","people":[)" + quoted(person) + "]}").id;
  space.change(anna, Op::remove, "person", person);
  space.change(anna, Op::remove, "company", company);
  wait_days(29);
  EXPECT_EQ(purge(), 0);
  EXPECT_TRUE(space.change(anna, Op::restore, "person", person).changed) << "still there";
  wait_days(2);
  EXPECT_EQ(purge(), 1) << "the company, not the person restored";
  EXPECT_EQ(space.value("person", person, "company"), "null");
  space.change(anna, Op::remove, "person", person);
  wait_days(31);
  EXPECT_EQ(purge(), 1);
  EXPECT_EQ(purge(), 0);
  for (std::string table :
       {"o_person", "c_person__emails", "c_person__tags", "l_interaction__people"})
    EXPECT_EQ(space.number("SELECT count(*) FROM " + table), 0) << table;
  EXPECT_EQ(space.number("SELECT count(*) FROM kontor_history WHERE record = " + to_string(person)),
            0);
  EXPECT_EQ(space.load("interaction", call).version, 1);
}

TEST_P(Maintenance, BringsDealsBackOnTheirDay) {
  auto deal = space.create(anna, "deal", R"({"name":"D","stage":"later","later_on":"2026-12-01",
      "later_stage":"contacted"})");
  ASSERT_TRUE(deal.errors.empty());
  auto plain = space
                   .create(anna, "deal", R"({"name":"E","stage":"later","later_on":"2026-12-01",
      "pipeline":"existing_customers","later_stage":"contacted"})")
                   .id;
  EXPECT_EQ(reopen_later(space.writer(), 10).value_or(-1), 0);
  wait_days(7);
  EXPECT_EQ(reopen_later(space.writer(), 10).value_or(-1), 2);
  EXPECT_EQ(space.value("deal", deal.id, "stage"), R"("contacted")");
  EXPECT_EQ(space.value("deal", deal.id, "later_on"), "null");
  EXPECT_EQ(space.value("deal", plain, "stage"), R"("demand")") << "the stage of its own pipeline";
  EXPECT_EQ(reopen_later(space.writer(), 10).value_or(-1), 0);
}

TEST_P(Maintenance, RunsAsJobs) {
  events::Jobs jobs(space.database(), space.ids(), space.clock(), nullptr);
  add_maintenance(jobs, space.writer());
  Batch batch;
  batch.idempotency_key = "k";
  batch.changes.push_back({Op::create, "person", {}, 0, testing::inputs(R"({"last_name":"A"})")});
  space.write(anna, batch);
  wait_days(3);
  ASSERT_TRUE(succeeded(jobs.start(0)));
  EXPECT_EQ(jobs.run_due().value_or(-1), 3);
  EXPECT_EQ(space.number("SELECT count(*) FROM kontor_idempotency"), 0);
  EXPECT_EQ(jobs.run_due().value_or(-1), 0);
}

}  // namespace
}  // namespace kontor::records
