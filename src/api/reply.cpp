#include "api/reply.h"

#include "base/log.h"
#include "base/random.h"

namespace kontor::api {
namespace {

// What a person reads out to whoever runs the server.
std::string logged_id(const Error& error) {
  if (error.internal.empty() && error.code != Code::internal) return {};
  std::string id = "e-" + random_token().substr(0, 8);
  log_error("request.failed", error, {{"id", id}});
  return id;
}

bool worth_retrying(Code code) {
  return code == Code::unavailable || code == Code::unknown_outcome;
}

}  // namespace

void write_error(JsonWriter& json, const Error& error, Language language, std::string_view id) {
  json.begin_object();
  json.key("code").text(to_string(error.code)).key("key").text(error.key);
  json.key("message").text(sentence(error, language));
  json.key("field");
  error.field.empty() ? json.null() : json.text(error.field);
  json.key("params").begin_object();
  for (const ErrorParam& param : error.params) json.key(param.name).text(param.value);
  json.end_object().key("position");
  error.position < 0 ? json.null() : json.number(error.position);
  if (!id.empty()) json.key("id").text(id);
  json.end_object();
}

http::Response error_response(const Error& error, Language language) {
  return error_response(std::span(&error, 1), language);
}

http::Response error_response(std::span<const Error> errors, Language language) {
  const Error& first = errors.front();
  std::string body;
  JsonWriter json(body);
  json.begin_object().key("error");
  write_error(json, first, language, logged_id(first));
  if (errors.size() > 1) {
    json.key("errors").begin_array();
    for (const Error& error : errors) write_error(json, error, language);
    json.end_array();
  }
  json.end_object();

  http::Response response = http::json_response(std::move(body), http::status_of(first.code));
  if (worth_retrying(first.code)) response.headers.set("Retry-After", "1");
  return response;
}

void write_duplicates(JsonWriter& json, const std::vector<records::Duplicate>& duplicates) {
  json.begin_array();
  for (const records::Duplicate& duplicate : duplicates) {
    json.begin_object().key("id").text(to_string(duplicate.id)).key("title").text(duplicate.title);
    json.key("subtitle").text(duplicate.subtitle).key("score").number(duplicate.score);
    json.key("reasons").begin_array();
    for (const std::string& reason : duplicate.reasons) json.text(reason);
    json.end_array().end_object();
  }
  json.end_array();
}

}  // namespace kontor::api
