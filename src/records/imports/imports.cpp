#include "records/imports/imports.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "records/history.h"
#include "records/imports/changes.h"
#include "records/imports/column_styles.h"
#include "records/imports/import_json.h"
#include "records/imports/take_back.h"

namespace kontor::importing {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kListed = 100;
constexpr std::chrono::hours kTidyInterval{6};

Failure busy() {
  return fail(Code::conflict, "import.busy");
}

bool is_working(ImportState state) {
  return state == ImportState::checking || state == ImportState::running;
}

Result<void> keep_file(const NewImport& what, const std::string& path) {
  std::error_code error;
  if (!what.path.empty()) {
    const auto size = fs::is_regular_file(what.path, error) ? fs::file_size(what.path, error) : 0;
    if (!error && size > static_cast<std::uintmax_t>(kMaxFileBytes))
      return fail(Code::too_large, "import.file_too_large");
    fs::copy_file(what.path, path, error);
    if (error) return fail(Code::invalid, "import.unreadable");
  } else {
    std::ofstream file(path, std::ios::binary);
    file.write(what.body.data(), static_cast<std::streamsize>(what.body.size()));
    if (!file.flush()) return fail(Code::storage_full, "import.no_space");
  }
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, error);
  return {};
}

Result<const schema::Object*> writable_object(const schema::Catalogue& catalogue,
                                              const std::string& name) {
  const schema::Object* object = catalogue.object(name);
  if (!object || object->archived)
    return fail(Code::not_found, "object.unknown", {{"name", name.substr(0, 100)}});
  if (object->read_only) return fail(Code::forbidden, "object.read_only");
  return object;
}

// The job behind it ended without saying so: it was stopped, failed, or died with its process.
ImportState honest_state(const Import& import, const std::optional<events::Job>& job) {
  const bool works =
      job && (job->state == events::JobState::waiting || job->state == events::JobState::running);
  if (works || !is_working(import.state)) return import.state;
  return import.state == ImportState::checking ? ImportState::mapping : ImportState::stopped;
}

}  // namespace

Imports::Imports(records::Writer& writer, events::Jobs& jobs, std::string folder)
    : writer_(writer), jobs_(jobs), folder_(std::move(folder)) {
  for (const std::string_view kind : {kCheckJob, kRunJob, kUndoJob})
    jobs_.handle(std::string(kind), [this](events::JobContext& context) { return work(context); });
  jobs_.repeat(std::string(kTidyJob), kTidyInterval,
               [this](events::JobContext&) { return tidy(); });
}

std::string Imports::path_of(RecordId id) const {
  return folder_ + "/" + to_string(id);
}

// --- The file and what is decided about it

Result<Import> Imports::create(const auth::Actor& actor, const NewImport& what) {
  if (!actor.may_write) return fail(Code::forbidden, "write.read_only");
  Import import{.id = writer_.new_id(),
                .owner = actor.user,
                .object = what.object,
                .created_at = writer_.workshop().clock.now()};
  import.file.name = std::string(truncate(tidy_line(what.file_name), 200));
  std::error_code error;
  fs::create_directories(folder_, error);
  fs::permissions(folder_, fs::perms::owner_all, error);
  Result<void> done = keep_file(what, path_of(import.id));
  if (done) done = look_at_file(import);
  if (done)
    done = writer_.workshop().database.write(
        [&](storage::Transaction& tx) { return insert_import(tx, import); });
  if (done) return import;
  fs::remove(path_of(import.id), error);
  return Failure(std::move(done).error());
}

// What is known about the file begins anew, and so does what was assigned.
Result<void> Imports::look_at_file(Import& import) {
  const records::Workshop& workshop = writer_.workshop();
  schema::CataloguePtr catalogue;
  {
    auto snapshot = TRY(workshop.database.read());
    catalogue = TRY(workshop.catalogues.of(*snapshot));
  }
  const schema::Object& object = *TRY(writable_object(*catalogue, import.object));
  const auto file = TRY(open_import_file(path_of(import.id), file_options(import.choice, folder_)));
  FileScan scan = TRY(scan_file(*file));
  import.file.found = file->info();
  import.file.rows = scan.rows;
  import.columns = std::move(scan.styles);
  guess_columns(import, object, import_targets(*catalogue, object));
  import.fixes = {};
  return {};
}

Result<Import> Imports::get(const auth::Actor& actor, RecordId id) {
  auto snapshot = TRY(writer_.workshop().database.read());
  auto import = TRY(find_import(*snapshot, id, actor.user));
  if (!import) return fail(Code::not_found, "import.not_found");
  std::optional<events::Job> job;
  if (import->job) job = TRY(jobs_.store().find(*snapshot, import->job));
  import->state = honest_state(*import, job);
  if (import->state != ImportState::done || !import->change) return *std::move(import);
  const auto change = TRY(records::find_change(*snapshot, import->change));
  if (change && change->undone_by) import->state = ImportState::undone;
  return *std::move(import);
}

