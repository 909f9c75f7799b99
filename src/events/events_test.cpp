#include <gmock/gmock.h>
#include <latch>
#include <numeric>

#include "events/hub.h"
#include "events/jobs.h"
#include "events/outbox.h"
#include "storage/testing.h"

namespace kontor::events {
namespace {

using storage::testing::succeeded;

class Events : public storage::testing::EachEngine {
 protected:
  void SetUp() override { ASSERT_TRUE(succeeded(storage::migrate(database(), migrations()))); }

  void say(std::int64_t record) {
    Event event;
    event.record = RecordId{record};
    event.action = "update";
    ASSERT_TRUE(succeeded(database().write([&](storage::Transaction& tx) -> Result<void> {
      return append(tx, ids, std::span(&event, 1));
    })));
  }

  Batch read(Position from = {}) {
    auto until = settled(database());
    EXPECT_TRUE(succeeded(until));
    auto snapshot = database().read();
    auto batch = read_after(**snapshot, *until, from, kKeptEvents);
    EXPECT_TRUE(succeeded(batch));
    return *batch;
  }

  std::vector<std::int64_t> records_of(std::span<const Event> events) {
    std::vector<std::int64_t> records;
    for (const auto& event : events) records.push_back(event.record.value);
    return records;
  }

  IdSource ids;
  FixedClock clock{Instant{1'000'000'000}};
};

KONTOR_EACH_ENGINE(Events);

// Collects what a listener hears and lets a test wait for it.
class Ear {
 public:
  Listener listener() {
    return [this](std::span<const Event> events) {
      std::lock_guard lock(mutex_);
      for (const auto& event : events) heard_.push_back(event);
      arrived_.notify_all();
    };
  }
  std::vector<Event> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, std::chrono::seconds(20), [&] { return heard_.size() >= count; });
    return heard_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Event> heard_;
};

TEST_P(Events, ReachListenersInTheirOrder) {
  say(1);
  Hub hub(database());
  ASSERT_TRUE(succeeded(hub.start()));
  Ear ear;
  auto resumed = hub.subscribe(ear.listener());
  ASSERT_TRUE(succeeded(resumed));
  EXPECT_FALSE(resumed->missed);
  for (int i = 2; i <= 30; ++i) say(i);
  hub.wake();
  auto heard = ear.wait_for(29);
  std::vector<std::int64_t> expected;
  for (int i = 2; i <= 30; ++i) expected.push_back(i);
  EXPECT_EQ(records_of(heard), expected) << "and nothing from before the start";
}

TEST_P(Events, AreNoticedWithoutBeingWoken) {
  Hub hub(database(), std::chrono::milliseconds(5));
  ASSERT_TRUE(succeeded(hub.start()));
  Ear ear;
  auto resumed = hub.subscribe(ear.listener());
  ASSERT_TRUE(succeeded(resumed));
  say(7);  // by another node
  EXPECT_EQ(records_of(ear.wait_for(1)), std::vector<std::int64_t>{7});
}

TEST_P(Events, AreTakenUpAfterTheLastOneSeen) {
  for (int i = 1; i <= 4; ++i) say(i);
  Hub hub(database());
  ASSERT_TRUE(succeeded(hub.start()));
  std::vector<Event> all = read().events;
  Ear ear;
  auto resumed = hub.subscribe(ear.listener(), all.at(1).id);
  ASSERT_TRUE(succeeded(resumed));
  ASSERT_TRUE(resumed->missed);
  EXPECT_EQ(records_of(*resumed->missed), (std::vector<std::int64_t>{3, 4}));
  say(5);
  hub.wake();
  EXPECT_EQ(records_of(ear.wait_for(1)), std::vector<std::int64_t>{5});
  auto unknown = hub.subscribe(ear.listener(), RecordId{4711});
  ASSERT_TRUE(succeeded(unknown));
  EXPECT_FALSE(unknown->missed) << "too long ago: everything is read again";
}

TEST_P(Events, SubscriptionsEnd) {
  Hub hub(database());
  ASSERT_TRUE(succeeded(hub.start()));
  Ear stays, goes;
  auto kept = hub.subscribe(stays.listener());
  { auto dropped = hub.subscribe(goes.listener()); }
  say(1);
  hub.wake();
  EXPECT_EQ(stays.wait_for(1).size(), 1u);
  EXPECT_EQ(goes.wait_for(0).size(), 0u);
}

// On PostgreSQL a transaction that began earlier may commit later: its events come later, too.
TEST_P(Events, AreNotMissedWhenCommitsOvertake) {
  if (GetParam() == storage::Engine::sqlite) {
    say(1);
    EXPECT_EQ(read().events.size(), 1u) << "one writer: nothing overtakes";
    return;
  }
  std::latch written(1), go_on(1);
  std::thread slow([&] {
    EXPECT_TRUE(succeeded(database().write([&](storage::Transaction& tx) -> Result<void> {
      Event event;
      event.record = RecordId{1};
      TRY(append(tx, ids, std::span(&event, 1)));
      written.count_down();
      go_on.wait();
      return {};
    })));
  });
  written.wait();
  say(2);
  Batch before = read();
  EXPECT_TRUE(before.events.empty()) << "2 waits until 1 is decided";
  go_on.count_down();
  slow.join();
  EXPECT_THAT(records_of(read(before.last).events), ::testing::UnorderedElementsAre(1, 2));
}

// A database of the same cluster may be busy for hours: that is no reason to keep quiet in this
// one.
TEST_P(Events, DoNotWaitForOtherDatabases) {
  storage::testing::FreshDatabase other(GetParam());
  std::latch begun(1), go_on(1);
  std::thread slow([&] {
    EXPECT_TRUE(succeeded(other->write([&](storage::Transaction& tx) -> Result<void> {
      TRY(tx.script("CREATE TABLE elsewhere (id bigint)"));
      begun.count_down();
      go_on.wait();
      return {};
    })));
  });
  begun.wait();
  say(1);
  EXPECT_EQ(records_of(read().events), std::vector<std::int64_t>{1});
  go_on.count_down();
  slow.join();
}

// Writers commit in any order while a reader follows them: it hears each event exactly once.
TEST_P(Events, AreHeardOnceWhileManyWrite) {
  constexpr int kWriters = 4, kEach = 60;
  std::atomic<int> next = 0, finished = 0;
  std::vector<std::jthread> writers;
  for (int w = 0; w < kWriters; ++w) {
    writers.emplace_back([&] {
      for (int i = 0; i < kEach; ++i) say(++next);
      ++finished;
    });
  }
  std::vector<std::int64_t> heard;
  Position at;
  for (bool last = false; !last;) {
    last = finished == kWriters;  // then this look is the one that must complete it
    Batch batch = read(at);
    for (std::int64_t record : records_of(batch.events)) heard.push_back(record);
    at = batch.last;
  }
  std::vector<std::int64_t> expected(kWriters * kEach);
  std::iota(expected.begin(), expected.end(), 1);
  EXPECT_THAT(heard, ::testing::UnorderedElementsAreArray(expected));
}

TEST_P(Events, OfAnotherServerAreForgotten) {
  if (GetParam() == storage::Engine::sqlite) return;  // has no numbers of transactions
  say(1);
  ASSERT_TRUE(succeeded(database().write([](storage::Transaction& tx) -> Result<void> {
    TRY(tx.execute({"UPDATE kontor_event SET xact = xact + 1000000", {}}));
    return {};
  })));
  Hub hub(database());
  ASSERT_TRUE(succeeded(hub.start()));
  say(2);
  EXPECT_EQ(records_of(read().events), std::vector<std::int64_t>{2});
}

TEST_P(Events, OldOnesAreTrimmed) {
  ASSERT_TRUE(succeeded(database().write([&](storage::Transaction& tx) -> Result<void> {
    std::vector<Event> many(kKeptEvents + 25);
    return append(tx, ids, many);
  })));
  std::int64_t removed = 0;
  ASSERT_TRUE(succeeded(database().write([&](storage::Transaction& tx) -> Result<void> {
    removed = TRY(trim(tx));
    return {};
  })));
  EXPECT_EQ(removed, 25);
}

class JobTest : public Events {
 protected:
  Job job_of(RecordId id) {
    auto snapshot = database().read();
    return *jobs->store().find(**snapshot, id).value();
  }
  // A counter that slices raise in their own transaction.
  void SetUp() override {
    Events::SetUp();
    ASSERT_TRUE(succeeded(database().write([](storage::Transaction& tx) -> Result<void> {
      return tx.script("CREATE TABLE effect (n bigint); INSERT INTO effect VALUES (0)");
    })));
    jobs = std::make_unique<Jobs>(database(), ids, clock, nullptr);
  }
  std::int64_t effects() {
    auto snapshot = database().read();
    return (*snapshot)->integer({"SELECT n FROM effect", {}}).value().value();
  }
  // Ten slices; fails in the middle as often as `failures` says.
  JobHandler slices(int& failures, Code code) {
    return [this, &failures, code](JobContext& context) -> Result<std::string> {
      std::int64_t done =
          context.job().checkpoint.empty() ? 0 : std::stoll(context.job().checkpoint);
      for (; done < 10; ++done) {
        if (context.should_stop()) return fail(Code::cancelled, "job.cancelled");
        TRY(database().write([&](storage::Transaction& tx) -> Result<void> {
          TRY(tx.execute({"UPDATE effect SET n = n + 1", {}}));
          TRY(context.save(tx, std::to_string(done + 1), done + 1, 10));
          if (done == 5 && failures > 0) {
            --failures;
            return fail(code, "test.failed");
          }
          return {};
        }));
      }
      return std::string("{\"ok\":true}");
    };
  }

