// The work that the reads people wait for may cost, as counts (counting.h): a regression fails here
// long before anybody can measure it as time. Bars are about twice what was counted when they were
// set.
#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <unistd.h>

#include "app/demo/load.h"
#include "app/workspace.h"
#include "counting.h"
#include "load.h"
#include "query/board.h"
#include "query/group.h"
#include "query/list.h"
#include "query/record.h"
#include "query/search.h"
#include "query/timeline.h"
#include "records/kits.h"
#include "storage/testing.h"

namespace kontor::bench {
namespace {

using storage::Engine;
using storage::testing::succeeded;

constexpr std::int64_t kPeople = 6'000;
constexpr std::int64_t kMegabyte = 1024 * 1024;

using Read = std::function<Result<void>(const query::Reader&, JsonWriter&)>;

// A workspace with demo data.
class DemoWorkspace {
 public:
  explicit DemoWorkspace(Engine engine) : fresh_(engine) {
    fresh_.close();
    const bool sqlite = engine == Engine::sqlite;
    auto opened = app::Workspace::open({.data = sqlite ? fresh_.folder() : folder(),
                                        .database = sqlite ? "" : fresh_.options().url});
    EXPECT_TRUE(succeeded(opened));
    workspace_ = *std::move(opened);
    auto user = workspace_->accounts().users.add({.name = "B", .email = "b@kontor.example"}, {});
    EXPECT_TRUE(succeeded(user));
    owner.user = *user;
    EXPECT_TRUE(succeeded(records::install_kits(workspace_->writer(), owner,
                                                {"people", "companies", "tasks", "sales"}, false)));
    const app::demo::Generator generator(1, kPeople, 20'600);
    EXPECT_TRUE(succeeded(app::demo::load(workspace_->writer(), owner, generator, {})));
    EXPECT_TRUE(succeeded(workspace_->database().write(
        [](storage::Transaction& tx) -> Result<void> { return tx.script(settled(tx)); })));
  }
  ~DemoWorkspace() {
    workspace_.reset();
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  app::Workspace& operator*() { return *workspace_; }
  auth::Actor owner;

 private:
  // What autovacuum does sooner or later. While words wait to be put into an index, PostgreSQL
  // rather reads the whole table.
  static std::string settled(storage::Transaction& tx) {
    if (tx.engine() == Engine::sqlite) return "ANALYZE";
    return "DO $$ BEGIN PERFORM gin_clean_pending_list(c.oid) FROM pg_class c "
           "JOIN pg_am a ON a.oid = c.relam WHERE a.amname = 'gin' AND c.relkind = 'i'; END $$;"
           "ANALYZE";
  }

  std::string folder() {
    char pattern[] = "/tmp/kontor-budgets-XXXXXX";
    return folder_ = mkdtemp(pattern);
  }

  storage::testing::FreshDatabase fresh_;
  std::string folder_;
  std::unique_ptr<app::Workspace> workspace_;
};

// One workspace for each engine, made by the first test.
class Budgets : public ::testing::TestWithParam<Engine> {
 protected:
  static void TearDownTestSuite() { workspaces_.clear(); }

  static DemoWorkspace& demo() {
    auto& demo = workspaces_[GetParam()];
    if (!demo) demo = std::make_unique<DemoWorkspace>(GetParam());
    return *demo;
  }

  // Of one request that was asked before: its statements are prepared, its way is known.
  static Work work_of(const Read& read, std::size_t least_bytes) {
    Work work;
    for (int i = 0; i < 2; ++i) {
      auto view = (*demo()).access().view(demo().owner);
      EXPECT_TRUE(succeeded(view));
      Counting counting((*view)->connection());
      const query::Reader reader = (*view)->reader();
      std::string out;
      JsonWriter json(out);
      const std::uint64_t before = reads_of((*view)->connection());
      const auto done =
          read({counting, reader.catalogue, reader.rights, reader.cursors, reader.plans}, json);
      EXPECT_TRUE(succeeded(done));
      EXPECT_GT(out.size(), least_bytes) << out;
      if (done) work = {reads_of((*view)->connection()) - before, counting.statements};
    }
    return work;
  }

  static void expect_within(const Work& work, const Bar& bar, const std::string& name) {
    bench::expect_within(GetParam(), work, bar, name);
  }

  static void expect_list(const std::string& name, const query::ListRequest& request,
                          const Bar& bar) {
    const auto read = [&](const query::Reader& reader, JsonWriter& json) {
      return query::write_list(reader, request, json);
    };
    expect_within(work_of(read, 2'000), bar, name);
  }

  static query::ListRequest people_of(const std::string& filter,
                                      std::vector<std::string> sort = {"last_name"}) {
    return {
        .object = "person",
        .filter = filter,
        .sort = std::move(sort),
        .fields = {"name", "company", "category", "address.postal_code", "address.place", "role"}};
  }

  // The person with the most interactions.
  static RecordId busiest() {
    auto snapshot = (*demo()).database().read();
    const auto id =
        (*snapshot)->integer({"SELECT b_id FROM l_interaction__people GROUP BY b_id "
                              "ORDER BY count(*) DESC LIMIT 1",
                              {}});
    return {id->value_or(0)};
  }

  static inline std::map<Engine, std::unique_ptr<DemoWorkspace>> workspaces_;
};

KONTOR_EACH_ENGINE(Budgets);

TEST_P(Budgets, AListByCategoryAndPostalCode) {
  for (const char* prefix : {"10", "50", "99"}) {
    expect_list(std::string("category and ") + prefix,
                people_of("category = \"b\" and address.postal_code begins with \"" +
                          std::string(prefix) + "\""),
                {15'000, 12'000, 4});
  }
}

TEST_P(Budgets, ListsInOtherOrders) {
  expect_list("all", people_of(""), {6'000, 500, 4});
  expect_list("category", people_of("category = \"b\""), {6'000, 500, 4});
  expect_list("postal code", people_of("address.postal_code begins with \"10\""),
              {12'000, 1'500, 4});
  expect_list("postal code, newest",
              people_of("address.postal_code begins with \"10\"", {"-changed_at"}),
              {12'000, 1'500, 4});
  expect_list("owner", people_of("owner = me"), {9'000, 500, 4});
}

TEST_P(Budgets, ABoard) {
  const query::BoardRequest request{.object = "deal",
                                    .field = "stage",
                                    .pipeline = "new_business",
                                    .fields = {"name", "value", "person", "expected_close"},
                                    .sort = {"-changed_at"},
                                    .sums = {"value"}};
  const auto read = [&](const query::Reader& reader, JsonWriter& json) {
    return query::write_board(reader, request, json);
  };
  expect_within(work_of(read, 20'000), {15'000, 6'000, 18}, "board");
}

TEST_P(Budgets, ARecordPage) {
  const RecordId person = busiest();
  const auto record = [&](const query::Reader& reader, JsonWriter& json) {
    return query::write_record(reader, {.object = "person", .id = person}, json);
  };
  expect_within(work_of(record, 500), {6'000, 6'000, 30}, "record");
  const auto timeline = [&](const query::Reader& reader, JsonWriter& json) {
    return query::write_timeline(
        reader, {.object = "person", .id = person, .kinds = {"interaction"}, .limit = 20}, json);
  };
  expect_within(work_of(timeline, 2'000), {9'000, 8'000, 15}, "timeline");
}

TEST_P(Budgets, ASearchByPartOfAName) {
  for (const char* text : {"sch", "müll", "anna sch"}) {
    const auto read = [&](const query::Reader& reader, JsonWriter& json) {
      return query::write_search(reader, {.text = text}, json);
    };
    expect_within(work_of(read, 500), {30'000, 45'000, 40}, std::string("search ") + text);
  }
}

TEST_P(Budgets, Groups) {
  const auto read = [&](const query::Reader& reader, JsonWriter& json) {
    return query::write_groups(reader, {.object = "person", .group = "owner"}, json);
  };
  expect_within(work_of(read, 50), {120'000, 20'000, 8}, "group by owner");
}

TEST_P(Budgets, ReadingTakesLittleMemory) {
  demo();
  const auto before = process_anonymous_bytes(getpid());
  for (int i = 10; i < 99; ++i) {
    auto view = (*demo()).access().view(demo().owner);
    std::string out;
    JsonWriter json(out);
    const auto request = people_of("category = \"b\" and address.postal_code begins with \"" +
                                   std::to_string(i) + "\"");
    ASSERT_TRUE(succeeded(query::write_list((*view)->reader(), request, json)));
  }
  EXPECT_LE(process_anonymous_bytes(getpid()) - before, 16 * kMegabyte);
  EXPECT_LE(process_anonymous_bytes(getpid()), 150 * kMegabyte);
}

}  // namespace
}  // namespace kontor::bench
