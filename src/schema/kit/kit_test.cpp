#include "schema/kit/kit.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schema/kit/yaml.h"
#include "schema/system_fields.h"
#include "storage/testing.h"

namespace kontor::schema {
namespace {

using storage::testing::succeeded;
using ::testing::ElementsAre;

constexpr const char* kHead =
    "kit: a\nversion: 1\nlabel: {de: A, en: A}\ndescription: {de: A, en: A}\n";

std::string parameter(const Error& error, std::string_view name) {
  auto found = std::ranges::find(error.params, name, &ErrorParam::name);
  return found == error.params.end() ? "" : found->value;
}

// "key line name" of the failure of a kit that begins with kHead (four lines).
std::string failure(const std::string& rest) {
  auto kit = load_kit(kHead + rest);
  if (kit) return "loaded";
  std::string name = parameter(kit.error(), "name");
  if (name.empty()) name = parameter(kit.error(), "what");
  return kit.error().key + " " + parameter(kit.error(), "line") + " " + name;
}

TEST(LoadKit, NamesLineAndReason) {
  EXPECT_EQ(failure("objekte: {}\n"), "kit.unknown_key 5 objekte");
  EXPECT_EQ(failure("objects:\n  pet: 3\n"), "kit.wrong_kind 6 pet");
  EXPECT_EQ(failure("objects:\n  pet:\n    label: {de: Tier, en: Pet}\n"),
            "kit.missing_key 7 plural");
  EXPECT_EQ(failure("extend:\n  pet:\n    fields:\n      age:\n        type: numbr\n"
                    "        label: {de: Alter, en: Age}\n"),
            "kit.bad_value 9 type");
  EXPECT_EQ(failure("extend:\n  pet:\n    fields:\n      age:\n        type: number\n"
                    "        label: {de: Alter}\n"),
            "kit.missing_key 10 en");
  EXPECT_EQ(failure("extend:\n  pet:\n    fields:\n      age:\n        type: number\n"
                    "        label: {de: Alter, en: Age}\n        required: yes\n"),
            "kit.bad_value 11 required");
  EXPECT_EQ(failure("extend:\n  pet:\n    fields:\n      age:\n        type: number\n"
                    "        label: {de: Alter, en: Age}\n        decimals: two\n"),
            "kit.wrong_kind 11 decimals");
}

TEST(LoadKit, RefusesWhatHidesMeaning) {
  EXPECT_EQ(failure("needs: &x [a]\n"), "kit.not_allowed 5 anchor");
  EXPECT_EQ(failure("needs: !!set {a}\n"), "kit.not_allowed 5 tag");
  EXPECT_EQ(failure("kit: b\n"), "kit.duplicate 5 kit");
  EXPECT_EQ(failure("---\nkit: b\n"), "kit.not_allowed 6 document");
  EXPECT_EQ(failure("needs: " + std::string(40, '[') + "\n"), "kit.not_allowed 5 depth");
  EXPECT_EQ(failure("needs: [a\n"), "kit.syntax 6 ");
  EXPECT_EQ(failure("needs: " + std::string(kMaxYamlBytes, 'a')), "kit.too_large 1 ");
}

TEST(LoadKit, YesAndNoAreTextAsInYaml12) {
  auto root = parse_yaml("a: no\nb: ~\nc: '~'\nd: 010\n");
  ASSERT_TRUE(succeeded(root));
  EXPECT_EQ(root->find("a")->scalar, "no");
  EXPECT_EQ(root->find("b")->kind, YamlNode::Kind::null);
  EXPECT_EQ(root->find("c")->scalar, "~");
  EXPECT_EQ(root->find("d")->scalar, "010");
  EXPECT_EQ(root->find("d")->line, 4);
}

constexpr const char* kPets = R"(
kit: pets
version: 1
label: {de: Tiere, en: Pets}
description: {de: Tiere, en: Pets}
objects:
  pet:
    label: {de: Tier, en: Pet}
    plural: {de: Tiere, en: Pets}
    title: name
    sort: [name]
    quick_add: [name, vet]
    fields:
      name: {type: text, label: {de: Name, en: Name}}
      vet:
        type: relation
        label: {de: Tierarzt, en: Vet}
        target: vet
        optional: true
        inverse: {name: pets, de: Tiere, en: Pets}
    views:
      all: {label: {de: Alle, en: All}, columns: [name, vet]}
      healthy: {label: {de: Gesund, en: Healthy}, when: vets}
)";

constexpr const char* kVets = R"(
kit: vets
version: 1
label: {de: Tierärzte, en: Vets}
description: {de: Tierärzte, en: Vets}
objects:
  vet:
    label: {de: Tierarzt, en: Vet}
    plural: {de: Tierärzte, en: Vets}
    title: name
    fields:
      name: {type: text, label: {de: Name, en: Name}}
extend:
  pet:
    optional: true
    quick_add: [size, existing]
    fields:
      size: {type: number, label: {de: Größe, en: Size}}
)";

