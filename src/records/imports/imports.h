// Files becoming records: uploaded, assigned, checked without writing anything, run in slices that
// a crash cannot tear, taken back as a whole. docs/api/session.md shows it from outside.
//
// A file lies in the folder `imports` of the data folder under the import's id, for as long as the
// import can be taken back. An import belongs to who made it and works with their rights.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/actor.h"
#include "events/jobs.h"
#include "records/imports/import_store.h"
#include "records/imports/pass.h"
#include "records/write.h"

namespace kontor::importing {

struct NewImport {
  std::string object;
  std::string file_name;       // as uploaded
  std::string path = {};       // the file, which is copied; or
  std::string_view body = {};  // what is in it
};

// What a person decides. What is absent stays as it is.
struct ImportChanges {
  std::optional<std::string> object;
  std::optional<FileChoice> file;  // replaces the choices about the file
  struct ColumnChange {
    int index = 0;
    std::optional<std::string> target, label, dates;
    std::optional<int> label_column;
    std::optional<char> decimal;  // 0: as found out
  };
  std::vector<ColumnChange> columns = {};
  std::optional<ImportOptions> options;
  struct Cell {
    std::int64_t row = 0;
    int column = 0;
    std::optional<std::string> value;  // none: as in the file
  };
  std::vector<Cell> cells = {};
  struct RowAction {
    std::int64_t row = 0;
    bool skip = false;
  };
  std::vector<RowAction> rows = {};
};

class Imports {
 public:
  static constexpr std::string_view kCheckJob = "import_check", kRunJob = "import",
                                    kUndoJob = "import_undo", kTidyJob = "import_tidy";

  // Handles the jobs of imports. `folder` is made when it is missing.
  Imports(records::Writer& writer, events::Jobs& jobs, std::string folder);

  // Finds out what the file is and guesses where its columns go. Errors: those of table.h,
  // object.unknown, object.read_only, write.read_only.
  [[nodiscard]] Result<Import> create(const auth::Actor& actor, const NewImport& what);
  // not_found import.not_found, also for imports of others.
  [[nodiscard]] Result<Import> get(const auth::Actor& actor, RecordId id);
  [[nodiscard]] Result<std::vector<Import>> list(const auth::Actor& actor);

  // Errors: conflict import.busy, import.started; invalid import.unknown_target,
  // import.target_twice, import.unknown_column.
  [[nodiscard]] Result<Import> change(const auth::Actor& actor, RecordId id,
                                      const ImportChanges& changes);

  // These answer the job that works on it. Errors: conflict import.busy, import.started,
  // import.not_checked; invalid import.nothing_assigned, import.format_needed.
  [[nodiscard]] Result<RecordId> check(const auth::Actor& actor, RecordId id);
  [[nodiscard]] Result<RecordId> run(const auth::Actor& actor, RecordId id);

  // The same at once, for the command line; a run need not be checked before. `progress` may be
  // empty.
  using Progress = std::function<void(std::int64_t done, std::int64_t total)>;
  [[nodiscard]] Result<Import> check_now(const auth::Actor& actor, RecordId id,
                                         const Progress& progress);
  [[nodiscard]] Result<Import> run_now(const auth::Actor& actor, RecordId id,
                                       const Progress& progress);

  // Takes everything back, updates and new selection values included. What takes longer than
  // `patience` goes on as a job; the state is then still `undoing`. Errors: conflict
  // import.nothing_written, import.busy, undo.too_old.
  [[nodiscard]] Result<Import> undo(const auth::Actor& actor, RecordId id,
                                    std::chrono::seconds patience = std::chrono::seconds(20));

  [[nodiscard]] Result<std::vector<RowProblem>> problems(const auth::Actor& actor, RecordId id,
                                                         std::int64_t after, std::int64_t limit);

 private:
  std::string path_of(RecordId id) const;
  Result<void> look_at_file(Import& import);
  Result<RecordId> start(const auth::Actor& actor, Import import, ImportState state, bool as_job);
  Result<void> go_through(const auth::Actor& actor, Import& import, Pass::Mode mode,
                          const Pass::Saved& saved, const std::function<bool()>& should_stop);
  Result<void> finish_pass(Import& import);
  Result<void> undo_slices(const auth::Actor& actor, Import& import,
                           const std::function<bool()>& should_stop);
  Result<void> begin_check_again(Import& import);
  Result<std::string> work(events::JobContext& context);
  Result<std::string> tidy();

  records::Writer& writer_;
  events::Jobs& jobs_;
  std::string folder_;
};

}  // namespace kontor::importing
