#include "query/timeline.h"

#include <gmock/gmock.h>

#include "base/time.h"
#include "query/testing.h"
#include "storage/testing.h"

namespace kontor::query {
namespace {

using schema::Ids;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::World;

class TimelineTest : public ::testing::TestWithParam<storage::Engine> {
 protected:
  void SetUp() override {
    world_.run(
        "INSERT INTO o_user (id, version, title, zk, confidential, created_at, changed_at) "
        "VALUES (900, 1, 'Petra', 0, 0, 0, 0)");
    person_ = world_.add("person", {{"name", "Anna"}});
  }

  std::int64_t interaction(const std::string& subject, std::int64_t at, std::int64_t zk = 1) {
    return world_.add("interaction",
                      {{"subject", subject}, {"happened_at", at}, {"people", Ids{person_}}},
                      {.zk = zk});
  }

  // `action` as in records/history.h.
  void change(std::int64_t id, std::int64_t at, int action, const std::string& field = "",
              const std::string& from = "", const std::string& to = "") {
    const auto* changed = world_.object("person").field(field);
    const auto text = [](const std::string& json) { return "'" + json + "'"; };
    world_.run("INSERT INTO kontor_change VALUES (" + std::to_string(id) + ", 900, '', " +
               std::to_string(at) + ", 'edit', 0, 0);" + "INSERT INTO kontor_history VALUES (" +
               std::to_string(id) + ", " + std::to_string(world_.object("person").id) + ", " +
               std::to_string(person_) + ", 1, " + std::to_string(action) + ", " +
               std::to_string(changed ? changed->id : 0) + ", " + text(from) + ", " + text(to) +
               ")");
  }

  JsonValue read(TimelineRequest request = {}) {
    request.object = "person";
    request.id = {person_};
    return *parse_json(world_.json([&](const Reader& reader, JsonWriter& json) {
      return write_timeline(reader, request, json);
    }));
  }

  // "Besuch", or "update role" for changes.
  static std::vector<std::string> entries(const JsonValue& answer) {
    std::vector<std::string> out;
    for (const auto& entry : answer.find("entries")->items()) {
      if (const auto* record = entry.find("record")) {
        out.emplace_back(*record->find("title")->text());
        continue;
      }
      std::string text(*entry.find("action")->text());
      for (const auto& field : entry.find("fields")->items()) {
        text += ' ' + std::string(*field.find("field")->text());
      }
      out.push_back(text);
    }
    return out;
  }

  World world_{GetParam()};
  std::int64_t person_ = 0;
};

KONTOR_EACH_ENGINE(TimelineTest);

TEST_P(TimelineTest, MixesRecordsAndChangesNewestFirst) {
  interaction("Anruf", 100);
  interaction("Besuch", 300);
  change(1, 50, 1);
  change(2, 200, 2, "role", "null", "\"Einkauf\"");
  world_.add("task", {{"subject", "Nachfassen"}, {"person", person_}}, {.changed_at = 7});
  const auto answer = read({.kinds = {"interaction", "change"}});
  EXPECT_THAT(entries(answer), ElementsAre("Besuch", "update role", "Anruf", "create"));
  EXPECT_THAT(entries(read({.kinds = {"change"}})), ElementsAre("update role", "create"));
  const auto& changed = answer.find("entries")->items()[1];
  EXPECT_EQ(
      to_json(changed),
      R"({"kind":"change","at":"1970-01-01T00:00:00.000200Z","by":{"id":"900","title":"Petra"},)"
      R"("change":"2","action":"update",)"
      R"("fields":[{"field":"role","from":null,"to":"Einkauf"}]})");
}

TEST_P(TimelineTest, PagesWithoutGapsOrRepeats) {
  std::vector<std::string> expected;
  for (int i = 0; i < 9; ++i) {
    interaction("I" + std::to_string(i), 100 * (i / 2));
    change(1000 + i, 100 * (i / 2), 2, "role", "\"a\"", "\"b\"");
  }
  const auto whole = entries(read());
  EXPECT_EQ(whole.size(), 18u);
  std::vector<std::string> pages;
  TimelineRequest request{.limit = 5};
  for (;;) {
    const auto answer = read(request);
    const auto page = entries(answer);
    pages.insert(pages.end(), page.begin(), page.end());
    if (answer.find("next")->is_null() || pages.size() > whole.size()) break;
    request.cursor = *answer.find("next")->text();
  }
  EXPECT_EQ(pages, whole);
}

TEST_P(TimelineTest, GoesOnBehindHiddenChanges) {
  change(1, 10, 2, "company", "null", "null");
  for (int i = 0; i < 40; ++i) change(100 + i, 100 + i, 2, "role", "\"a\"", "\"b\"");
  change(200, 200, 2, "company", "null", "null");
  world_.rights().mode("person", "role", Mode::none);
  TimelineRequest request{.limit = 1};
  const auto first = read(request);
  EXPECT_THAT(entries(first), ElementsAre("update company"));
  ASSERT_FALSE(first.find("next")->is_null());
  request.cursor = *first.find("next")->text();
  const auto second = read(request);
  EXPECT_THAT(entries(second), ElementsAre("update company"));
  EXPECT_TRUE(second.find("next")->is_null());
}

TEST_P(TimelineTest, KeepsToRights) {
  interaction("Offen", 100, 1);
  interaction("Geheim", 200, 2);
  const auto company = world_.add("company", {{"name", "Verborgen AG"}}, {.zk = 2});
  change(1, 10, 2, "company", "null", '"' + std::to_string(company) + '"');
  change(2, 20, 2, "role", "\"Chef\"", "\"Chefin\"");
  world_.rights().classes("interaction", {1});
  world_.rights().classes("company", {1});
  EXPECT_THAT(entries(read()), ElementsAre("Offen", "update role", "update company"));
  EXPECT_THAT(to_json(read()), Not(HasSubstr("Verborgen")));
  EXPECT_THAT(to_json(read()), Not(HasSubstr('"' + std::to_string(company) + '"')));
  world_.rights().mode("person", "role", Mode::none);
  EXPECT_THAT(entries(read()), ElementsAre("Offen", "update company"));
  world_.rights().mode("person", "role", Mode::mask);
  EXPECT_THAT(to_json(read()), Not(HasSubstr("Chef")));
  world_.rights().classes("person", {7});
  const auto hidden = world_.try_json([&](const Reader& reader, JsonWriter& json) {
    return write_timeline(reader, {.object = "person", .id = {person_}}, json);
  });
  ASSERT_FALSE(hidden);
  EXPECT_EQ(hidden.error().code, Code::not_found);
}

TEST_P(TimelineTest, TellsNoMomentThatMayNotBeRead) {
  interaction("Offen", 100, 1);
  EXPECT_THAT(to_json(read()), HasSubstr(to_string(Instant{100})));
  world_.rights().mode("interaction", "happened_at", Mode::none);
  EXPECT_THAT(entries(read()), ElementsAre("Offen"));
  EXPECT_THAT(to_json(read()), Not(HasSubstr(to_string(Instant{100}))));
}

}  // namespace
}  // namespace kontor::query
