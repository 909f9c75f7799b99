// What every room may rely on, whichever engine is below.
#include "storage/database.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <gmock/gmock.h>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "storage/dialect.h"
#include "storage/testing.h"

namespace kontor::storage {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using testing::succeeded;

const char* const kRecurse =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000000) "
    "SELECT count(*) FROM n";

class DatabaseTest : public testing::EachEngine {
 protected:
  void SetUp() override {
    const ColumnType type = column_types(GetParam());
    const std::string table = "CREATE TABLE item (id " + std::string(type.integer) +
                              " PRIMARY KEY, name " + std::string(type.text) + " UNIQUE, bytes " +
                              std::string(type.blob) + ")";
    ASSERT_TRUE(succeeded(database().write([&](Transaction& t) { return t.script(table); })));
  }

  static Result<void> insert(Transaction& t, std::int64_t id, const std::string& name) {
    TRY(t.execute({"INSERT INTO item (id, name) VALUES (?, ?)", {id, name}}));
    return {};
  }

  Result<void> insert(std::int64_t id, const std::string& name) {
    return database().write([&](Transaction& t) { return insert(t, id, name); });
  }

  std::int64_t count() {
    const auto snapshot = database().read();
    if (!snapshot) throw std::runtime_error(snapshot.error().internal);
    return *(*snapshot)->integer({"SELECT count(*) FROM item", {}}).value();
  }

  static std::vector<std::string> names(Connection& connection, const Sql& sql) {
    std::vector<std::string> found;
    const auto read = connection.each(sql, [&](const Row& row) {
      found.emplace_back(row.text(0));
      return true;
    });
    EXPECT_TRUE(succeeded(read));
    return found;
  }

  std::vector<std::string> names(const Sql& sql = {"SELECT name FROM item ORDER BY id", {}}) {
    const auto snapshot = database().read();
    if (!snapshot) throw std::runtime_error(snapshot.error().internal);
    return names(**snapshot, sql);
  }
};
KONTOR_EACH_ENGINE(DatabaseTest);

TEST_P(DatabaseTest, KeepsEveryKindOfValue) {
  const std::string bytes("\0\xff'\\x\n", 6);
  const std::string text = "Größe \"x\" '?' {a,b} \\ \t";
  ASSERT_TRUE(succeeded(database().write([&](Transaction& t) -> Result<void> {
    TRY(t.execute({"INSERT INTO item (id, name, bytes) VALUES (?, ?, ?)",
                   {std::int64_t{INT64_MIN}, text, Blob{bytes}}}));
    TRY(t.execute({"INSERT INTO item (id, name, bytes) VALUES (?, ?, ?)",
                   {std::int64_t{INT64_MAX}, std::monostate{}, Blob{}}}));
    return {};
  })));
  const auto snapshot = database().read().value();
  int rows = 0;
  const auto look = [&](const Row& row) {
    EXPECT_EQ(row.size(), 3);
    if (rows++ == 0) {
      EXPECT_EQ(row.integer(0), INT64_MIN);
      EXPECT_EQ(row.text(1), text);
      EXPECT_EQ(row.text(2), bytes);
    } else {
      EXPECT_EQ(row.integer(0), INT64_MAX);
      EXPECT_EQ(row.text(0), std::to_string(INT64_MAX));
      EXPECT_TRUE(row.is_null(1));
      EXPECT_EQ(row.integer(1), 0);
      EXPECT_EQ(row.text(1), "");
      EXPECT_FALSE(row.is_null(2));
      EXPECT_EQ(row.text(2), "");
    }
    return true;
  };
  ASSERT_TRUE(
      succeeded(snapshot->each({"SELECT id, name, bytes FROM item ORDER BY id", {}}, look)));
  EXPECT_EQ(rows, 2);
}

