#include "query/list.h"

#include <gmock/gmock.h>

#include "query/record.h"
#include "query/testing.h"
#include "query/typed_rows.h"
#include "storage/testing.h"

namespace kontor::query {
namespace {

using schema::Entries;
using schema::Ids;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::Values;
using testing::World;

class ListTest : public ::testing::TestWithParam<storage::Engine> {
 protected:
  std::int64_t person(const std::string& first, const std::string& last, Values more = {}) {
    more.emplace_back("name", first + " " + last);
    if (!first.empty()) more.emplace_back("first_name", first);
    if (!last.empty()) more.emplace_back("last_name", last);
    return world_.add("person", more);
  }

  // A page; remembers its cursors.
  std::vector<TypedRecord> read(const ListRequest& request) {
    TypedRows rows;
    world_.json([&](const Reader& reader, JsonWriter& json) -> Result<void> {
      info_ = TRY(read_list(reader, request, rows));
      json.null();
      return {};
    });
    return rows.take();
  }
  std::vector<std::string> titles(const ListRequest& request) {
    std::vector<std::string> titles;
    for (const auto& record : read(request)) titles.push_back(record.title);
    return titles;
  }
  std::vector<std::int64_t> ids(const ListRequest& request) {
    std::vector<std::int64_t> ids;
    for (const auto& record : read(request)) ids.push_back(record.id.value);
    return ids;
  }

  std::string json(const ListRequest& request) {
    return world_.json(
        [&](const Reader& reader, JsonWriter& json) { return write_list(reader, request, json); });
  }

  std::string error(const ListRequest& request) {
    const auto result = world_.try_json(
        [&](const Reader& reader, JsonWriter& json) { return write_list(reader, request, json); });
    return result ? "" : result.error().key;
  }

  World world_{GetParam()};
  PageInfo info_;
};

KONTOR_EACH_ENGINE(ListTest);

TEST_P(ListTest, WritesRecordsAsDocumented) {
  const auto company = world_.add("company", {{"name", "Müller GmbH"}});
  person("Anna", "Weiß",
         {{"company", company},
          {"emails", Entries{{"anna@weiss.de", "work"}}},
          {"phones", Entries{{"0221 4711", "work", "+492214711"}}},
          {"category", world_.option("person", "category", "a")},
          {"tags", Ids{world_.option("person", "tags", "vip")}},
          {"birthday", std::int64_t{3653}}});
  EXPECT_EQ(json({.object = "person",
                  .fields = {"last_name", "company", "company.name", "emails", "phones", "category",
                             "tags", "birthday", "address", "address.place", "first_contact"}}),
            R"({"records":[{"id":"2","object":"person","version":1,"title":"Anna Weiß","fields":{)"
            R"("last_name":"Weiß","company":{"id":"1","title":"Müller GmbH"},)"
            R"("company.name":"Müller GmbH","emails":[{"value":"anna@weiss.de","label":"work"}],)"
            R"("phones":[{"value":"0221 4711","label":"work","e164":"+492214711",)"
            R"("display":"0221 4711"}],"category":"a","tags":["vip"],"birthday":"1980-01-02",)"
            R"("address":null,"address.place":null,"first_contact":null},)"
            R"("can":{"edit":true,"delete":true,"assign":false,"link":false,"share":false},)"
            R"("hidden":[],"read_only":[]}],"next":null,"prev":null,"offset":null})");
}

TEST_P(ListTest, SortsLikeADictionaryWithEmptyValuesLast) {
  person("Ä", "Öztürk");
  person("B", "Oswald");
  person("Nur Vorname", "");
  person("a", "Müller");
  person("Z", "Muller");
  EXPECT_THAT(titles({.object = "person", .sort = {"last_name"}}),
              ElementsAre("Z Muller", "a Müller", "B Oswald", "Ä Öztürk", "Nur Vorname "));
  EXPECT_THAT(titles({.object = "person", .sort = {"-last_name"}}),
              ElementsAre("Ä Öztürk", "B Oswald", "a Müller", "Z Muller", "Nur Vorname "));
}

// Whatever the order, walking through the pages gives what one large page gives, there and back.
TEST_P(ListTest, PagesMeetInBothDirections) {
  const std::vector<std::string> lasts = {"", "Adler", "Bauer", "Bauer", "Bauer", "Conrad", ""};
  const std::vector<std::string> firsts = {"", "Anna", "", "Ben", "Anna", "Ben", "Cem"};
  for (std::size_t i = 0; i < 60; ++i) {
    person(firsts[i * 5 % 7], lasts[i % 7],
           i % 3 == 0 ? Values{} : Values{{"birthday", static_cast<std::int64_t>(i % 4)}});
  }
  for (const std::vector<std::string>& sort : {std::vector<std::string>{},
                                               {"last_name", "-first_name"},
                                               {"-birthday", "last_name"},
                                               {"birthday", "-last_name", "first_name"},
                                               {"-changed_at"},
                                               {"category", "company"},
                                               {"-last_name", "-first_name"}}) {
    for (const std::string filter : {"", "birthday is not empty or last_name = \"bauer\""}) {
      SCOPED_TRACE(::testing::PrintToString(sort) + filter);
      ListRequest request{
          .object = "person", .filter = filter, .sort = sort, .fields = {"name"}, .limit = 200};
      const auto expected = ids(request);
      EXPECT_EQ(expected.size(), filter.empty() ? 60u : 48u);
      EXPECT_FALSE(info_.next || info_.prev);
      request.limit = 7;
      std::vector<std::int64_t> page = ids(request), forward = page;
      while (info_.next && forward.size() <= expected.size()) {
        request.cursor = *info_.next;
        page = ids(request);
        forward.insert(forward.end(), page.begin(), page.end());
      }
      EXPECT_EQ(forward, expected);
      std::vector<std::int64_t> backward = page;
      while (info_.prev && backward.size() <= expected.size()) {
        request.cursor = *info_.prev;
        page = ids(request);
        backward.insert(backward.begin(), page.begin(), page.end());
      }
      EXPECT_EQ(backward, expected);
    }
  }
}

}  // namespace
}  // namespace kontor::query
