#include "records/write.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "access/rules/blocks.h"
#include "records/write/answer.h"
#include "records/write/distribute.h"
#include "records/write/escalate.h"
#include "records/write/new_options.h"
#include "records/write/run.h"

namespace kontor::records {
namespace {

using Step = Result<void> (*)(Run&);

struct Named {
  std::string_view name;
  Step step;
};

constexpr std::array kBefore{
    Named{"admit", admit},
    Named{"coerce", coerce},
    Named{"defaults", defaults},
};

constexpr std::array kInside{
    Named{"load_old", load_old},
    Named{"authorize_old", authorize_old},
    Named{"relations", relations},
    Named{"merge", merge},
    Named{"place", place},
    Named{"validate", validate},
    Named{"authorize_new", authorize_new},
    Named{"distribute", distribute},
    Named{"duplicates", duplicates},
    Named{"persist", persist},
    Named{"derive", derive},
    Named{"escalate", escalate},
    Named{"recheck", recheck},
    Named{"history", history},
    Named{"announce", announce},
    Named{"commit", commit},
};

// Collisions with other writers on PostgreSQL go away when the loser looks again.
constexpr int kTries = 5;

// The errors that lead back to the beginning; they never leave this file.
constexpr std::string_view kStale = "write.stale_catalogue", kRefused = "write.refused",
                           kWithout = "write.without", kCollision = "storage.unique";

Result<void> timed(Run& run, const Named& step) {
  auto begin = std::chrono::steady_clock::now();
  Result<void> done = step.step(run);
  auto span = std::chrono::steady_clock::now() - begin;
  run.result.times.push_back(
      {step.name, std::chrono::duration_cast<std::chrono::microseconds>(span).count()});
  return done;
}

bool any_failed(const Run& run) {
  return std::ranges::any_of(run.items, [](const Item& item) { return item.failed(); });
}

std::size_t count_failed(const Run& run) {
  return static_cast<std::size_t>(std::ranges::count_if(run.items, &Item::failed));
}

// All or nothing ends with the first step that found something wrong, so that one answer names
// everything of a kind.
Result<void> proceed(Run& run, const Named& step) {
  TRY(timed(run, step));
  share_failures(run);
  if (!run.batch.keep_going && any_failed(run)) return fail(Code::invalid, std::string(kRefused));
  return {};
}

Result<void> prepare(Run& run) {
  for (const auto& step : kBefore) TRY(proceed(run, step));
  return {};
}

// What failed after rows were written cannot stay: the batch runs again without it.
bool is_written(std::string_view step) {
  return step == "recheck" || step == "persist";
}

Result<void> work(Run& run, const std::vector<Item>& prepared, storage::Transaction& tx) {
  run.tx = &tx;
  run.items = prepared;  // the engine may run a job more than once
  run.also.clear();
  TRY(timed(run, {"begin", begin}));
  if (run.replay) return {};
  for (const auto& step : kInside) {
    std::size_t failed = count_failed(run);
    TRY(proceed(run, step));
    if (is_written(step.name) && count_failed(run) != failed)
      return fail(Code::invalid, std::string(kWithout));
  }
  return {};
}

bool is_bulk(Reason reason) {
  return reason == Reason::import || reason == Reason::kit || reason == Reason::system;
}

Result<void> submit(Run& run) {
  std::vector<Item> prepared = std::move(run.items);
  storage::WriteJob job = [&](storage::Transaction& tx) { return work(run, prepared, tx); };
  storage::Database& database = run.workshop.database;
  return is_bulk(run.batch.reason) ? database.write_bulk(job) : database.write(job);
}

BatchResult refused(Run& run) {
  make_answer(run);
  run.result.written = false;
  run.result.change = {};
  for (auto& outcome : run.result.outcomes) outcome.changed = false;
  return std::move(run.result);
}

BatchResult rehearsed(Run& run) {
  run.result.written = false;
  run.result.change = {};
  return std::move(run.result);
}

}  // namespace

std::string_view to_string(Reason reason) {
  switch (reason) {
    case Reason::edit:
      return "edit";
    case Reason::bulk:
      return "bulk";
    case Reason::import:
      return "import";
    case Reason::undo:
      return "undo";
    case Reason::kit:
      return "kit";
    case Reason::system:
      return "system";
  }
  return "edit";
}

Writer::Writer(Workshop workshop)
    : workshop_(std::move(workshop)), blocks_(std::make_unique<access::Blocks>()) {}
Writer::~Writer() = default;

RecordId Writer::new_id() {
  return workshop_.ids.next();
}

Result<ShapesPtr> Writer::shapes(bool newest) {
  auto catalogue = workshop_.catalogues.current();
  if (!catalogue || newest)
    catalogue = TRY(workshop_.catalogues.of(*TRY(workshop_.database.read())));
  auto shapes = shapes_.load();
  if (!shapes || shapes->catalogue() != catalogue) {
    shapes = std::make_shared<const Shapes>(catalogue);
    shapes_.store(shapes);
  }
  return shapes;
}

Result<BatchResult> Writer::write(const auth::Actor& actor, const Batch& batch) {
  std::vector<std::vector<Error>> failures;  // known from a run that began again without them
  bool newest = false, tagged = false;
  for (int tries = 1;; ++tries) {
    Run run(workshop_, actor, batch);
    run.blocks = blocks_.get();
    run.shapes = TRY(shapes(newest));
    auto done = prepare(run);
    // What seems wrong may only be new here: made by another node a moment ago.
    if (!newest && (!done || any_failed(run))) {
      newest = true;
      if (run.shapes != TRY(shapes(newest))) continue;
    }
    if (auto missing = missing_options(run); !missing.empty() && !tagged) {
      tagged = true;
      TRY(add_options(*this, actor, missing));
      continue;
    }
    for (std::size_t i = 0; i < failures.size(); ++i) run.items[i].outcome.errors = failures[i];
    if (done) done = submit(run);
    if (done) return run.replay ? *std::move(run.replay) : std::move(run.result);
    const std::string& key = done.error().key;
    if (key == kRefused) return refused(run);
    if (key == kRehearsed) return rehearsed(run);
    bool again = key == kStale || key == kWithout || key == kCollision;
    if (!again || tries == kTries) return Failure(std::move(done).error());
    failures.clear();
    if (key != kWithout) continue;
    for (std::size_t i = 0; i < batch.changes.size(); ++i)
      failures.push_back(run.items[i].outcome.errors);
  }
}

}  // namespace kontor::records
