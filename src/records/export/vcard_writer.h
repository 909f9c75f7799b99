// Exports as vCards, one after the other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace kontor::exporting {

struct LabelledValue {
  std::string value;
  std::string label;  // work, private, mobile, fax, main, other or empty
};

struct Contact {
  std::string uid;
  std::string salutation, title, first_name, last_name, suffix;
  std::string full_name;  // what is shown; for a company its name
  bool is_company = false;
  std::string company, department, role;
  std::vector<LabelledValue> emails, phones, websites;
  std::string street, postal_code, place, region, country;  // the country by its name
  std::optional<YearlessDate> birthday;
  std::string notes;
  std::vector<std::string> tags;
};

enum class VcardVersion { v3, v4 };  // 3.0 is what Apple and Outlook read without complaint

void append_vcard(std::string& out, const Contact& contact,
                  VcardVersion version = VcardVersion::v3);

}  // namespace kontor::exporting
