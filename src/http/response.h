// What a handler answers. The server adds security headers, Date, Content-Length and, unless the
// handler says otherwise, Cache-Control: no-store.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "http/headers.h"

namespace kontor::http {

class EventStream;

// Bytes that live as long as the program: embedded files.
struct StaticText {
  std::string_view bytes;
};

// A long answer made piece by piece (exports, files). Called again and again on a worker thread;
// leaves the next piece in `chunk`, nothing at the end. An error breaks the connection, so that a
// cut answer is not taken for a whole one. Between calls no thread waits for the client.
using ChunkSource = std::function<Result<void>(std::string& chunk)>;

using Body = std::variant<std::string, std::shared_ptr<const std::string>, StaticText, ChunkSource,
                          std::shared_ptr<EventStream>>;

struct Response {
  int status = 200;
  Headers headers;
  Body body;
};

Response json_response(std::string json, int status = 200);
Response text_response(std::string text, int status = 200);
Response no_content();
// 303: what a form or a login link leads to.
Response see_other(std::string_view location);

// A file from disk as a download, read piece by piece. not_found when it cannot be opened.
Result<Response> file_download(const std::string& path, std::string_view type,
                               std::string_view name);
// Content-Disposition of a download with any name (RFC 6266, RFC 8187).
std::string attachment(std::string_view name);

// The status of a failure; see Code.
int status_of(Code code);
std::string_view reason_of(int status);

}  // namespace kontor::http
