#include "api/web_client.h"

#include <map>
#include <memory>
#include <string>

namespace kontor::api {
namespace {

constexpr std::string_view kForever = "public, max-age=31536000, immutable";

constexpr std::string_view kNotBuilt =
    "<!doctype html><meta charset=utf-8><title>Kontor</title>"
    "<p>Die Oberfläche ist nicht gebaut. / The client is not built.</p><p><code>make "
    "run</code></p>";

std::string_view type_of(std::string_view path) {
  static const std::map<std::string_view, std::string_view> kTypes = {
      {"html", "text/html; charset=utf-8"},
      {"js", "text/javascript; charset=utf-8"},
      {"css", "text/css; charset=utf-8"},
      {"json", "application/json"},
      {"svg", "image/svg+xml"},
      {"png", "image/png"},
      {"ico", "image/x-icon"},
      {"woff2", "font/woff2"},
      {"webmanifest", "application/manifest+json"},
      {"txt", "text/plain; charset=utf-8"},
  };
  const auto found = kTypes.find(path.substr(path.rfind('.') + 1));
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

// Enough to know a changed file: its size and an FNV-1a hash of its bytes.
std::string etag_of(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037u;
  for (unsigned char byte : bytes) hash = (hash ^ byte) * 1099511628211u;
  return "\"" + std::to_string(bytes.size()) + "-" + std::to_string(hash) + "\"";
}

using Etags = std::map<std::string_view, std::string>;  // by path

Etags etags_of(std::span<const EmbeddedFile> files) {
  Etags etags;
  for (const EmbeddedFile& file : files) etags[file.path] = etag_of(file.bytes);
  return etags;
}

// A file in the form this client takes best.
http::Response file_response(std::span<const EmbeddedFile> files, const EmbeddedFile& file,
                             const std::string& etag, const http::Request& request) {
  const bool hashed = file.path.starts_with("assets/");
  http::Response response;
  response.headers = {{"Content-Type", std::string(type_of(file.path))},
                      {"Cache-Control", std::string(hashed ? kForever : "no-cache")},
                      {"Vary", "Accept-Encoding"}};
  response.headers.set("ETag", etag);
  if (request.headers.get("If-None-Match") == etag) {
    response.status = 304;
    return response;
  }
  response.body = http::StaticText{file.bytes};
  const std::string_view accepted = request.headers.get("Accept-Encoding");
  for (auto [coding, ending] : {std::pair{"br", ".br"}, std::pair{"gzip", ".gz"}}) {
    if (accepted.find(coding) == accepted.npos) continue;
    if (const EmbeddedFile* smaller = find_file(files, std::string(file.path) + ending)) {
      response.headers.set("Content-Encoding", coding);
      response.body = http::StaticText{smaller->bytes};
      break;
    }
  }
  return response;
}

}  // namespace

void add_web_client(http::Router& router, std::span<const EmbeddedFile> files) {
  const auto etags = std::make_shared<const Etags>(etags_of(files));
  const auto answer = [files, etags](http::Request& request) -> Result<http::Response> {
    const std::string& path = request.param("path");
    if (path.starts_with("api/")) return fail(Code::not_found, "request.no_such_page");
    if (const EmbeddedFile* file = find_file(files, path))
      return file_response(files, *file, etags->at(file->path), request);
    if (path.starts_with("assets/")) return fail(Code::not_found, "request.no_such_page");
    if (const EmbeddedFile* page = find_file(files, "index.html"))
      return file_response(files, *page, etags->at(page->path), request);
    http::Response response;
    response.headers = {{"Content-Type", "text/html; charset=utf-8"}};
    response.body = http::StaticText{kNotBuilt};
    return response;
  };
  router.add(http::Method::get, "/{*path}", {.lane = http::Lane::direct}, answer);
}

}  // namespace kontor::api
