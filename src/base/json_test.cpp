#include "base/json.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace kontor {
namespace {

std::string key_of(std::string_view text, JsonLimits limits = {}) {
  const auto result = parse_json(text, limits);
  return result ? "value" : result.error().key;
}

TEST(JsonWriter, SetsCommasAndEscapes) {
  std::string out = "data: ";
  JsonWriter json(out);
  json.begin_object().key("id").text("12").key("list").begin_array();
  json.number(-5).boolean(true).null().text("a\"b\\c\n\x01\x7F ü😀").begin_object().end_object();
  json.end_array().key("n").number_text("1.50").end_object();
  EXPECT_EQ(out,
            "data: {\"id\":\"12\",\"list\":[-5,true,null,\"a\\\"b\\\\c\\n\\u0001\\u007f ü😀\",{}],"
            "\"n\":1.50}");
}

TEST(JsonWriter, NeverWritesBrokenUtf8) {
  std::string out;
  JsonWriter(out).begin_array().text("M\xFCller ä\xC3").text("").end_array();
  EXPECT_TRUE(is_utf8(out));
  EXPECT_EQ(out, "[\"M\uFFFDller ä\uFFFD\",\"\"]");
}

TEST(Json, ReadsEveryKind) {
  const auto value =
      parse_json(R"( {"a":1,"b":[true,null,"x\u00e4\ud83d\ude00",1.50,-0.0],"c":{}} )").value();
  EXPECT_EQ(value.find("a")->integer(), 1);
  const auto items = value.find("b")->items();
  ASSERT_EQ(items.size(), 5u);
  EXPECT_EQ(items[0].boolean(), true);
  EXPECT_TRUE(items[1].is_null());
  EXPECT_EQ(items[2].text(), "xä😀");
  EXPECT_EQ(items[3].number(), "1.50");
  EXPECT_EQ(items[4].number(), "-0.0");
  EXPECT_TRUE(value.find("c")->is_object());
  EXPECT_EQ(value.find("d"), nullptr);
  EXPECT_EQ(value.find("a")->text(), std::nullopt);
  EXPECT_EQ(value.find("a")->find("x"), nullptr);
  EXPECT_EQ(items[3].kind(), "number");
}

TEST(Json, KeepsLargeNumbers) {
  EXPECT_EQ(parse_json("9223372036854775807")->integer(), 9223372036854775807);
  EXPECT_EQ(parse_json("-9223372036854775808")->integer(),
            std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(parse_json("9223372036854775808")->number(), "9223372036854775808");
  EXPECT_EQ(parse_json("123456789012345678901234567890")->number(),
            "123456789012345678901234567890");
  EXPECT_EQ(parse_json("1e400")->number(), "1e400");
  EXPECT_EQ(parse_json("12.50")->integer(), std::nullopt);
}

TEST(Json, RoundTrips) {
  const std::string text = R"({"a":[1,2,{"b":"ü\n"}],"c":1.5,"d":null,"e":false,"f":{"g":[]}})";
  const auto value = parse_json(text).value();
  EXPECT_EQ(to_json(value), text);
  EXPECT_EQ(parse_json(to_json(value)).value(), value);
  EXPECT_FALSE(value == parse_json("{}").value());
}

TEST(Json, SaysWhereItBreaks) {
  for (auto bad :
       {"", " ", "{", "[1,]", "{\"a\":}", "nul", "'a'", "[1] 2", "{\"a\" 1}", "\"\\x\"", "\"\x01\"",
        "01", "+1", "NaN", "// c\n1", "\"\xFF\"", "\"\\ud800\"", "\xEF\xBB\xBF{}"})
    EXPECT_EQ(key_of(bad), "json.syntax") << bad;
  EXPECT_EQ(parse_json("[1, x]").error().position, 4);
}

TEST(Json, HoldsItsLimits) {
  EXPECT_EQ(key_of("{\"a\":1,\"b\":2,\"a\":3}"), "json.duplicate");
  EXPECT_EQ(key_of("[[[[1]]]]", {.max_depth = 3}), "json.too_deep");
  EXPECT_EQ(key_of("[[[1]]]", {.max_depth = 3}), "value");
  EXPECT_EQ(key_of(std::string(100000, '[')), "json.too_deep");
  EXPECT_EQ(key_of("[1,2,3]", {.max_values = 3}), "json.too_large");
  EXPECT_EQ(key_of("[1,2,3]", {.max_bytes = 3}), "json.too_large");
}

TEST(Json, EveryBeginningIsRefusedCleanly) {
  const std::string text = R"({"name":"Müller \u00e4","list":[1,-2.5e3,true],"x":{"y":null}})";
  for (std::size_t size = 0; size < text.size(); ++size)
    EXPECT_EQ(key_of(text.substr(0, size)), "json.syntax") << size;
}

}  // namespace
}  // namespace kontor
