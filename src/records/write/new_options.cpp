#include "records/write/new_options.h"

#include <algorithm>

#include "base/search_text.h"
#include "base/text.h"
#include "records/schema_changes.h"
#include "schema/change/draft.h"
#include "schema/names.h"

namespace kontor::records {
namespace {

constexpr std::size_t kMaxNewOptions = 100;
constexpr std::size_t kMaxTag = 100;  // bytes

// "Messe Köln 2026" becomes "messe_koln_2026"; taken names get a number.
std::string key_for(const schema::Field& field, const std::string& text) {
  std::string key;
  for (const auto& word : canonical_words(text, 8)) {
    if (!is_ascii(word)) continue;
    key += (key.empty() ? "" : "_") + word;
  }
  if (key.empty() || key[0] < 'a' || key[0] > 'z') key = "tag" + (key.empty() ? "" : "_" + key);
  key.resize(std::min(key.size(), schema::kMaxNameLength - 4));
  while (key.ends_with('_')) key.pop_back();
  std::string free = key;
  for (int number = 2; field.option(free); ++number) free = key + "_" + std::to_string(number);
  return free;
}

bool is_there(const schema::Field& field, const std::string& text) {
  std::string folded = fold_case(text);
  return std::ranges::any_of(field.options, [&](const schema::Option& option) {
    return fold_case(option.label.de) == folded || fold_case(option.label.en) == folded;
  });
}

}  // namespace

std::vector<NewOption> missing_options(const Run& run) {
  std::vector<NewOption> missing;
  for (const Item& item : run.items) {
    for (const Error& error : item.outcome.errors) {
      const schema::Field* field = item.object ? item.object->field(error.field) : nullptr;
      if (error.key != "value.unknown_option" || !field || !field->open_options) return {};
      std::string text = tidy_line(error.params.empty() ? "" : error.params[0].value);
      if (text.empty() || text.size() > kMaxTag) return {};
      missing.push_back({item.object, field, std::move(text)});
    }
  }
  if (missing.size() > kMaxNewOptions) missing.clear();
  return missing;
}

Result<void> add_options(Writer& writer, const auth::Actor& actor,
                         const std::vector<NewOption>& options) {
  auto edit = [&](const schema::Catalogue& before) -> Result<schema::CataloguePtr> {
    schema::Draft draft(before);
    for (const auto& wanted : options) {
      const schema::Field* field = draft.field(wanted.object->name, wanted.field->name);
      if (!field || is_there(*field, wanted.text)) continue;
      schema::Option option;
      option.key = key_for(*field, wanted.text);
      option.label = {wanted.text, wanted.text};
      option.colour = "grey";
      TRY(draft.add_option(wanted.object->name, wanted.field->name, std::move(option)));
    }
    return draft.finish();
  };
  TRY(change_schema(writer, actor, Reason::edit, edit));
  return {};
}

}  // namespace kontor::records
