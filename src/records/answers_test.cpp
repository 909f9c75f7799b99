// What people are told about rules, on records that are there: previews and saving, lint, looking
// through the eyes of others, the log of what was read, masks.
#include <algorithm>

#include "access/preview.h"
#include "access/reading_log.h"
#include "access/viewing.h"
#include "query/list.h"
#include "query/record.h"
#include "records/duplicates.h"
#include "records/testing.h"
#include "storage/testing.h"

namespace kontor::records {
namespace {

using query::Action;
using storage::testing::succeeded;

class Answers : public ::testing::TestWithParam<storage::Engine> {
 protected:
  Answers() {
    for (const char* name : {"Anna", "Anna", "Ben"}) owned_by(name);
    run("INSERT INTO kontor_role_member (role_id, user_id) VALUES (1, ?)", eva_.user.value);
    run("UPDATE kontor_epoch SET value = value + 1 WHERE name = ?", "organisation");
  }

  template <class Value>
  void run(const std::string& sql, Value value) {
    EXPECT_TRUE(succeeded(home_.database().write([&](storage::Transaction& tx) -> Result<void> {
      TRY(tx.execute({sql, {value}}));
      return {};
    })));
  }
  RecordId owned_by(const std::string& name) {
    const auto made = home_.create(
        home_.user(name), "person",
        R"({"last_name": "Muster", "owner": ")" + to_string(home_.user(name).user) + "\"}");
    EXPECT_TRUE(made.errors.empty());
    return made.id;
  }
  void use_rules(const std::string& text) {
    run("DELETE FROM kontor_rule WHERE id > ?", std::int64_t{0});
    run("INSERT INTO kontor_rule (id, name, text, active, changed_at) VALUES (1, 'x', ?, 1, 0)",
        text);
    run("UPDATE kontor_epoch SET value = value + 1 WHERE name = ?", "rules");
  }
  std::string seen_by(const auth::Actor& actor, RecordId id) {
    auto view = home_.access().view(actor);
    EXPECT_TRUE(succeeded(view));
    std::string text;
    JsonWriter json(text);
    const auto written = query::write_record(
        (*view)->reader(), {.object = "person", .id = id, .fields = {"last_name", "birthday"}},
        json);
    if (!written) return written.error().key;
    EXPECT_TRUE(succeeded(access::keep_log(home_.access(), actor, (*view)->rights(), "GET x")));
    return text;
  }
  access::ReadingPage log_of(access::ReadingQuestion question = {}) {
    auto page = access::read_log(home_.access(),
                                 auth::system_actor(auth::SystemWork::export_command), question);
    EXPECT_TRUE(succeeded(page));
    return page ? *std::move(page) : access::ReadingPage();
  }
  access::Delta delta(const access::Preview& preview, const std::string& name, Action action) {
    for (const auto& person : preview.affected)
      for (const auto& object : person.objects)
        if (person.name == name && object.impact.object->name == "person" &&
            object.impact.actions.contains(action))
          return object.impact.actions.at(action);
    return {};
  }

