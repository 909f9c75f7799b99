// Rules as the people of this workspace read and write them: roles by what they are called, which
// may change, and what comes from ready sets in their language (phrases.h). Stored is the name of a
// role, which stays ("role_17").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/rules/rule.h"
#include "storage/database.h"

namespace kontor::access {

// read_rules(), then every role by its name: a name counts before a label, a label where one role
// alone has it, in either language. What is neither stays as it is; the linter tells. Errors
// beside: rule.same_name {name} when a name was written in both languages.
[[nodiscard]] Result<std::vector<Rule>> read_spoken(storage::Connection& connection,
                                                    std::string_view text,
                                                    const schema::Catalogue& catalogue);

// write_rules() with roles as they are called in the language. read_spoken() of it is `rules`.
[[nodiscard]] Result<std::string> write_spoken(storage::Connection& connection,
                                               std::vector<Rule> rules, schema::Language language,
                                               const schema::Catalogue& catalogue);

// The same of each rule alone.
[[nodiscard]] Result<std::vector<Rule>> speak(storage::Connection& connection,
                                              std::vector<Rule> rules, schema::Language language);

}  // namespace kontor::access
