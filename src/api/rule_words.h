// The words in which rules are asked for and told.
#pragma once

#include <string_view>

#include "access/rules/rule.h"
#include "api/call.h"
#include "schema/catalogue.h"

namespace kontor::api {

// ?language=de or en; without it the one the browser prefers.
Language asked_language(const Call& call);
schema::Language schema_language(Language language);

std::string_view kind_word(access::RuleKind kind);

}  // namespace kontor::api
