#include "base/random.h"

#include <cstdlib>
#include <sodium.h>

namespace kontor {
namespace {

void need_sodium() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) std::abort();  // no entropy, no secrets: nothing may go on
}

}  // namespace

std::string random_bytes(std::size_t count) {
  need_sodium();
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string random_token(std::size_t bytes) {
  const std::string raw = random_bytes(bytes);
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(raw.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(raw.data()),
                    raw.size(), kVariant);
  text.pop_back();  // the encoder's terminating zero
  return text;
}

}  // namespace kontor
