#include "access/access.h"

#include <algorithm>

#include "access/migrations.h"
#include "access/rules/spoken.h"
#include "access/rules/text.h"
#include "auth/migrations.h"
#include "base/text.h"
#include "schema/change/plan.h"
#include "schema/kit/embedded.h"
#include "schema/migrations.h"
#include "schema/system_fields.h"
#include "storage/migrate.h"
#include "storage/testing.h"

namespace kontor::access {
namespace {

using query::Action;
using storage::testing::succeeded;

constexpr std::int64_t kAnna = 7, kFormer = 8, kDeleted = 9, kBert = 10;

class AccessTest : public storage::testing::EachEngine {
 protected:
  void SetUp() override {
    auto steps = schema::migrations();
    for (auto& step : auth::migrations()) steps.push_back(step);
    for (auto& step : migrations()) steps.push_back(step);
    ASSERT_TRUE(succeeded(storage::migrate(database(), steps)));
    ASSERT_TRUE(succeeded(database().write([&](storage::Transaction& tx) -> Result<void> {
      const auto before = TRY(catalogues_.of(tx));
      const auto after =
          TRY(schema::install(*before, TRY(schema::embedded_kits()), {"companies", "people"}));
      TRY(TRY(schema::make_plan(*before, *after, tx.engine())).apply(tx));
      person_ = after->object("person")->id;
      for (const auto id : {kAnna, kFormer, kDeleted, kBert}) TRY(add_user(tx, id));
      TRY(add_class(tx, 1, 0, 40));
      TRY(add_class(tx, 2, kAnna, 2));
      return add_class(tx, 3, kBert, 3);
    })));
  }

  static Result<void> add_user(storage::Transaction& tx, std::int64_t id) {
    const std::string name = "User " + std::to_string(id);
    TRY(tx.execute(
        {"INSERT INTO o_user (id, version, title, title_fold, title_sort, confidential, "
         "zk, created_at, changed_at, deleted_at, f_name, f_email, f_language, f_active) "
         "VALUES (?, 1, ?, ?, ?, 0, 0, 0, 0, ?, ?, ?, 'de', ?)",
         {id, name, fold_case(name), storage::Blob{sort_key(name)},
          id == kDeleted ? storage::Value(std::int64_t{5}) : storage::Value(), name,
          std::to_string(id) + "@example.com", std::int64_t{id != kFormer}}}));
    return {};
  }

  // The person 77.
  void add_person_of_bert() {
    ASSERT_TRUE(succeeded(database().write([&](storage::Transaction& tx) -> Result<void> {
      TRY(
          tx.execute({"INSERT INTO o_person (id, version, owner, confidential, zk, created_at, "
                      "changed_at) VALUES (77, 1, ?, 0, 3, 0, 0)",
                      {kBert}}));
      return {};
    })));
  }

  Result<void> add_class(storage::Transaction& tx, std::int64_t id, std::int64_t owner,
                         std::int64_t count) {
    TRY(
        tx.execute({"INSERT INTO kontor_class (object, id, owner, unit, territory, organisation, "
                    "confidential, n) VALUES (?, ?, ?, 0, 0, 0, 0, ?)",
                    {std::int64_t{person_}, id, owner, count}}));
    return {};
  }

  void use_rules(const std::string& text) {
    ASSERT_TRUE(succeeded(database().write([&](storage::Transaction& tx) -> Result<void> {
      TRY(tx.execute({"DELETE FROM kontor_rule", {}}));
      TRY(
          tx.execute({"INSERT INTO kontor_rule (id, name, text, active, changed_at) "
                      "VALUES (1, 'x', ?, 1, 0)",
                      {text}}));
      TRY(tx.execute({"UPDATE kontor_epoch SET value = value + 1 WHERE name = 'rules'", {}}));
      return {};
    })));
  }

  void make_administrator(std::int64_t id) {
    ASSERT_TRUE(succeeded(database().write([&](storage::Transaction& tx) -> Result<void> {
      TRY(tx.execute({"INSERT INTO kontor_role_member (role_id, user_id) VALUES (1, ?)", {id}}));
      TRY(tx.execute(
          {"UPDATE kontor_epoch SET value = value + 1 WHERE name = 'organisation'", {}}));
      return {};
    })));
  }

