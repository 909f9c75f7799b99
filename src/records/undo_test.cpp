#include "records/undo.h"

#include "records/history.h"
#include "records/testing.h"
#include "storage/testing.h"

namespace kontor::records {
namespace {

using testing::inputs;

class Undo : public ::testing::TestWithParam<storage::Engine> {
 protected:
  UndoResult take_back(const auth::Actor& actor, RecordId change) {
    auto result = undo(space.writer(), actor, change);
    EXPECT_TRUE(storage::testing::succeeded(result));
    return result.value_or(UndoResult{});
  }
  std::string refusal(RecordId change) {
    auto result = undo(space.writer(), anna, change);
    return result ? "" : result.error().key;
  }
  BatchResult edit(const auth::Actor& actor, Op op, RecordId id, const std::string& fields,
                   const std::string& object = "person") {
    Batch batch;
    batch.changes.push_back({op, object, id, 0, inputs(fields)});
    return space.write(actor, batch);
  }
  std::vector<ChangeInfo> undoable() {
    auto snapshot = space.database().read();
    return undoable_changes(**snapshot, anna.user, space.clock().now(), 20).value();
  }

  testing::Workspace space{GetParam(), {"people", "companies"}};
  auth::Actor anna = space.user("Anna");
  auth::Actor ben = space.user("Ben");
};

KONTOR_EACH_ENGINE(Undo);

TEST_P(Undo, GivesFieldsTheirOldValues) {
  auto created = edit(anna, Op::create, {}, R"({"last_name":"Meier","role":"CEO",
      "emails":["a@b.de"],"address":{"place":"Köln"}})");
  auto id = created.outcomes[0].id;
  auto changed = edit(anna, Op::update, id, R"({"last_name":"Mayer","emails":[],
      "address":{"place":null},"category":"a"})");
  EXPECT_EQ(space.value("person", id, "address"), "null");
  auto undone = take_back(anna, changed.change);
  EXPECT_EQ(undone.undone, 1);
  EXPECT_TRUE(undone.skipped.empty());
  EXPECT_EQ(space.value("person", id, "name"), R"("Meier")");
  EXPECT_EQ(space.value("person", id, "emails"), R"([{"value":"a@b.de","label":null}])");
  EXPECT_EQ(space.value("person", id, "category"), "null");
  EXPECT_EQ(space.load("person", id).version, 3);

  EXPECT_EQ(refusal(changed.change), "undo.already");
  auto redone = take_back(anna, undone.change);
  EXPECT_EQ(redone.undone, 1);
  EXPECT_EQ(space.value("person", id, "name"), R"("Mayer")");
  EXPECT_EQ(space.value("person", id, "category"), R"("a")");
}

TEST_P(Undo, KeepsWhatOthersChangedAfterwards) {
  auto id = edit(anna, Op::create, {}, R"({"last_name":"Meier","role":"CEO"})").outcomes[0].id;
  auto changed = edit(anna, Op::update, id, R"({"last_name":"Mayer","role":"CTO"})");
  edit(ben, Op::update, id, R"({"role":"CFO"})");
  auto undone = take_back(anna, changed.change);
  EXPECT_EQ(undone.undone, 1);
  ASSERT_EQ(undone.skipped.size(), 1u);
  EXPECT_EQ(undone.skipped[0].field, "role");
  EXPECT_EQ(undone.skipped[0].reason, "changed_later");
  EXPECT_EQ(space.value("person", id, "last_name"), R"("Meier")");
  EXPECT_EQ(space.value("person", id, "role"), R"("CFO")");
}

TEST_P(Undo, RemovesWhatWasCreatedUnlessSomeoneEditedIt) {
  Batch batch;
  for (std::string name : {"A", "B"})
    batch.changes.push_back(
        {Op::create, "person", {}, 0, inputs(R"({"last_name":")" + name + "\"}")});
  auto created = space.write(anna, batch);
  edit(ben, Op::update, created.outcomes[1].id, R"({"role":"x"})");
  auto undone = take_back(anna, created.change);
  EXPECT_EQ(undone.undone, 1);
  ASSERT_EQ(undone.skipped.size(), 1u);
  EXPECT_EQ(undone.skipped[0].id, created.outcomes[1].id);
  EXPECT_EQ(space.number("SELECT count(*) FROM o_person WHERE deleted_at IS NULL"), 1);
  take_back(anna, undone.change);
  EXPECT_EQ(space.number("SELECT count(*) FROM o_person WHERE deleted_at IS NULL"), 2);
}

