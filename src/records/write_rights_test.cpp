// What the write path lets people do under rules: on the record as it was and as it becomes, field
// by field.
#include "query/group.h"
#include "records/testing.h"
#include "storage/testing.h"

namespace kontor::records {
namespace {

using storage::testing::succeeded;

class WriteRights : public ::testing::TestWithParam<storage::Engine> {
 protected:
  void use_rules(const std::string& text) {
    ASSERT_TRUE(succeeded(home_.database().write([&](storage::Transaction& tx) -> Result<void> {
      TRY(tx.execute({"DELETE FROM kontor_rule", {}}));
      TRY(
          tx.execute({"INSERT INTO kontor_rule (id, name, text, active, changed_at) "
                      "VALUES (1, 'rules', ?, 1, 0)",
                      {text}}));
      TRY(tx.execute({"UPDATE kontor_epoch SET value = value + 1 WHERE name = 'rules'", {}}));
      return {};
    })));
  }

  std::string error_of(const Outcome& outcome) {
    return outcome.errors.empty() ? "none" : outcome.errors.front().key;
  }

  std::string owned_by(const auth::Actor& actor, const std::string& last_name = "Muster") {
    return R"({"last_name": ")" + last_name + R"(", "owner": ")" + to_string(actor.user) + "\"}";
  }

  testing::Workspace home_{GetParam(), {"companies", "people"}};
  auth::Actor anna_ = home_.user("Anna"), ben_ = home_.user("Ben");
};

KONTOR_EACH_ENGINE(WriteRights);

constexpr const char* kOwn =
    "- rule: own\n  applies_to: person\n  for: all\n  may: [see, read, edit, create, delete]\n"
    "  when: owner = me\n  fields: {personal: edit}\n";

TEST_P(WriteRights, WhatIsHiddenDoesNotExist) {
  use_rules(kOwn);
  const auto mine = home_.create(anna_, "person", owned_by(anna_));
  ASSERT_EQ(error_of(mine), "none");
  const auto hidden = home_.update(ben_, "person", mine.id, R"({"last_name": "X"})");
  const auto missing = home_.update(ben_, "person", RecordId{4711}, R"({"last_name": "X"})");
  EXPECT_EQ(error_of(hidden), "record.not_found");
  EXPECT_EQ(error_of(missing), "record.not_found");
  EXPECT_EQ(error_of(home_.update(anna_, "person", mine.id, R"({"last_name": "X"})")), "none");
}

TEST_P(WriteRights, NobodyCreatesWhatTheyMayNotCreate) {
  use_rules(kOwn);
  EXPECT_EQ(error_of(home_.create(anna_, "person", owned_by(ben_))), "access.create");
  EXPECT_EQ(error_of(home_.create(anna_, "company", R"({"name": "X"})")), "access.create");
}

TEST_P(WriteRights, GivingAwayIsARightOfItsOwn) {
  use_rules(kOwn);
  const auto mine = home_.create(anna_, "person", owned_by(anna_));
  EXPECT_EQ(error_of(home_.update(anna_, "person", mine.id, owned_by(ben_))), "access.assign");
  use_rules(std::string(kOwn) +
            "- rule: hand over\n  applies_to: person\n  for: all\n  may: assign\n");
  // May give it away, but not make it something that is not theirs to edit.
  EXPECT_EQ(error_of(home_.update(anna_, "person", mine.id, owned_by(ben_))), "access.edit");
  use_rules(
      "- rule: all\n  applies_to: person\n  for: all\n  may: [edit, assign]\n"
      "  fields: {personal: edit}\n");
  EXPECT_EQ(error_of(home_.update(anna_, "person", mine.id, owned_by(ben_))), "none");
}

TEST_P(WriteRights, EveryTouchedFieldMustBeEditable) {
  use_rules(
      "- rule: look\n  applies_to: person\n  for: all\n  may: [edit, create]\n"
      "  fields: {personal: edit, last_name: read}\n");
  EXPECT_EQ(error_of(home_.create(anna_, "person", R"({"last_name": "X"})")), "access.field");
  const auto made = home_.create(anna_, "person", R"({"first_name": "Eva"})");
  ASSERT_EQ(error_of(made), "none");
  EXPECT_EQ(error_of(home_.update(anna_, "person", made.id, R"({"last_name": "X"})")),
            "access.field");
  EXPECT_EQ(error_of(home_.update(anna_, "person", made.id, R"({"first_name": "Ida"})")), "none");
}

TEST_P(WriteRights, WhatHangsOnTheRowIsAskedBeforeAndAfter) {
  use_rules(
      "- rule: m\n  applies_to: person\n  for: all\n  may: [edit, create]\n"
      "  when: last_name begins with \"M\"\n  fields: {personal: edit}\n");
  EXPECT_EQ(error_of(home_.create(anna_, "person", R"({"last_name": "Adam"})")), "access.create");
  const auto made = home_.create(anna_, "person", R"({"last_name": "Muster"})");
  ASSERT_EQ(error_of(made), "none");
  EXPECT_EQ(error_of(home_.update(anna_, "person", made.id, R"({"last_name": "Meier"})")), "none");
  EXPECT_EQ(error_of(home_.update(anna_, "person", made.id, R"({"last_name": "Adam"})")),
            "access.edit");
  EXPECT_EQ(error_of(home_.update(anna_, "person", made.id, R"({"last_name": "Mut"})")), "none");
}

TEST_P(WriteRights, CountingIsNotSeeing) {
  use_rules(std::string(kOwn) +
            "- rule: figures\n  applies_to: person\n  for: all\n  may: count\n");
  for (int i = 0; i < 6; ++i) home_.create(anna_, "person", owned_by(anna_));
  const auto eva = home_.user("Eva");
  for (int i = 0; i < 4; ++i) home_.create(eva, "person", owned_by(eva));
  const auto groups = [&](query::GroupRequest request) {
    std::string text;
    JsonWriter json(text);
    auto view = home_.access().view(ben_);
    const auto written = query::write_groups((*view)->reader(), request, json);
    return written ? text : written.error().key;
  };
  query::GroupRequest request{.object = "person", .group = "owner"};
  EXPECT_EQ(groups(request), R"({"groups":[]})");
  request.counted = true;
  // Anna's six are counted, Eva's four are too few to be told.
  const std::string counted = groups(request);
  EXPECT_NE(counted.find("\"count\":6"), std::string::npos) << counted;
  EXPECT_EQ(counted.find("\"count\":4"), std::string::npos) << counted;
  request.group.clear();
  request.aggregates = {"min(created_at)"};
  EXPECT_EQ(groups(request), "query.aggregate");
}

}  // namespace
}  // namespace kontor::records