  testing::Workspace home_{GetParam(), {"companies", "people"}};
  auth::Actor anna_ = home_.user("Anna"), ben_ = home_.user("Ben"), eva_ = home_.user("Eva");
};

KONTOR_EACH_ENGINE(Answers);

constexpr const char* kOwn =
    "- rule: own\n  applies_to: all\n  for: all\n  may: [see, read, edit]\n"
    "  when: owner = me\n  fields: {personal: edit}\n";
constexpr const char* kMuster =
    "- rule: muster\n  applies_to: person\n  for: all\n  may: [see, read]\n"
    "  when: last_name begins with \"Mu\"\n";

TEST_P(Answers, APreviewCountsWhatEverybodyGainsAndLoses) {
  const auto preview = access::preview_rules(home_.access(), eva_, kOwn);
  ASSERT_TRUE(succeeded(preview));
  EXPECT_TRUE(preview->exact);
  EXPECT_EQ(preview->people, 3u);
  EXPECT_EQ(delta(*preview, "Anna", Action::see).lost, 1);
  EXPECT_EQ(delta(*preview, "Ben", Action::see).lost, 2);
  EXPECT_EQ(delta(*preview, "Eva", Action::edit).lost, 3);
  EXPECT_EQ(delta(*preview, "Anna", Action::export_data).lost, 3);
  EXPECT_FALSE(preview->confirm.empty());
}

TEST_P(Answers, APreviewReadsRowsWhereTheyDecide) {
  owned_by("Ben");
  ASSERT_TRUE(home_.create(eva_, "person", R"({"last_name": "Adam"})").errors.empty());
  use_rules(std::string(kOwn) +
            "- rule: admins\n  applies_to: all\n  for: role administrator\n  may: read\n");
  const auto preview = access::preview_rules(
      home_.access(), eva_,
      std::string(kOwn) + kMuster +
          "- rule: admins\n  applies_to: all\n  for: role administrator\n  may: read\n");
  ASSERT_TRUE(succeeded(preview));
  EXPECT_EQ(delta(*preview, "Anna", Action::see).gained, 2);  // Ben's
  EXPECT_EQ(delta(*preview, "Anna", Action::see).lost, 0);
  EXPECT_EQ(delta(*preview, "Ben", Action::read).gained, 2);
  EXPECT_EQ(delta(*preview, "Ben", Action::edit).gained, 0);
  ASSERT_FALSE(preview->affected.empty());
  EXPECT_FALSE(preview->affected.front().objects.front().examples.empty());
}

TEST_P(Answers, FieldsThatAreShownOtherwiseAreCounted) {
  use_rules(
      "- rule: all\n  applies_to: person\n  for: all\n  may: read\n"
      "  fields: {personal: read}\n"
      "- rule: admins\n  applies_to: company\n  for: role administrator\n  may: read\n");
  const auto preview = access::preview_rules(
      home_.access(), eva_,
      "- rule: all\n  applies_to: person\n  for: all\n  may: read\n"
      "- rule: admins\n  applies_to: company\n  for: role administrator\n  may: read\n");
  ASSERT_TRUE(succeeded(preview));
  ASSERT_EQ(preview->affected.size(), 3u);
  bool found = false;
  for (const auto& change : preview->affected.front().objects.front().impact.fields)
    if (change.field->name == "last_name") {
      found = true;
      EXPECT_EQ(change.from, query::Mode::read);
      EXPECT_EQ(change.to, query::Mode::mask);
      EXPECT_EQ(change.records, 3);
    }
  EXPECT_TRUE(found);
}

TEST_P(Answers, RulesThatChangeSomethingAreSavedAfterTheNumberWasSeen) {
  const auto refused = access::save_rules(home_.access(), eva_, {.text = kOwn});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "rule.confirm");
  const auto preview = access::preview_rules(home_.access(), eva_, kOwn);
  ASSERT_TRUE(succeeded(preview));
  // The number of other rules, or of somebody else, says nothing.
  EXPECT_EQ(access::save_rules(home_.access(), eva_,
                               {.text = std::string(kOwn) + kMuster, .confirm = preview->confirm})
                .error()
                .key,
            "rule.confirm");
  ASSERT_TRUE(succeeded(
      access::save_rules(home_.access(), eva_, {.text = kOwn, .confirm = preview->confirm})));
  // Saving the same again changes nothing, so there is nothing to confirm.
  EXPECT_TRUE(succeeded(access::save_rules(home_.access(), eva_, {.text = kOwn})));
  EXPECT_EQ(access::save_rules(home_.access(), anna_, {.text = kOwn}).error().key,
            "access.administrator");
}

