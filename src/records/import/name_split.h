// A person's name written in one piece, taken apart.
#pragma once

#include <string>
#include <string_view>

namespace kontor::importing {

struct NameParts {
  std::string salutation;    // "Herr", "Frau", "Mr." as written; empty if none
  std::string title_prefix;  // "Prof. Dr."
  std::string first_name;
  std::string last_name;  // with its particles: "von der Heide"
  std::string suffix;     // "MBA", "Jr."
};

// "Dr. Anna Müller", "Müller, Anna", "Frau Prof. Dr. Anna-Lena von der Heide", "Müller, Dr. Anna".
// A single word is the last name. What looks like a company's name is left whole in last_name.
NameParts split_name(std::string_view text);

// Does the text end in a legal form (GmbH, AG, Ltd. ...) or otherwise read like a company?
bool looks_like_company(std::string_view text);

}  // namespace kontor::importing
