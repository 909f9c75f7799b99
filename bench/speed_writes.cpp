#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>
#include <unistd.h>

#include "app/demo/generator.h"
#include "load.h"
#include "records/imports/imports.h"
#include "records/kits.h"
#include "records/write.h"
#include "speed.h"
#include "storage/database.h"

namespace kontor::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kClients = 16;
constexpr auto kSpan = std::chrono::seconds(3);

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

// A file as an office has it: a few columns that are found by their names.
class PeopleFile {
 public:
  PeopleFile(const std::string& path, const app::demo::Generator& generator, std::int64_t first,
             std::int64_t people)
      : path_(path) {
    std::ofstream file(path);
    file << "Anrede;Vorname;Nachname;E-Mail;Mobiltelefon;Straße;PLZ;Ort;Land;Funktion\n";
    for (std::int64_t i = first; i < first + people; ++i) {
      const auto one = generator.person(i);
      file << (one.salutation == "ms" ? "Frau;" : "Herr;") << one.first_name << ';' << one.last_name
           << ';' << one.email << ';' << one.mobile << ';' << one.street << ';' << one.postal_code
           << ';' << one.place << ';' << one.country << ';' << one.role << '\n';
    }
  }
  ~PeopleFile() { std::filesystem::remove(path_); }
  PeopleFile(const PeopleFile&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class Import {
 public:
  Import(app::Workspace& workspace, auth::Actor owner, std::int64_t people)
      : workspace_(workspace),
        owner_(std::move(owner)),
        people_(people),
        generator_(2, people * 4, 20'000) {}

  // Rows a second, from the file to the last commit; the next `people` of the generator.
  Result<double> run(importing::OnDuplicate duplicates) {
    const PeopleFile file(workspace_.data() + "/people.csv", generator_, next_, people_);
    next_ += people_;
    importing::Imports& imports = workspace_.imports();
    importing::Import import = TRY(imports.create(
        owner_, {.object = "person", .file_name = "people.csv", .path = file.path()}));
    importing::ImportChanges changes;
    changes.options = importing::ImportOptions{.duplicates = duplicates};
    import = TRY(imports.change(owner_, import.id, changes));
    const auto begin = Clock::now();
    import = TRY(imports.run_now(owner_, import.id, {}));
    const double took = seconds_since(begin);
    const auto& tally = import.tally;
    if (tally.rows != people_ || tally.failed > 0) return fail_internal("the import lost rows");
    return people_ / took;
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
    imported = import.run(importing::OnDuplicate::create);
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
  const auto measured = [&](const char* name, importing::OnDuplicate duplicates,
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
  TRY(measured("people imported", importing::OnDuplicate::create, 10'000));
  TRY(measured("people imported, duplicates checked", importing::OnDuplicate::skip, 4'000));
  figures.at_most("others' save beside an import, p95",
                  TRY(others_p95(*fresh.workspace, fresh.owner, import)), 100, "ms");
  return {};
}

}  // namespace kontor::bench
