#include "api/call.h"

#include "access/reading_log.h"

namespace kontor::api {

Result<query::Reader> Call::reader() {
  if (!view_) view_ = TRY(services.access.view(actor, {request.deadline}));
  return view_->reader();
}

Result<void> Call::keep_reading_log(std::string_view pattern) {
  if (!view_) return {};
  const std::string route =
      std::string(http::to_string(request.method)) + ' ' + std::string(pattern);
  return access::keep_log(services.access, actor, view_->rights(), route);
}

Result<http::Response> answer_json(const std::function<Result<void>(JsonWriter&)>& write,
                                   int status) {
  std::string body;
  body.reserve(16 * 1024);
  JsonWriter json(body);
  TRY(write(json));
  return http::json_response(std::move(body), status);
}

}  // namespace kontor::api
