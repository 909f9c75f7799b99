// Sentences for failures, in the reader's language. The server and the web client share the
// catalogue: web/src/i18n/errors.<language>.json, "error.<key>": "… {param} …".
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace kontor::api {

enum class Language { de, en };

// The best of an Accept-Language header (RFC 9110, 12.5.4) that we speak; German when none is.
Language accepted_language(std::string_view header);

// The sentence for `error`, its {params} filled in. A key without a sentence falls back to that of
// the code, so that there is always an answer a person understands.
std::string sentence(const Error& error, Language language);

}  // namespace kontor::api
