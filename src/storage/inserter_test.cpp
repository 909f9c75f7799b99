// Rows arrive whichever way an engine takes them (row by row, as arrays, by COPY), and a failure of
// any of them is told in time, whatever was sent without waiting.
#include "storage/inserter.h"

#include <string>

#include "storage/dialect.h"
#include "storage/testing.h"

namespace kontor::storage {
namespace {

using testing::succeeded;

constexpr int kSizes[] = {0, 1, 2, 23, 24, 25, 700, 9'000};

class InserterTest : public testing::EachEngine {
 protected:
  void SetUp() override {
    const ColumnType type = column_types(GetParam());
    std::string table = "CREATE TABLE item (id " + std::string(type.integer);
    table += " PRIMARY KEY, name " + std::string(type.text) + ", bytes " + std::string(type.blob);
    table += "); CREATE TABLE pair (a " + std::string(type.integer) + ", b ";
    table += std::string(type.text) + ", PRIMARY KEY (a, b))";
    ASSERT_TRUE(succeeded(database().write([&](Transaction& tx) { return tx.script(table); })));
  }

  static Value name(std::int64_t id) {
    return id % 3 == 0 ? Value() : Value("Größe 'x' {" + std::to_string(id) + ",\"\\");
  }
  static Value bytes(std::int64_t id) {
    return id % 2 == 0 ? Value() : Value(Blob{std::string("\0\xff\n", 3) + std::to_string(id)});
  }

  static Result<void> insert_items(Transaction& tx, std::int64_t first, int count) {
    Inserter inserter(tx, "item", "id, name, bytes", 3);
    for (std::int64_t id = first; id < first + count; ++id) {
      inserter.row().insert(inserter.row().end(), {id, name(id), bytes(id)});
      TRY(inserter.end_row());
    }
    return inserter.finish();
  }

  static Result<void> insert_pairs(Transaction& tx, int count) {
    const std::string as_text = "(?, lower(?))";
    Inserter inserter(tx, "pair", "a, b", 2, "ON CONFLICT DO NOTHING", as_text);
    for (std::int64_t id = 0; id < count; ++id) {
      inserter.row().emplace_back(id);
      inserter.row().emplace_back("PAAR '" + std::to_string(id));
      TRY(inserter.end_row());
    }
    return inserter.finish();
  }

  std::int64_t count(const std::string& table) {
    return *(*database().read())->integer({"SELECT count(*) FROM " + table, {}}).value();
  }

  Result<void> write(const WriteJob& job) { return database().write(job); }
};
KONTOR_EACH_ENGINE(InserterTest);

TEST_P(InserterTest, EveryKindOfValueArrivesInAnyNumber) {
  std::int64_t first = 0;
  for (const int size : kSizes) {
    ASSERT_TRUE(succeeded(write([&](Transaction& tx) { return insert_items(tx, first, size); })));
    first += size;
  }
  std::int64_t id = 0;
  ASSERT_TRUE(succeeded(
      (*database().read())
          ->each({"SELECT id, name, bytes FROM item ORDER BY id", {}}, [&](const Row& row) {
            EXPECT_EQ(row.integer(0), id);
            const auto expect = [&](int column, const Value& value) {
              const auto* text = std::get_if<std::string>(&value);
              const auto* blob = std::get_if<Blob>(&value);
              EXPECT_EQ(row.is_null(column), !text && !blob) << id;
              if (text) EXPECT_EQ(row.text(column), *text);
              if (blob) EXPECT_EQ(row.text(column), blob->bytes);
            };
            expect(1, name(id));
            expect(2, bytes(id));
            ++id;
            return true;
          })));
  EXPECT_EQ(id, first);
}

TEST_P(InserterTest, ClashesMayBePassedOverAndValuesWorkedOut) {
  for (const int size : kSizes)
    ASSERT_TRUE(succeeded(write([&](Transaction& tx) { return insert_pairs(tx, size); })));
  EXPECT_EQ(count("pair"), 9'000);
  EXPECT_EQ((*database().read())->text({"SELECT b FROM pair WHERE a = 8999", {}}).value(),
            "paar '8999");
}

TEST_P(InserterTest, AClashIsToldBeforeTheCommitAndLeavesNothing) {
  ASSERT_TRUE(succeeded(write([](Transaction& tx) { return insert_items(tx, 100, 1); })));
  for (const int size : {1, 10, 50}) {
    const auto clash = write([&](Transaction& tx) -> Result<void> {
      TRY(insert_items(tx, 101 - size, size));
      return insert_pairs(tx, size);  // behind it, and not prepared before
    });
    ASSERT_FALSE(clash) << size;
    EXPECT_EQ(clash.error().key, "storage.unique");
    EXPECT_EQ(count("item"), 1);
    ASSERT_TRUE(succeeded(write([&](Transaction& tx) { return insert_pairs(tx, size); })))
        << "a statement that was passed over can be used";
  }
  EXPECT_EQ(count("pair"), 50);
}

TEST_P(InserterTest, AClashInAnAttemptIsUndoneThere) {
  ASSERT_TRUE(succeeded(write([](Transaction& tx) -> Result<void> {
    TRY(insert_items(tx, 1, 1));
    for (const int size : {1, 50}) {
      const auto clash = tx.attempt([&] { return insert_items(tx, 1, size); });
      EXPECT_EQ(clash ? "" : clash.error().key, "storage.unique");
    }
    TRY(tx.attempt([&] { return insert_items(tx, 2, 1); }));
    return insert_items(tx, 3, 1);
  })));
  EXPECT_EQ(count("item"), 3);
}

TEST_P(InserterTest, WhatFailsBeforeAnAttemptIsNotTakenForIts) {
  const auto clash = write([](Transaction& tx) -> Result<void> {
    TRY(insert_items(tx, 1, 1));
    TRY(insert_items(tx, 1, 1));
    EXPECT_FALSE(tx.attempt([] { return Result<void>(); }));
    return {};
  });
  ASSERT_FALSE(clash);
  EXPECT_EQ(count("item"), 0);
}

TEST_P(InserterTest, RowsAreThereForTheNextStatement) {
  for (const int size : {1, 30}) {
    ASSERT_TRUE(succeeded(write([&](Transaction& tx) -> Result<void> {
      TRY(insert_items(tx, size * 100, size));
      EXPECT_EQ(*tx.integer({"SELECT count(*) FROM item WHERE id >= ?", {size * 100}}).value(),
                size);
      return {};
    })));
  }
}

TEST_P(InserterTest, TextThatIsNoneIsRefused) {
  for (const int size : {1, 30}) {
    const auto refused = write([&](Transaction& tx) -> Result<void> {
      Inserter inserter(tx, "item", "id, name", 2);
      for (std::int64_t id = 0; id < size; ++id) {
        inserter.row().emplace_back(id);
        inserter.row().emplace_back(std::string("\xff"));
        TRY(inserter.end_row());
      }
      return inserter.finish();
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "storage.text");
  }
  EXPECT_EQ(count("item"), 0);
}

TEST_P(InserterTest, MoreStatementsThanAreKept) {
  ASSERT_TRUE(succeeded(write([](Transaction& tx) -> Result<void> {
    std::string tables;
    for (int i = 0; i < 300; ++i) tables += "CREATE TABLE t" + std::to_string(i) + " (id bigint);";
    TRY(tx.script(tables));
    for (int i = 0; i < 300; ++i) {
      Inserter inserter(tx, "t" + std::to_string(i), "id", 1);
      inserter.row().emplace_back(std::int64_t{i});
      TRY(inserter.end_row());
      TRY(inserter.finish());
    }
    return {};
  })));
  EXPECT_EQ(count("t0") + count("t299"), 2);
}

}  // namespace
}  // namespace kontor::storage
