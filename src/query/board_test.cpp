#include "query/board.h"

#include <gmock/gmock.h>

#include "base/time.h"
#include "query/group.h"
#include "query/list.h"
#include "query/testing.h"
#include "storage/testing.h"

namespace kontor::query {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Values;
using testing::World;

class BoardTest : public ::testing::TestWithParam<storage::Engine> {
 protected:
  std::int64_t deal(const std::string& name, const std::string& pipeline, const std::string& stage,
                    std::int64_t euros, std::int64_t zk = 1, const std::string& currency = "EUR") {
    Values values = {{"name", name},
                     {"pipeline", world_.option("deal", "pipeline", pipeline)},
                     {"value", Money{euros * 100, currency}}};
    if (!stage.empty()) values.emplace_back("stage", world_.option("deal", "stage", stage));
    return world_.add("deal", values, {.zk = zk});
  }

  void SetUp() override {
    deal("Angebot 1", "new_business", "quote", 100);
    deal("Angebot 2", "new_business", "quote", 50);
    deal("Angebot 3", "new_business", "quote", 7, 2, "CHF");
    deal("Gewonnen neu", "new_business", "won", 1000);
    deal("Gewonnen alt", "existing_customers", "won", 5000);
    deal("Ohne Phase", "new_business", "", 9);
  }

  JsonValue board(const BoardRequest& request) {
    return *parse_json(world_.json([&](const Reader& reader, JsonWriter& json) {
      return write_board(reader, request, json);
    }));
  }

  JsonValue groups(const GroupRequest& request) {
    return *parse_json(world_.json([&](const Reader& reader, JsonWriter& json) {
      return write_groups(reader, request, json);
    }));
  }

  static const JsonValue* column(const JsonValue& board, const std::string& key) {
    for (const auto& column : board.find("columns")->items()) {
      if (column.find("key")->text().value_or("") == key) return &column;
    }
    return nullptr;
  }
  static std::string text(const JsonValue& value, const char* member) {
    return to_json(*value.find(member));
  }

