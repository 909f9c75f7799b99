#include "records/write.h"

#include "records/testing.h"
#include "storage/testing.h"

namespace kontor::records {
namespace {

using testing::inputs;

class Write : public ::testing::TestWithParam<storage::Engine> {
 protected:
  testing::Workspace space{GetParam(), {"people", "companies", "sales"}};
  auth::Actor anna = space.user("Anna");
  auth::Actor ben = space.user("Ben");

  std::string error_of(const Outcome& outcome) {
    return outcome.errors.empty() ? "" : outcome.errors[0].key + " " + outcome.errors[0].field;
  }
};

KONTOR_EACH_ENGINE(Write);

TEST_P(Write, CreatesARecordWithEverythingBesideIt) {
  auto outcome = space.create(anna, "person", R"({
      "first_name":"Änne","last_name":"Müller","title_prefix":"Dr.",
      "emails":[{"value":"Anne@Müller.de","label":"work"}],
      "phones":[{"value":"0221 4711-0","label":"mobile"}],
      "address":{"place":"Köln","postal_code":"50667"},
      "birthday":"1980-02-29","category":"a","tags":["vip","newsletter"]})");
  ASSERT_EQ(error_of(outcome), "");
  EXPECT_EQ(outcome.version, 1);
  EXPECT_TRUE(outcome.changed);
  EXPECT_EQ(space.value("person", outcome.id, "name"), R"("Dr. Änne Müller")");
  EXPECT_EQ(space.value("person", outcome.id, "emails"),
            R"([{"value":"Anne@Müller.de","label":"work"}])");
  EXPECT_EQ(space.value("person", outcome.id, "tags"), R"(["newsletter","vip"])");
  EXPECT_EQ(space.value("person", outcome.id, "owner"), '"' + to_string(anna.user) + '"');
  EXPECT_EQ(space.number("SELECT count(*) FROM kontor_history"), 1);
  EXPECT_EQ(space.number("SELECT count(*) FROM kontor_event"), 1);
  EXPECT_EQ(space.number("SELECT sum(n) FROM kontor_class"), 1);
  EXPECT_EQ(space.number("SELECT count(*) FROM kontor_duplicate_key"), 3);
}

TEST_P(Write, SaysEverythingThatIsWrongAtOnce) {
  auto outcome = space.create(anna, "person",
                              R"({"birthday":"31.02.2026","category":"z","shoe":"42","name":"X"})");
  ASSERT_EQ(outcome.errors.size(), 4u);
  EXPECT_EQ(outcome.errors[0].key, "value.not_a_date");
  EXPECT_EQ(outcome.errors[2].key, "value.unknown_field");
  EXPECT_EQ(space.number("SELECT count(*) FROM o_person"), 0);
}

TEST_P(Write, UpdatesOnlyWhatDiffers) {
  auto id = space.create(anna, "person", R"({"last_name":"Meier"})").id;
  auto same = space.update(anna, "person", id, R"({"last_name":"Meier"})");
  EXPECT_FALSE(same.changed);
  EXPECT_EQ(same.version, 1);
  auto other = space.update(ben, "person", id, R"({"last_name":"Mayer","role":"CEO"})");
  EXPECT_TRUE(other.changed);
  EXPECT_EQ(other.version, 2);
  EXPECT_EQ(space.value("person", id, "name"), R"("Mayer")");
  EXPECT_EQ(space.value("person", id, "changed_by"), '"' + to_string(ben.user) + '"');
  EXPECT_EQ(space.number("SELECT count(*) FROM kontor_history WHERE action = 2"), 3)
      << "last name, name and role";
}

TEST_P(Write, MergesOtherFieldsAndAsksForTheSame) {
  auto id = space.create(anna, "person", R"({"last_name":"Meier","role":"CEO"})").id;
  space.update(ben, "person", id, R"({"role":"CTO"})", 1);
  auto merged = space.update(anna, "person", id, R"({"department":"IT"})", 1);
  EXPECT_EQ(error_of(merged), "");
  EXPECT_TRUE(merged.merged);
  EXPECT_EQ(space.value("person", id, "role"), R"("CTO")");

  auto clash = space.update(anna, "person", id, R"({"role":"CFO"})", 1);
  EXPECT_EQ(error_of(clash), "conflict.fields role");
  ASSERT_EQ(clash.clashes.size(), 1u);
  EXPECT_EQ(clash.clashes[0].base, R"("CEO")");
  EXPECT_EQ(clash.clashes[0].theirs, R"("CTO")");
  EXPECT_EQ(clash.clashes[0].yours, R"("CFO")");
  EXPECT_EQ(clash.clashes[0].by, ben.user);
  EXPECT_EQ(space.value("person", id, "role"), R"("CTO")");

  Batch batch;
  batch.changes.push_back({Op::update, "person", id, 1, inputs(R"({"role":"CFO"})"), {"role"}});
  EXPECT_TRUE(space.write(anna, batch).written);
  EXPECT_EQ(space.value("person", id, "role"), R"("CFO")");
}

TEST_P(Write, MergesPartsOfAnAddress) {
  auto id = space.create(anna, "person", R"({"address":{"place":"Köln","street":"A 1"}})").id;
  space.update(ben, "person", id, R"({"address":{"postal_code":"50667"}})", 1);
  EXPECT_EQ(error_of(space.update(anna, "person", id, R"({"address":{"street":"B 2"}})", 1)), "");
  space.update(ben, "person", id, R"({"address":{"street":"C 3"}})");
  EXPECT_EQ(error_of(space.update(anna, "person", id, R"({"address":{"street":"D 4"}})", 1)),
            "conflict.fields address");
}

TEST_P(Write, KeepsOneEffectPerIdempotencyKey) {
  Batch batch;
  batch.idempotency_key = "k1";
  batch.changes.push_back({Op::create, "person", {}, 0, inputs(R"({"last_name":"Meier"})")});
  auto first = space.write(anna, batch);
  auto again = space.write(anna, batch);
  EXPECT_FALSE(first.replayed);
  EXPECT_TRUE(again.replayed);
  EXPECT_EQ(first.outcomes[0].id, again.outcomes[0].id);
  EXPECT_EQ(first.change, again.change);
  EXPECT_EQ(space.number("SELECT count(*) FROM o_person"), 1);
  EXPECT_FALSE(space.write(ben, batch).replayed) << "keys belong to a user";

  batch.changes[0].fields = inputs(R"({"last_name":"Mayer"})");
  auto other = space.writer().write(anna, batch);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().key, "idempotency.reused");
  space.clock().set({space.clock().now().micros + 49 * 3600 * kMicrosPerSecond});
  EXPECT_TRUE(space.write(anna, batch).written) << "after 48 hours the key is free again";
}

