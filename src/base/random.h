// Secrets from the operating system's generator (libsodium).
#pragma once

#include <cstddef>
#include <string>

namespace kontor {

std::string random_bytes(std::size_t count);

// `bytes` random bytes as base64url without padding: 16 bytes make 22 characters. What leaves the
// house instead of an id, and what sessions and keys are made of.
std::string random_token(std::size_t bytes = 16);

}  // namespace kontor
