#include "access/organisation/load.h"

#include "access/organisation/migrations.h"
#include "schema/migrations.h"
#include "storage/migrate.h"
#include "storage/testing.h"

namespace kontor::access {
namespace {

using storage::testing::succeeded;

class LoadOrganisation : public storage::testing::EachEngine {
 protected:
  void SetUp() override {
    auto steps = schema::migrations();
    for (auto& step : organisation_migrations()) steps.push_back(step);
    ASSERT_TRUE(succeeded(storage::migrate(database(), steps)));
    run("CREATE TABLE o_user (id bigint PRIMARY KEY, f_active bigint, deleted_at bigint);"
        "INSERT INTO o_user VALUES (7, 1, NULL), (8, 0, NULL), (9, 1, 5);"
        "INSERT INTO o_unit (id, version, title, confidential, zk, created_at, changed_at, f_kind,"
        " f_depth, f_external, f_closed, order_from, order_to) VALUES"
        " (1, 1, 'Firma', 0, 1, 0, 0, 'company', 1, 0, 0, 10, 90);"
        "INSERT INTO kontor_seat VALUES (1, 7, 1, 'head', 5, NULL), (2, 8, 1, 'member', 5, 9)");
  }

  void run(const char* script) {
    ASSERT_TRUE(
        succeeded(database().write([&](storage::Transaction& tx) { return tx.script(script); })));
  }

  OrganisationPtr load() {
    auto snapshot = database().read();
    EXPECT_TRUE(succeeded(snapshot));
    auto loaded = organisations_.of(**snapshot);
    EXPECT_TRUE(succeeded(loaded));
    return *loaded;
  }

  Organisations organisations_;
};

KONTOR_EACH_ENGINE(LoadOrganisation);

TEST_P(LoadOrganisation, ReadsWhatIsThere) {
  auto tree = load();
  EXPECT_EQ(tree->unit(1)->name, "Firma");
  EXPECT_EQ(tree->unit(1)->kind, UnitKind::company);
  EXPECT_EQ(tree->headed_units(7, Instant{5}), Ids{1});
  EXPECT_EQ(tree->people_in(1, Instant{8}), (Ids{7, 8}));
  EXPECT_EQ(tree->people_in(1, Instant{9}), Ids{7});
  EXPECT_FALSE(tree->is_present(8, Instant{}));
  EXPECT_FALSE(tree->is_present(9, Instant{}));
  EXPECT_NE(tree->role(kAdministrator), nullptr);
  EXPECT_NE(tree->role(kDispatch), nullptr);
}

TEST_P(LoadOrganisation, IsSharedUntilTheEpochMoves) {
  auto before = load();
  EXPECT_EQ(load(), before);
  run("DELETE FROM kontor_seat WHERE id = 2;"
      "UPDATE kontor_epoch SET value = value + 1 WHERE name = 'organisation'");
  auto after = load();
  EXPECT_NE(after, before);
  EXPECT_EQ(after->epoch(), before->epoch() + 1);
  EXPECT_EQ(after->people_in(1, Instant{8}), Ids{7});
}

}  // namespace
}  // namespace kontor::access