TEST_P(DatabaseTest, OneStatementTakesNullsAndValues) {
  const auto put = [&](std::int64_t id, Value name, Value bytes) {
    return database().write([&](Transaction& t) -> Result<void> {
      TRY(t.execute({"INSERT INTO item (id, name, bytes) VALUES (?, ?, ?)", {id, name, bytes}}));
      return {};
    });
  };
  EXPECT_TRUE(succeeded(put(1, std::monostate{}, std::monostate{})));
  EXPECT_TRUE(succeeded(put(2, std::string("b"), Blob{"\x01"})));
  EXPECT_TRUE(succeeded(put(3, std::monostate{}, Blob{"\x02"})));
  EXPECT_EQ(count(), 3);
}

TEST_P(DatabaseTest, TextThatIsNoneIsRefused) {
  for (const std::string& text :
       {std::string("a\0b", 3), std::string("\xff"), std::string("\xc3")}) {
    const auto result = insert(1, text);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Code::invalid);
    EXPECT_EQ(result.error().key, "storage.text");
  }
}

TEST_P(DatabaseTest, FirstValueOrNothing) {
  ASSERT_TRUE(succeeded(insert(7, "seven")));
  const auto snapshot = database().read().value();
  EXPECT_EQ(snapshot->integer({"SELECT id FROM item", {}}).value(), 7);
  EXPECT_EQ(snapshot->text({"SELECT name FROM item", {}}).value(), "seven");
  EXPECT_EQ(snapshot->text({"SELECT bytes FROM item", {}}).value(), std::nullopt);
  EXPECT_EQ(snapshot->integer({"SELECT id FROM item WHERE id = ?", {std::int64_t{8}}}).value(),
            std::nullopt);
}

TEST_P(DatabaseTest, TellsHowManyRowsChanged) {
  ASSERT_TRUE(succeeded(database().write([&](Transaction& t) -> Result<void> {
    for (std::int64_t id = 1; id <= 3; ++id) TRY(insert(t, id, std::to_string(id)));
    EXPECT_EQ(TRY(t.execute({"UPDATE item SET bytes = NULL WHERE id > ?", {std::int64_t{1}}})), 2);
    EXPECT_EQ(TRY(t.execute({"DELETE FROM item WHERE id > ?", {std::int64_t{9}}})), 0);
    return {};
  })));
}

TEST_P(DatabaseTest, ReturnsRowsOfAWrite) {
  ASSERT_TRUE(succeeded(database().write([&](Transaction& t) -> Result<void> {
    const Sql sql{"INSERT INTO item (id, name) VALUES (?, ?) RETURNING id",
                  {std::int64_t{5}, std::string("five")}};
    EXPECT_EQ(TRY(t.integer(sql)), 5);
    return {};
  })));
  EXPECT_EQ(count(), 1);
}

TEST_P(DatabaseTest, FailedJobLeavesNothing) {
  const auto result = database().write([&](Transaction& t) -> Result<void> {
    TRY(insert(t, 1, "one"));
    return fail(Code::invalid, "no");
  });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().key, "no");
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, ThrowingJobLeavesNothingAndThrowsAtTheCaller) {
  const auto throwing = [&] {
    return database().write([&](Transaction& t) -> Result<void> {
      TRY(insert(t, 1, "one"));
      throw std::logic_error("a bug");
    });
  };
  EXPECT_THROW((void)throwing(), std::logic_error);
  EXPECT_EQ(count(), 0);
  EXPECT_TRUE(succeeded(insert(1, "one")));
}

TEST_P(DatabaseTest, BrokenUniquenessIsAConflict) {
  ASSERT_TRUE(succeeded(insert(1, "one")));
  for (const auto& result : {insert(1, "other"), insert(2, "one")}) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Code::conflict);
    EXPECT_EQ(result.error().key, "storage.unique");
  }
  EXPECT_THAT(names(), ElementsAre("one"));
}

