// Imports and what was noted about their rows, in kontor_import and kontor_import_problem.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "records/imports/import.h"
#include "records/imports/row_mapper.h"
#include "storage/database.h"
#include "storage/migrate.h"

namespace kontor::importing {

[[nodiscard]] Result<void> insert_import(storage::Transaction& tx, const Import& import);

// Nothing for one of somebody else. A system import belongs to nobody: `owner` none finds those.
[[nodiscard]] Result<std::optional<Import>> find_import(storage::Connection& connection,
                                                        RecordId id, RecordId owner);
// Newest first.
[[nodiscard]] Result<std::vector<Import>> list_imports(storage::Connection& connection,
                                                       RecordId owner, std::int64_t limit);

// Object, settings and fixes; the import is being mapped then. Conflict import.busy if a job has
// begun meanwhile.
[[nodiscard]] Result<void> save_settings(storage::Transaction& tx, const Import& import);
// Conflict import.busy if the stored state is another.
[[nodiscard]] Result<void> expect_state(storage::Transaction& tx, RecordId id, ImportState state);
// State, counts, position, change and job.
[[nodiscard]] Result<void> save_progress(storage::Transaction& tx, const Import& import);
// The same at the end of a slice that began behind row `from`: conflict import.busy if somebody
// else has gone on with the import meanwhile.
[[nodiscard]] Result<void> save_slice(storage::Transaction& tx, const Import& import,
                                      std::int64_t from);

// Of everybody, made before that moment.
[[nodiscard]] Result<std::vector<RecordId>> imports_before(storage::Connection& connection,
                                                           Instant moment);
[[nodiscard]] Result<void> remove_import(storage::Transaction& tx, RecordId id);

[[nodiscard]] Result<void> clear_problems(storage::Transaction& tx, RecordId import);
// Numbers them on from `first`.
[[nodiscard]] Result<void> add_problems(storage::Transaction& tx, RecordId import,
                                        std::int64_t first,
                                        const std::vector<RowProblem>& problems);
// In the order of the rows, errors of a row first.
[[nodiscard]] Result<std::vector<RowProblem>> read_problems(storage::Connection& connection,
                                                            RecordId import, std::int64_t after,
                                                            std::int64_t limit);

std::vector<storage::Migration> import_migrations();

}  // namespace kontor::importing
