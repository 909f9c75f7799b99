// Auto numbers: without gaps, because they are counted in the transaction that uses them.
#pragma once

#include "records/write/run.h"

namespace kontor::records {

// Numbers the new records among these items (of one object, ascending by id).
[[nodiscard]] Result<void> assign_numbers(Run& run, const std::vector<Item*>& items);

// "A-{year}-{number:4}" with 7 in 2026: "A-2026-0007". An unknown word in braces stays.
std::string number_text(std::string_view pattern, std::string_view year, std::int64_t number);

}  // namespace kontor::records
