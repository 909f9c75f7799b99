// Which handler answers which request, and under which limits.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/request.h"
#include "http/response.h"

namespace kontor::http {

// Where a handler runs.
enum class Lane : unsigned char {
  direct,   // on the I/O thread: must not wait for anything, not even a file
  fast,     // reading: a few threads
  writers,  // what waits for a durable commit: many threads
};

// May throw only for bugs: the server answers 500 and logs.
using Handler = std::function<Result<Response>(Request&)>;
// Asked with the header alone, before a body is read: an error turns the request away.
using Gate = std::function<Result<void>(const Request&)>;

struct RouteOptions {
  Lane lane = Lane::fast;
  std::int64_t body_limit = 1 << 20;   // bytes; more is 413
  std::int64_t spool_above = 1 << 20;  // larger bodies go to a file, see Request::body_file
  std::chrono::seconds deadline{30};   // from the arrival of the header, body included
  Gate gate = {};                      // runs in the same lane
};

struct Route {
  Method method;
  std::string pattern;
  RouteOptions options;
  Handler handler;
  std::vector<std::string> segments;
};

class Router {
 public:
  // Pattern: "/api/objects/{object}/records/{id}". A last segment "{*rest}" takes everything that
  // is left ("" too), joined by '/'. A literal segment wins over a name, a name over a rest. GET
  // routes answer HEAD as well. Two routes that match the same requests are a bug (throws).
  void add(Method method, std::string_view pattern, RouteOptions options, Handler handler);

  struct Match {
    const Route* route = nullptr;
    std::vector<std::pair<std::string, std::string>> params;
    std::string allowed;  // when only the method is wrong: the methods there are, "GET, POST"
  };
  Match find(Method method, const Target& target) const;

  const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

}  // namespace kontor::http