  std::unique_ptr<View> view_of(const auth::Actor& actor) {
    auto view = access_.view(actor);
    EXPECT_TRUE(succeeded(view));
    return *std::move(view);
  }

  const schema::Object& person(const View& view) { return *view.catalogue()->object("person"); }
  query::Mode mode(const query::Scope& scope, const char* field) {
    const auto& object = *scope.object;
    return scope.modes.at(0).at(query::place_of(object, *object.field(field)));
  }

  auth::Actor user(std::int64_t id) { return {.user = {id}}; }

  int person_ = 0;
  schema::CatalogueStore catalogues_;
  Access access_{database(), catalogues_, system_clock(), std::string(32, 's')};
};

KONTOR_EACH_ENGINE(AccessTest);

TEST_P(AccessTest, RolesAreReadAndWrittenAsTheyAreCalled) {
  const std::string stored =
      "- rule: own division\n  applies_to: person\n  for: role role_17\n  may: [see]\n"
      "  because: Customers of the own division\n";
  ASSERT_TRUE(succeeded(database().write([&](storage::Transaction& tx) -> Result<void> {
    TRY(
        tx.execute({"INSERT INTO kontor_role (id, name, label_de, label_en, built_in) "
                    "VALUES (17, 'role_17', 'Au\u00dfendienst', 'Field staff', 0)",
                    {}}));
    const auto catalogue = TRY(catalogues_.of(tx));
    const auto rules = TRY(read_rules(stored, *catalogue));
    const std::string german = TRY(write_spoken(tx, rules, schema::Language::de, *catalogue));
    EXPECT_EQ(german,
              "- regel: Eigener Bereich\n  auf: Person\n  f\u00fcr: rolle Au\u00dfendienst\n"
              "  darf: [sehen]\n  grund: Kunden des eigenen Bereichs\n");
    const auto again = TRY(read_spoken(tx, german, *catalogue));
    EXPECT_EQ(write_rules(again, schema::Language::en, *catalogue), stored);
    // Called otherwise: the stored rule is the same.
    TRY(tx.execute({"UPDATE kontor_role SET label_de = 'Reisende' WHERE id = 17", {}}));
    const std::string renamed = TRY(write_spoken(tx, rules, schema::Language::de, *catalogue));
    EXPECT_NE(renamed.find("rolle Reisende"), std::string::npos);
    // Two of one label cannot be told apart: the name is written.
    TRY(
        tx.execute({"INSERT INTO kontor_role (id, name, label_de, label_en, built_in) "
                    "VALUES (18, 'role_18', 'Reisende', 'Reisende', 0)",
                    {}}));
    EXPECT_NE(TRY(write_spoken(tx, rules, schema::Language::de, *catalogue)).find("rolle role_17"),
              std::string::npos);
    EXPECT_EQ(read_spoken(tx, stored + german, *catalogue).error().key, "rule.same_name");
    return {};
  })));
}

TEST_P(AccessTest, StaffSeeAndEditEverythingAtFirst) {
  auto view = view_of(user(kAnna));
  auto scope = view->rights().scope(person(*view), Action::see);
  ASSERT_TRUE(succeeded(scope));
  EXPECT_TRUE((*scope)->everything);
  EXPECT_EQ((*scope)->estimated_rows, 45);
  EXPECT_EQ((*scope)->modes.size(), 1u);
  EXPECT_EQ(mode(**scope, "last_name"), query::Mode::edit);
  EXPECT_EQ(mode(**scope, "created_at"), query::Mode::read);
  EXPECT_TRUE(view->rights().abilities(person(*view), {}).edit);
  EXPECT_TRUE(view->rights().may(person(*view), Action::create));
  EXPECT_EQ(view->rights().bindings().me, kAnna);
}

TEST_P(AccessTest, OthersGetNothing) {
  for (const auth::Actor& actor : {user(0), user(kFormer), user(kDeleted), user(4711)}) {
    auto view = view_of(actor);
    for (Action action :
         {Action::see, Action::read, Action::edit, Action::count, Action::export_data})
      EXPECT_TRUE((*view->rights().scope(person(*view), action))->nothing());
    EXPECT_FALSE(view->rights().may(person(*view), Action::create));
    EXPECT_FALSE(view->rights().abilities(person(*view), {}).edit);
  }
}

TEST_P(AccessTest, AReadingKeyChangesNothing) {
  auth::Actor key = user(kAnna);
  key.may_write = false;
  auto view = view_of(key);
  EXPECT_TRUE((*view->rights().scope(person(*view), Action::read))->everything);
  EXPECT_TRUE((*view->rights().scope(person(*view), Action::edit))->nothing());
  EXPECT_FALSE(view->rights().may(person(*view), Action::create));
  EXPECT_EQ(mode(**view->rights().scope(person(*view), Action::see), "last_name"),
            query::Mode::read);
}

TEST_P(AccessTest, NobodyEditsAccountsAsRecords) {
  auto view = view_of(user(kAnna));
  const schema::Object& account = *view->catalogue()->object("user");
  EXPECT_TRUE((*view->rights().scope(account, Action::read))->everything);
  EXPECT_TRUE((*view->rights().scope(account, Action::edit))->nothing());
  EXPECT_FALSE(view->rights().may(account, Action::create));
}

TEST_P(AccessTest, TheProgramSeesEverything) {
  auto view = view_of(auth::system_actor(auth::SystemWork::import_command));
  EXPECT_TRUE((*view->rights().scope(person(*view), Action::edit))->everything);
}

TEST_P(AccessTest, RulesCountFromTheNextRequestOn) {
  auto before = view_of(user(kAnna));
  use_rules(
      "- rule: own\n  applies_to: person\n  for: all\n  may: [see, read, edit]\n"
      "  when: owner = me\n");
  auto view = view_of(user(kAnna));
  auto scope = view->rights().scope(person(*view), Action::see);
  ASSERT_TRUE(succeeded(scope));
  EXPECT_FALSE((*scope)->everything);
  EXPECT_EQ(*(*scope)->classes, std::vector<std::int64_t>{2});
  EXPECT_EQ((*scope)->estimated_rows, 2);
  EXPECT_EQ(mode(**scope, "last_name"), query::Mode::mask);
  EXPECT_TRUE(view->rights().abilities(person(*view), {{5}, 2, kAnna}).edit);
  EXPECT_FALSE(view->rights().abilities(person(*view), {{5}, 3, kBert}).edit);
  EXPECT_FALSE(view->rights().may(person(*view), Action::create));
  // Who began to read before still reads by the rules of that state.
  EXPECT_TRUE((*before->rights().scope(person(*before), Action::see))->everything);
  EXPECT_TRUE(
      (*view->rights().scope(*view->catalogue()->object("company"), Action::see))->nothing());
}

TEST_P(AccessTest, NewClassesAreKnownAtOnce) {
  use_rules(
      "- rule: others\n  applies_to: person\n  for: all\n  may: see\n  when: not (owner = me)\n");
  const auto classes = [&] {
    auto view = view_of(user(kAnna));
    return *(*view->rights().scope(person(*view), Action::see))->classes;
  };
  EXPECT_EQ(classes(), (std::vector<std::int64_t>{1, 3}));
  ASSERT_TRUE(succeeded(
      database().write([&](storage::Transaction& tx) { return add_class(tx, 4, kFormer, 1); })));
  EXPECT_EQ(classes(), (std::vector<std::int64_t>{1, 3, 4}));
}

constexpr const char* kOwnRule =
    "- rule: own\n  applies_to: person\n  for: staff\n  may: [see, edit]\n  when: owner = me\n"
    "  because: Looks after them\n";

TEST_P(AccessTest, OnlyAdministratorsChangeRules) {
  const auto refused = access_.change_rules(user(kAnna), kOwnRule);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "access.administrator");
  EXPECT_EQ(access_.rules_text(user(kAnna), schema::Language::en).error().key,
            "access.administrator");
  make_administrator(kAnna);
  ASSERT_TRUE(succeeded(access_.change_rules(user(kAnna), kOwnRule)));
  const auto german = access_.rules_text(user(kAnna), schema::Language::de);
  ASSERT_TRUE(succeeded(german));
  EXPECT_NE(german->find("wenn: Verantwortlich = ich"), std::string::npos) << *german;
  // What is read in German may be written back.
  ASSERT_TRUE(succeeded(access_.change_rules(user(kAnna), *german)));
  EXPECT_EQ(*access_.rules_text(user(kAnna), schema::Language::de), *german);
}

TEST_P(AccessTest, RulesThatLockEverybodyOutAreRefused) {
  make_administrator(kAnna);
  const auto refused = access_.change_rules(
      user(kAnna), "- rule: x\n  applies_to: all\n  for: external\n  may: edit\n");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "rule.locks_out");
  EXPECT_EQ(access_.change_rules(user(kAnna), "").error().key, "rule.locks_out");
  auto view = view_of(user(kBert));
  EXPECT_TRUE((*view->rights().scope(person(*view), Action::see))->everything);
}