TEST_P(Answers, ExamplesThatComeOutOtherwiseRefuseTheSave) {
  const RecordId mine = owned_by("Anna");
  access::RulesWish wish{.text = kOwn};
  wish.confirm = access::preview_rules(home_.access(), eva_, kOwn)->confirm;
  wish.examples = {{ben_.user, "person", mine, "see", "yes"}};
  const auto refused = access::save_rules(home_.access(), eva_, wish);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "rule.example");
  wish.examples = {{ben_.user, "person", mine, "see", "no"},
                   {anna_.user, "person", mine, "last_name", "edit"}};
  wish.table =
      "people: {a: {}, b: {}}\nrecords: {r: {object: person, owner: a}}\n"
      "table:\n  - [b, see, r, \"no\"]\n";
  ASSERT_TRUE(succeeded(access::save_rules(home_.access(), eva_, wish)));
  // They are kept, and run with the next save as well.
  const auto next = access::preview_rules(home_.access(), eva_, std::string(kOwn) + kMuster);
  ASSERT_TRUE(succeeded(next));
  ASSERT_EQ(next->wrong.size(), 1u);
  EXPECT_EQ(access::save_rules(home_.access(), eva_,
                               {.text = std::string(kOwn) + kMuster, .confirm = next->confirm})
                .error()
                .key,
            "rule.example");
  wish.examples = {{RecordId{4711}, "person", mine, "see", "no"}};
  EXPECT_EQ(access::save_rules(home_.access(), eva_, wish).error().key, "rule.example_unknown");
}

TEST_P(Answers, LintTellsWhatIsOdd) {
  const auto kinds = [&](const std::string& text) {
    std::set<std::string> found;
    const auto findings = access::lint(home_.access(), eva_, text);
    EXPECT_TRUE(succeeded(findings));
    for (const auto& finding : *findings) found.insert(finding.kind + " " + finding.rule);
    return found;
  };
  const auto all = kinds(
      "- rule: never\n  applies_to: person\n  for: all\n  may: see\n"
      "  when: owner = me and not (owner = me)\n"
      "- rule: wide\n  applies_to: all\n  for: all\n  may: read\n  when: owner = me\n"
      "- rule: narrow\n  applies_to: person\n  for: staff\n  may: see\n"
      "  when: owner = me and confidential\n"
      "- rule: ghosts\n  applies_to: person\n  for: role ghost\n  may: export\n"
      "- rule: blocked\n  applies_to: company\n  for: all\n  may: edit\n  when: confidential\n"
      "- limit: wall\n  applies_to: company\n  for: all\n  only when: not confidential\n");
  EXPECT_TRUE(all.contains("dead never"));
  EXPECT_TRUE(all.contains("empty_audience ghosts"));
  EXPECT_TRUE(all.contains("emptied blocked"));
  EXPECT_FALSE(all.contains("dead wide"));
  EXPECT_FALSE(all.contains("unseen "));  // each has an owner
  const auto few = kinds(
      "- rule: x\n  applies_to: person\n  for: all\n  may: [see, export]\n"
      "  when: confidential\n");
  EXPECT_TRUE(few.contains("unseen "));
  EXPECT_TRUE(few.contains("external_export x"));
  EXPECT_TRUE(
      kinds("- rule: a\n  applies_to: person\n  for: all\n  may: read\n"
            "- rule: b\n  applies_to: person\n  for: staff\n  may: see\n  when: owner = me\n"
            "  fields: {personal: none, normal: none}\n")
          .contains("implied b"));
}

