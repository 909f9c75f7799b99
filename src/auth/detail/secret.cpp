#include "auth/detail/secret.h"

#include <sodium.h>

#include "base/random.h"

namespace kontor::auth::detail {

std::string new_secret() {
  return random_token(32);
}

storage::Blob hash_of(std::string_view secret) {
  storage::Blob hash{std::string(crypto_generichash_BYTES, '\0')};
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.bytes.data()), hash.bytes.size(),
                     reinterpret_cast<const unsigned char*>(secret.data()), secret.size(), nullptr,
                     0);
  return hash;
}

}  // namespace kontor::auth::detail
