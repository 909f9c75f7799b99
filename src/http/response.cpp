#include "http/response.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http/target.h"

namespace kontor::http {

Response json_response(std::string json, int status) {
  return {status, {{"Content-Type", "application/json"}}, std::move(json)};
}

Response text_response(std::string text, int status) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::move(text)};
}

Response no_content() {
  return {204, {}, std::string()};
}

Response see_other(std::string_view location) {
  return {303, {{"Location", std::string(location)}}, std::string()};
}

namespace {

class OpenFile {
 public:
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  ~OpenFile() { ::close(descriptor_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  Result<void> read(std::string& chunk) {
    constexpr std::size_t kChunk = 256 * 1024;
    chunk.resize(kChunk);
    ssize_t count = ::read(descriptor_, chunk.data(), kChunk);
    if (count < 0) return fail_internal("reading a download: errno " + std::to_string(errno));
    chunk.resize(static_cast<std::size_t>(count));
    return {};
  }

 private:
  int descriptor_;
};

}  // namespace

Result<Response> file_download(const std::string& path, std::string_view type,
                               std::string_view name) {
  int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return fail(Code::not_found, "not_found");
  auto file = std::make_shared<OpenFile>(descriptor);
  Response response;
  response.headers.add("Content-Type", type);
  response.headers.add("Content-Disposition", attachment(name));
  response.body = ChunkSource([file](std::string& chunk) { return file->read(chunk); });
  return response;
}

std::string attachment(std::string_view name) {
  std::string ascii;
  for (char c : name) {
    bool plain = c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '/' && c != '%';
    ascii += plain ? c : '_';
  }
  return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + percent_encode(name);
}

int status_of(Code code) {
  switch (code) {
    case Code::bad_request:
      return 400;
    case Code::invalid:
      return 422;
    case Code::unauthorized:
      return 401;
    case Code::forbidden:
      return 403;
    case Code::not_found:
      return 404;
    case Code::conflict:
      return 409;
    case Code::too_large:
      return 413;
    case Code::too_many:
      return 429;
    case Code::unavailable:
    case Code::unknown_outcome:
      return 503;
    case Code::storage_full:
      return 507;
    case Code::cancelled:
      return 499;
    case Code::internal:
      return 500;
  }
  return 500;
}

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 207:
      return "Multi-Status";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 499:
      return "Client Closed Request";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 507:
      return "Insufficient Storage";
    default:
      return "Status";
  }
}

}  // namespace kontor::http
