// What happened to records: one append-only row for each changed field. Written by the write path
// alone; here it is read and taken back.
#pragma once

#include <cstdint>

namespace kontor::records {

enum class HistoryAction { created = 1, updated = 2, deleted = 3, restored = 4 };

}  // namespace kontor::records