TEST_P(Write, MovesToTheTrashAndBack) {
  auto id = space.create(anna, "person", R"({"last_name":"Meier","emails":["a@b.de"]})").id;
  EXPECT_EQ(error_of(space.change(anna, Op::remove, "person", id)), "");
  EXPECT_EQ(space.number("SELECT sum(n) FROM kontor_class"), 0);
  EXPECT_EQ(space.number("SELECT count(*) FROM kontor_duplicate_key"), 0);
  EXPECT_EQ(error_of(space.update(anna, "person", id, R"({"role":"x"})")), "record.not_found ");
  EXPECT_EQ(error_of(space.change(anna, Op::remove, "person", id)), "record.not_found ");
  EXPECT_EQ(error_of(space.change(anna, Op::restore, "person", id)), "");
  EXPECT_EQ(space.value("person", id, "emails"), R"([{"value":"a@b.de","label":null}])");
  EXPECT_EQ(space.number("SELECT sum(n) FROM kontor_class"), 1);
  EXPECT_EQ(space.number("SELECT count(*) FROM kontor_duplicate_key"), 2);
  EXPECT_FALSE(space.change(anna, Op::restore, "person", id).changed);
}

TEST_P(Write, LinksFromBothSides) {
  auto company = space.create(anna, "company", R"({"name":"Müller GmbH"})").id;
  auto person =
      space.create(anna, "person", R"({"last_name":"A","company":{"title":"müller gmbh"}})");
  ASSERT_EQ(error_of(person), "");
  EXPECT_EQ(space.value("person", person.id, "company"), '"' + to_string(company) + '"');
  auto other = space.create(anna, "person", R"({"last_name":"B"})").id;

  auto added = space.update(anna, "company", company,
                            R"({"people":{"add":[")" + to_string(other) + R"("]}})");
  EXPECT_EQ(error_of(added), "");
  EXPECT_TRUE(added.changed);
  EXPECT_EQ(space.value("person", other, "company"), '"' + to_string(company) + '"');
  EXPECT_EQ(space.load("person", other).version, 2);

  space.update(anna, "company", company, R"({"people":[")" + to_string(other) + R"("]})");
  EXPECT_EQ(space.value("person", person.id, "company"), "null");
  EXPECT_EQ(error_of(space.update(anna, "person", other, R"({"company":{"title":"Nobody"}})")),
            "relation.not_found company");
  EXPECT_EQ(error_of(space.update(anna, "person", other, R"({"company":"4711"})")),
            "relation.not_found company");
  space.create(anna, "company", R"({"name":"MÜLLER GmbH"})");
  EXPECT_EQ(error_of(space.update(anna, "person", other, R"({"company":{"title":"Müller GmbH"}})")),
            "relation.ambiguous company");
}

