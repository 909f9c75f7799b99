// Where a page ended, sealed: a client can neither read nor change it, and it opens only for the
// same user asking the same question (XChaCha20-Poly1305, RFC 8439 with the extended nonce).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "query/order.h"

namespace kontor::query {

struct Cursor {
  Key key;
  bool backward = false;  // leads to the page in front of the key
};

class CursorSealer {
 public:
  // `secret`: kKeyBytes random bytes of the workspace, the same on every node.
  static constexpr std::size_t kKeyBytes = 32;
  explicit CursorSealer(std::string_view secret);

  // `question` is everything the cursor depends on: who, object, filter, order, search.
  std::string seal(const Cursor& cursor, std::string_view question) const;
  // Errors: Code::bad_request, query.cursor, for whatever is wrong with it.
  [[nodiscard]] Result<Cursor> open(std::string_view text, std::string_view question) const;

 private:
  std::string secret_;
};

}  // namespace kontor::query
