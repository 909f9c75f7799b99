#include "expr/detail/vocabulary.h"

#include <algorithm>
#include <array>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/text.h"

namespace kontor::expr {
namespace {

constexpr auto kEnglishSpellings = std::to_array<Spelling>({
    {Word::logical_or, "or"},
    {Word::logical_and, "and"},
    {Word::logical_not, "not"},
    {Word::is, "is"},
    {Word::empty, "empty"},
    {Word::in, "in"},
    {Word::contains, "contains"},
    {Word::begins_with, "begins with"},
    {Word::ends_with, "ends with"},
    {Word::not_in, "not in"},
    {Word::not_contains, "not contains"},
    {Word::not_begins_with, "not begins with"},
    {Word::not_ends_with, "not ends with"},
    {Word::below, "below"},
    {Word::above, "above"},
    {Word::at_most, "at most"},
    {Word::levels, "levels"},
    {Word::levels, "level"},
    {Word::reached, "reached"},
    {Word::older_than, "older than"},
    {Word::within, "within"},
    {Word::exists, "exists"},
    {Word::with, "with"},
    {Word::yes, "true"},
    {Word::no, "false"},
    {Word::me, "me"},
    {Word::my, "my"},
    {Word::before, "before"},
    {Word::shared_with_me, "shared with me"},
    {Word::to, "to"},
    {Word::date, "date"},
    {Word::instant, "instant"},
    {Word::minutes, "minutes"},
    {Word::minutes, "minute"},
    {Word::hours, "hours"},
    {Word::hours, "hour"},
    {Word::days, "days"},
    {Word::days, "day"},
    {Word::weeks, "weeks"},
    {Word::weeks, "week"},
    {Word::months, "months"},
    {Word::months, "month"},
    {Word::years, "years"},
    {Word::years, "year"},
});

constexpr auto kGermanSpellings = std::to_array<Spelling>({
    {Word::logical_or, "oder"},
    {Word::logical_and, "und"},
    {Word::logical_not, "nicht"},
    {Word::is, "ist"},
    {Word::empty, "leer"},
    {Word::in, "in"},
    {Word::contains, "enthält"},
    {Word::begins_with, "beginnt mit"},
    {Word::ends_with, "endet mit"},
    {Word::not_in, "nicht in"},
    {Word::not_contains, "enthält nicht"},
    {Word::not_contains, "nicht enthält"},
    {Word::not_begins_with, "beginnt nicht mit"},
    {Word::not_begins_with, "nicht beginnt mit"},
    {Word::not_ends_with, "endet nicht mit"},
    {Word::not_ends_with, "nicht endet mit"},
    {Word::below, "unter"},
    {Word::above, "über"},
    {Word::at_most, "höchstens"},
    {Word::levels, "Stufen"},
    {Word::levels, "Stufe"},
    {Word::reached, "erreicht"},
    {Word::older_than, "älter als"},
    {Word::within, "innerhalb von"},
    {Word::within, "innerhalb"},
    {Word::exists, "es gibt"},
    {Word::with, "mit"},
    {Word::yes, "wahr"},
    {Word::no, "falsch"},
    {Word::me, "ich"},
    {Word::my, "mein"},
    {Word::my, "meine"},
    {Word::before, "vorher"},
    {Word::shared_with_me, "mit mir geteilt"},
    {Word::to, "zum"},
    {Word::date, "Datum"},
    {Word::instant, "Zeitpunkt"},
    {Word::minutes, "Minuten"},
    {Word::minutes, "Minute"},
    {Word::hours, "Stunden"},
    {Word::hours, "Stunde"},
    {Word::days, "Tage"},
    {Word::days, "Tag"},
    {Word::days, "Tagen"},
    {Word::weeks, "Wochen"},
    {Word::weeks, "Woche"},
    {Word::months, "Monate"},
    {Word::months, "Monat"},
    {Word::months, "Monaten"},
    {Word::years, "Jahre"},
    {Word::years, "Jahr"},
    {Word::years, "Jahren"},
});

constexpr auto kGermanFunctions = std::to_array<Translation>({
    {"abs", "betrag"},
    {"anniversary", "jahrestag"},
    {"coalesce", "erstes"},
    {"count", "anzahl"},
    {"date", "datum"},
    {"day", "tag"},
    {"days_between", "tage_zwischen"},
    {"end_of", "ende"},
    {"if", "wenn"},
    {"join", "verbinden"},
    {"left", "links"},
    {"length", "länge"},
    {"lower", "klein"},
    {"max", "größtes"},
    {"min", "kleinstes"},
    {"money", "geld"},
    {"month", "monat"},
    {"now", "jetzt"},
    {"right", "rechts"},
    {"round", "runden"},
    {"start_of", "anfang"},
    {"today", "heute"},
    {"trim", "kürzen"},
    {"upper", "groß"},
    {"week", "woche"},
    {"weekday", "wochentag"},
    {"year", "jahr"},
});

constexpr auto kGermanMine = std::to_array<Translation>({
    {"contact", "mein.kontakt"},
    {"customer", "mein.kunde"},
    {"deputies", "meine.vertretungen"},
    {"headed", "meine.geleiteten"},
    {"organisation", "meine.organisation"},
    {"products", "meine.produkte"},
    {"reports", "meine.unterstellten"},
    {"teams", "meine.teams"},
    {"territories", "meine.gebiete"},
    {"topics", "meine.themen"},
    {"unit", "mein.bereich"},
    {"units", "meine.einheiten"},
});

constexpr auto kGermanFacets = std::to_array<Translation>({
    {"currency", "Währung"},
    {"kind", "Art"},
    {"position", "Rang"},
    {"probability", "Wahrscheinlichkeit"},
});

constexpr auto kGermanKinds = std::to_array<Translation>({
    {"later", "später"},
    {"lost", "verloren"},
    {"none", "keine"},
    {"open", "offen"},
    {"qualification", "Interessent"},
    {"won", "gewonnen"},
});

constexpr auto kGermanActions = std::to_array<Translation>({
    {"assign", "zuweisen"},
    {"edit", "ändern"},
    {"count", "zählen"},
    {"create", "anlegen"},
    {"delete", "löschen"},
    {"download", "herunterladen"},
    {"export", "exportieren"},
    {"link", "verknüpfen"},
    {"read", "lesen"},
    {"see", "sehen"},
    {"share", "teilen"},
});

constexpr auto kGermanPeriods = std::to_array<Translation>({
    {"day", "tag"},
    {"month", "monat"},
    {"quarter", "quartal"},
    {"week", "woche"},
    {"year", "jahr"},
});

constexpr auto kUnitWords = std::to_array<UnitWord>({
    {Word::minutes, "minutes"},
    {Word::hours, "hours"},
    {Word::days, "days"},
    {Word::weeks, "weeks"},
    {Word::months, "months"},
    {Word::years, "years"},
});

const Vocabulary kCanonical = {.spellings = kEnglishSpellings};
const Vocabulary kEnglish = {.spellings = kEnglishSpellings, .labels = true};
const Vocabulary kGerman = {
    .spellings = kGermanSpellings,
    .functions = kGermanFunctions,
    .mine = kGermanMine,
    .facets = kGermanFacets,
    .kinds = kGermanKinds,
    .actions = kGermanActions,
    .periods = kGermanPeriods,
    .decimal = ',',
    .separator = ';',
    .labels = true,
    .german_dates = true,
};

}  // namespace

const Vocabulary& canonical() {
  return kCanonical;
}

const Vocabulary& surface(schema::Language language) {
  return language == schema::Language::de ? kGerman : kEnglish;
}

std::string_view spelling(const Vocabulary& vocabulary, Word word) {
  return std::ranges::find(vocabulary.spellings, word, &Spelling::word)->text;
}

std::string_view singular(const Vocabulary& vocabulary, Word unit) {
  return (std::ranges::find(vocabulary.spellings, unit, &Spelling::word) + 1)->text;
}

bool is_reserved(const Vocabulary& vocabulary, std::string_view word) {
  return std::ranges::any_of(vocabulary.spellings, [&](const Spelling& spelling) {
    const std::string_view first = spelling.text.substr(0, spelling.text.find(' '));
    return vocabulary.labels ? fold_case(first) == fold_case(word) : first == word;
  });
}

std::string_view said(std::span<const Translation> table, std::string_view name) {
  const auto found = std::ranges::find(table, name, &Translation::name);
  return found == table.end() ? name : found->said;
}

std::string_view name_of(std::span<const Translation> table, std::string_view said) {
  const std::string folded = fold_case(said);
  const auto found = std::ranges::find_if(
      table, [&](const Translation& entry) { return fold_case(entry.said) == folded; });
  return found == table.end() ? said : found->name;
}

std::string_view mine_name(const Vocabulary& vocabulary, std::string_view word) {
  const std::string folded = fold_case(word);
  const auto found = std::ranges::find_if(vocabulary.mine, [&](const Translation& entry) {
    return entry.said.substr(entry.said.find('.') + 1) == folded;
  });
  return found == vocabulary.mine.end() ? word : found->name;
}

std::span<const UnitWord> unit_words() {
  return kUnitWords;
}

bool is_plain_name(const Vocabulary& vocabulary, std::string_view name) {
  if (name.empty() || is_reserved(vocabulary, name)) return false;
  if (!vocabulary.labels && !is_ascii(name)) return false;
  const auto size = static_cast<std::int32_t>(name.size());
  for (std::int32_t at = 0; at < size;) {
    const bool first = at == 0;
    UChar32 c = 0;
    U8_NEXT(name.data(), at, size, c);
    if (c < 0 || !(c == '_' || u_isalpha(c) || (!first && u_isdigit(c)))) return false;
  }
  return true;
}

}  // namespace kontor::expr