TEST_P(DatabaseTest, AStatementThatFailedIsUsedAgain) {
  const auto try_insert = [&](std::int64_t id) {
    return database().write([&](Transaction& t) { return insert(t, id, std::to_string(id)); });
  };
  const auto other = [&](int i) {
    return database().write([&](Transaction& t) -> Result<void> {
      TRY(t.integer({"SELECT count(*) + " + std::to_string(i) + " FROM item", {}}));
      return {};
    });
  };
  ASSERT_TRUE(succeeded(try_insert(1)));
  for (int i = 2; i < 5; ++i) {
    EXPECT_EQ(try_insert(1).error().code, Code::conflict);
    EXPECT_TRUE(succeeded(other(i)));  // a new statement
    EXPECT_TRUE(succeeded(try_insert(i)));
  }
}

TEST_P(DatabaseTest, FailedAttemptIsUndoneAndTheRestStays) {
  std::vector<int> effects;
  ASSERT_TRUE(succeeded(database().write([&](Transaction& t) -> Result<void> {
    TRY(insert(t, 1, "one"));
    t.after_commit([&] { effects.push_back(1); });
    const auto clash = t.attempt([&]() -> Result<void> {
      TRY(insert(t, 2, "two"));
      t.after_commit([&] { effects.push_back(2); });
      return insert(t, 3, "one");
    });
    EXPECT_FALSE(clash);
    EXPECT_EQ(clash.error().key, "storage.unique");
    const auto fine = t.attempt([&]() -> Result<void> {
      const auto inner = t.attempt([&] { return fail(Code::invalid, "inner"); });
      EXPECT_FALSE(inner);
      return insert(t, 4, "four");
    });
    EXPECT_TRUE(succeeded(fine));
    t.after_commit([&] { effects.push_back(3); });
    return {};
  })));
  EXPECT_THAT(names(), ElementsAre("one", "four"));
  EXPECT_THAT(effects, ElementsAre(1, 3));
}

TEST_P(DatabaseTest, AttemptMayFailOnWrongSql) {
  ASSERT_TRUE(succeeded(database().write([&](Transaction& t) -> Result<void> {
    for (std::int64_t id = 1; id <= 3; ++id) {
      EXPECT_FALSE(t.attempt([&]() -> Result<void> {
        TRY(t.execute({"INSERT INTO nowhere (id) VALUES (?)", {id}}));
        return {};
      }));
      TRY(insert(t, id, std::to_string(id)));
    }
    return {};
  })));
  EXPECT_EQ(count(), 3);
}

// PostgreSQL cannot go on after a failed statement; so that nobody relies on it, SQLite must not.
TEST_P(DatabaseTest, IgnoringAFailedStatementFailsTheJob) {
  ASSERT_TRUE(succeeded(insert(1, "one")));
  const auto result = database().write([&](Transaction& t) -> Result<void> {
    EXPECT_FALSE(insert(t, 2, "one"));
    EXPECT_FALSE(insert(t, 3, "three"));
    return {};
  });
  EXPECT_FALSE(result);
  EXPECT_THAT(names(), ElementsAre("one"));
}

TEST_P(DatabaseTest, EffectsRunAfterTheCommitInOrder) {
  std::vector<std::int64_t> seen;
  ASSERT_TRUE(succeeded(database().write([&](Transaction& t) -> Result<void> {
    t.after_commit([&] { seen.push_back(count()); });
    t.after_commit([&] { seen.push_back(-1); });
    return insert(t, 1, "one");
  })));
  EXPECT_THAT(seen, ElementsAre(1, -1));
  const auto failed = database().write([&](Transaction& t) -> Result<void> {
    t.after_commit([&] { seen.push_back(99); });
    return fail(Code::invalid, "no");
  });
  EXPECT_FALSE(failed);
  EXPECT_THAT(seen, ElementsAre(1, -1));
}

TEST_P(DatabaseTest, EffectMayWriteAgain) {
  ASSERT_TRUE(succeeded(database().write([&](Transaction& t) -> Result<void> {
    t.after_commit([&] { EXPECT_TRUE(succeeded(insert(2, "two"))); });
    return insert(t, 1, "one");
  })));
  EXPECT_THAT(names(), ElementsAre("one", "two"));
}

