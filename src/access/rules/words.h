// How the frame of rules is said in either language. Conditions have words of their own
// (expr/detail/vocabulary.h).
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "access/rules/rule.h"

namespace kontor::access {

// The keys of a rule.
enum class Key {
  allow,
  limit,
  forbid,
  cap,
  masks,
  objects,
  audience,
  may,
  may_never,
  at,
  when,
  only_when,
  unless,
  fields,
  log,
  valid,
  from,
  until,
  because
};

std::string_view said(Key key, schema::Language language);
std::string_view said(query::Action action, schema::Language language);
std::string_view said(query::Mode mode, schema::Language language);
// "initials", "ending(3)"
std::string said(const query::MaskStyle& style, schema::Language language);
std::string_view said(schema::FieldClass field_class, schema::Language language);
std::string_view said(Audience::Kind kind, schema::Language language);
std::string_view said_yes(schema::Language language);
std::string_view said_all(schema::Language language);
// The kind of a unit; as it stands when it is none.
std::string_view said_unit_kind(std::string_view kind, schema::Language language);

// The word that stands between "head" and the kind of unit.
std::string_view said_of(schema::Language language);

// Nothing when `word` says none of them.
template <class Meaning>
std::optional<Meaning> meaning(std::string_view word, schema::Language language);
template <>
std::optional<Key> meaning(std::string_view word, schema::Language language);
template <>
std::optional<query::Action> meaning(std::string_view word, schema::Language language);
template <>
std::optional<query::Mode> meaning(std::string_view word, schema::Language language);
template <>
std::optional<query::MaskStyle> meaning(std::string_view word, schema::Language language);
template <>
std::optional<schema::FieldClass> meaning(std::string_view word, schema::Language language);
template <>
std::optional<Audience::Kind> meaning(std::string_view word, schema::Language language);
std::string_view unit_kind(std::string_view word, schema::Language language);

// "see, read, edit, ...": what could have been said, for error messages.
template <class Meaning>
std::string all_words(schema::Language language);
template <>
std::string all_words<query::Action>(schema::Language language);
template <>
std::string all_words<query::Mode>(schema::Language language);
template <>
std::string all_words<query::MaskStyle>(schema::Language language);
template <>
std::string all_words<Audience::Kind>(schema::Language language);

}  // namespace kontor::access
