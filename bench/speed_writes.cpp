#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <unistd.h>

#include "app/demo/generator.h"
#include "load.h"
#include "records/kits.h"
#include "records/write.h"
#include "speed.h"
#include "storage/database.h"

namespace kontor::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kClients = 16;
constexpr auto kSpan = std::chrono::seconds(3);
constexpr int kBatch = 5'000;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

// Durable inserts of one small row, three indexes, by kClients threads that wait for each answer.
Result<double> bare_rate(storage::Database& database) {
  TRY(database.write([](storage::Transaction& tx) {
    return tx.script(
        "CREATE TABLE bench_item (id bigint PRIMARY KEY, owner bigint, stage bigint, name text);"
        "CREATE INDEX bench_item_owner ON bench_item (owner);"
        "CREATE INDEX bench_item_stage ON bench_item (stage);"
        "CREATE INDEX bench_item_name ON bench_item (name)");
  }));
  std::atomic<std::int64_t> next = 0, failed = 0;
  const auto begin = Clock::now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kClients; ++i)
      threads.emplace_back([&] {
        while (Clock::now() - begin < kSpan) {
          const std::int64_t id = ++next;
          const storage::Sql sql{
              "INSERT INTO bench_item (id, owner, stage, name) VALUES (?, ?, ?, ?)",
              {id, id % 500, id % 7, "name " + std::to_string(id * 7919 % 1000003)}};
          const auto done = database.write([&](storage::Transaction& tx) -> Result<void> {
            TRY(tx.execute(sql));
            return {};
          });
          if (!done) ++failed;
        }
      });
  }
  const double rate = next / seconds_since(begin);
  TRY(database.write([](storage::Transaction& tx) { return tx.script("DROP TABLE bench_item"); }));
  if (failed > 0) return fail_internal("bare inserts failed");
  return rate;
}

records::Change person_change(const app::demo::DemoPerson& made) {
  const auto text = [](std::string value) { return JsonValue(std::move(value)); };
  const auto entries = [&](const std::string& value, const char* label) {
    return JsonValue(
        JsonArray{JsonValue(JsonObject{{"value", text(value)}, {"label", text(label)}})});
  };
  records::Change change{.op = records::Op::create, .object = "person"};
  change.fields.push_back({"first_name", text(made.first_name)});
  change.fields.push_back({"last_name", text(made.last_name)});
  if (!made.email.empty()) change.fields.push_back({"emails", entries(made.email, "work")});
  if (!made.mobile.empty()) change.fields.push_back({"phones", entries(made.mobile, "mobile")});
  change.fields.push_back({"address", JsonValue(JsonObject{{"street", text(made.street)},
                                                           {"postal_code", text(made.postal_code)},
                                                           {"place", text(made.place)},
                                                           {"country", text(made.country)}})});
  if (!made.category.empty()) change.fields.push_back({"category", text(made.category)});
  return change;
}

