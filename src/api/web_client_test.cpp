#include "api/web_client.h"

#include <gtest/gtest.h>

namespace kontor::api {
namespace {

constexpr EmbeddedFile kFiles[] = {{"index.html", "<html>"},
                                   {"index.html.br", "br-page"},
                                   {"assets/app-1a2b.js", "let a"},
                                   {"assets/app-1a2b.js.gz", "gz-js"}};

http::Response get(std::string_view target, const http::Headers& headers = {}) {
  http::Router router;
  add_web_client(router, kFiles);
  http::Request request;
  request.target = *http::parse_target(target);
  request.headers = headers;
  auto match = router.find(http::Method::get, request.target);
  request.params = match.params;
  auto response = match.route->handler(request);
  if (response) return *std::move(response);
  return {.status = http::status_of(response.error().code), .headers = {}, .body = {}};
}

std::string_view bytes(const http::Response& response) {
  return std::get<http::StaticText>(response.body).bytes;
}

TEST(WebClient, ServesThePageForEveryAddressOfTheClient) {
  EXPECT_EQ(bytes(get("/")), "<html>");
  EXPECT_EQ(bytes(get("/d/person/3?f=x")), "<html>");
  EXPECT_EQ(get("/").headers.get("Cache-Control"), "no-cache");
}

TEST(WebClient, KeepsHashedFilesForeverAndCompresses) {
  const auto script = get("/assets/app-1a2b.js", {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(bytes(script), "gz-js");
  EXPECT_EQ(script.headers.get("Content-Encoding"), "gzip");
  EXPECT_EQ(script.headers.get("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_NE(script.headers.get("Cache-Control").find("immutable"), std::string_view::npos);
  EXPECT_EQ(bytes(get("/", {{"Accept-Encoding", "br"}})), "br-page");
}

TEST(WebClient, AnswersNotModified) {
  const std::string etag(get("/").headers.get("ETag"));
  EXPECT_EQ(get("/", {{"If-None-Match", etag}}).status, 304);
  EXPECT_EQ(get("/", {{"If-None-Match", "\"0\""}}).status, 200);
}

TEST(WebClient, DoesNotInventFilesOrApi) {
  EXPECT_EQ(get("/assets/none.js").status, 404);
  EXPECT_EQ(get("/api/nothing").status, 404);
}

}  // namespace
}  // namespace kontor::api
