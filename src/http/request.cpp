#include "http/request.h"

#include <stdexcept>
#include <unistd.h>

namespace kontor::http {

std::string_view to_string(Method method) {
  constexpr std::string_view kNames[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
  return kNames[static_cast<int>(method)];
}

bool is_safe(Method method) {
  return method == Method::get || method == Method::head;
}

SpooledBody::~SpooledBody() {
  ::unlink(path_.c_str());
}

const std::string& Request::param(std::string_view name) const {
  for (const auto& [key, value] : params) {
    if (key == name) return value;
  }
  throw std::logic_error("the route has no {" + std::string(name) + "}");
}

std::optional<std::string_view> Request::query(std::string_view name) const {
  for (const auto& [key, value] : target.query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::string_view Request::cookie(std::string_view name) const {
  for (const Header& header : headers) {
    if (!same_name(header.name, "Cookie")) continue;
    std::string_view rest = header.value;
    while (!rest.empty()) {
      std::size_t end = rest.find(';');
      std::string_view pair = rest.substr(0, end);
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
      pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
      if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
        return pair.substr(name.size() + 1);
      }
    }
  }
  return {};
}

bool Request::cancelled() const {
  return (gone && gone->load(std::memory_order_relaxed)) ||
         std::chrono::steady_clock::now() >= deadline;
}

}  // namespace kontor::http
