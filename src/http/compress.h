// Answers that are smaller on their way.
#pragma once

#include <string_view>

#include "http/response.h"

namespace kontor::http {

// The answer packed as gzip (RFC 1952), where the client takes that (`accepted`: its
// Accept-Encoding) and it pays: JSON of 2 KB and more. Anything else comes back as it is.
[[nodiscard]] Response compressed(Response response, std::string_view accepted);

}  // namespace kontor::http
