// The same request sent twice has one effect: a key is claimed in the transaction that does the
// work, together with a fingerprint of what was asked, and keeps the answer for 48 hours.
#pragma once

#include <optional>

#include "records/write/run.h"

namespace kontor::records {

inline constexpr std::int64_t kKeyLifetime = 48 * 3600 * kMicrosPerSecond;

// The first answer, if there was one. Errors: idempotency.reused when the content differs;
// storage.unique when the same request is just being worked on elsewhere: try again.
[[nodiscard]] Result<std::optional<BatchResult>> claim_key(Run& run);

// Keeps the answer under the claimed key.
[[nodiscard]] Result<void> keep_answer(Run& run, const BatchResult& result);

}  // namespace kontor::records
