#include "schema/words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kontor::schema {
namespace {

template <class Enum, std::size_t size>
using Words = std::array<std::pair<Enum, std::string_view>, size>;

constexpr Words<FieldType, 21> kFieldTypes{{
    {FieldType::text, "text"},
    {FieldType::long_text, "long_text"},
    {FieldType::number, "number"},
    {FieldType::money, "money"},
    {FieldType::percent, "percent"},
    {FieldType::checkbox, "checkbox"},
    {FieldType::date, "date"},
    {FieldType::date_time, "date_time"},
    {FieldType::select, "select"},
    {FieldType::status, "status"},
    {FieldType::multi_select, "multi_select"},
    {FieldType::person_name, "person_name"},
    {FieldType::emails, "emails"},
    {FieldType::phones, "phones"},
    {FieldType::urls, "urls"},
    {FieldType::postal_address, "postal_address"},
    {FieldType::relation, "relation"},
    {FieldType::user, "user"},
    {FieldType::auto_number, "auto_number"},
    {FieldType::instant_system, "instant_system"},
    {FieldType::user_system, "user_system"},
}};

constexpr Words<FieldClass, 5> kFieldClasses{{
    {FieldClass::normal, "normal"},
    {FieldClass::personal, "personal"},
    {FieldClass::special, "special"},
    {FieldClass::internal, "internal"},
    {FieldClass::secret, "secret"},
}};

constexpr Words<OptionKind, 6> kOptionKinds{{
    {OptionKind::none, ""},
    {OptionKind::qualification, "qualification"},
    {OptionKind::open, "open"},
    {OptionKind::later, "later"},
    {OptionKind::won, "won"},
    {OptionKind::lost, "lost"},
}};

constexpr Words<Cardinality, 2> kCardinalities{{
    {Cardinality::one, "one"},
    {Cardinality::many, "many"},
}};

constexpr Words<ViewKind, 3> kViewKinds{{
    {ViewKind::table, "table"},
    {ViewKind::board, "board"},
    {ViewKind::list, "list"},
}};

constexpr std::array<std::string_view, 10> kColours{"grey", "red",  "orange", "yellow", "green",
                                                    "teal", "blue", "indigo", "violet", "pink"};

std::string_view word_of(const auto& table, auto value) {
  auto found = std::ranges::find(table, value, [](const auto& entry) { return entry.first; });
  return found == table.end() ? std::string_view() : found->second;
}

template <class Enum>
std::optional<Enum> value_of(const auto& table, std::string_view word) {
  auto found = std::ranges::find(table, word, [](const auto& entry) { return entry.second; });
  return found == table.end() ? std::nullopt : std::optional<Enum>(found->first);
}

std::string join(const auto& range) {
  std::string text;
  for (std::string_view word : range) {
    if (word.empty()) continue;
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

std::string joined(const auto& table) {
  std::vector<std::string_view> list;
  for (const auto& entry : table) list.push_back(entry.second);
  return join(list);
}

}  // namespace

std::string_view to_string(FieldType type) {
  return word_of(kFieldTypes, type);
}
std::string_view to_string(FieldClass field_class) {
  return word_of(kFieldClasses, field_class);
}
std::string_view to_string(OptionKind kind) {
  return word_of(kOptionKinds, kind);
}
std::string_view to_string(Cardinality cardinality) {
  return word_of(kCardinalities, cardinality);
}
std::string_view to_string(ViewKind kind) {
  return word_of(kViewKinds, kind);
}

template <>
std::optional<FieldType> from_word(std::string_view word) {
  return value_of<FieldType>(kFieldTypes, word);
}
template <>
std::optional<FieldClass> from_word(std::string_view word) {
  return value_of<FieldClass>(kFieldClasses, word);
}
template <>
std::optional<OptionKind> from_word(std::string_view word) {
  return value_of<OptionKind>(kOptionKinds, word);
}
template <>
std::optional<Cardinality> from_word(std::string_view word) {
  return value_of<Cardinality>(kCardinalities, word);
}
template <>
std::optional<ViewKind> from_word(std::string_view word) {
  return value_of<ViewKind>(kViewKinds, word);
}

template <>
std::string words<FieldType>() {
  return joined(kFieldTypes);
}
template <>
std::string words<FieldClass>() {
  return joined(kFieldClasses);
}
template <>
std::string words<OptionKind>() {
  return joined(kOptionKinds);
}
template <>
std::string words<Cardinality>() {
  return joined(kCardinalities);
}
template <>
std::string words<ViewKind>() {
  return joined(kViewKinds);
}

bool is_colour(std::string_view word) {
  return std::ranges::find(kColours, word) != kColours.end();
}
std::string colours() {
  return join(kColours);
}

}  // namespace kontor::schema
