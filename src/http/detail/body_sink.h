// Collects the body of a request: in memory at first, in a file from the route's limit on.
#pragma once

#include <string>
#include <string_view>

#include "http/router.h"

namespace kontor::http::detail {

class BodySink {
 public:
  BodySink(Request& request, const RouteOptions& route, const std::string& folder)
      : request_(request), route_(route), folder_(folder) {}
  ~BodySink();
  BodySink(const BodySink&) = delete;
  BodySink& operator=(const BodySink&) = delete;

  // `more` bytes would have to go to the file.
  bool outgrows(std::size_t more) const;
  void keep(std::string_view piece) { request_.body += piece; }
  // Blocks on the disk: for a worker thread.
  void spool(std::string_view piece);
  // False once the file could not be written.
  bool ok() const { return ok_; }

 private:
  void open();
  void put(std::string_view piece);

  Request& request_;
  const RouteOptions& route_;
  const std::string& folder_;
  int file_ = -1;
  bool ok_ = true;
};

}  // namespace kontor::http::detail