TEST_P(Answers, WhoLooksThroughOthersEyesSeesWhatBothSee) {
  const RecordId annas = owned_by("Anna"), bens = owned_by("Ben"), evas = owned_by("Eva");
  use_rules(std::string(kOwn) +
            "- rule: admins\n  applies_to: person\n  for: role administrator\n  may: [see, read]\n"
            "  when: owner = me or last_name = \"Muster\"\n");
  auth::Actor eyes = eva_;
  eyes.viewed = anna_.user;
  // Eva sees all of them, with masks where they are not hers; Anna sees her own.
  EXPECT_EQ(seen_by(eyes, bens), "record.not_found");
  EXPECT_EQ(seen_by(eyes, evas), "record.not_found");
  const std::string both = seen_by(eyes, annas);
  EXPECT_NE(both.find(R"("last_name":{"masked":"M."})"), std::string::npos) << both;
  EXPECT_EQ(seen_by(anna_, annas).find("masked"), std::string::npos);
  // In an emergency it is what Anna sees, and every read is written down.
  eyes.emergency = true;
  EXPECT_NE(seen_by(eyes, annas).find(R"("last_name":"Muster")"), std::string::npos);
  EXPECT_EQ(seen_by(eyes, evas), "record.not_found");
  const auto log = log_of({.kind = "read"});
  ASSERT_EQ(log.entries.size(), 1u);
  EXPECT_EQ(log.entries[0].user, eva_.user);
  EXPECT_EQ(log.entries[0].viewed, anna_.user);
  EXPECT_EQ(log.entries[0].records, std::vector<std::int64_t>{annas.value});
}

TEST_P(Answers, ViewingBelongsToASession) {
  const RecordId session{77};
  const auto begin = [&](const auth::Actor& actor, access::ViewingWish wish) {
    return access::begin_viewing(home_.access(), actor, session, wish);
  };
  EXPECT_EQ(begin(anna_, {.user = ben_.user}).error().key, "access.view_as");
  EXPECT_EQ(begin(eva_, {.user = eva_.user}).error().key, "access.view_as");
  EXPECT_EQ(begin(eva_, {.user = RecordId{4711}}).error().key, "access.view_as");
  EXPECT_EQ(begin(eva_, {.user = anna_.user, .reason = "x"}).error().key, "access.reason");
  ASSERT_TRUE(succeeded(
      begin(eva_, {.user = anna_.user, .reason = "Anna is away, a customer waits", .minutes = 5})));
  EXPECT_EQ(begin(eva_, {.user = ben_.user}).error().key, "access.viewing");
  EXPECT_TRUE((*access::viewing_of(home_.access(), session))->emergency);
  EXPECT_FALSE(access::viewing_of(home_.access(), RecordId{78})->has_value());
  home_.clock().set({home_.clock().now().micros + 5 * 60 * kMicrosPerSecond});
  EXPECT_FALSE(access::viewing_of(home_.access(), session)->has_value());
  ASSERT_TRUE(succeeded(begin(eva_, {.user = ben_.user})));
  ASSERT_TRUE(succeeded(access::end_viewing(home_.access(), eva_, session)));
  EXPECT_FALSE(access::viewing_of(home_.access(), session)->has_value());
  // Anna is told who looked, and why.
  const auto mine = access::read_log(home_.access(), anna_, {.mine = true});
  ASSERT_TRUE(succeeded(mine));
  ASSERT_EQ(mine->entries.size(), 1u);
  EXPECT_EQ(mine->entries[0].kind, "emergency");
  EXPECT_EQ(mine->entries[0].reason, "Anna is away, a customer waits");
  EXPECT_EQ(access::read_log(home_.access(), anna_, {}).error().key, "access.auditor");
}

TEST_P(Answers, ReadingIsLoggedWhereARuleSaysSo) {
  const RecordId annas = owned_by("Anna");
  use_rules(kOwn);
  seen_by(anna_, annas);
  EXPECT_TRUE(log_of().entries.empty());
  use_rules(std::string(kOwn) + "  log: yes\n");
  seen_by(anna_, annas);
  const auto log = log_of();
  ASSERT_EQ(log.entries.size(), 1u);
  // The title shows the name too.
  EXPECT_EQ(log.entries[0].fields, (std::vector<std::string>{"last_name", "name"}));
  EXPECT_EQ(log.entries[0].rules.front(), "own");
  EXPECT_EQ(log.entries[0].route, "GET x");
}

