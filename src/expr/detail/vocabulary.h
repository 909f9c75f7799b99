// The words of the language in each of its spellings. One parser and one renderer serve all three;
// what differs between them is written here and nowhere else.
#pragma once

#include <span>
#include <string_view>

#include "schema/catalogue.h"

namespace kontor::expr {

// clang-format off
enum class Word {
  logical_or, logical_and, logical_not,
  is, empty,
  in, contains, begins_with, ends_with,
  not_in, not_contains, not_begins_with, not_ends_with,
  below, above, at_most, levels,
  reached, older_than, within,
  exists, with,
  yes, no, me, my, before, shared_with_me, to,
  date, instant,
  minutes, hours, days, weeks, months, years,
};
// clang-format on

// One way to say a word: its parts are separated by one blank. The first spelling of a word is the
// one that is written; of a unit ("days", "levels") the second is the one of something.
struct Spelling {
  Word word;
  std::string_view text;
};

// A name of the language (function, facet, period, ...) and how people say it.
struct Translation {
  std::string_view name;
  std::string_view said;
};

struct Vocabulary {
  std::span<const Spelling> spellings;
  std::span<const Translation> functions = {};
  std::span<const Translation> mine = {};  // with the word before the dot: "meine.teams"
  std::span<const Translation> facets = {};
  std::span<const Translation> kinds = {};
  std::span<const Translation> actions = {};
  std::span<const Translation> periods = {};
  char decimal = '.';
  char separator = ',';
  bool labels = false;  // fields and options are called by their labels, words in any case
  bool german_dates = false;
};

const Vocabulary& canonical();
const Vocabulary& surface(schema::Language language);

// What is written for a word.
std::string_view spelling(const Vocabulary& vocabulary, Word word);
std::string_view singular(const Vocabulary& vocabulary, Word unit);
// Whether some phrase of the language begins with this word, so that a field cannot be called so.
bool is_reserved(const Vocabulary& vocabulary, std::string_view word);

// From the language's name to what people say, and back; unknown ones stay as they are.
std::string_view said(std::span<const Translation> table, std::string_view name);
std::string_view name_of(std::span<const Translation> table, std::string_view said);

// "unit" for what follows the dot in "mein.bereich".
std::string_view mine_name(const Vocabulary& vocabulary, std::string_view word);

// The name of a duration's unit ("days") as it lies in the tree, and the word for it.
struct UnitWord {
  Word word;
  std::string_view name;
};
std::span<const UnitWord> unit_words();

// A field or label that needs no brackets: a letter or underscore, then letters, digits,
// underscores.
bool is_plain_name(const Vocabulary& vocabulary, std::string_view name);

}  // namespace kontor::expr
