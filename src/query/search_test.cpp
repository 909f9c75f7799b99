#include "query/search.h"

#include <gmock/gmock.h>

#include "query/list.h"
#include "query/match.h"
#include "query/testing.h"
#include "storage/testing.h"

namespace kontor::query {
namespace {

using schema::Entries;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using testing::Values;
using testing::World;

constexpr std::int64_t kMine = 1, kTheirs = 2;

class SearchTest : public ::testing::TestWithParam<storage::Engine> {
 protected:
  std::int64_t person(const std::string& name, Values more = {}, std::int64_t zk = kMine) {
    more.emplace_back("name", name);
    return world_.add("person", more, {.zk = zk});
  }

  JsonValue search(const SearchRequest& request) {
    return *parse_json(world_.json([&](const Reader& reader, JsonWriter& json) {
      return write_search(reader, request, json);
    }));
  }
  std::vector<std::string> titles(const JsonValue& answer) {
    std::vector<std::string> titles;
    for (const auto& hit : answer.find("results")->items()) {
      titles.emplace_back(*hit.find("title")->text());
    }
    return titles;
  }
  std::vector<std::string> find(const std::string& text) { return titles(search({.text = text})); }
  std::vector<std::string> pick(const PickRequest& request) {
    return titles(*parse_json(world_.json([&](const Reader& reader, JsonWriter& json) {
      return write_pick(reader, request, json);
    })));
  }
  std::vector<std::string> list(const std::string& text) {
    return titles_of_list(
        {.object = "person", .sort = {"name"}, .fields = {"name"}, .search = text});
  }
  std::vector<std::string> titles_of_list(const ListRequest& request) {
    const auto answer = *parse_json(world_.json(
        [&](const Reader& reader, JsonWriter& json) { return write_list(reader, request, json); }));
    std::vector<std::string> titles;
    for (const auto& record : answer.find("records")->items()) {
      titles.emplace_back(*record.find("title")->text());
    }
    return titles;
  }

