#include "http/headers.h"

#include <algorithm>

namespace kontor::http {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

}  // namespace

bool same_name(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, lower, lower);
}

void Headers::add(std::string_view name, std::string_view value) {
  items_.push_back({std::string(name), std::string(value)});
}

void Headers::set(std::string_view name, std::string_view value) {
  std::erase_if(items_, [&](const Header& item) { return same_name(item.name, name); });
  add(name, value);
}

std::string_view Headers::get(std::string_view name) const {
  for (const Header& item : items_) {
    if (same_name(item.name, name)) return item.value;
  }
  return {};
}

bool Headers::has(std::string_view name) const {
  return std::ranges::any_of(items_,
                             [&](const Header& item) { return same_name(item.name, name); });
}

}  // namespace kontor::http
