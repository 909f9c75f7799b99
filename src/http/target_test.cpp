#include "http/target.h"

#include <gtest/gtest.h>

namespace kontor::http {
namespace {

using Segments = std::vector<std::string>;

TEST(Target, TakesPathAndQueryApart) {
  auto target = parse_target("/api/objects/person?filter=a%20%3D%201&sort=-name&x=a+b&flag");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->segments, (Segments{"api", "objects", "person"}));
  ASSERT_EQ(target->query.size(), 4u);
  EXPECT_EQ(target->query[0], std::pair(std::string("filter"), std::string("a = 1")));
  EXPECT_EQ(target->query[2].second, "a b");
  EXPECT_EQ(target->query[3], std::pair(std::string("flag"), std::string()));
}

TEST(Target, KeepsEmptySegmentsAndDecodesUtf8) {
  EXPECT_EQ(parse_target("/")->segments, Segments{});
  EXPECT_EQ(parse_target("/a/")->segments, (Segments{"a", ""}));
  EXPECT_EQ(parse_target("//a")->segments, (Segments{"", "a"}));
  EXPECT_EQ(parse_target("/M%C3%BCller+x")->segments, (Segments{"Müller+x"}));
  EXPECT_EQ(parse_target("/%F0%9F%98%80")->segments, (Segments{"😀"}));
}

TEST(Target, RefusesWhatIsNoPlainPath) {
  for (const char* bad :
       {"",        "a",        "*",        "http://host/a", "/a/../b",       "/%2e%2e/b",
        "/./a",    "/a%2Fb",   "/%",       "/%4",           "/%zz",          "/%00",
        "/%0a",    "/%7f",     "/%ff",     "/%c0%af",       "/%ed%a0%80",    "/%c3",
        "/a?x=%f", "/a?%zz=1", "/a?x=%ff", "/a?%c0%80=1",   "/a?x=%ed%a0%80"}) {
    EXPECT_FALSE(parse_target(bad)) << bad;
  }
}

TEST(Target, BoundsSegmentsAndParameters) {
  std::string path, query = "/?";
  for (int i = 0; i < 65; ++i) path += "/a";
  for (int i = 0; i < 101; ++i) query += "a=1&";
  EXPECT_FALSE(parse_target(path));
  EXPECT_TRUE(parse_target(path.substr(2)));
  EXPECT_FALSE(parse_target(query));
  EXPECT_TRUE(parse_target(query.substr(0, query.size() - 4)));
}

TEST(Target, EncodingComesBack) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  EXPECT_EQ(percent_decode(percent_encode(all), true), all);
  EXPECT_EQ(percent_encode("Grüße 1.pdf"), "Gr%C3%BC%C3%9Fe%201.pdf");
}

}  // namespace
}  // namespace kontor::http
