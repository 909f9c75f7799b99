// An import as JSON, the way it lies in its row of kontor_import.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "records/imports/import.h"

namespace kontor::importing {

// File, choice, columns and options.
std::string settings_json(const Import& import);
std::string fixes_json(const RowFixes& fixes);
std::string tally_json(const Tally& tally);
// What a run did, for its job: {"created", "updated", "skipped", "failed", "links", "change"}.
std::string result_json(const Import& import);
std::string undone_json(const Undone& undone);

// What these wrote. Missing members keep their defaults.
[[nodiscard]] Result<void> read_settings(std::string_view json, Import& import);
[[nodiscard]] Result<RowFixes> read_fixes(std::string_view json);
[[nodiscard]] Result<Tally> read_tally(std::string_view json);
[[nodiscard]] Result<Undone> read_undone(std::string_view json);

// {"company.name": {"linked", "created", "not_found", "empty"}}
void write_links(JsonWriter& json, const Tally& tally);

std::string_view to_string(OnDuplicate what);
std::string_view to_string(Missing what);
std::string_view to_string(GuessState state);
std::string_view to_string(FileFormat format);
std::optional<OnDuplicate> parse_on_duplicate(std::string_view word);
std::optional<Missing> parse_missing(std::string_view word);

}  // namespace kontor::importing
