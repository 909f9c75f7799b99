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

TEST_P(ListTest, GoesOnLikeTheOwnOrder) {
  person("Cem", "Bauer");
  person("Anna", "Bauer");
  person("Ben", "Bauer");
  EXPECT_THAT(titles({.object = "person", .sort = {"last_name"}}),
              ElementsAre("Anna Bauer", "Ben Bauer", "Cem Bauer"));
  EXPECT_THAT(titles({.object = "person", .sort = {"-last_name"}}),
              ElementsAre("Cem Bauer", "Ben Bauer", "Anna Bauer"));
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

// A jump lands where walking there would.
TEST_P(ListTest, JumpsLandWherePagesWouldLead) {
  for (int i = 0; i < 30; ++i) person("P" + std::to_string(i), i % 3 == 0 ? "" : "Name");
  for (const std::string filter : {"", "first_name is not empty"}) {
    ListRequest request{.object = "person", .filter = filter, .fields = {"name"}, .limit = 100};
    const auto all = ids(request);
    request.limit = 4;
    for (const std::int64_t offset : {0, 3, 17, 18, 19, 20, 21, 27, 29, 30, 500}) {
      request.offset = offset;
      const auto from = std::min<std::size_t>(static_cast<std::size_t>(offset), all.size());
      const auto to = std::min(from + 4, all.size());
      EXPECT_EQ(ids(request), std::vector<std::int64_t>(all.begin() + static_cast<long>(from),
                                                        all.begin() + static_cast<long>(to)))
          << offset << filter;
      EXPECT_EQ(info_.next.has_value(), to < all.size());
    }
  }
}

TEST_P(ListTest, CountsUpToTheCapUnlessAskedOn) {
  world_.rights().estimated_rows = 77;  // whatever was expected
  for (int i = 0; i < 3; ++i) person("A", "B");
  world_.add("person", {{"name", "gone"}, {"first_name", "A"}}, {.deleted = true});
  const auto count = [&](const std::string& filter, CountWish wish, bool trash = false) {
    read({.object = "person", .filter = filter, .fields = {"id"}, .count = wish, .trash = trash});
    return *info_.count;
  };
  EXPECT_EQ(count("", CountWish::capped).value, 3);
  EXPECT_EQ(count("first_name = \"a\"", CountWish::capped).value, 3);
  EXPECT_EQ(count("first_name = \"a\"", CountWish::exact).value, 3);
  EXPECT_EQ(count("", CountWish::capped, true).value, 1);
  // From the counters, so that no record is looked at.
  world_.run("UPDATE kontor_class SET n = n + 50 WHERE object = " +
             std::to_string(world_.object("person").id));
  EXPECT_EQ(count("", CountWish::capped).value, 53);
}

TEST_P(ListTest, TheTrashHoldsWhatIsDeletedAndNothingElseDoes) {
  person("Lebt", "A");
  const auto gone = world_.add("person", {{"name", "Weg"}}, {.deleted = true});
  world_.add("deal", {{"name", "Geschäft"}, {"person", gone}});
  EXPECT_THAT(titles({.object = "person", .fields = {"name"}, .trash = true}), ElementsAre("Weg"));
  EXPECT_THAT(
      titles({.object = "person", .sort = {"-deleted_at"}, .fields = {"name"}, .trash = true}),
      ElementsAre("Weg"));
  EXPECT_THAT(titles({.object = "person", .fields = {"name"}}), ElementsAre("Lebt A"));
  EXPECT_THAT(json({.object = "deal", .fields = {"person", "person.name"}}),
              HasSubstr(R"("person":null,"person.name":null)"));
}

// No index helps here, least of all one of the filled rows only.
TEST_P(ListTest, ComparesFieldsOfOneRecord) {
  person("Anna", "Anna");
  person("Ben", "Anna");
  EXPECT_EQ(ids({.object = "person", .filter = "first_name = last_name", .fields = {"id"}}).size(),
            1u);
  for (const auto& object : world_.catalogue()->objects()) {
    if (object.read_only) continue;  // made by other rooms, with the indexes they need
    for (const auto& field : object.fields)
      for (const std::string op : {" = ", " begins with ", " < ", " in "}) {
        const std::string filter = field.name + op + field.name;
        EXPECT_NE(error({.object = object.name, .filter = filter, .fields = {"id"}}), "internal")
            << object.name << ": " << filter;
      }
  }
}

TEST_P(ListTest, RefusesWhatItCannotDo) {
  EXPECT_EQ(error({.object = "nothing"}), "object.unknown");
  EXPECT_EQ(error({.object = "person", .fields = {"nothing"}}), "query.unknown_field");
  EXPECT_EQ(error({.object = "person", .fields = {"company.nothing"}}), "query.unknown_field");
  EXPECT_EQ(error({.object = "person", .fields = {"company.emails"}}),
            "query.many_behind_relation");
  EXPECT_EQ(error({.object = "person", .fields = {"owner.owner.owner.owner"}}),
            "query.too_many_hops");
  EXPECT_EQ(error({.object = "person", .sort = {"emails"}}), "query.not_sortable");
  EXPECT_EQ(error({.object = "person", .sort = {"notes"}}), "query.not_sortable");
  EXPECT_EQ(error({.object = "person", .sort = {"name", "name", "name", "name", "name"}}),
            "query.too_many_sorts");
  EXPECT_EQ(error({.object = "person", .limit = 0}), "query.limit");
  EXPECT_EQ(error({.object = "person", .limit = 201}), "query.limit");
  EXPECT_EQ(error({.object = "person", .cursor = "x"}), "query.cursor");
  EXPECT_EQ(error({.object = "person", .offset = -1}), "query.offset");
  EXPECT_THAT(error({.object = "person", .filter = "nothing = 1"}), HasSubstr("expr."));
}

// A cursor of one question opens no other, nor does it for somebody else.
TEST_P(ListTest, CursorsBelongToTheirQuestionAndReader) {
  for (int i = 0; i < 3; ++i) person("A", std::to_string(i));
  ListRequest request{.object = "person", .fields = {"name"}, .limit = 1};
  ids(request);
  request.cursor = *info_.next;
  EXPECT_EQ(error(request), "");
  ListRequest other = request;
  other.sort = {"-last_name"};
  EXPECT_EQ(error(other), "query.cursor");
  other = request;
  other.filter = "last_name = \"1\"";
  EXPECT_EQ(error(other), "query.cursor");
  world_.rights().bindings().me = 2;
  EXPECT_EQ(error(request), "query.cursor");
}

}  // namespace
}  // namespace kontor::query
