// What the audit finds is what the crash tests rest on: each check is shown a fault of its kind.
#include "records/audit.h"

#include <gmock/gmock.h>

#include "records/testing.h"
#include "schema/search_index.h"
#include "storage/testing.h"

namespace kontor::records {
namespace {

using storage::testing::succeeded;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class AuditTest : public ::testing::TestWithParam<storage::Engine> {
 protected:
  // More changes than lie in the uneven beginning of the events.
  void SetUp() override {
    for (int i = 0; i < 110; ++i) newest = space.create(anna, "deal", R"({"name":"D"})").id;
  }

  std::vector<std::string> findings() {
    auto snapshot = space.database().read();
    auto found = audit(**snapshot, *space.catalogue());
    EXPECT_TRUE(succeeded(found));
    std::vector<std::string> checks;
    for (const Finding& finding : *found) checks.push_back(finding.check + " " + finding.object);
    return checks;
  }

  void spoil(const std::string& sql) {
    ASSERT_TRUE(succeeded(
        space.database().write([&](storage::Transaction& tx) { return tx.script(sql); })));
  }

  testing::Workspace space{GetParam(), {"people", "companies", "sales"}};
  auth::Actor anna = space.user("Anna");
  RecordId newest;
};

KONTOR_EACH_ENGINE(AuditTest);

TEST_P(AuditTest, FindsNothingWhereAllIsWell) {
  space.update(anna, "deal", newest, R"({"name":"E","stage":"contacted"})");
  space.change(anna, Op::remove, "deal", newest);
  space.change(anna, Op::restore, "deal", newest);
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_P(AuditTest, MissesAVersion) {
  spoil("UPDATE o_deal SET version = version + 1 WHERE id = " + to_string(newest));
  EXPECT_THAT(findings(), ElementsAre("history deal"));
}

TEST_P(AuditTest, MissesAnEvent) {
  spoil("DELETE FROM kontor_event WHERE record = " + to_string(newest));
  EXPECT_THAT(findings(), ElementsAre("events deal"));
}

TEST_P(AuditTest, MissesARecordInTheIndex) {
  const std::string table = schema::search_table(*space.catalogue()->object("deal"));
  const std::string key = GetParam() == storage::Engine::sqlite ? "rowid" : "record";
  spoil("DELETE FROM " + table + " WHERE " + key + " = " + to_string(newest));
  EXPECT_THAT(findings(), ElementsAre("search deal"));
}

TEST_P(AuditTest, CountsAgain) {
  spoil("UPDATE kontor_class SET n = n + 1 WHERE object = " +
        std::to_string(space.catalogue()->object("deal")->id));
  EXPECT_THAT(findings(), ElementsAre("counters deal"));
}

TEST_P(AuditTest, AddsStagesUpAgain) {
  spoil("UPDATE kontor_tally SET n = n - 1 WHERE field = " +
        std::to_string(space.catalogue()->object("deal")->field("stage")->id));
  EXPECT_THAT(findings(), ElementsAre("stages deal"));
}

TEST_P(AuditTest, SeesAWrongSum) {
  space.update(anna, "deal", newest, R"({"value":"100"})");
  EXPECT_THAT(findings(), IsEmpty());
  spoil("UPDATE kontor_tally_sum SET total = total + 1");
  EXPECT_THAT(findings(), ElementsAre("sums deal"));
}

TEST_P(AuditTest, MissesAChange) {
  spoil(
      "DELETE FROM kontor_change WHERE id = (SELECT change_id FROM kontor_history WHERE record = " +
      to_string(newest) + ")");
  EXPECT_THAT(findings(), ElementsAre("changes "));
}

}  // namespace
}  // namespace kontor::records
