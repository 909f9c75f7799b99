// Texts as YAML reads them back.
#pragma once

#include <string>
#include <string_view>

namespace kontor::access {

// Plain where that is enough, else in quotes. `inside`: within [ ] or { }.
std::string yaml_scalar(std::string_view text, bool inside = false);

}  // namespace kontor::access
