#include "access/rules/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace kontor::access {
namespace {

using query::Action;
using query::Mode;
using schema::FieldClass;
using schema::Language;

template <class Meaning>
struct Words {
  Meaning meaning;
  std::string_view en, de;
  std::string_view in(Language language) const { return language == Language::de ? de : en; }
};

constexpr auto kKeys = std::to_array<Words<Key>>({
    {Key::allow, "rule", "regel"},
    {Key::limit, "limit", "grenze"},
    {Key::forbid, "forbid", "verbot"},
    {Key::cap, "cap", "deckel"},
    {Key::masks, "masks", "masken"},
    {Key::objects, "applies_to", "auf"},
    {Key::audience, "for", "für"},
    {Key::may, "may", "darf"},
    {Key::may_never, "may never", "darf nie"},
    {Key::at, "at", "bei"},
    {Key::when, "when", "wenn"},
    {Key::only_when, "only when", "nur wenn"},
    {Key::unless, "unless", "außer wenn"},
    {Key::fields, "fields", "felder"},
    {Key::log, "log", "protokoll"},
    {Key::valid, "valid", "gültig"},
    {Key::from, "from", "von"},
    {Key::until, "until", "bis"},
    {Key::because, "because", "grund"},
});

constexpr auto kActions = std::to_array<Words<Action>>({
    {Action::see, "see", "sehen"},
    {Action::read, "read", "lesen"},
    {Action::edit, "edit", "ändern"},
    {Action::remove, "delete", "löschen"},
    {Action::count, "count", "zählen"},
    {Action::create, "create", "anlegen"},
    {Action::assign, "assign", "zuweisen"},
    {Action::link, "link", "verknüpfen"},
    {Action::share, "share", "teilen"},
    {Action::export_data, "export", "exportieren"},
});

constexpr auto kModes = std::to_array<Words<Mode>>({
    {Mode::none, "none", "nein"},
    {Mode::mask, "mask", "maske"},
    {Mode::read, "read", "lesen"},
    {Mode::edit, "edit", "ändern"},
});

using MaskKind = query::MaskStyle::Kind;
constexpr auto kMasks = std::to_array<Words<MaskKind>>({
    {MaskKind::initials, "initials", "initialen"},
    {MaskKind::domain, "domain", "domain"},
    {MaskKind::ending, "ending", "ende"},
    {MaskKind::year, "year", "jahr"},
    {MaskKind::postal, "postal", "plz"},
    {MaskKind::step, "step", "stufe"},
    {MaskKind::dots, "dots", "punkte"},
});

// The greatest number a kind of mask takes, and must be given; 0: it takes none.
std::int64_t most(MaskKind kind) {
  switch (kind) {
    case MaskKind::ending:
    case MaskKind::postal:
      return 4;
    case MaskKind::step:
      return 1'000'000'000;
    default:
      return 0;
  }
}

constexpr auto kClasses = std::to_array<Words<FieldClass>>({
    {FieldClass::normal, "normal", "normal"},
    {FieldClass::personal, "personal", "personenbezogen"},
    {FieldClass::special, "special", "besonders"},
    {FieldClass::internal, "internal", "intern"},
    {FieldClass::secret, "secret", "geheim"},
});

constexpr auto kAudiences = std::to_array<Words<Audience::Kind>>({
    {Audience::Kind::all, "all", "alle"},
    {Audience::Kind::staff, "staff", "intern"},
    {Audience::Kind::external, "external", "extern"},
    {Audience::Kind::portal, "portal", "portal"},
    {Audience::Kind::head, "head", "leitung"},
    {Audience::Kind::role, "role", "rolle"},
    {Audience::Kind::team, "team", "team"},
    {Audience::Kind::organisation, "organisation", "organisation"},
    {Audience::Kind::key, "key", "schlüssel"},
});

constexpr auto kUnitKinds = std::to_array<Words<std::string_view>>({
    {"company", "company", "firma"},
    {"division", "division", "bereich"},
    {"group", "group", "gruppe"},
    {"seat", "seat", "stelle"},
});

template <class Table, class Meaning>
std::string_view find_word(const Table& table, Meaning meaning, Language language) {
  using Entry = typename Table::value_type;
  const auto found = std::ranges::find(table, meaning, &Entry::meaning);
  return found == table.end() ? std::string_view() : found->in(language);
}

template <class Meaning, std::size_t size>
std::optional<Meaning> find_meaning(const std::array<Words<Meaning>, size>& table,
                                    std::string_view word, Language language) {
  for (const auto& entry : table)
    if (entry.in(language) == word) return entry.meaning;
  return std::nullopt;
}

template <class Table>
std::string listed(const Table& table, Language language) {
  std::string text;
  for (const auto& entry : table) {
    if (!text.empty()) text += ", ";
    text += entry.in(language);
  }
  return text;
}

}  // namespace

