// The work that saving and importing may cost, as counts: statements sent, SQLite's virtual-machine
// steps. Bars are about a quarter above what was counted when they were set: the counts are exact.
#include <cstdio>
#include <gtest/gtest.h>

#include "app/demo/generator.h"
#include "counting_database.h"
#include "records/testing.h"
#include "storage/testing.h"

namespace kontor::bench {
namespace {

using records::Batch;
using records::Change;
using storage::Engine;

struct Bar {
  std::uint64_t steps_per_record, statements;
};

class WriteBudgets : public ::testing::TestWithParam<Engine> {
 protected:
  WriteBudgets() : space_(GetParam()), counting_(space_.database()), writer_(workshop()) {
    anna_ = space_.user("Anna");
    write(1'000);  // statements are prepared, tables are no longer empty
  }

  records::Workshop workshop() {
    const records::Workshop& made = space_.writer().workshop();
    return {counting_,  made.catalogues, made.rights,       made.ids,
            made.clock, made.hub,        made.organisations};
  }

  void write(std::int64_t people) {
    Batch batch;
    batch.reason = people > 1 ? records::Reason::import : records::Reason::edit;
    for (std::int64_t i = 0; i < people; ++i) batch.changes.push_back(person(next_++));
    const auto result = writer_.write(anna_, batch);
    ASSERT_TRUE(storage::testing::succeeded(result));
    ASSERT_TRUE(result->written);
  }

  void expect_within(const char* name, std::int64_t people, const Bar& bar) {
    counting_.written = {};
    write(people);
    const Written& written = counting_.written;
    const auto steps = written.steps / static_cast<std::uint64_t>(people);
    EXPECT_LE(written.statements, bar.statements) << name;
    if (GetParam() == Engine::sqlite) EXPECT_LE(steps, bar.steps_per_record) << name;
    std::printf("%-34s %8llu steps each %3llu statements\n", name,
                static_cast<unsigned long long>(steps),
                static_cast<unsigned long long>(written.statements));
  }

 private:
  Change person(std::int64_t index) {
    const auto made = generator_.person(index);
    Change change{.op = records::Op::create, .object = "person"};
    change.fields = records::testing::inputs(
        R"({"first_name":")" + made.first_name + R"(","last_name":")" + made.last_name +
        R"(","emails":[")" + made.email + R"("],"phones":[")" + made.mobile +
        R"("],"address":{"postal_code":")" + made.postal_code + R"(","place":")" + made.place +
        R"(","country":"DE"}})");
    return change;
  }

  app::demo::Generator generator_{1, 100'000, 20'600};
  records::testing::Workspace space_;
  CountingDatabase counting_;
  records::Writer writer_;
  auth::Actor anna_;
  std::int64_t next_ = 0;
};
KONTOR_EACH_ENGINE(WriteBudgets);

TEST_P(WriteBudgets, ASave) {
  expect_within("one person", 1, {950, 30});
}

TEST_P(WriteBudgets, AnImport) {
  expect_within("a thousand people", 1'000, {450, 36});
}

}  // namespace
}  // namespace kontor::bench