TEST_P(AccessTest, SaysWhyAndWho) {
  make_administrator(kAnna);
  ASSERT_TRUE(succeeded(access_.change_rules(user(kAnna), kOwnRule)));
  add_person_of_bert();
  const AccessQuestion question{.object = "person", .record = RecordId{77}};
  const auto why = access_.explain(user(kBert), question);
  ASSERT_TRUE(succeeded(why));
  EXPECT_TRUE(why->allowed);
  const auto own = std::ranges::find(why->reasons, "own", &Reason::rule);
  ASSERT_NE(own, why->reasons.end());
  EXPECT_TRUE(own->holds);
  EXPECT_EQ(own->because, "Looks after them");
  // Hidden and missing sound alike, unless an administrator asks about somebody else.
  const auto hidden = access_.explain(user(kAnna), question);
  const auto missing = access_.explain(user(kAnna), {.object = "person", .record = RecordId{4711}});
  EXPECT_EQ(hidden.error().key, missing.error().key);
  AccessQuestion of_bert = question;
  of_bert.user = RecordId{kBert};
  EXPECT_TRUE(access_.explain(user(kAnna), of_bert)->allowed);
  of_bert.user = RecordId{kAnna};
  EXPECT_EQ(access_.explain(user(kBert), of_bert).error().key, "access.administrator");

  const auto people = access_.who(user(kAnna), question);
  ASSERT_TRUE(succeeded(people));
  ASSERT_EQ(people->people.size(), 1u);
  EXPECT_EQ(people->people.front().id, RecordId{kBert});
}