std::string_view said(Key key, Language language) {
  return find_word(kKeys, key, language);
}
std::string_view said(Action action, Language language) {
  return find_word(kActions, action, language);
}
std::string_view said(Mode mode, Language language) {
  return find_word(kModes, mode, language);
}
std::string_view said(FieldClass field_class, Language language) {
  return find_word(kClasses, field_class, language);
}
std::string_view said(Audience::Kind kind, Language language) {
  return find_word(kAudiences, kind, language);
}
std::string said(const query::MaskStyle& style, Language language) {
  std::string word(find_word(kMasks, style.kind, language));
  return most(style.kind) ? word.append("(").append(std::to_string(style.number)).append(")")
                          : word;
}
std::string_view said_yes(Language language) {
  return language == Language::de ? "ja" : "yes";
}
std::string_view said_all(Language language) {
  return said(Audience::Kind::all, language);
}
std::string_view said_of(Language language) {
  return language == Language::de ? "von" : "of";
}
std::string_view said_unit_kind(std::string_view kind, Language language) {
  const auto word = find_word(kUnitKinds, kind, language);
  return word.empty() ? kind : word;
}
std::string_view unit_kind(std::string_view word, Language language) {
  return find_meaning(kUnitKinds, word, language).value_or(std::string_view());
}

template <>
std::optional<Key> meaning(std::string_view word, Language language) {
  return find_meaning(kKeys, word, language);
}
template <>
std::optional<Action> meaning(std::string_view word, Language language) {
  return find_meaning(kActions, word, language);
}
template <>
std::optional<Mode> meaning(std::string_view word, Language language) {
  return find_meaning(kModes, word, language);
}
template <>
std::optional<query::MaskStyle> meaning(std::string_view word, Language language) {
  const auto open = std::min(word.find('('), word.size());
  const auto kind = find_meaning(kMasks, word.substr(0, open), language);
  if (!kind) return std::nullopt;
  query::MaskStyle style{.kind = *kind};
  if (most(*kind) == 0) return open == word.size() ? std::optional(style) : std::nullopt;
  if (!word.ends_with(')')) return std::nullopt;
  const auto end = word.data() + word.size() - 1;
  const auto [stop, error] = std::from_chars(word.data() + open + 1, end, style.number);
  const bool good =
      error == std::errc() && stop == end && style.number > 0 && style.number <= most(*kind);
  return good ? std::optional(style) : std::nullopt;
}
template <>
std::optional<FieldClass> meaning(std::string_view word, Language language) {
  return find_meaning(kClasses, word, language);
}
template <>
std::optional<Audience::Kind> meaning(std::string_view word, Language language) {
  return find_meaning(kAudiences, word, language);
}

template <>
std::string all_words<Action>(Language language) {
  return listed(kActions, language);
}
template <>
std::string all_words<Mode>(Language language) {
  return listed(kModes, language);
}
template <>
std::string all_words<query::MaskStyle>(Language language) {
  std::string text;
  for (const auto& entry : kMasks) {
    text.append(text.empty() ? "" : ", ").append(entry.in(language));
    if (most(entry.meaning)) text += entry.meaning == MaskKind::step ? "(10000)" : "(2)";
  }
  return text;
}
template <>
std::string all_words<Audience::Kind>(Language language) {
  return listed(kAudiences, language);
}

}  // namespace kontor::access
