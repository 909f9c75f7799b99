#include "access/rules/phrases.h"

#include <map>

#include "base/embedded.h"
#include "schema/kit/yaml.h"

namespace kontor::embedded {
std::span<const EmbeddedFile> access_sets();
}

namespace kontor::access {
namespace {

struct Phrases {
  std::map<std::string, std::string, std::less<>> german, english;
};

// A set that cannot be read adds none; the test of the sets finds it.
Phrases load() {
  Phrases phrases;
  for (const EmbeddedFile& file : embedded::access_sets()) {
    const auto set = schema::parse_yaml(file.bytes);
    const schema::YamlNode* german = set ? set->find("german") : nullptr;
    if (!german) continue;
    for (const schema::YamlEntry& entry : german->entries) {
      phrases.german.emplace(entry.key, entry.value.scalar);
      phrases.english.emplace(entry.value.scalar, entry.key);
    }
  }
  return phrases;
}

const Phrases& phrases() {
  static const Phrases kPhrases = load();
  return kPhrases;
}

}  // namespace

std::string said_phrase(const std::string& stored, schema::Language language) {
  if (language == schema::Language::en) return stored;
  const auto found = phrases().german.find(stored);
  return found == phrases().german.end() ? stored : found->second;
}

std::string said_rule(const std::string& stored, schema::Language language) {
  const auto step = stored.ends_with(')') ? stored.rfind(" (") : std::string::npos;
  const std::string whole = said_phrase(stored, language);
  if (whole != stored || step == std::string::npos) return whole;
  return said_phrase(stored.substr(0, step), language) + stored.substr(step);
}

std::string stored_phrase(const std::string& said) {
  const auto found = phrases().english.find(said);
  return found == phrases().english.end() ? said : found->second;
}

}  // namespace kontor::access
