#include "http/router.h"

#include <gtest/gtest.h>
#include <stdexcept>

namespace kontor::http {
namespace {

Result<Response> nothing(Request&) {
  return no_content();
}

Router sample() {
  Router router;
  router.add(Method::get, "/", {}, nothing);
  router.add(Method::get, "/api/objects/{object}", {}, nothing);
  router.add(Method::get, "/api/objects/person", {}, nothing);
  router.add(Method::post, "/api/objects/{object}/query", {}, nothing);
  router.add(Method::get, "/api/objects/{object}/records/{id}", {}, nothing);
  router.add(Method::del, "/api/objects/{object}/records/{id}", {}, nothing);
  router.add(Method::get, "/{*rest}", {}, nothing);
  return router;
}

std::string pattern(const Router& router, Method method, std::string_view target) {
  auto match = router.find(method, *parse_target(target));
  return match.route ? match.route->pattern : "none, allowed: " + match.allowed;
}

TEST(Router, PrefersTheCloserPattern) {
  Router router = sample();
  EXPECT_EQ(pattern(router, Method::get, "/"), "/");
  EXPECT_EQ(pattern(router, Method::get, "/api/objects/person"), "/api/objects/person");
  EXPECT_EQ(pattern(router, Method::get, "/api/objects/company"), "/api/objects/{object}");
  EXPECT_EQ(pattern(router, Method::get, "/people/list"), "/{*rest}");
}

TEST(Router, NamesTheParts) {
  Router router = sample();
  auto match = router.find(Method::del, *parse_target("/api/objects/deal/records/42"));
  ASSERT_TRUE(match.route);
  using Pair = std::pair<std::string, std::string>;
  EXPECT_EQ(match.params, (std::vector<Pair>{{"object", "deal"}, {"id", "42"}}));
  auto rest = router.find(Method::get, *parse_target("/assets/a/b.js"));
  EXPECT_EQ(rest.params, (std::vector<Pair>{{"rest", "assets/a/b.js"}}));
}

TEST(Router, TellsAWrongMethodFromAnUnknownPath) {
  Router router;
  router.add(Method::get, "/a/{id}", {}, nothing);
  router.add(Method::del, "/a/{id}", {}, nothing);
  EXPECT_EQ(pattern(router, Method::post, "/a/1"), "none, allowed: GET, DELETE");
  EXPECT_EQ(pattern(router, Method::get, "/b"), "none, allowed: ");
  EXPECT_EQ(pattern(router, Method::get, "/a/"), "none, allowed: ");
}

TEST(Router, HeadIsAnsweredByGet) {
  Router router = sample();
  EXPECT_EQ(pattern(router, Method::head, "/"), "/");
  EXPECT_EQ(pattern(router, Method::head, "/api/objects/x/query"), "/{*rest}");
}

TEST(Router, RefusesTwoRoutesForOneRequest) {
  Router router = sample();
  EXPECT_THROW(router.add(Method::get, "/api/objects/{name}", {}, nothing), std::logic_error);
  EXPECT_THROW(router.add(Method::get, "no/slash", {}, nothing), std::logic_error);
}

}  // namespace
}  // namespace kontor::http
