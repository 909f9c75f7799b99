// What ready sets call their rules, and the reasons they give, in both languages (`german` in
// sets/*.yaml). English is stored; people read and write them in their own language. What a ready
// set does not say stays as it was written.
#pragma once

#include <string>

#include "schema/catalogue.h"

namespace kontor::access {

// A name or reason as it is stored, in the language.
std::string said_phrase(const std::string& stored, schema::Language language);
// The name of a rule; those of a block's rules are its name and a step: "escalation (2)".
std::string said_rule(const std::string& stored, schema::Language language);
// Written in either language, as it is stored.
std::string stored_phrase(const std::string& said);

}  // namespace kontor::access
