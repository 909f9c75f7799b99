// The passwords that guessing starts with: auth/well_known_passwords.txt.
#pragma once

#include <string_view>

namespace kontor::auth {

// `folded` is one of them, two of them one after the other, or becomes so without its digits and
// signs: "monkeydragon", "football.1234!".
bool is_well_known(std::string_view folded);

}  // namespace kontor::auth
