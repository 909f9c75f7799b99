#include "api/openapi.h"

#include <gmock/gmock.h>
#include <set>

#include "api/routes.h"
#include "base/json.h"

namespace kontor::api {
namespace {

using ::testing::IsEmpty;

JsonValue described() {
  return parse_json(openapi(route_facts(), "1.2.3").value()).value();
}

std::size_t operations_in(const JsonValue& description) {
  std::size_t count = 0;
  for (const JsonMember& path : description.find("paths")->members())
    count += path.value.members().size();
  return count;
}

// Calls `visit` with each object that has the member `name`, however deep.
void each_with(const JsonValue& value, std::string_view name,
               const std::function<void(const JsonValue&)>& visit) {
  if (const JsonValue* found = value.find(name)) visit(*found);
  for (const JsonMember& member : value.members()) each_with(member.value, name, visit);
  for (const JsonValue& item : value.items()) each_with(item, name, visit);
}

TEST(OpenApi, DescribesEveryRouteAndNothingElse) {
  EXPECT_THAT(undescribed(route_facts()).value(), IsEmpty());
  EXPECT_EQ(operations_in(described()), route_facts().size());
}

TEST(OpenApi, NoticesWhatIsNotDescribed) {
  std::vector<RouteFacts> routes(route_facts().begin(), route_facts().end());
  routes.push_back({http::Method::get, "/api/secret"});
  EXPECT_THAT(undescribed(routes).value(), ::testing::ElementsAre("GET /api/secret"));
  routes.erase(routes.begin());
  EXPECT_THAT(undescribed(routes).value(),
              ::testing::ElementsAre("GET /api/secret", "GET /health"));
}

// The required members of https://spec.openapis.org/oas/v3.1.0.
TEST(OpenApi, HasTheShapeOfTheStandard) {
  const JsonValue description = described();
  EXPECT_EQ(description.find("openapi")->text(), "3.1.0");
  EXPECT_EQ(description.find("info")->find("version")->text(), "1.2.3");
  ASSERT_TRUE(description.find("info")->find("title")->text());
  std::set<std::string_view> ids;
  for (const JsonMember& path : description.find("paths")->members()) {
    EXPECT_TRUE(path.name.starts_with('/'));
    for (const JsonMember& method : path.value.members()) {
      EXPECT_THAT(method.name, ::testing::AnyOf("get", "post", "put", "patch", "delete"));
      const JsonValue& operation = method.value;
      EXPECT_TRUE(ids.insert(*operation.find("operationId")->text()).second) << path.name;
      EXPECT_FALSE(operation.find("summary")->text()->empty()) << path.name;
      ASSERT_EQ(operation.find("responses")->members().size(), 2u);
      for (const JsonMember& answer : operation.find("responses")->members())
        EXPECT_TRUE(answer.value.find("description")->text());
      std::string places = path.name;  // each parameter of the path is declared
      for (const JsonValue& parameter : operation.find("parameters")->items()) {
        const std::string place = '{' + std::string(*parameter.find("name")->text()) + '}';
        ASSERT_TRUE(parameter.find("schema")) << place;
        if (parameter.find("in")->text() != "path") continue;
        EXPECT_EQ(parameter.find("required")->boolean(), true);
        const auto at = places.find(place);
        ASSERT_NE(at, std::string::npos) << path.name << ' ' << place;
        places.erase(at, place.size());
      }
      EXPECT_EQ(places.find('{'), std::string::npos) << path.name;
    }
  }
}

TEST(OpenApi, ReferencesOnlyWhatItDefines) {
  const JsonValue description = described();
  constexpr std::string_view kHome = "#/components/schemas/";
  int references = 0;
  each_with(description, "$ref", [&](const JsonValue& reference) {
    const std::string_view target = *reference.text();
    ASSERT_TRUE(target.starts_with(kHome)) << target;
    EXPECT_TRUE(description.find("components")->find("schemas")->find(target.substr(kHome.size())))
        << target;
    ++references;
  });
  EXPECT_GT(references, 100);
}

}  // namespace
}  // namespace kontor::api
