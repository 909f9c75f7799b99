// How changes are told: what `announce` writes, and what the audit may expect.
#pragma once

#include <cstddef>

namespace kontor::records {

// More records of one object in a batch than this are told as one slice.
inline constexpr std::size_t kToldSingly = 50;

}  // namespace kontor::records
