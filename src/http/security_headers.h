// The headers every response carries, whatever its handler does.
#pragma once

#include <string>

#include "http/headers.h"

namespace kontor::http {

// Ready lines, each ending with CRLF. Pages get the policy a page needs, everything else one that
// allows nothing. What the handler set itself (Content-Security-Policy, Cache-Control) is left out.
std::string security_lines(const Headers& headers, bool secure);

}  // namespace kontor::http