class Import {
 public:
  Import(app::Workspace& workspace, auth::Actor owner, std::int64_t people)
      : workspace_(workspace),
        owner_(std::move(owner)),
        people_(people),
        generator_(2, people * 2, 20'000) {}

  // People a second; the next `people` of the generator.
  Result<double> run(records::Duplicates duplicates) {
    double writing = 0;  // making the data is not part of it
    for (std::int64_t done = 0; done < people_;) {
      records::Batch batch;
      batch.reason = records::Reason::import;
      batch.duplicates = duplicates;
      batch.keep_going = true;
      for (int i = 0; i < kBatch && done < people_; ++i, ++done)
        batch.changes.push_back(person_change(generator_.person(next_++)));
      const auto begin = Clock::now();
      const auto result = TRY(workspace_.writer().write(owner_, batch));
      writing += seconds_since(begin);
      if (!result.written) return fail_internal("the import was not written");
    }
    return people_ / writing;
  }

 private:
  app::Workspace& workspace_;
  auth::Actor owner_;
  std::int64_t people_, next_ = 0;
  app::demo::Generator generator_;
};

// What one other person waits for, who saves again and again while the import runs.
Result<double> others_p95(app::Workspace& workspace, const auth::Actor& owner, Import& import) {
  std::atomic<bool> over = false;
  Result<double> imported = 0.0;
  std::jthread importer([&] {
    imported = import.run(records::Duplicates::ignore);
    over = true;
  });
  std::vector<double> milliseconds;
  while (!over) {
    records::Batch batch;
    batch.changes.push_back({.op = records::Op::create,
                             .object = "person",
                             .fields = {{"last_name", JsonValue(std::string("Nebenbei"))}}});
    const auto begin = Clock::now();
    if (!TRY(workspace.writer().write(owner, batch)).written) return fail_internal("not written");
    milliseconds.push_back(seconds_since(begin) * 1000);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  importer.join();
  TRY(std::move(imported));
  std::ranges::sort(milliseconds);
  return milliseconds[milliseconds.size() * 95 / 100];
}

struct Fresh {
  std::string folder;
  std::unique_ptr<app::Workspace> workspace;
  auth::Actor owner;

  ~Fresh() {
    workspace.reset();
    std::filesystem::remove_all(folder);
  }
};

Result<void> open_fresh(const Setting& setting, const std::string& role, Fresh& fresh) {
  fresh.folder = setting.data + "-" + role;
  std::filesystem::remove_all(fresh.folder);
  std::filesystem::create_directories(fresh.folder);
  fresh.workspace = TRY(app::Workspace::open(
      {.data = fresh.folder, .database = setting.sqlite() ? "" : setting.scratch}));
  fresh.owner.user = TRY(fresh.workspace->accounts().users.add(
      {.name = "Bench", .email = "bench@kontor.example"}, {}));
  TRY(records::install_kits(fresh.workspace->writer(), fresh.owner, {"people", "companies"},
                            false));
  return {};
}

}  // namespace

Result<void> measure_creates(const Setting& setting, const Server& server, const std::string& key,
                             Figures& figures) {
  const auto database = TRY(storage::open(
      {.url = setting.sqlite() ? "sqlite:" + setting.data + "-bare.db" : setting.scratch,
       .writers = kClients}));
  LoadPlan plan;
  plan.port = server.port();
  plan.key = key;
  plan.server_pid = server.pid();
  plan.connections = kClients;
  plan.requests = 3'000;
  plan.warm_up = 200;
  plan.shapes = TRY(read_shapes(setting.queries + "/create.txt"));
  double ratio = 0;
  std::string note;
  for (int round = 0; round < 3; ++round) {  // side by side: the machine has other work
    const double bare = TRY(bare_rate(*database));
    plan.seed = round + 1;
    const auto result = run_load(plan);
    if (result.failures > 0) return fail_internal("a create failed: " + result.first_failure);
    if (result.per_second / bare < ratio) continue;
    ratio = result.per_second / bare;
    char text[120];
    std::snprintf(text, sizeof text, "%.0f/s against %.0f/s bare; p95 %.1f ms, %.0f us CPU",
                  result.per_second, bare, result.p95_ms, result.server_cpu_us);
    note = text;
  }
  figures.at_least("creates at 16 clients over bare", ratio, 0.5, "times", note);
  for (const char* end : {"", "-wal", "-shm"})
    std::filesystem::remove(setting.data + "-bare.db" + end);
  return {};
}

Result<void> measure_import(const Setting& setting, Figures& figures) {
  Fresh fresh;
  TRY(open_fresh(setting, "import", fresh));
  Import import(*fresh.workspace, fresh.owner, setting.imported);
  const auto measured = [&](const char* name, records::Duplicates duplicates,
                            double bar) -> Result<void> {
    const auto cpu = process_cpu_us(static_cast<int>(::getpid()));
    const double rate = TRY(import.run(duplicates));
    const double us =
        double(process_cpu_us(static_cast<int>(::getpid())) - cpu) / double(setting.imported);
    char note[60];
    std::snprintf(note, sizeof note, "%.0f us CPU each", us);
    figures.at_least(name, rate, bar, "/s", note);
    return {};
  };
  TRY(measured("people imported", records::Duplicates::ignore, 10'000));
  TRY(measured("people imported, duplicates checked", records::Duplicates::refuse, 4'000));
  figures.at_most("others' save beside an import, p95",
                  TRY(others_p95(*fresh.workspace, fresh.owner, import)), 100, "ms");
  return {};
}

}  // namespace kontor::bench
