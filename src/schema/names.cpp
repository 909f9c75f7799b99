#include "schema/names.h"

#include <algorithm>
#include <array>

namespace kontor::schema {
namespace {

constexpr auto kReserved = std::to_array<std::string_view>(
    {// the expression language (docs/dev/expressions.md)
     "and", "or", "not", "is", "in", "empty", "contains", "begins", "ends", "with", "below",
     "above", "at", "most", "levels", "reached", "older", "than", "within", "true", "false", "date",
     "instant", "exists", "me", "my", "before", "shared", "to", "days", "weeks", "months", "years",
     "hours", "minutes",
     // the columns of every record table and the fields made of them
     "id", "version", "title", "title_fold", "title_sort", "owner", "unit", "territory",
     "organisation", "confidential", "zk", "created_at", "created_by", "changed_at", "changed_by",
     "deleted_at", "record",
     // kits: what is there already, in an extended list
     "existing"});

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > kMaxNameLength || !is_letter(name.front())) return false;
  char last = '_';
  for (char c : name) {
    if (!is_letter(c) && !is_digit(c) && c != '_') return false;
    if (c == '_' && last == '_') return false;
    last = c;
  }
  return last != '_';
}

bool is_reserved(std::string_view name) {
  return std::ranges::find(kReserved, name) != kReserved.end();
}

}  // namespace kontor::schema