TEST_P(Write, LinksManyToMany) {
  auto a = to_string(space.create(anna, "person", R"({"last_name":"A"})").id);
  auto b = to_string(space.create(anna, "person", R"({"last_name":"B"})").id);
  auto call = space.create(anna, "interaction",
                           R"({"subject":"Call","people":[")" + a + R"(",")" + b + R"("]})");
  ASSERT_EQ(error_of(call), "");
  EXPECT_EQ(space.value("interaction", call.id, "kind"), R"("note")") << "default";
  EXPECT_EQ(space.number("SELECT count(*) FROM l_interaction__people"), 2);
  auto removed = space.update(anna, "person", *parse_id(a),
                              R"({"interactions":{"remove":[")" + to_string(call.id) + R"("]}})");
  EXPECT_EQ(error_of(removed), "");
  EXPECT_EQ(space.number("SELECT count(*) FROM l_interaction__people"), 1);
  EXPECT_FALSE(space.update(anna, "person", *parse_id(a), R"({"interactions":[]})").changed);
}

TEST_P(Write, RefusesAllOrLeavesOut) {
  Batch batch;
  batch.changes.push_back({Op::create, "product", {}, 0, inputs(R"({"name":"P","number":"1"})")});
  batch.changes.push_back({Op::create, "product", {}, 0, inputs(R"({"name":"Q","number":"1"})")});
  batch.changes.push_back({Op::create, "product", {}, 0, inputs(R"({"number":"3"})")});
  auto none = space.write(anna, batch);
  EXPECT_FALSE(none.written);
  EXPECT_EQ(error_of(none.outcomes[1]), "value.not_unique number");
  EXPECT_EQ(error_of(none.outcomes[2]), "value.required name");
  EXPECT_EQ(space.number("SELECT count(*) FROM o_product"), 0);
  batch.keep_going = true;
  auto some = space.write(anna, batch);
  EXPECT_TRUE(some.written);
  EXPECT_TRUE(some.outcomes[0].changed);
  EXPECT_EQ(space.number("SELECT count(*) FROM o_product"), 1);
}

TEST_P(Write, CountsStagesAndSums) {
  auto deal = space.create(anna, "deal", R"({"name":"D","value":"100"})");
  ASSERT_EQ(error_of(deal), "");
  EXPECT_EQ(space.number("SELECT sum(n) FROM kontor_tally"), 1);
  EXPECT_EQ(space.number("SELECT sum(total) FROM kontor_tally_sum"), 10000);
  ASSERT_EQ(error_of(space.update(anna, "deal", deal.id, R"({"value":"50.5","stage":"won"})")), "");
  EXPECT_EQ(space.number("SELECT count(*) FROM kontor_tally WHERE n <> 0"), 1);
  EXPECT_EQ(space.number("SELECT sum(total) FROM kontor_tally_sum"), 5050);
  space.change(anna, Op::remove, "deal", deal.id);
  EXPECT_EQ(space.number("SELECT sum(total) FROM kontor_tally_sum"), 0);
}

// A sum beyond 64 bits is refused, and what was there before stays exact.
TEST_P(Write, RefusesASumThatDoesNotFit) {
  auto deal = space.create(anna, "deal", R"({"name":"D","value":"100"})");
  ASSERT_EQ(error_of(deal), "");
  auto set_sum = [&](std::int64_t total) {
    ASSERT_TRUE(space.database().write([&](storage::Transaction& tx) -> Result<void> {
      TRY(tx.execute({"UPDATE kontor_tally_sum SET total = ?", {total}}));
      return {};
    }));
  };
  set_sum(std::numeric_limits<std::int64_t>::max() - 5000);
  Batch batch;
  batch.changes.push_back({Op::create, "deal", {}, 0, inputs(R"({"name":"E","value":"100"})")});
  const auto refused = space.writer().write(anna, batch);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "storage.sum_too_large");
  EXPECT_EQ(space.number("SELECT count(*) FROM o_deal"), 1);
  set_sum(10000);
  EXPECT_EQ(error_of(space.create(anna, "deal", R"({"name":"E","value":"100"})")), "");
}

