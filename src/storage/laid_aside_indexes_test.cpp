#include "storage/laid_aside_indexes.h"

#include <gtest/gtest.h>

#include "storage/testing.h"

namespace kontor::storage {
namespace {

class LaidAside : public testing::EachEngine {};

std::int64_t count_indexes(Database& database) {
  auto snapshot = std::move(*database.read());
  const char* text = snapshot->engine() == Engine::sqlite
                         ? "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND name "
                           "LIKE '%_place' AND sql LIKE '%place%'"
                         : "SELECT count(*) FROM pg_indexes WHERE indexname LIKE '%_place' AND "
                           "indexdef LIKE '%place%'";
  return snapshot->integer({text, {}})->value_or(-1);
}

TEST_P(LaidAside, ComesBackAsItWas) {
  ASSERT_TRUE(database().write([](Transaction& tx) {
    return tx.script(
        "CREATE TABLE o_one (id bigint PRIMARY KEY, place bigint, name bigint);"
        "CREATE TABLE k_two (id bigint PRIMARY KEY, place bigint);"
        "CREATE INDEX one_place ON o_one (place DESC, id) WHERE name IS NULL;"
        "CREATE INDEX two_place ON k_two (place);"
        "CREATE UNIQUE INDEX one_name ON o_one (name)");
  }));
  ASSERT_EQ(count_indexes(database()), 2);

  const auto aside = LaidAsideIndexes::of(database(), {"o_"});
  ASSERT_TRUE(aside) << aside.error().internal;
  EXPECT_EQ(aside->size(), 1u);
  EXPECT_EQ(count_indexes(database()), 1);
  auto insert = [&](std::int64_t id) {
    return database().write([&](Transaction& tx) -> Result<void> {
      TRY(tx.execute({"INSERT INTO o_one (id, place, name) VALUES (?, 1, 7)", {id}}));
      return {};
    });
  };
  ASSERT_TRUE(insert(1));
  EXPECT_EQ(insert(2).error().key, "storage.unique");

  ASSERT_TRUE(aside->make_again(database()));
  EXPECT_EQ(count_indexes(database()), 2);
}

KONTOR_EACH_ENGINE(LaidAside);

}  // namespace
}  // namespace kontor::storage