Result<std::vector<Import>> Imports::list(const auth::Actor& actor) {
  std::vector<Import> imports;
  {
    auto snapshot = TRY(writer_.workshop().database.read());
    imports = TRY(list_imports(*snapshot, actor.user, kListed));
    for (Import& import : imports) {
      std::optional<events::Job> job;
      if (import.job) job = TRY(jobs_.store().find(*snapshot, import.job));
      import.state = honest_state(import, job);
    }
  }
  return imports;
}

Result<Import> Imports::change(const auth::Actor& actor, RecordId id,
                               const ImportChanges& changes) {
  if (!actor.may_write) return fail(Code::forbidden, "write.read_only");
  Import import = TRY(get(actor, id));
  if (import.state == ImportState::checking) return busy();
  if (import.state != ImportState::mapping && import.state != ImportState::checked)
    return fail(Code::conflict, "import.started");
  if (changes.object) import.object = *changes.object;
  if (changes.file) import.choice = *changes.file;
  const bool anew = changes.file && needs_new_look(*changes.file, import.file.found);
  if (changes.object || anew) TRY(look_at_file(import));
  auto snapshot = TRY(writer_.workshop().database.read());
  const auto catalogue = TRY(writer_.workshop().catalogues.of(*snapshot));
  snapshot.reset();
  TRY(apply_changes(import, changes, *catalogue));
  import.state = ImportState::mapping;
  // Whoever mends single rows goes on looking at what the last check found.
  const bool mends =
      !changes.object && !changes.file && !changes.options && changes.columns.empty();
  if (!mends) import.verdict.reset();
  TRY(writer_.workshop().database.write(
      [&](storage::Transaction& tx) { return save_settings(tx, import); }));
  return import;
}

// --- Going through the rows

Result<RecordId> Imports::check(const auth::Actor& actor, RecordId id) {
  return start(actor, TRY(get(actor, id)), ImportState::checking, true);
}

Result<RecordId> Imports::run(const auth::Actor& actor, RecordId id) {
  return start(actor, TRY(get(actor, id)), ImportState::running, true);
}

Result<RecordId> Imports::start(const auth::Actor& actor, Import import, ImportState state,
                                bool as_job) {
  if (!actor.may_write) return fail(Code::forbidden, "write.read_only");
  const bool checks = state == ImportState::checking;
  const bool goes_on = import.state == ImportState::stopped;
  if (is_working(import.state) || import.state == ImportState::undoing) return busy();
  if (import.state == ImportState::done || import.state == ImportState::undone ||
      (checks && goes_on))
    return fail(Code::conflict, "import.started");
  if (!checks && as_job && import.state == ImportState::mapping)
    return fail(Code::conflict, "import.not_checked");
  if (!goes_on) {
    auto snapshot = TRY(writer_.workshop().database.read());
    TRY(check_assigned(import, *TRY(writer_.workshop().catalogues.of(*snapshot))));
  }
  import.state = state;
  if (!goes_on) {
    import.tally = {};
    import.end = import.number = 0;
  }
  if (checks) import.verdict.reset();
  if (!checks && !import.change) import.change = writer_.new_id();
  TRY(writer_.workshop().database.write([&](storage::Transaction& tx) -> Result<void> {
    TRY(expect_state(tx, import.id, import.stored));
    if (!goes_on) TRY(clear_problems(tx, import.id));
    import.job = {};
    if (as_job) {
      std::string payload;
      JsonWriter json(payload);
      json.begin_object().key("import").text(to_string(import.id)).end_object();
      import.job = TRY(jobs_.add(tx, {.kind = std::string(checks ? kCheckJob : kRunJob),
                                      .actor = actor.user,
                                      .payload = payload,
                                      .total = import.file.rows}));
    }
    return save_progress(tx, import);
  }));
  return import.job;
}

Result<void> Imports::go_through(const auth::Actor& actor, Import& import, Pass::Mode mode,
                                 const Pass::Saved& saved,
                                 const std::function<bool()>& should_stop) {
  Pass pass(writer_, actor, import, mode, saved);
  TRY(pass.open(path_of(import.id), folder_));
  while (TRY(pass.slice()))
    if (should_stop()) return fail(Code::cancelled, "job.cancelled");
  return finish_pass(import);
}

Result<void> Imports::finish_pass(Import& import) {
  const bool checked = import.state == ImportState::checking;
  import.state = checked ? ImportState::checked : ImportState::done;
  if (checked) {
    import.verdict = std::exchange(import.tally, {});
    import.end = import.number = 0;
  }
  return writer_.workshop().database.write(
      [&](storage::Transaction& tx) { return save_progress(tx, import); });
}

Result<Import> Imports::check_now(const auth::Actor& actor, RecordId id, const Progress& progress) {
  TRY(start(actor, TRY(get(actor, id)), ImportState::checking, false));
  auto snapshot = TRY(writer_.workshop().database.read());
  Import import = *TRY(find_import(*snapshot, id, actor.user));
  snapshot.reset();
  TRY(go_through(actor, import, Pass::Mode::rehearse, {}, [&] {
    if (progress) progress(import.tally.rows, import.file.rows);
    return false;
  }));
  return import;
}

