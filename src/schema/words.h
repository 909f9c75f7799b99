// The words for the enumerations of the catalogue: in the database, in kits and in the API.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "schema/catalogue.h"

namespace kontor::schema {

std::string_view to_string(FieldClass field_class);
std::string_view to_string(OptionKind kind);  // none: ""
std::string_view to_string(Cardinality cardinality);
std::string_view to_string(ViewKind kind);

// Nothing when `word` is none of them.
template <class Enum>
std::optional<Enum> from_word(std::string_view word);
template <>
std::optional<FieldType> from_word(std::string_view word);
template <>
std::optional<FieldClass> from_word(std::string_view word);
template <>
std::optional<OptionKind> from_word(std::string_view word);
template <>
std::optional<Cardinality> from_word(std::string_view word);
template <>
std::optional<ViewKind> from_word(std::string_view word);

// All words of an enumeration, for error messages: "table, board, list".
template <class Enum>
std::string words();
template <>
std::string words<FieldType>();
template <>
std::string words<FieldClass>();
template <>
std::string words<OptionKind>();
template <>
std::string words<Cardinality>();
template <>
std::string words<ViewKind>();

// The pattern of numbers that are written without grouping: years and the like.
inline constexpr std::string_view kPlainNumber = "0";

// Colours of options and objects (UX: ten hues, each checked for contrast in both schemes).
bool is_colour(std::string_view word);
std::string colours();

}  // namespace kontor::schema
