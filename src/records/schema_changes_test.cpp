#include "records/schema_changes.h"

#include "records/testing.h"
#include "records/views.h"
#include "storage/testing.h"

namespace kontor::records {
namespace {

using storage::testing::succeeded;

class SchemaChanges : public ::testing::TestWithParam<storage::Engine> {
 protected:
  const schema::View* view(std::int64_t id) {
    catalogue = space.catalogue();
    for (const auto& object : catalogue->objects())
      for (const auto& view : object.views)
        if (view.id == id) return &view;
    return nullptr;
  }
  template <class T>
  std::string error_of(const Result<T>& result) {
    return result ? "" : result.error().key + " " + result.error().field;
  }

  testing::Workspace space{GetParam(), {"people"}};
  auth::Actor anna = space.user("Anna");
  auth::Actor ben = space.user("Ben");
  schema::CataloguePtr catalogue;
};

KONTOR_EACH_ENGINE(SchemaChanges);

TEST_P(SchemaChanges, HaveHistoryAndTellEveryone) {
  auto before = space.catalogue()->version();
  ViewInput input{.label = schema::Label{"Meine", "Mine"}, .filter = "owner = me"};
  auto id = create_view(space.writer(), anna, "person", input);
  ASSERT_TRUE(succeeded(id));
  EXPECT_GT(space.catalogue()->version(), before);
  EXPECT_EQ(space.number("SELECT count(*) FROM kontor_schema_history WHERE object = 'person'"), 1);
  EXPECT_EQ(space.number("SELECT count(*) FROM kontor_event WHERE kind = 3 AND version = " +
                         std::to_string(space.catalogue()->version())),
            1);
  auto same = change_schema(space.writer(), anna, Reason::edit, [](const schema::Catalogue& now) {
    return Result<schema::CataloguePtr>(std::make_shared<const schema::Catalogue>(now));
  });
  ASSERT_TRUE(succeeded(same));
  EXPECT_FALSE(same->change) << "nothing differs, nothing is noted";
  EXPECT_EQ(space.number("SELECT count(*) FROM kontor_event WHERE kind = 3"), 1);
}

TEST_P(SchemaChanges, KeepViewsOfOthersApart) {
  ViewInput input{.label = schema::Label{"Meine", "Mine"}};
  auto own = create_view(space.writer(), anna, "person", input);
  input.shared = true;
  auto shared = create_view(space.writer(), anna, "person", input);
  ASSERT_TRUE(own && shared);
  EXPECT_EQ(view(*own)->owner, anna.user.value);
  EXPECT_EQ(view(*shared)->owner, 0);
  ViewInput renamed{.label = schema::Label{"Alle", "All"}};
  EXPECT_EQ(error_of(update_view(space.writer(), ben, *own, renamed)), "view.not_found ");
  EXPECT_EQ(error_of(delete_view(space.writer(), ben, *own)), "view.not_found ");
  EXPECT_TRUE(succeeded(update_view(space.writer(), ben, *shared, renamed)));
  EXPECT_EQ(view(*shared)->label.de, "Alle");
  EXPECT_TRUE(succeeded(delete_view(space.writer(), anna, *own)));
  EXPECT_EQ(view(*own), nullptr);
}

TEST_P(SchemaChanges, RefuseViewsThatMeanNothing) {
  schema::Label label{"A", "A"};
  auto refused = [&](ViewInput input) {
    return error_of(create_view(space.writer(), anna, "person", input));
  };
  EXPECT_EQ(refused({}), "view.label label");
  EXPECT_EQ(refused({.label = label, .filter = "shoe = 42"}), "expr.unknown_field filter");
  EXPECT_EQ(refused({.label = label, .sort = {{"-shoe"}}}), "view.sort sort");
  EXPECT_EQ(refused({.label = label, .settings = "[]"}), "view.settings settings");
  EXPECT_EQ(refused({.label = label, .settings = "{"}), "view.settings settings");
  EXPECT_EQ(refused({.label = label, .sort = {{"-last_name", "address.place"}}}), "");
  EXPECT_EQ(error_of(create_view(space.writer(), anna, "nothing", {.label = label})),
            "object.unknown ");
  auth::Actor key = anna;
  key.may_write = false;
  EXPECT_EQ(error_of(create_view(space.writer(), key, "person", {.label = label})),
            "write.read_only ");
}

}  // namespace
}  // namespace kontor::records
