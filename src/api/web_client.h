// The browser client's files, embedded in the program, and the one page for every address of it.
#pragma once

#include <span>

#include "base/embedded.h"
#include "http/router.h"

namespace kontor::api {

// Adds GET routes for `files`. Names below assets/ carry a hash and may be kept forever; index.html
// answers every other address, since the client does its own routing. Files beside them that end
// in .br or .gz are their compressed forms (RFC 9110, 12.5.3).
void add_web_client(http::Router& router, std::span<const EmbeddedFile> files);

}  // namespace kontor::api