  std::unique_ptr<Jobs> jobs;
};

KONTOR_EACH_ENGINE(JobTest);

TEST_P(JobTest, HasItsEffectExactlyOnceDespiteFailures) {
  int failures = 2;
  jobs->handle("count", slices(failures, Code::unavailable));
  auto id = jobs->add({.kind = "count"});
  ASSERT_TRUE(succeeded(id));
  EXPECT_EQ(jobs->run_due().value(), 1);
  EXPECT_EQ(job_of(*id).state, JobState::waiting);
  EXPECT_EQ(job_of(*id).done, 5);
  EXPECT_EQ(job_of(*id).error->key, "test.failed");
  EXPECT_EQ(jobs->run_due().value(), 0) << "not before its pause is over";
  for (int i = 0; i < 2; ++i) {
    clock.set({clock.now().micros + 10 * kMicrosPerSecond});
    EXPECT_EQ(jobs->run_due().value(), 1);
  }
  EXPECT_EQ(job_of(*id).state, JobState::done);
  EXPECT_EQ(job_of(*id).result, "{\"ok\":true}");
  EXPECT_EQ(effects(), 10);
}

TEST_P(JobTest, FailsForGoodWhenTryingAgainIsNoUse) {
  int failures = 1;
  jobs->handle("count", slices(failures, Code::invalid));
  auto id = jobs->add({.kind = "count"});
  EXPECT_EQ(jobs->run_due().value(), 1);
  EXPECT_EQ(job_of(*id).state, JobState::failed);
  EXPECT_EQ(effects(), 5);
}

TEST_P(JobTest, IsTakenOverWhenItsHolderDies) {
  int failures = 0;
  jobs->handle("count", slices(failures, Code::internal));
  auto id = jobs->add({.kind = "count"});
  std::optional<Job> claimed;
  ASSERT_TRUE(succeeded(database().write([&](storage::Transaction& tx) -> Result<void> {
    claimed = TRY(jobs->store().claim(tx, {"count"}, 99, clock.now()));
    return {};
  })));
  ASSERT_TRUE(claimed);
  EXPECT_EQ(jobs->run_due().value(), 0) << "someone works on it";
  clock.set({clock.now().micros + kLease + 1});
  EXPECT_EQ(jobs->run_due().value(), 1);
  EXPECT_EQ(job_of(*id).state, JobState::done);
  auto late = database().write([&](storage::Transaction& tx) -> Result<void> {
    TRY(tx.execute({"UPDATE effect SET n = n + 1", {}}));
    return jobs->store().save(tx, *claimed, 99, clock.now());
  });
  ASSERT_FALSE(late) << "the first holder was only slow";
  EXPECT_EQ(late.error().key, "job.lost");
  EXPECT_EQ(effects(), 10);
}

TEST_P(JobTest, CanBeCancelled) {
  int failures = 0;
  jobs->handle("count", slices(failures, Code::internal));
  auto waiting = jobs->add({.kind = "count"});
  EXPECT_TRUE(succeeded(jobs->cancel(*waiting)));
  EXPECT_EQ(job_of(*waiting).state, JobState::cancelled);
  EXPECT_EQ(jobs->run_due().value(), 0);
  EXPECT_EQ(jobs->cancel(*waiting).error().key, "job.finished");
  EXPECT_EQ(jobs->cancel(RecordId{4711}).error().key, "job.not_found");
  RecordId running;
  jobs->handle("stop", [&](JobContext& context) -> Result<std::string> {
    EXPECT_FALSE(context.should_stop());
    EXPECT_TRUE(succeeded(jobs->cancel(running)));
    if (context.should_stop()) return fail(Code::cancelled, "job.cancelled");
    return std::string("{}");
  });
  running = jobs->add({.kind = "stop"}).value();
  EXPECT_EQ(jobs->run_due().value(), 1);
  EXPECT_EQ(job_of(running).state, JobState::cancelled);
}

TEST_P(JobTest, RunsAtItsTimeAndOncePerKey) {
  int failures = 0;
  jobs->handle("count", slices(failures, Code::internal));
  NewJob later{.kind = "count", .run_at = {clock.now().micros + 100}, .key = "k"};
  auto first = jobs->add(later), again = jobs->add(later);
  EXPECT_EQ(*first, *again);
  EXPECT_EQ(jobs->run_due().value(), 0);
  clock.set({clock.now().micros + 100});
  EXPECT_EQ(jobs->run_due().value(), 1);
  EXPECT_NE(*jobs->add(later), *first) << "finished: the key is free";
}

TEST_P(JobTest, RunsInTheBackgroundAndRepeats) {
  std::latch ran(1);
  int count = 0;
  jobs->repeat("tick", std::chrono::seconds(60), [&](JobContext&) -> Result<std::string> {
    if (++count == 1) ran.count_down();
    return std::string("{}");
  });
  ASSERT_TRUE(succeeded(jobs->start()));
  ran.wait();
  jobs->stop();
  clock.set({clock.now().micros + 61 * kMicrosPerSecond});
  EXPECT_EQ(jobs->run_due().value(), 1);
  EXPECT_EQ(count, 2);
}

TEST_P(JobTest, ABugInAHandlerIsTold) {
  jobs->handle("bug", [](JobContext&) -> Result<std::string> { throw std::runtime_error("oh"); });
  auto id = jobs->add({.kind = "bug"});
  EXPECT_EQ(jobs->run_due().value(), 1);
  EXPECT_EQ(job_of(*id).error->code, Code::internal);
  EXPECT_EQ(job_of(*id).attempts, 1);
}

}  // namespace
}  // namespace kontor::events
