// Random secrets and what is stored of them.
#pragma once

#include <string>
#include <string_view>

#include "storage/value.h"

namespace kontor::auth::detail {

// 256 bits in base64url: 43 characters.
std::string new_secret();

// BLAKE2b-256. Enough for random secrets; passwords need password.h. Looking a secret up by its
// hash takes the same time whatever part of it is right.
storage::Blob hash_of(std::string_view secret);

}  // namespace kontor::auth::detail