TEST_P(DatabaseTest, SetsAreBoundAsOneParameter) {
  ASSERT_TRUE(succeeded(database().write([&](Transaction& t) -> Result<void> {
    for (std::int64_t id = 1; id <= 9; ++id) TRY(insert(t, id, "n\"{" + std::to_string(id)));
    return {};
  })));
  const auto ids = [&](std::vector<std::int64_t> members) {
    return std::make_shared<const std::vector<std::int64_t>>(std::move(members));
  };
  const auto by_id = [&](const IntSet& set) {
    return names(
        {"SELECT name FROM item WHERE " + in_ints(GetParam(), "id") + " ORDER BY id", {set}});
  };
  EXPECT_THAT(by_id(ids({2, 5, 77})), ElementsAre("n\"{2", "n\"{5"));
  EXPECT_THAT(by_id(ids({})), ElementsAre());
  EXPECT_THAT(by_id(nullptr), ElementsAre());
  std::vector<std::int64_t> many(100000);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<std::int64_t>(i) + 9;
  EXPECT_THAT(by_id(ids(many)), ElementsAre("n\"{9"));

  const auto by_name = [&](std::vector<std::string> members) {
    const auto set = std::make_shared<const std::vector<std::string>>(std::move(members));
    return names(
        {"SELECT name FROM item WHERE " + in_texts(GetParam(), "name") + " ORDER BY id", {set}});
  };
  EXPECT_THAT(by_name({"n\"{3", "n\"{1", "", "\\", "NULL", "a,b"}), ElementsAre("n\"{1", "n\"{3"));
  EXPECT_THAT(by_name({}), ElementsAre());
}

// Dense sets, sparse ones, and what no set has.
TEST_P(DatabaseTest, RowsAreTestedAgainstSets) {
  ASSERT_TRUE(succeeded(database().write([](Transaction& t) -> Result<void> {
    for (const std::int64_t id : {-7, 0, 1, 7, 8, 9, 64, 100'000'000}) {
      TRY(t.execute({"INSERT INTO item (id) VALUES (?)", {id}}));
    }
    return {};
  })));
  using Members = std::vector<std::int64_t>;
  const auto snapshot = database().read().value();
  const auto asked = [&](const Members& members, const std::string& value, bool wanted) {
    const auto set = std::make_shared<const Members>(members);
    Sql sql{wanted ? "SELECT id FROM item WHERE " : "SELECT id FROM item WHERE NOT (", {}};
    sql << among(GetParam(), value, set) << (wanted ? " ORDER BY id" : ") ORDER BY id");
    Members found;
    EXPECT_TRUE(succeeded(snapshot->each(sql, [&](const Row& row) {
      found.push_back(row.integer(0));
      return true;
    })));
    return found;
  };
  EXPECT_THAT(asked({0, 7, 9, 10}, "id", true), ElementsAre(0, 7, 9));
  EXPECT_THAT(asked({0, 7, 9, 10}, "id", false), ElementsAre(-7, 1, 8, 64, 100'000'000));
  EXPECT_THAT(asked({-7, 64}, "id", true), ElementsAre(-7, 64));
  EXPECT_THAT(asked({8, 100'000'000}, "id", true), ElementsAre(8, 100'000'000));
  EXPECT_THAT(asked({}, "id", true), ElementsAre());
  EXPECT_THAT(asked({0, 1}, "CAST(NULL AS bigint)", true), ElementsAre());
}

TEST_P(DatabaseTest, TextSortsAndComparesByItsBytes) {
  for (const auto& [id, name] : std::vector<std::pair<std::int64_t, std::string>>{
           {1, "b"}, {2, "B"}, {3, "ä"}, {4, "a b"}, {5, "ab"}, {6, "a"}}) {
    ASSERT_TRUE(succeeded(insert(id, name)));
  }
  EXPECT_THAT(names({"SELECT name FROM item ORDER BY name", {}}),
              ElementsAre("B", "a", "a b", "ab", "b", "ä"));
  EXPECT_THAT(names({"SELECT name FROM item WHERE name LIKE 'A%'", {}}), ElementsAre());
}