TEST_P(Answers, UnusualReadingIsAnAlarmOnce) {
  const auto& person = *home_.catalogue()->object("person");
  std::vector<std::int64_t> many(3000);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<std::int64_t>(i) + 1;
  for (int part = 0; part < 3; ++part)
    ASSERT_TRUE(succeeded(access::keep_export(home_.access(), anna_, person, many, {"emails"})));
  EXPECT_EQ(log_of({.kind = "export"}).entries.size(), 3u);
  const auto alarms = log_of({.kind = "alarm"});
  ASSERT_EQ(alarms.entries.size(), 1u);
  EXPECT_EQ(alarms.entries[0].reason, "export");
  EXPECT_EQ(alarms.entries[0].count, 6000);
  EXPECT_EQ(log_of({.record = RecordId{7}}).entries.size(), 3u);
}

TEST_P(Answers, MasksLookAsRulesDeclareThem) {
  const RecordId annas = owned_by("Anna");
  use_rules(
      "- rule: masked\n  applies_to: person\n  for: all\n  may: read\n"
      "- masks: looks\n  applies_to: person\n  fields: {last_name: dots}\n");
  EXPECT_NE(seen_by(ben_, annas).find(R"("last_name":{"masked":"…"})"), std::string::npos);
}

TEST_P(Answers, ExplanationsTakeConditionsApart) {
  const RecordId annas = owned_by("Anna");
  use_rules(
      "- rule: own\n  applies_to: person\n  for: all\n  may: read\n"
      "  when: owner = me or (confidential and last_name = \"X\")\n"
      "- cap: no birthdays\n  applies_to: person\n  for: all\n  fields: {birthday: none}\n");
  const auto why = home_.access().explain(
      anna_, {.object = "person", .record = annas, .language = schema::Language::en});
  ASSERT_TRUE(succeeded(why));
  EXPECT_TRUE(why->allowed);
  const auto own = std::ranges::find(why->reasons, "own", &access::Reason::rule);
  ASSERT_NE(own, why->reasons.end());
  EXPECT_TRUE(own->decides);
  ASSERT_TRUE(own->condition);
  ASSERT_EQ(own->condition->parts.size(), 2u);
  EXPECT_TRUE(own->condition->parts[0].holds);
  EXPECT_EQ(own->condition->parts[0].text, "owner = me");
  EXPECT_EQ(own->condition->parts[0].note, "Anna");
  EXPECT_FALSE(own->condition->parts[1].holds);
  EXPECT_EQ(own->condition->parts[1].parts.size(), 2u);
  const auto birthday = std::ranges::find(why->fields, "birthday", &access::FieldReason::field);
  ASSERT_NE(birthday, why->fields.end());
  EXPECT_EQ(birthday->mode, query::Mode::none);
  EXPECT_EQ(birthday->cap, "no birthdays");
  EXPECT_EQ(home_.access().explain(ben_, {.object = "person", .record = annas}).error().key,
            "record.not_found");
  const auto who = home_.access().who(eva_, {.object = "person", .record = annas});
  ASSERT_TRUE(succeeded(who));
  ASSERT_EQ(who->people.size(), 1u);
  EXPECT_EQ(who->people[0].rules, std::vector<std::string>{"own"});
  EXPECT_EQ(who->rules.front().people, std::vector<RecordId>{anna_.user});
}

// However many others there are of the same name.
TEST_P(Answers, HiddenNamesakesHideNoDuplicate) {
  use_rules(
      "- rule: own\n  applies_to: person\n  for: all\n  may: [see, read, create]\n"
      "  when: owner = me\n  fields: {personal: edit}\n");
  const std::string name = R"({"first_name": "Anna", "last_name": "Muster"})";
  for (int i = 0; i < 101; ++i) ASSERT_TRUE(home_.create(ben_, "person", name).errors.empty());
  const auto own = home_.create(anna_, "person", name);
  ASSERT_TRUE(own.errors.empty());
  const auto view = home_.access().view(anna_).value();
  const RowShape shape(*view->catalogue()->object("person"));
  const auto found = find_duplicates(view->connection(), shape,
                                     draft_record(shape, *parse_json(name)), view->rights());
  ASSERT_TRUE(succeeded(found));
  ASSERT_EQ(found->size(), 1u);
  EXPECT_EQ(found->front().id, own.id);
}