Result<Import> Imports::run_now(const auth::Actor& actor, RecordId id, const Progress& progress) {
  TRY(start(actor, TRY(get(actor, id)), ImportState::running, false));
  auto snapshot = TRY(writer_.workshop().database.read());
  Import import = *TRY(find_import(*snapshot, id, actor.user));
  snapshot.reset();
  TRY(go_through(actor, import, Pass::Mode::write, {}, [&] {
    if (progress) progress(import.tally.rows, import.file.rows);
    return false;
  }));
  return import;
}

// One job: a check, a run, or what is left of an undo.
Result<std::string> Imports::work(events::JobContext& context) {
  const auto payload = TRY(parse_json(context.job().payload));
  const JsonValue* named = payload.find("import");
  const RecordId id = parse_id(named ? named->text().value_or("") : "").value_or(RecordId());
  const auth::Actor actor{
      .kind = context.job().actor ? auth::ActorKind::user : auth::ActorKind::system,
      .user = context.job().actor,
      .name = context.job().actor ? "" : "import"};
  std::optional<Import> import;
  {
    auto snapshot = TRY(writer_.workshop().database.read());
    import = TRY(find_import(*snapshot, id, actor.user));
  }
  if (!import || import->job != context.job().id) return fail(Code::not_found, "import.not_found");
  const auto should_stop = [&] { return context.should_stop(); };
  if (context.job().kind == kUndoJob) {
    TRY(undo_slices(actor, *import, should_stop));
    return undone_json(import->undone);
  }
  if (!is_working(import->state)) return fail(Code::not_found, "import.not_found");
  const bool checks = import->state == ImportState::checking;
  if (checks) TRY(begin_check_again(*import));
  TRY(go_through(
      actor, *import, checks ? Pass::Mode::rehearse : Pass::Mode::write,
      [&](storage::Transaction& tx, const Import& now) {
        return context.save(tx, "{}", now.tally.rows, now.file.rows);
      },
      should_stop));
  return result_json(*import);
}

// A check that was torn begins at the first row: nothing of it counts.
Result<void> Imports::begin_check_again(Import& import) {
  import.tally = {};
  import.end = import.number = 0;
  return writer_.workshop().database.write([&](storage::Transaction& tx) -> Result<void> {
    TRY(clear_problems(tx, import.id));
    return save_progress(tx, import);
  });
}

// --- Taking back

Result<Import> Imports::undo(const auth::Actor& actor, RecordId id, std::chrono::seconds patience) {
  if (!actor.may_write) return fail(Code::forbidden, "write.read_only");
  Import import = TRY(get(actor, id));
  if (is_working(import.state)) return busy();
  const bool written = import.state == ImportState::done || import.state == ImportState::stopped ||
                       import.state == ImportState::undoing;
  if (!written || !import.change) return fail(Code::conflict, "import.nothing_written");
  if (import.created_at.micros < writer_.workshop().clock.now().micros - records::kUndoReach)
    return fail(Code::conflict, "undo.too_old");
  import.state = ImportState::undoing;
  TRY(writer_.workshop().database.write(
      [&](storage::Transaction& tx) { return save_progress(tx, import); }));
  const auto end = std::chrono::steady_clock::now() + patience;
  bool late = false;
  auto done =
      undo_slices(actor, import, [&] { return late = std::chrono::steady_clock::now() > end; });
  if (!late || done) {
    TRY(std::move(done));
    return import;
  }
  TRY(writer_.workshop().database.write([&](storage::Transaction& tx) -> Result<void> {
    std::string payload;
    JsonWriter json(payload);
    json.begin_object().key("import").text(to_string(import.id)).end_object();
    import.job = TRY(
        jobs_.add(tx, {.kind = std::string(kUndoJob), .actor = actor.user, .payload = payload}));
    return save_progress(tx, import);
  }));
  return import;
}

Result<void> Imports::undo_slices(const auth::Actor& actor, Import& import,
                                  const std::function<bool()>& should_stop) {
  TakeBack take_back(writer_, actor, import);
  while (!TRY(take_back.slice()))
    if (should_stop()) return fail(Code::cancelled, "job.cancelled");
  return take_back.finish();
}

Result<std::vector<RowProblem>> Imports::problems(const auth::Actor& actor, RecordId id,
                                                  std::int64_t after, std::int64_t limit) {
  TRY(get(actor, id));
  auto snapshot = TRY(writer_.workshop().database.read());
  return read_problems(*snapshot, id, after, limit);
}

// Files and what was noted about their rows go when nothing can be taken back any more.
Result<std::string> Imports::tidy() {
  const std::int64_t before = writer_.workshop().clock.now().micros - records::kUndoReach;
  std::vector<RecordId> old;
  {
    auto snapshot = TRY(writer_.workshop().database.read());
    old = TRY(imports_before(*snapshot, Instant{before}));
  }
  for (const RecordId id : old) {
    TRY(writer_.workshop().database.write_bulk(
        [&](storage::Transaction& tx) { return remove_import(tx, id); }));
    std::error_code error;
    fs::remove(path_of(id), error);
  }
  return std::string("{}");
}

}  // namespace kontor::importing
