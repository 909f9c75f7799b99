#include "access/access.h"

#include "schema/migrations.h"
#include "schema/system_fields.h"
#include "storage/migrate.h"
#include "storage/testing.h"

namespace kontor::access {
namespace {

using query::Action;
using storage::testing::succeeded;

constexpr std::int64_t kAnna = 7, kFormer = 8, kDeleted = 9;

class AccessTest : public storage::testing::EachEngine {
 protected:
  void SetUp() override {
    ASSERT_TRUE(succeeded(storage::migrate(database(), schema::migrations())));
    ASSERT_TRUE(succeeded(database().write([](storage::Transaction& tx) -> Result<void> {
      TRY(tx.script(
          "CREATE TABLE o_user (id bigint PRIMARY KEY, f_active bigint, deleted_at bigint);"
          "INSERT INTO o_user VALUES (7, 1, NULL), (8, 0, NULL), (9, 1, 5);"
          "INSERT INTO kontor_class (object, id, owner, unit, territory, organisation, "
          "confidential, n) VALUES (1, 1, 0, 0, 0, 0, 0, 40), (1, 2, 7, 0, 0, 0, 0, 2)"));
      return {};
    })));
    person_.id = 1;
    person_.name = "person";
    person_.kit = "people";
    person_.fields.resize(3);
    person_.fields[1].read_only = true;
    person_.fields[2].field_class = schema::FieldClass::secret;
  }

  std::unique_ptr<View> view_of(const auth::Actor& actor) {
    auto view = access_.view(actor);
    EXPECT_TRUE(succeeded(view));
    return *std::move(view);
  }

  auth::Actor user(std::int64_t id) { return {.user = {id}}; }

  schema::Object person_;
  schema::CatalogueStore catalogues_;
  Access access_{database(), catalogues_, system_clock(), std::string(32, 's')};
};

KONTOR_EACH_ENGINE(AccessTest);

TEST_P(AccessTest, StaffSeeAndEditEverything) {
  auto view = view_of(user(kAnna));
  auto scope = view->rights().scope(person_, Action::edit);
  ASSERT_TRUE(succeeded(scope));
  EXPECT_TRUE((*scope)->everything);
  EXPECT_EQ((*scope)->estimated_rows, 42);
  EXPECT_EQ((*scope)->modes[0][0], query::Mode::edit);
  EXPECT_EQ((*scope)->modes[0][1], query::Mode::read);
  EXPECT_EQ((*scope)->modes[0][2], query::Mode::none);
  EXPECT_TRUE(view->rights().abilities(person_, {}).edit);
  EXPECT_EQ(view->rights().bindings().me, kAnna);
}

TEST_P(AccessTest, OthersGetNothing) {
  for (const auth::Actor& actor : {user(0), user(kFormer), user(kDeleted), user(4711)}) {
    auto view = view_of(actor);
    for (Action action :
         {Action::see, Action::read, Action::edit, Action::count, Action::export_data})
      EXPECT_TRUE((*view->rights().scope(person_, action))->nothing());
    EXPECT_FALSE(view->rights().may(person_, Action::create));
    EXPECT_FALSE(view->rights().abilities(person_, {}).edit);
  }
}

TEST_P(AccessTest, AReadingKeyChangesNothing) {
  auth::Actor key = user(kAnna);
  key.may_write = false;
  auto view = view_of(key);
  EXPECT_TRUE((*view->rights().scope(person_, Action::read))->everything);
  EXPECT_TRUE((*view->rights().scope(person_, Action::edit))->nothing());
  EXPECT_FALSE(view->rights().may(person_, Action::create));
}

TEST_P(AccessTest, NobodyEditsAccountsAsRecords) {
  const schema::Object account = schema::user_object();
  auto view = view_of(user(kAnna));
  EXPECT_TRUE((*view->rights().scope(account, Action::read))->everything);
  EXPECT_TRUE((*view->rights().scope(account, Action::edit))->nothing());
  EXPECT_FALSE(view->rights().may(account, Action::create));
}

}  // namespace
}  // namespace kontor::access