TEST_P(AccessTest, SharesSingleRecordsUntilADay) {
  use_rules(
      "- rule: own\n  applies_to: person\n  for: staff\n  may: [edit, share]\n"
      "  when: owner = me\n  fields: {personal: edit}\n");
  add_person_of_bert();
  const auto sees = [&] {
    auto view = view_of(user(kAnna));
    const auto scope = *view->rights().scope(person(*view), Action::see);
    return scope->shared && std::ranges::binary_search(*scope->shared, 77);
  };
  ShareWish wish{.object = "person", .record = RecordId{77}, .recipient = RecordId{kAnna}};
  EXPECT_EQ(access_.share(user(kAnna), wish).error().key, "record.not_found");
  EXPECT_FALSE(sees());
  const auto made = access_.share(user(kBert), wish);
  ASSERT_TRUE(succeeded(made));
  EXPECT_TRUE(sees());
  EXPECT_EQ(access_.shares(user(kBert), "person", RecordId{77})->size(), 1u);
  // She may read it now, but not pass it on, and not take it away.
  EXPECT_EQ(access_.share(user(kAnna), wish).error().key, "access.share");
  EXPECT_EQ(access_.unshare(user(kAnna), *made).error().key, "access.share");
  ASSERT_TRUE(succeeded(access_.unshare(user(kBert), *made)));
  EXPECT_FALSE(sees());

  wish.until = Instant{system_clock().now().micros - 1};
  EXPECT_EQ(access_.share(user(kBert), wish).error().key, "access.share_over");
  wish.until.reset();
  wish.recipient = RecordId{4711};
  EXPECT_EQ(access_.share(user(kBert), wish).error().key, "access.share_with_nobody");
}

TEST_P(AccessTest, NobodySharesMoreThanTheyHave) {
  use_rules(
      "- rule: own\n  applies_to: person\n  for: staff\n  may: [read, share]\n"
      "  when: owner = me\n");
  add_person_of_bert();
  // He sees names as masks: a share would show them.
  const ShareWish wish{.object = "person", .record = RecordId{77}, .recipient = RecordId{kAnna}};
  EXPECT_EQ(access_.share(user(kBert), wish).error().key, "access.share_more");
}

}  // namespace
}  // namespace kontor::access
