#include "query/detail/readable_text.h"

#include <algorithm>

#include "base/phone.h"
#include "base/search_text.h"
#include "query/fetch.h"
#include "query/order.h"
#include "query/select.h"
#include "query/typed_rows.h"
#include "schema/search_index.h"

namespace kontor::query {
namespace {

using Words = std::vector<std::string>;

void add_words(std::string_view text, Words& words) {
  const std::string all = search_words(text);
  for (std::string_view left = all; !left.empty();) {
    const auto end = std::min(left.find(' '), left.size());
    words.emplace_back(left.substr(0, end));
    left.remove_prefix(std::min(end + 1, left.size()));
  }
}

void add_value(const schema::FieldValue& value, Words& words) {
  if (const auto* text = std::get_if<std::string>(&value)) add_words(*text, words);
  if (const auto* parts = std::get_if<schema::Parts>(&value)) {
    for (const auto& part : parts->values) {
      if (const auto* text = std::get_if<std::string>(&part)) add_words(*text, words);
    }
  }
  if (const auto* entries = std::get_if<schema::Entries>(&value)) {
    for (const auto& entry : *entries) {
      add_words(entry.value, words);
      for (auto& token : phone_search_tokens(entry.e164)) words.push_back(std::move(token));
    }
  }
}

class Question {
 public:
  explicit Question(std::string_view text)
      : words_(query_words(text)), numbers_(phone_query_prefixes(text)) {}

  bool fits(const Words& words) const {
    const auto begins = [&](const std::string& asked) {
      return std::ranges::any_of(words, [&](const auto& word) { return word.starts_with(asked); });
    };
    const auto stands = [&](const std::string& asked) {
      return std::ranges::find(words, asked) != words.end();
    };
    if (std::ranges::any_of(numbers_, begins)) return true;
    return std::ranges::all_of(words_, [&](const QueryWord& asked) {
      const bool found = asked.typing ? begins(asked.word) : stands(asked.word);
      return found || std::ranges::any_of(asked.others, stands);
    });
  }

 private:
  std::vector<QueryWord> words_;
  std::vector<std::string> numbers_;
};

std::vector<std::string> text_fields(const schema::Object& object) {
  std::vector<std::string> names;
  for (const auto& field : object.fields) {
    if (schema::is_searched(field)) names.push_back(field.name);
  }
  return names;
}

}  // namespace

bool reads_all_texts(const schema::Object& object, const Rights& rights) {
  return std::ranges::none_of(object.fields, [&](const schema::Field& field) {
    return schema::is_searched(field) && rights.readable(object, field, kRoot).has_value();
  });
}

Result<std::vector<std::int64_t>> readable_matches(std::string_view text,
                                                   const schema::Object& object,
                                                   std::vector<std::int64_t> ids,
                                                   const Reader& reader, Rights& rights) {
  if (reads_all_texts(object, rights)) return ids;
  const auto fetch = TRY(Fetch::bind(text_fields(object), object, reader.catalogue, rights));
  TypedRows rows;
  TRY(fetch.run(reader.connection, TRY(Select::visible(object, ids, reader, rights)), rows));
  const Question question(text);
  std::vector<std::int64_t> kept;
  for (const auto& record : rows.records()) {
    Words words;
    for (const auto& value : record.values) {
      if (value.mode >= Mode::read) add_value(value.value, words);
    }
    if (question.fits(words)) kept.push_back(record.id.value);
  }
  return kept;
}

}  // namespace kontor::query
