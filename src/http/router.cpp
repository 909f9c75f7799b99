#include "http/router.h"

#include <algorithm>
#include <stdexcept>

namespace kontor::http {

namespace {

enum Kind { literal, name, rest };

Kind kind_of(std::string_view segment) {
  if (segment.starts_with("{*")) return rest;
  return segment.starts_with('{') ? name : literal;
}

std::vector<std::string> split(std::string_view pattern) {
  if (pattern.empty() || pattern[0] != '/') throw std::logic_error("a pattern starts with '/'");
  std::vector<std::string> segments;
  for (std::size_t begin = 1; begin < pattern.size();) {
    std::size_t end = std::min(pattern.find('/', begin), pattern.size());
    segments.emplace_back(pattern.substr(begin, end - begin));
    begin = end + 1;
  }
  return segments;
}

bool matches(const Route& route, const std::vector<std::string>& path) {
  for (std::size_t i = 0; i < route.segments.size(); ++i) {
    Kind kind = kind_of(route.segments[i]);
    if (kind == rest) return true;
    if (i >= path.size()) return false;
    if (kind == literal ? route.segments[i] != path[i] : path[i].empty()) return false;
  }
  return route.segments.size() == path.size();
}

// Orders the routes that match one path: literal before name before rest, from the left.
bool is_closer(const Route& left, const Route& right) {
  return std::ranges::lexicographical_compare(left.segments, right.segments, {}, kind_of, kind_of);
}

bool same_requests(const Route& left, const Route& right) {
  auto shape = [](const std::string& segment) {
    return kind_of(segment) == literal ? segment : kind_of(segment) == name ? "{}" : "{*}";
  };
  return left.method == right.method &&
         std::ranges::equal(left.segments, right.segments, {}, shape, shape);
}

std::string join_from(const std::vector<std::string>& path, std::size_t begin) {
  std::string joined;
  for (std::size_t i = begin; i < path.size(); ++i) joined += (i > begin ? "/" : "") + path[i];
  return joined;
}

std::vector<std::pair<std::string, std::string>> params_of(const Route& route,
                                                           const std::vector<std::string>& path) {
  std::vector<std::pair<std::string, std::string>> params;
  for (std::size_t i = 0; i < route.segments.size(); ++i) {
    const std::string& segment = route.segments[i];
    switch (kind_of(segment)) {
      case literal:
        break;
      case name:
        params.emplace_back(segment.substr(1, segment.size() - 2), path[i]);
        break;
      case rest:
        params.emplace_back(segment.substr(2, segment.size() - 3), join_from(path, i));
        break;
    }
  }
  return params;
}

bool answers(const Route& route, Method method) {
  return route.method == method || (route.method == Method::get && method == Method::head);
}

}  // namespace

void Router::add(Method method, std::string_view pattern, RouteOptions options, Handler handler) {
  Route route{method, std::string(pattern), std::move(options), std::move(handler), split(pattern)};
  for (const Route& other : routes_) {
    if (same_requests(route, other)) throw std::logic_error("two routes for " + route.pattern);
  }
  routes_.push_back(std::move(route));
}

Router::Match Router::find(Method method, const Target& target) const {
  Match match;
  for (const Route& route : routes_) {
    if (!matches(route, target.segments)) continue;
    if (!answers(route, method)) {
      match.allowed += (match.allowed.empty() ? "" : ", ") + std::string(to_string(route.method));
    } else if (!match.route || is_closer(route, *match.route)) {
      match.route = &route;
    }
  }
  if (match.route) {
    match.allowed.clear();
    match.params = params_of(*match.route, target.segments);
  }
  return match;
}

}  // namespace kontor::http