  World world_{GetParam()};
  const BoardRequest all_{
      .object = "deal", .field = "stage", .fields = {"name"}, .sums = {"value"}};
};

KONTOR_EACH_ENGINE(BoardTest);

TEST_P(BoardTest, CountsAddsUpAndShowsTheFirstCards) {
  BoardRequest request = all_;
  request.pipeline = "new_business";
  request.limit = 2;
  const JsonValue answer = board(request);
  const JsonValue* quote = column(answer, "quote");
  ASSERT_NE(quote, nullptr);
  EXPECT_EQ(text(*quote, "count"), "3");
  EXPECT_EQ(
      text(*quote, "sums"),
      R"_({"value":[{"amount":"7.00","currency":"CHF"},{"amount":"150.00","currency":"EUR"}]})_");
  EXPECT_EQ(
      text(*quote, "weighted"),
      R"_({"value":[{"amount":"3.50","currency":"CHF"},{"amount":"75.00","currency":"EUR"}]})_");
  const auto cards = quote->find("records")->items();
  ASSERT_EQ(cards.size(), 2u);
  EXPECT_EQ(cards[0].find("title")->text(), "Angebot 3");
  ASSERT_TRUE(quote->find("next")->text());
  // The other pipeline's win is not added up, its own stages are not there.
  EXPECT_EQ(text(*column(answer, "won"), "sums"),
            R"_({"value":[{"amount":"1000.00","currency":"EUR"}]})_");
  EXPECT_EQ(column(answer, "demand"), nullptr);
  // The rest of a column comes as a list.
  const std::string more = world_.json([&](const Reader& reader, JsonWriter& json) {
    return write_list(reader,
                      {.object = "deal",
                       .filter = std::string(*quote->find("filter")->text()),
                       .fields = {"name"},
                       .cursor = std::string(*quote->find("next")->text())},
                      json);
  });
  EXPECT_THAT(more, HasSubstr("Angebot 1"));
  EXPECT_THAT(more, Not(HasSubstr("Angebot 2")));
}

TEST_P(BoardTest, RecordsWithoutStageHaveAColumnOfTheirOwn) {
  const JsonValue answer = board(all_);
  const JsonValue* none = column(answer, "");
  ASSERT_NE(none, nullptr);
  EXPECT_TRUE(none->find("key")->is_null());
  EXPECT_EQ(text(*none, "count"), "1");
}

// Counters and adding up rows must say the same, for every reader.
TEST_P(BoardTest, CountersAgreeWithRows) {
  const auto compare = [&] {
    for (const std::string pipeline : {"", "new_business", "existing_customers"}) {
      BoardRequest counted = all_, added = all_;
      counted.pipeline = added.pipeline = pipeline;
      added.filter = "name is not empty";
      counted.limit = added.limit = 0;
      const JsonValue a = board(counted), b = board(added);
      ASSERT_EQ(a.find("columns")->items().size(), b.find("columns")->items().size());
      for (std::size_t i = 0; i < a.find("columns")->items().size(); ++i) {
        for (const char* member : {"key", "count", "sums", "weighted"}) {
          const JsonValue &x = a.find("columns")->items()[i], &y = b.find("columns")->items()[i];
          if (x.find(member)) EXPECT_EQ(text(x, member), text(y, member)) << pipeline << member;
        }
      }
    }
  };
  compare();
  world_.rights().classes("deal", {1});
  compare();
  EXPECT_EQ(text(*column(board(all_), "quote"), "count"), "2");
  world_.rights().mode("deal", "value", Mode::mask);
  compare();
  EXPECT_EQ(text(*column(board(all_), "quote"), "sums"), R"_({"value":[]})_");
}

TEST_P(BoardTest, HiddenStagesPutEverythingInOneColumn) {
  world_.rights().mode("deal", "stage", Mode::none);
  const JsonValue answer = board(all_);
  EXPECT_EQ(text(*column(answer, ""), "count"), "6");
  EXPECT_EQ(text(*column(answer, "quote"), "count"), "0");
}

TEST_P(BoardTest, GroupsWithAggregates) {
  const JsonValue answer =
      groups({.object = "deal",
              .filter = "stage is not empty",
              .group = "stage",
              .aggregates = {"sum(value)", "average(value)", "count(person)", "empty(person)"}});
  const auto items = answer.find("groups")->items();
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(text(items[0], "key"), "\"quote\"");
  EXPECT_EQ(text(items[0], "count"), "3");
  EXPECT_EQ(items[0].find("filter")->text(), "(stage is not empty) and stage = \"quote\"");
  EXPECT_EQ(text(items[0], "aggregates"),
            R"_({"sum(value)":[{"amount":"7.00","currency":"CHF"},)_"
            R"_({"amount":"150.00","currency":"EUR"}],)_"
            R"_("average(value)":[{"amount":"7.00","currency":"CHF"},)_"
            R"_({"amount":"75.00","currency":"EUR"}],)_"
            R"_("count(person)":0,"empty(person)":3})_");
  EXPECT_EQ(text(items[1], "aggregates"),
            R"_({"sum(value)":{"amount":"6000.00","currency":"EUR"},)_"
            R"_("average(value)":{"amount":"3000.00","currency":"EUR"},)_"
            R"_("count(person)":0,"empty(person)":2})_");
}

TEST_P(BoardTest, GroupsDatesByPeriodAndTheirFilterFindsThem) {
  const auto close = [&](const char* day) {
    world_.add("deal", {{"name", "x"}, {"expected_close", std::int64_t{parse_date(day)->days}}});
  };
  close("2026-10-31");
  close("2026-11-01");
  close("2026-11-30");
  const JsonValue answer = groups({.object = "deal",
                                   .filter = "expected_close is not empty",
                                   .group = "month(expected_close)"});
  const auto items = answer.find("groups")->items();
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(text(items[1], "key"), R"_("2026-11")_");
  EXPECT_EQ(text(items[1], "count"), "2");
  const std::string list = world_.json([&](const Reader& reader, JsonWriter& json) {
    return write_list(reader,
                      {.object = "deal",
                       .filter = std::string(*items[1].find("filter")->text()),
                       .fields = {"name"},
                       .count = CountWish::capped},
                      json);
  });
  EXPECT_THAT(list, HasSubstr(R"_("count":{"value":2,"exact":true})_"));
}

TEST_P(BoardTest, GroupsAndAggregatesKeepToRights) {
  world_.rights().classes("deal", {1});
  EXPECT_EQ(to_json(groups({.object = "deal", .aggregates = {"sum(value)", "max(value)"}})),
            R"_({"aggregates":{"sum(value)":{"amount":"6159.00","currency":"EUR"},)_"
            R"_("max(value)":{"amount":"5000.00","currency":"EUR"}}})_");
  world_.rights().mode("deal", "value", Mode::none);
  EXPECT_EQ(to_json(groups({.object = "deal", .aggregates = {"sum(value)", "count(value)"}})),
            R"_({"aggregates":{"sum(value)":null,"count(value)":0}})_");
}

TEST_P(BoardTest, SaysThatASumIsTooLarge) {
  for (const char* stage : {"won", "lost"})
    deal("Riesig", "new_business", stage, 50'000'000'000'000'000);
  const auto answer = world_.try_json([&](const Reader& reader, JsonWriter& json) {
    return write_groups(reader, {.object = "deal", .aggregates = {"sum(value)"}}, json);
  });
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().key, "storage.sum_too_large");
}

TEST_P(BoardTest, SaysWhatCannotBeGroupedOrAddedUp) {
  const auto key = [&](const GroupRequest& request) {
    const auto result = world_.try_json([&](const Reader& reader, JsonWriter& json) {
      return write_groups(reader, request, json);
    });
    return result ? std::string() : result.error().key;
  };
  EXPECT_EQ(key({.object = "deal", .group = "month(name)"}), "query.not_groupable");
  EXPECT_EQ(key({.object = "person", .group = "emails"}), "query.not_groupable");
  EXPECT_EQ(key({.object = "deal", .aggregates = {"sum(name)"}}), "query.aggregate");
  EXPECT_EQ(key({.object = "deal", .aggregates = {"drop(value)"}}), "query.aggregate");
  EXPECT_EQ(key({.object = "nothing"}), "object.unknown");
}

}  // namespace
}  // namespace kontor::query