TEST_P(Write, FindsDuplicates) {
  space.create(anna, "person", R"({"first_name":"Anna","last_name":"Müller","emails":["a@b.de"],
      "address":{"postal_code":"50667"}})");
  Batch batch;
  batch.duplicates = Duplicates::refuse;
  batch.changes.push_back(
      {Op::create,
       "person",
       {},
       0,
       inputs(R"({"first_name":"Anne","last_name":"Mueller","emails":["A@B.de"]})")});
  auto result = space.write(anna, batch);
  EXPECT_FALSE(result.written);
  EXPECT_EQ(error_of(result.outcomes[0]), "duplicate.found ");
  ASSERT_EQ(result.outcomes[0].duplicates.size(), 1u);
  EXPECT_EQ(result.outcomes[0].duplicates[0].title, "Anna Müller");
  batch.duplicates = Duplicates::report;
  result = space.write(anna, batch);
  EXPECT_TRUE(result.written);
  EXPECT_EQ(result.outcomes[0].duplicates.size(), 1u);
}

TEST_P(Write, HintsAtDuplicatesWhileSomeoneTypes) {
  auto anna_mueller =
      space.create(anna, "person", R"({"first_name":"Anna","last_name":"Müller"})").id;
  auto catalogue = space.catalogue();
  RowShape shape(*catalogue->object("person"));
  auto hint = [&](const std::string& fields) {
    auto record = draft_record(shape, *parse_json(fields));
    auto view = space.access().view(anna).value();
    return find_duplicates(view->connection(), shape, record, view->rights()).value();
  };
  auto found = hint(R"({"first_name":"Anna","last_name":"Müller","birthday":"31.","shoe":1})");
  ASSERT_EQ(found.size(), 1u) << "unfinished values do not matter";
  EXPECT_EQ(found[0].id, anna_mueller);
  EXPECT_EQ(found[0].reasons, std::vector<std::string>{"name"});
  EXPECT_TRUE(hint(R"({"first_name":"Bernd"})").empty());
  EXPECT_TRUE(hint("{}").empty());
}

TEST_P(Write, KeepsTheSearchIndex) {
  auto found = [&](const std::string& word, bool title) {
    bool sqlite = GetParam() == storage::Engine::sqlite;
    return space.number(sqlite
                            ? "SELECT count(*) FROM x_person WHERE x_person MATCH '" +
                                  std::string(title ? "title" : "{title body}") + " : " + word + "'"
                            : "SELECT count(*) FROM x_person WHERE words @@ '" + word +
                                  (title ? ":A" : "") + "'::tsquery");
  };
  auto id = space
                .create(anna, "person", R"({"last_name":"Müller","notes":"Mag Häuser",
      "phones":["0221 471100"],"character_notes":"geheim"})")
                .id;
  EXPECT_EQ(found("muller", true), 1);
  EXPECT_EQ(found("hauser", false), 1);
  EXPECT_EQ(found("hauser", true), 0);
  EXPECT_EQ(found("geheim", false), 0) << "special data is not told by search";
  EXPECT_EQ(found("49221471100", false), 1);
  EXPECT_GT(space.number("SELECT count(*) FROM kontor_word_variant WHERE variant = 'muler'"), 0);
  space.update(anna, "person", id, R"({"last_name":"Schmidt"})");
  EXPECT_EQ(found("muller", false), 0);
  EXPECT_EQ(found("schmidt", true), 1);
  space.change(anna, Op::remove, "person", id);
  EXPECT_EQ(found("schmidt", true), 0);
  space.change(anna, Op::restore, "person", id);
  EXPECT_EQ(found("schmidt", true), 1);
}

TEST_P(Write, IsClosedToOutsiders) {
  auto id = space.create(anna, "person", R"({"last_name":"Meier"})").id;
  auth::Actor stranger;
  stranger.user = RecordId{4711};
  EXPECT_EQ(error_of(space.create(stranger, "person", R"({"last_name":"X"})")), "access.create ");
  EXPECT_EQ(error_of(space.update(stranger, "person", id, R"({"role":"x"})")), "record.not_found ");
  EXPECT_EQ(error_of(space.change(stranger, Op::remove, "person", id)), "record.not_found ");
  EXPECT_EQ(error_of(space.create(anna, "user", R"({"name":"X"})")), "object.read_only ");
}

TEST_P(Write, ADealBeginsInTheFirstStageOfItsPipeline) {
  auto stage = [&](const std::string& fields) {
    return space.value("deal", space.create(anna, "deal", fields).id, "stage");
  };
  EXPECT_EQ(stage(R"({"name":"A"})"), R"("new")");
  EXPECT_EQ(stage(R"({"name":"B","pipeline":"existing_customers"})"), R"("demand")");
  EXPECT_EQ(stage(R"({"name":"C","pipeline":"existing_customers","stage":"won"})"), R"("won")");
}

}  // namespace
}  // namespace kontor::records