TEST_P(DatabaseTest, SnapshotSeesOneState) {
  ASSERT_TRUE(succeeded(insert(1, "one")));
  const auto snapshot = database().read().value();
  EXPECT_THAT(names(*snapshot, {"SELECT name FROM item", {}}), ElementsAre("one"));
  ASSERT_TRUE(succeeded(insert(2, "two")));
  EXPECT_THAT(names(*snapshot, {"SELECT name FROM item", {}}), ElementsAre("one"));
  EXPECT_EQ(count(), 2);
}

TEST_P(DatabaseTest, SnapshotCannotWrite) {
  const auto snapshot = database().read().value();
  const auto result =
      snapshot->each({"INSERT INTO item (id) VALUES (1)", {}}, [](const Row&) { return true; });
  EXPECT_FALSE(result);
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, VisitorMayRunTheSameStatement) {
  for (std::int64_t id = 1; id <= 3; ++id) ASSERT_TRUE(succeeded(insert(id, std::to_string(id))));
  const auto snapshot = database().read().value();
  const Sql all{"SELECT id FROM item ORDER BY id", {}};
  std::int64_t sum = 0;
  ASSERT_TRUE(succeeded(snapshot->each(all, [&](const Row& outer) {
    EXPECT_TRUE(succeeded(snapshot->each(all, [&](const Row& inner) {
      sum += outer.integer(0) * inner.integer(0);
      return true;
    })));
    return true;
  })));
  EXPECT_EQ(sum, 36);
}

TEST_P(DatabaseTest, VisitorMayStop) {
  for (std::int64_t id = 1; id <= 3; ++id) ASSERT_TRUE(succeeded(insert(id, std::to_string(id))));
  int rows = 0;
  const auto snapshot = database().read().value();
  ASSERT_TRUE(succeeded(snapshot->each({"SELECT id FROM item", {}}, [&](const Row&) {
    ++rows;
    return false;
  })));
  EXPECT_EQ(rows, 1);
}

TEST_P(DatabaseTest, QueryPastItsDeadlineIsCancelled) {
  const auto begin = std::chrono::steady_clock::now();
  {
    const auto snapshot = database().read(Deadline::in(milliseconds(50))).value();
    const auto result = snapshot->integer({kRecurse, {}});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Code::cancelled);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
  EXPECT_EQ(count(), 0);  // the connection is as good as new
}

TEST_P(DatabaseTest, TooManyReadersAreTurnedAway) {
  std::vector<std::unique_ptr<Snapshot>> held;
  for (int i = 0; i < fresh().options().readers; ++i) held.push_back(database().read().value());
  const auto refused = database().read(Deadline::in(milliseconds(20)));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::unavailable);
  held.pop_back();
  EXPECT_TRUE(succeeded(database().read(Deadline::in(milliseconds(2000)))));
}

TEST_P(DatabaseTest, CountsSteps) {
  ASSERT_TRUE(succeeded(database().write([&](Transaction& t) -> Result<void> {
    for (std::int64_t id = 1; id <= 200; ++id) TRY(insert(t, id, std::to_string(id)));
    return {};
  })));
  const auto steps_of = [&](const char* sql) {
    const auto snapshot = database().read().value();
    EXPECT_TRUE(succeeded(snapshot->each({sql, {}}, [](const Row&) { return true; })));
    return snapshot->steps();
  };
  const auto one = steps_of("SELECT id FROM item WHERE id = 1");
  const auto all = steps_of("SELECT id FROM item");
  EXPECT_GT(one, 0);
  EXPECT_GE(all, 200);
  EXPECT_LT(one * 5, all);
  EXPECT_EQ(steps_of("SELECT id FROM item"), all);
}

