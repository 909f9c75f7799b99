// What a cursor is bound to: all that decides which record is on which page, and who asks.
#pragma once

#include <string>

#include "query/reader.h"
#include "query/select.h"

namespace kontor::query {

inline std::string question_of(const Reader& reader, const schema::Object& object,
                               const SelectRequest& request) {
  std::string text = std::to_string(reader.rights.bindings().me);
  const auto add = [&text](std::string_view part) { (text += '\0') += part; };
  add(object.name);
  add(request.filter);
  add(request.search);
  add(request.trash ? "trash" : "");
  for (const auto& term : request.sort) add(term);
  return text;
}

}  // namespace kontor::query