class Install : public ::testing::Test {
 protected:
  std::vector<Kit> kits_{*load_kit(kPets), *load_kit(kVets)};
  Catalogue empty_{1, built_in_objects()};
};

TEST_F(Install, LeavesOutWhatHasNoTarget) {
  auto pets = install(empty_, kits_, {"pets"});
  ASSERT_TRUE(succeeded(pets));
  const Object* pet = (*pets)->object("pet");
  ASSERT_NE(pet, nullptr);
  EXPECT_EQ(pet->field("vet"), nullptr);
  EXPECT_THAT(pet->quick_add, ElementsAre("name"));
  ASSERT_EQ(pet->views.size(), 1U);
  EXPECT_EQ(pet->views[0].settings, R"({"columns":[{"path":"name"}]})");
}

TEST_F(Install, CompletesOlderKitsWhenAnotherArrives) {
  auto pets = install(empty_, kits_, {"pets"});
  auto both = install(**pets, kits_, {"vets"});
  ASSERT_TRUE(succeeded(both));
  const Object* pet = (*both)->object("pet");
  ASSERT_NE(pet->field("vet"), nullptr);
  EXPECT_TRUE((*both)->object("vet")->field("pets")->relation.derived);
  EXPECT_THAT(pet->quick_add, ElementsAre("size", "name"));
  EXPECT_EQ(pet->views.size(), 2U);
  EXPECT_EQ((*both)->kits().size(), 2U);
}

TEST_F(Install, GivesTheSameFieldsInAnyOrder) {
  auto one = install(empty_, kits_, {"pets", "vets"});
  auto other = install(**install(empty_, kits_, {"vets"}), kits_, {"pets"});
  ASSERT_TRUE(succeeded(one));
  ASSERT_TRUE(succeeded(other));
  for (const char* field : {"name", "vet"})
    EXPECT_NE((*other)->object("pet")->field(field), nullptr) << field;
  EXPECT_EQ((*one)->object("pet")->views.size(), (*other)->object("pet")->views.size());
}

TEST_F(Install, KeepsWhatTheWorkspaceChanged) {
  auto pets = install(empty_, kits_, {"pets"});
  Draft draft(**pets);
  draft.field("pet", "name")->label = {"Rufname", "Call name"};
  draft.object("pet")->views.clear();
  auto changed = draft.finish();
  kits_[0].version = 2;
  auto another = kits_[0].objects[0].views[0];
  another.view.name = "newest";
  kits_[0].objects[0].views.push_back(another);
  auto again = install(**changed, kits_, {"pets"});
  ASSERT_TRUE(succeeded(again));
  EXPECT_EQ((*again)->object("pet")->field("name")->label.de, "Rufname");
  EXPECT_EQ((*again)->kits()[0].version, 2);
  ASSERT_EQ((*again)->object("pet")->views.size(), 1U) << "deleted views stay away, new ones come";
  EXPECT_EQ((*again)->object("pet")->views[0].name, "newest");
  auto with_vets = install(**changed, kits_, {"vets"});
  ASSERT_TRUE(succeeded(with_vets));
  ASSERT_EQ((*with_vets)->object("pet")->views.size(), 1U) << "what vets make possible comes";
  EXPECT_EQ((*with_vets)->object("pet")->views[0].name, "healthy");
}

TEST_F(Install, SaysWhereTheKitIsWrong) {
  std::string text = kPets;
  text.replace(text.find("columns: [name, vet]"), 20, "columns: [nome, vet]");
  auto broken = install(empty_, {*load_kit(text)}, {"pets"});
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().key, "schema.no_such_field");
  EXPECT_EQ(parameter(broken.error(), "name"), "nome");
  EXPECT_EQ(parameter(broken.error(), "line"), "22");
  EXPECT_EQ(parameter(broken.error(), "kit"), "pets");
}

TEST_F(Install, RefusesUnknownAndCircularKits) {
  EXPECT_EQ(install(empty_, kits_, {"birds"}).error().key, "kit.unknown");
  kits_[0].needs = {"vets"};
  kits_[1].needs = {"pets"};
  EXPECT_EQ(install(empty_, kits_, {"pets"}).error().key, "kit.needs_itself");
}

}  // namespace
}  // namespace kontor::schema