TEST_P(DatabaseTest, ManyStatementsDoNotPileUp) {
  const auto snapshot = database().read().value();
  for (std::int64_t i = 0; i < 1000; ++i) {
    const Sql sql{"SELECT " + std::to_string(i) + " + count(*) FROM item", {}};
    ASSERT_EQ(snapshot->integer(sql).value(), i);
  }
}

TEST_P(DatabaseTest, WrongSqlIsOurBug) {
  const auto snapshot = database().read().value();
  const auto result = snapshot->integer({"SELECT nothing FROM nowhere", {}});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::internal);
  EXPECT_THAT(result.error().internal, ::testing::HasSubstr("nowhere"));
}

TEST_P(DatabaseTest, ReaderSeesChangedTables) {
  EXPECT_THAT(names(), ElementsAre());  // the reader has the statement now
  ASSERT_TRUE(succeeded(database().write([&](Transaction& t) -> Result<void> {
    TRY(t.script("ALTER TABLE item ADD COLUMN more integer; DROP TABLE item"));
    return t.script(
        "CREATE TABLE item (id integer, name integer); "
        "INSERT INTO item VALUES (1, 42)");
  })));
  for (int i = 0; i < fresh().options().readers; ++i) EXPECT_THAT(names(), ElementsAre("42"));
}

TEST_P(DatabaseTest, SixteenWritersLoseNothing) {
  constexpr int kThreads = 16, kEach = 25;
  std::atomic<int> failures = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0; i < kEach; ++i) {
          const std::int64_t id = thread * 1000 + i;
          if (!insert(id, std::to_string(id))) ++failures;
          // Every third job fails and must not take its neighbours along.
          if (i % 3 == 0 && insert(id, "again" + std::to_string(id))) ++failures;
        }
      });
    }
  }
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(count(), kThreads * kEach);
}

TEST_P(DatabaseTest, CounterIsExactUnderConcurrency) {
  ASSERT_TRUE(succeeded(insert(0, "counter")));
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 8; ++thread) {
      threads.emplace_back([&] {
        for (int i = 0; i < 20; ++i) {
          EXPECT_TRUE(succeeded(database().write([](Transaction& t) -> Result<void> {
            TRY(t.execute({"UPDATE item SET id = id + 1 WHERE name = 'counter'", {}}));
            return {};
          })));
        }
      });
    }
  }
  EXPECT_THAT(names({"SELECT id FROM item", {}}), ElementsAre("160"));
}

TEST_P(DatabaseTest, BulkWorkYieldsToOthers) {
  std::promise<void> running, finish;
  auto bulk = std::async(std::launch::async, [&] {
    return database().write_bulk([&](Transaction& t) -> Result<void> {
      running.set_value();
      finish.get_future().wait();
      return insert(t, 1, "bulk");
    });
  });
  running.get_future().wait();
  auto bulk_next = std::async(std::launch::async, [&] {
    return database().write_bulk([&](Transaction& t) {
      EXPECT_FALSE(database().writers_waiting());
      return insert(t, 3, "bulk next");
    });
  });
  auto ordinary = std::async(std::launch::async, [&] { return insert(2, "ordinary"); });
  if (GetParam() == Engine::sqlite) {
    while (!database().writers_waiting()) std::this_thread::yield();
  } else {
    EXPECT_TRUE(succeeded(ordinary.get()));  // does not wait for bulk work at all
  }
  finish.set_value();
  EXPECT_TRUE(succeeded(bulk.get()));
  if (ordinary.valid()) {
    EXPECT_TRUE(succeeded(ordinary.get()));
  }
  EXPECT_TRUE(succeeded(bulk_next.get()));
  EXPECT_EQ(count(), 3);
}

TEST_P(DatabaseTest, StaysAfterClosing) {
  ASSERT_TRUE(succeeded(insert(1, "one")));
  fresh().close();
  fresh().open();
  EXPECT_THAT(names(), ElementsAre("one"));
}

}  // namespace
}  // namespace kontor::storage