TEST_P(Answers, HeadsWriteRulesForTheirUnit) {
  auto& store = home_.organisation();
  const auto house = *store.add_unit({.name = "House", .kind = access::UnitKind::company}, {});
  const auto sales =
      *store.add_unit({.name = "Sales", .kind = access::UnitKind::division, .parent = house}, {});
  const auto service =
      *store.add_unit({.name = "Service", .kind = access::UnitKind::division, .parent = house}, {});
  ASSERT_TRUE(succeeded(store.put_seat({0, anna_.user.value, sales, access::Place::head}, {})));
  ASSERT_TRUE(succeeded(store.put_seat({0, ben_.user.value, sales}, {})));
  const auto put = [&](std::int64_t unit) {
    return home_.create(eva_, "person",
                        R"({"last_name": "Muster", "unit": ")" + std::to_string(unit) + "\"}");
  };
  const auto in_sales = put(sales), in_service = put(service);
  ASSERT_TRUE(in_sales.errors.empty() && in_service.errors.empty());
  use_rules(
      "- rule: heads\n  applies_to: person\n  for: head\n  may: [see, read]\n"
      "  when: unit below my.headed\n  fields: {personal: read}\n");
  const std::string give =
      "- rule: team reads\n  applies_to: person\n  for: all\n  may: [see, read]\n";
  const auto save = [&](const auth::Actor& actor, const std::string& text, std::int64_t unit) {
    access::RulesWish wish{.text = text, .unit = unit};
    if (const auto preview = access::preview_rules(home_.access(), actor, text, unit))
      wish.confirm = preview->confirm;
    const auto saved = access::save_rules(home_.access(), actor, wish);
    return saved ? std::string("saved") : saved.error().key;
  };
  EXPECT_EQ(save(anna_, give, service), "access.unit");
  EXPECT_EQ(save(ben_, give, sales), "access.unit");
  EXPECT_EQ(save(anna_, give, 0), "access.administrator");
  // No more than she has, and nothing that bites what others allow.
  EXPECT_EQ(save(anna_, "- rule: x\n  applies_to: person\n  for: all\n  may: edit\n", sales),
            "rule.not_yours");
  EXPECT_EQ(
      save(anna_, "- limit: x\n  applies_to: person\n  for: all\n  only when: owner = me\n", sales),
      "rule.unit_kind");
  // Nor may she ask, and be told whom it concerns, for what she does not read.
  const std::string forbid =
      "- forbid: y\n  applies_to: person\n  for: all\n  may never: see\n  when: ";
  EXPECT_EQ(save(anna_, forbid + "character_notes is not empty\n", sales), "rule.not_read");
  EXPECT_EQ(save(anna_, forbid + "exists interactions with (subject = \"x\")\n", sales),
            "rule.not_read");
  EXPECT_EQ(save(anna_, forbid + "last_name = \"Nobody\"\n", sales), "saved");
  EXPECT_EQ(seen_by(ben_, in_sales.id), "record.not_found");
  ASSERT_EQ(save(anna_, give, sales), "saved");
  EXPECT_NE(seen_by(ben_, in_sales.id), "record.not_found");
  EXPECT_EQ(seen_by(ben_, in_service.id), "record.not_found");
  EXPECT_EQ(seen_by(eva_, in_sales.id), "record.not_found");  // sits elsewhere
  const auto rules = access::rules_in_force(home_.access(), anna_, schema::Language::en, sales);
  ASSERT_TRUE(succeeded(rules));
  EXPECT_NE(rules->text.find("team reads"), std::string::npos);
  EXPECT_EQ(rules->text.find("heads"), std::string::npos);
}

}  // namespace
}  // namespace kontor::records
