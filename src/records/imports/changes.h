// What is assigned to the columns of a file: guessed, decided by a person, checked.
#pragma once

#include "base/result.h"
#include "records/imports/imports.h"
#include "records/imports/targets.h"

namespace kontor::importing {

// Assigns the columns as their names and cells suggest.
void guess_columns(Import& import, const schema::Object& object,
                   const std::vector<ImportTarget>& targets);

// Whether the file has to be read again with these choices.
bool needs_new_look(const FileChoice& choice, const FileInfo& found);

// Everything but `object` and `file`. Errors: import.unknown_target, import.target_twice,
// import.unknown_column, import.unknown_label, import.too_many_fixes.
[[nodiscard]] Result<void> apply_changes(Import& import, const ImportChanges& changes,
                                         const schema::Catalogue& catalogue);

// Can the rows be gone through? Errors: import.nothing_assigned, import.format_needed {name}.
[[nodiscard]] Result<void> check_assigned(const Import& import, const schema::Catalogue& catalogue);

}  // namespace kontor::importing
