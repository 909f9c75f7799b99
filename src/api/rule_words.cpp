#include "api/rule_words.h"

namespace kontor::api {

Language asked_language(const Call& call) {
  const auto asked = call.request.query("language");
  if (!asked) return call.language;
  return *asked == "de" ? Language::de : Language::en;
}

schema::Language schema_language(Language language) {
  return language == Language::de ? schema::Language::de : schema::Language::en;
}

std::string_view kind_word(access::RuleKind kind) {
  switch (kind) {
    case access::RuleKind::allow:
      return "rule";
    case access::RuleKind::limit:
      return "limit";
    case access::RuleKind::forbid:
      return "forbid";
    case access::RuleKind::cap:
      return "cap";
    case access::RuleKind::masks:
      return "masks";
  }
  return "rule";
}

}  // namespace kontor::api
