#include "api/call.h"

namespace kontor::api {

Result<query::Reader> Call::reader() {
  if (!view_) view_ = TRY(services.access.view(actor, {request.deadline}));
  return view_->reader();
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
