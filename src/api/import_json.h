// Imports in answers and requests: docs/api/session.md, "Import".
#pragma once

#include <vector>

#include "api/decode.h"
#include "api/messages.h"
#include "base/json.h"
#include "records/imports/imports.h"

namespace kontor::api {

inline constexpr std::int64_t kShownProblems = 1'000;

// `problems` is null where they are not asked for.
void write_import(JsonWriter& json, const importing::Import& import,
                  const schema::Catalogue& catalogue,
                  const std::vector<importing::RowProblem>* problems, Language language);

void write_undone(JsonWriter& json, const importing::Undone& undone);

// The sentence for a problem.
std::string problem_text(const importing::RowProblem& problem, Language language);

// What a PATCH wants of this import.
[[nodiscard]] Result<importing::ImportChanges> read_import_changes(Members& body,
                                                                   const importing::Import& import);

}  // namespace kontor::api
