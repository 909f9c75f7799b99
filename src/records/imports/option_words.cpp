#include "records/imports/option_words.h"

#include <algorithm>

#include "base/search_text.h"
#include "base/text.h"
#include "schema/change/draft.h"
#include "schema/names.h"

namespace kontor::importing {
namespace {

std::string word_of(std::string_view text) {
  std::string word = fold_case(tidy_line(text));
  while (word.ends_with('.')) word.pop_back();
  return word;
}

// Forms of address as other programs write them.
std::string_view also_called(std::string_view key) {
  if (key == "ms") return "mrs";
  if (key == "mr") return "herrn";
  return {};
}

std::string key_for(const schema::Field& field, std::string_view label) {
  std::string key;
  for (const std::string& word : canonical_words(label)) {
    const bool plain = std::ranges::all_of(
        word, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
    if (plain && key.size() + word.size() < schema::kMaxNameLength - 5)
      key += (key.empty() ? "" : "_") + word;
  }
  if (!schema::is_name(key)) key = "option" + (key.empty() ? "" : "_" + key);
  std::string unique = key;
  for (int count = 2; field.option(unique); ++count) unique = key + "_" + std::to_string(count);
  return unique;
}

}  // namespace

OptionWords::OptionWords(const schema::Field& field) {
  for (const schema::Option& option : field.options) {
    if (option.archived) continue;
    std::vector<std::string> words = {option.key, word_of(option.label.de),
                                      word_of(option.label.en),
                                      std::string(also_called(option.key))};
    std::ranges::sort(words);
    words.erase(std::ranges::unique(words).begin(), words.end());
    for (const std::string& word : words)
      if (!word.empty()) words_[word].push_back(&option);
  }
}

const schema::Option* OptionWords::find(std::string_view word, std::string_view pipeline) const {
  const auto found = words_.find(word_of(word));
  if (found == words_.end()) return nullptr;
  for (const schema::Option* option : found->second)
    if (option->pipeline == pipeline) return option;
  return found->second.front();
}

Result<schema::CataloguePtr> with_options(const schema::Catalogue& catalogue,
                                          const std::string& object,
                                          const std::vector<NewOption>& options) {
  schema::Draft draft(catalogue);
  const schema::Object* target = catalogue.object(object);
  for (const NewOption& wish : options) {
    const schema::Field* known = target ? target->field(wish.field) : nullptr;
    schema::Field* field = known ? draft.field(object, known->name) : nullptr;
    if (!field || field->options.size() >= schema::kMaxFieldOptions) continue;
    if (OptionWords(*field).find(wish.label, wish.pipeline)) continue;
    schema::Option option{
        .key = key_for(*field, wish.label), .label = {wish.label, wish.label}, .colour = "grey"};
    if (field->type == schema::FieldType::status) {
      option.kind = schema::OptionKind::open;
      option.pipeline = wish.pipeline;
    }
    TRY(draft.add_option(object, known->name, std::move(option)));
  }
  return draft.finish();
}

}  // namespace kontor::importing
