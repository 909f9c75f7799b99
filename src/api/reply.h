// Failures as answers: docs/api/values.md, "Errors".
#pragma once

#include <span>
#include <string>

#include "api/messages.h"
#include "base/json.h"
#include "base/result.h"
#include "http/response.h"
#include "records/duplicates.h"

namespace kontor::api {

// The `error` object alone, for answers that carry failures inside (bulk, import).
void write_error(JsonWriter& json, const Error& error, Language language, std::string_view id = {});

// The whole answer. Internal failures get an id that also stands in the log beside their detail.
http::Response error_response(const Error& error, Language language);
http::Response error_response(std::span<const Error> errors, Language language);

// The `duplicates` array of an answer.
void write_duplicates(JsonWriter& json, const std::vector<records::Duplicate>& duplicates);

}  // namespace kontor::api
