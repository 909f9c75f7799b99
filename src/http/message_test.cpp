// Headers, requests, responses and cookies.
#include <gtest/gtest.h>

#include "http/cookie.h"
#include "http/request.h"
#include "http/response.h"
#include "http/security_headers.h"

namespace kontor::http {
namespace {

TEST(Headers, NamesHaveNoCase) {
  Headers headers{{"Content-Type", "text/plain"}, {"Set-Cookie", "a=1"}};
  headers.add("set-cookie", "b=2");
  EXPECT_EQ(headers.get("CONTENT-TYPE"), "text/plain");
  EXPECT_EQ(headers.get("Set-Cookie"), "a=1");
  headers.set("SET-COOKIE", "c=3");
  EXPECT_EQ(headers.get("Set-Cookie"), "c=3");
  EXPECT_EQ(std::distance(headers.begin(), headers.end()), 2);
  EXPECT_FALSE(headers.has("Content-Typ"));
}

TEST(Request, FindsACookieByItsWholeName) {
  Request request;
  request.headers.add("Cookie", "xkontor=1; kontor=abc; kontor2=d");
  request.headers.add("Cookie", "theme=dark");
  EXPECT_EQ(request.cookie("kontor"), "abc");
  EXPECT_EQ(request.cookie("theme"), "dark");
  EXPECT_EQ(request.cookie("kont"), "");
  EXPECT_EQ(request.cookie("abc"), "");
}

TEST(Request, IsCancelledByTheClientOrTheDeadline) {
  Request request;
  EXPECT_FALSE(request.cancelled());
  auto gone = std::make_shared<std::atomic<bool>>(false);
  request.gone = gone;
  EXPECT_FALSE(request.cancelled());
  *gone = true;
  EXPECT_TRUE(request.cancelled());
  *gone = false;
  request.deadline = std::chrono::steady_clock::now();
  EXPECT_TRUE(request.cancelled());
}

TEST(Request, AskingForAMissingParamIsABug) {
  Request request;
  request.params = {{"id", "7"}};
  EXPECT_EQ(request.param("id"), "7");
  EXPECT_THROW(request.param("object"), std::logic_error);
}

TEST(Response, AttachmentNamesSurviveAnyName) {
  EXPECT_EQ(attachment("Grüße \"1\".pdf"),
            "attachment; filename=\"Gr____e _1_.pdf\"; "
            "filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%221%22.pdf");
  EXPECT_EQ(attachment("a\r\nX: y").find('\n'), std::string::npos);
}

TEST(Response, AMissingFileIsNotFound) {
  auto response = file_download("/nonexistent/file", "text/csv", "a.csv");
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Code::not_found);
}

TEST(Cookie, IsBoundToTheHostUnderTls) {
  using std::chrono::hours;
  EXPECT_EQ(set_cookie("kontor", "t0ken", hours(1), true),
            "__Host-kontor=t0ken; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600; Secure");
  EXPECT_EQ(set_cookie("kontor", "t0ken", hours(1), false),
            "kontor=t0ken; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600");
  EXPECT_EQ(clear_cookie("kontor", false), "kontor=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
}

TEST(SecurityHeaders, PagesMayRunTheirScriptsAndDataNothing) {
  std::string page = security_lines({{"Content-Type", "text/html; charset=utf-8"}}, false);
  EXPECT_NE(page.find("default-src 'self'; script-src 'self';"), std::string::npos);
  EXPECT_NE(page.find("frame-ancestors 'none'"), std::string::npos);
  std::string data = security_lines({{"Content-Type", "application/json"}}, false);
  EXPECT_NE(data.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(data.find("Cache-Control: no-store"), std::string::npos);
  EXPECT_EQ(data.find("Strict-Transport-Security"), std::string::npos);
  EXPECT_NE(security_lines({}, true).find("Strict-Transport-Security"), std::string::npos);
}

TEST(SecurityHeaders, WhatTheHandlerSetStands) {
  std::string lines = security_lines(
      {{"Cache-Control", "no-cache"}, {"Content-Security-Policy", "default-src 'none'"}}, false);
  EXPECT_EQ(lines.find("Cache-Control"), std::string::npos);
  EXPECT_EQ(lines.find("Content-Security-Policy"), std::string::npos);
}

}  // namespace
}  // namespace kontor::http