TEST_P(Undo, BringsBackTheDeletedAndTheirLinks) {
  auto person = edit(anna, Op::create, {}, R"({"last_name":"Meier"})").outcomes[0].id;
  auto call = edit(anna, Op::create, {},
                   R"({"subject":"Call","people":[")" + to_string(person) + R"("]})", "interaction")
                  .outcomes[0]
                  .id;
  auto removed = edit(anna, Op::remove, person, "{}");
  take_back(anna, removed.change);
  EXPECT_EQ(space.number("SELECT count(*) FROM l_interaction__people"), 1);
  auto unlinked = edit(anna, Op::update, call, R"({"people":[]})", "interaction");
  EXPECT_EQ(space.number("SELECT count(*) FROM l_interaction__people"), 0);
  EXPECT_EQ(take_back(anna, unlinked.change).undone, 1);
  EXPECT_EQ(space.number("SELECT count(*) FROM l_interaction__people"), 1);
}

TEST_P(Undo, LeavesOutWhatCannotComeBack) {
  auto company = edit(anna, Op::create, {}, R"({"name":"GmbH"})", "company").outcomes[0].id;
  auto person =
      edit(anna, Op::create, {}, R"({"last_name":"A","company":")" + to_string(company) + R"("})")
          .outcomes[0]
          .id;
  auto moved = edit(anna, Op::update, person, R"({"company":null})");
  edit(anna, Op::remove, company, "{}", "company");
  auto undone = take_back(anna, moved.change);
  EXPECT_EQ(undone.undone, 0);
  ASSERT_EQ(undone.skipped.size(), 1u);
  EXPECT_EQ(undone.skipped[0].reason, "relation.not_found");
}

TEST_P(Undo, ReachesBack30DaysAndListsItsOwn) {
  auto first = edit(anna, Op::create, {}, R"({"last_name":"A"})");
  edit(ben, Op::create, {}, R"({"last_name":"B"})");
  ASSERT_EQ(undoable().size(), 1u);
  EXPECT_EQ(undoable()[0].id, first.change);
  EXPECT_EQ(undoable()[0].record, first.outcomes[0].id);
  EXPECT_EQ(undoable()[0].records, 1);
  space.clock().set({space.clock().now().micros + kUndoReach + 1});
  EXPECT_TRUE(undoable().empty());
  EXPECT_EQ(refusal(first.change), "undo.too_old");
  EXPECT_EQ(refusal(RecordId{4711}), "change.not_found");
}

TEST_P(Undo, TellsOutsidersNothing) {
  auto created = edit(anna, Op::create, {}, R"({"last_name":"A"})");
  auth::Actor stranger;
  stranger.user = RecordId{4711};
  auto result = undo(space.writer(), stranger, created.change);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().key, "change.not_found");
  edit(ben, Op::update, created.outcomes[0].id, R"({"role":"x"})");
  EXPECT_FALSE(undo(space.writer(), stranger, created.change)) << "nor that it was changed later";
}

TEST_P(Undo, ShowsARecordAsItWas) {
  auto at = [&](int hours) {
    return Instant{parse_instant("2026-11-24T09:00:00Z")->micros + hours * 3600 * kMicrosPerSecond};
  };
  auto id = edit(anna, Op::create, {}, R"({"last_name":"A","role":"one"})").outcomes[0].id;
  space.clock().set(at(1));
  edit(anna, Op::update, id, R"({"role":"two"})");
  space.clock().set(at(2));
  edit(anna, Op::update, id, R"({"role":"three","last_name":"B"})");
  space.clock().set(at(3));
  edit(anna, Op::remove, id, "{}");
  auto role_at = [&](Instant when) -> std::string {
    auto catalogue = space.catalogue();
    RowShape shape(*catalogue->object("person"));
    auto snapshot = space.database().read();
    auto record = record_as_of(**snapshot, shape, id, when).value();
    if (!record) return "none";
    auto place = shape.object().field("role") - shape.object().fields.data();
    return std::get<std::string>(record->values[static_cast<std::size_t>(place)]);
  };
  EXPECT_EQ(role_at({at(0).micros - 1}), "none");
  EXPECT_EQ(role_at(at(0)), "one");
  EXPECT_EQ(role_at(at(1)), "two");
  EXPECT_EQ(role_at({at(3).micros - 1}), "three");
  EXPECT_EQ(role_at(at(3)), "none");
}

}  // namespace
}  // namespace kontor::records
