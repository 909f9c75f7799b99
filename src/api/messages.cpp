#include "api/messages.h"

#include <cstdlib>
#include <map>

#include "base/embedded.h"
#include "base/json.h"

namespace kontor::embedded {
std::span<const EmbeddedFile> error_sentences();
}

namespace kontor::api {
namespace {

using Sentences = std::map<std::string, std::string, std::less<>>;

Sentences load(std::string_view file_name) {
  Sentences sentences;
  const EmbeddedFile* file = find_file(embedded::error_sentences(), file_name);
  if (!file) return sentences;
  auto parsed = parse_json(file->bytes);
  if (!parsed) return sentences;
  for (const JsonMember& member : parsed->members())
    if (auto text = member.value.text()) sentences.emplace(member.name, std::string(*text));
  return sentences;
}

const Sentences& sentences_of(Language language) {
  static const Sentences german = load("errors.de.json");
  static const Sentences english = load("errors.en.json");
  return language == Language::de ? german : english;
}

std::string filled(std::string_view pattern, const std::vector<ErrorParam>& params) {
  std::string text;
  while (!pattern.empty()) {
    const auto open = pattern.find('{');
    const auto close = open == pattern.npos ? open : pattern.find('}', open);
    if (close == pattern.npos) break;
    text += pattern.substr(0, open);
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    for (const ErrorParam& param : params)
      if (param.name == name) text += param.value;
    pattern.remove_prefix(close + 1);
  }
  return text += pattern;
}

}  // namespace

Language accepted_language(std::string_view header) {
  Language best = Language::de;
  double best_weight = 0;
  while (!header.empty()) {
    std::string_view range = header.substr(0, header.find(','));
    header.remove_prefix(std::min(header.size(), range.size() + 1));
    while (!range.empty() && range.front() == ' ') range.remove_prefix(1);
    double weight = 1;
    if (const auto quality = range.find(";q="); quality != range.npos)
      weight = std::strtod(std::string(range.substr(quality + 3, 5)).c_str(), nullptr);
    const bool german = range.starts_with("de");
    if ((german || range.starts_with("en")) && weight > best_weight) {
      best = german ? Language::de : Language::en;
      best_weight = weight;
    }
  }
  return best;
}

std::string sentence(const Error& error, Language language) {
  const Sentences& sentences = sentences_of(language);
  auto found = sentences.find("error." + error.key);
  if (found == sentences.end())
    found = sentences.find("error.code." + std::string(to_string(error.code)));
  return found == sentences.end() ? std::string(to_string(error.code))
                                  : filled(found->second, error.params);
}

}  // namespace kontor::api
