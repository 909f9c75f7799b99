// Header fields of a message: ordered, names compared without case (RFC 9110, 5.1).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kontor::http {

struct Header {
  std::string name;
  std::string value;
};

class Headers {
 public:
  Headers() = default;
  Headers(std::initializer_list<Header> items) : items_(items) {}

  void add(std::string_view name, std::string_view value);
  void set(std::string_view name, std::string_view value);  // replaces what was there

  // The first value of that name; empty when there is none.
  std::string_view get(std::string_view name) const;
  bool has(std::string_view name) const;

  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

 private:
  std::vector<Header> items_;
};

bool same_name(std::string_view left, std::string_view right);

}  // namespace kontor::http