  World world_{GetParam()};
};

KONTOR_EACH_ENGINE(SearchTest);

TEST_P(SearchTest, FindsAnySpellingAndTitlesFirst) {
  person("Anna Schmidt", {{"role", "Assistenz von Müller"}});
  person("Jürgen Müller");
  world_.add("company", {{"name", "Müller"}});
  EXPECT_THAT(find("mueller"), ElementsAre("Müller", "Jürgen Müller", "Anna Schmidt"));
  EXPECT_THAT(find("Müller jürgen"), ElementsAre("Jürgen Müller"));
  EXPECT_THAT(find("mül"), ElementsAre("Müller", "Jürgen Müller", "Anna Schmidt"));
  EXPECT_THAT(find("ül"), IsEmpty());
  EXPECT_THAT(find(""), IsEmpty());
  EXPECT_THAT(find("\" OR title : * )'"), IsEmpty());
}

TEST_P(SearchTest, LongBeginningsAreSpelledOut) {
  person("Anna Schmidt");
  person("Schmiede am See");
  person("Bernd Schmitz", {}, kTheirs);
  person("Schmal, Carla", {{"role", "Schmuck"}});
  EXPECT_THAT(find("schmi"),
              UnorderedElementsAre("Anna Schmidt", "Schmiede am See", "Bernd Schmitz"));
  EXPECT_THAT(find("schm"), UnorderedElementsAre("Anna Schmidt", "Schmiede am See", "Bernd Schmitz",
                                                 "Schmal, Carla"));
  EXPECT_THAT(find("anna schmi"), ElementsAre("Anna Schmidt"));
  EXPECT_THAT(find("schmu"), ElementsAre("Schmal, Carla"));
  EXPECT_THAT(find("schmx"), IsEmpty());
  world_.rights().classes("person", {kMine});
  EXPECT_THAT(find("schmi"), UnorderedElementsAre("Anna Schmidt", "Schmiede am See"));
}

// Of one word for each of many records a long beginning gathers every record, a word the newest.
TEST_P(SearchTest, LongBeginningsReadTheNewestAlone) {
  if (GetParam() != storage::Engine::sqlite) return;  // counts steps
  for (const char* name : {"Schmidt", "Schmitz", "Schmal"}) person(name);
  const auto asked = [&](const std::string& text) {
    std::size_t words = 0;
    world_.json([&](const Reader& reader, JsonWriter& json) -> Result<void> {
      words = TRY(spell_out(text, reader.connection)).spelled.size();
      json.null();
      return {};
    });
    return words;
  };
  EXPECT_EQ(asked("schmi"), 2u);
  EXPECT_EQ(asked("anna schm"), 3u);
  EXPECT_EQ(asked("sch"), 0u);     // the index has a list of these
  EXPECT_EQ(asked("schmi "), 0u);  // not being typed any more
  for (int i = 0; i < 40; ++i)
    person("Schmu" + std::string(1, char('a' + i % 26)) + std::to_string(i));
  EXPECT_EQ(asked("schm"), 0u);  // too many to ask for
  EXPECT_FALSE(find("schmu").empty());
}

TEST_P(SearchTest, TellsWhatWasFoundAndWhere) {
  world_.add("company",
             {{"name", "Adler GmbH"}, {"industry", world_.option("company", "industry", "trade")}});
  const auto answer = search({.text = "adler", .objects = {"company"}});
  EXPECT_EQ(to_json(answer.find("results")->items()[0]),
            R"({"object":"company","id":"1","title":"Adler GmbH","subtitle":"Handel",)"
            R"("match":"title","can":{"edit":true,"delete":true,"assign":false,"link":false,)"
            R"("share":false}})");
  EXPECT_TRUE(search({.text = "adler", .objects = {"person"}}).find("results")->items().empty());
}

TEST_P(SearchTest, FindsTelephoneNumbersHoweverTheyAreTyped) {
  person("Anna", {{"phones", Entries{{"0221 / 47 11-0", "work", "+4922147110"}}}});
  for (const char* typed : {"0221 4711", "+49 221 47110", "4711", "0049221"}) {
    EXPECT_THAT(find(typed), ElementsAre("Anna")) << typed;
  }
  EXPECT_THAT(find("0221 4712"), IsEmpty());
}

TEST_P(SearchTest, MendsTypingErrors) {
  person("Hannelore Zimmermann");
  const auto answer = search({.text = "zimermann"});
  EXPECT_THAT(titles(answer), ElementsAre("Hannelore Zimmermann"));
  EXPECT_EQ(answer.find("corrected")->text(), "zimmermann");
  EXPECT_TRUE(search({.text = "zimmermann"}).find("corrected")->is_null());
  // A word of something hidden is not told.
  world_.rights().classes("person", {});
  const auto hidden = search({.text = "zimermann"});
  EXPECT_TRUE(hidden.find("corrected")->is_null());
  EXPECT_THAT(titles(hidden), IsEmpty());
}

TEST_P(SearchTest, HiddenRecordsAndFieldsAreNotFound) {
  person("Anna Adler", {{"role", "Geschäftsführung"}});
  person("Bernd Adler", {{"role", "Einkauf"}}, kTheirs);
  world_.rights().classes("person", {kMine});
  EXPECT_THAT(find("adler"), ElementsAre("Anna Adler"));
  EXPECT_THAT(list("adler"), ElementsAre("Anna Adler"));
  EXPECT_THAT(find("einkauf"), IsEmpty());
  world_.rights().mode("person", "role", Mode::mask);
  EXPECT_THAT(find("geschäftsführung"), IsEmpty());
  EXPECT_THAT(list("geschäftsführung"), IsEmpty());
  EXPECT_THAT(list("adler"), ElementsAre("Anna Adler"));
  world_.rights().mode("person", "name", Mode::mask);
  EXPECT_THAT(find("adler"), IsEmpty());
  EXPECT_THAT(pick({.object = "person", .text = "adler"}), IsEmpty());
}

// Or what is missing would tell what the title says.
TEST_P(SearchTest, AMaskedTitleHidesNoOtherMatch) {
  person("Anna Adler", {{"role", "Adler"}});
  person("Carla Dorn", {{"role", "Adler"}});
  world_.rights().mode("person", "name", Mode::mask);
  EXPECT_EQ(find("adler").size(), 2u);
  EXPECT_THAT(find("dorn"), IsEmpty());
}

TEST_P(SearchTest, NarrowsLists) {
  person("Anna Adler");
  person("Bernd Bauer");
  person("Carla Adler");
  EXPECT_THAT(list("adler"), ElementsAre("Anna Adler", "Carla Adler"));
  EXPECT_THAT(list("ad"), ElementsAre("Anna Adler", "Carla Adler"));
  EXPECT_THAT(titles_of_list({.object = "person",
                              .filter = "name begins with \"c\"",
                              .fields = {"name"},
                              .search = "adler"}),
              ElementsAre("Carla Adler"));
}

TEST_P(SearchTest, PicksByWordsOrTheNewest) {
  person("Anna Adler");
  person("Bernd Bauer");
  person("Carla Adler", {}, kTheirs);
  EXPECT_THAT(pick({.object = "person"}), ElementsAre("Carla Adler", "Bernd Bauer", "Anna Adler"));
  EXPECT_THAT(pick({.object = "person", .limit = 1}), ElementsAre("Carla Adler"));
  EXPECT_THAT(pick({.object = "person", .text = "adl"}),
              UnorderedElementsAre("Anna Adler", "Carla Adler"));
  world_.rights().classes("person", {kMine});
  EXPECT_THAT(pick({.object = "person"}), ElementsAre("Bernd Bauer", "Anna Adler"));
  // Users have no index.
  world_.run(
      "INSERT INTO o_user (id, version, title, zk, confidential, created_at, changed_at) "
      "VALUES (900, 1, 'Jörg Weiß', 0, 0, 0, 0)");
  EXPECT_THAT(pick({.object = "user", .text = "joerg"}), ElementsAre("Jörg Weiß"));
  EXPECT_THAT(pick({.object = "user", .text = "adler"}), IsEmpty());
}

}  // namespace
}  // namespace kontor::query
