#include "api/decode.h"

#include <gtest/gtest.h>

namespace kontor::api {
namespace {

Members members(std::string_view json) {
  return *Members::of(*parse_json(json));
}

TEST(Decode, ReadsWhatIsThere) {
  Members body = members(R"({"filter":"a","limit":5,"count":true,"ids":["12","13"],"none":null})");
  EXPECT_EQ(**body.text("filter"), "a");
  EXPECT_EQ(**body.integer("limit", 1, 200), 5);
  EXPECT_EQ(**body.boolean("count"), true);
  EXPECT_EQ((**body.ids("ids"))[1], RecordId{13});
  EXPECT_FALSE(body.text("none")->has_value());
  EXPECT_FALSE(body.text("absent")->has_value());
  EXPECT_TRUE(body.done());
}

TEST(Decode, NamesTheMemberThatIsWrong) {
  Members body = members(R"({"filter":1,"limit":500,"count":"yes","ids":["x"],"extra":1})");
  EXPECT_EQ(body.text("filter").error().field, "filter");
  EXPECT_EQ(body.integer("limit", 1, 200).error().key, "request.out_of_range");
  EXPECT_EQ(body.boolean("count").error().key, "request.not_true_or_false");
  EXPECT_EQ(body.text("filter").error().key, "request.not_a_text");
  EXPECT_EQ(body.ids("ids").error().field, "ids");
  const auto done = body.done();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().field, "extra");
}

TEST(Decode, SaysHowMuchIsTooMuch) {
  Members body = members(R"({"filter":"12345","ids":["1","2","3"]})");
  const auto text = body.text("filter", 4);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().key, "request.too_long");
  EXPECT_EQ(text.error().params[1].value, "4");
  EXPECT_EQ(body.ids("ids", 2).error().key, "request.too_many");
}

TEST(Decode, RefusesWhatIsNoObject) {
  EXPECT_FALSE(Members::of(*parse_json("[1]")));
  EXPECT_FALSE(Members::of(*parse_json("\"text\"")));
  EXPECT_EQ(members("{}").required_text("name").error().key, "request.missing_member");
}

}  // namespace
}  // namespace kontor::api
