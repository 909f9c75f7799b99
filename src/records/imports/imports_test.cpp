#include "records/imports/imports.h"

#include <gmock/gmock.h>

#include "records/imports/testing.h"
#include "records/undo.h"
#include "storage/testing.h"

namespace kontor::importing {
namespace {

using ::testing::ElementsAre;
using testing::good;
using ::testing::IsEmpty;

class ImportsTest : public ::testing::TestWithParam<storage::Engine> {
 protected:
  std::string refusal(const Result<Import>& result) { return result ? "" : result.error().key; }

  testing::ImportSpace home{GetParam()};
};

KONTOR_EACH_ENGINE(ImportsTest);

constexpr std::string_view kPeople =
    "Anrede;Titel;Vorname;Nachname;Firma;E-Mail;Telefon geschäftlich;Mobil;PLZ;Ort;Geburtstag\n"
    "Frau;Dr.;Anna;Müller;Müller GmbH;anna@mueller.example;0221 4711;0171 2345678;01067;Dresden;"
    "01.02.1980\n"
    "Herr;;Bernd;Meier;Müller GmbH;bernd@mueller.example;;;50667;Köln;\n"
    "Frau;;Clara;Schulz;Schulz & Co. KG;clara@schulz.example;unbekannt;;;;31.02.1980\n";

TEST_P(ImportsTest, BringsPeopleAndTheirCompaniesFromOneFile) {
  Import import = home.create(kPeople);
  EXPECT_EQ(import.file.rows, 3);
  EXPECT_EQ(import.columns[4].target, "company.name");
  EXPECT_EQ(import.columns[7].label, "mobile");
  EXPECT_EQ(import.columns[10].found_dates, "dd.mm.yyyy");

  const auto before = home.dump();
  import = home.check(import);
  ASSERT_TRUE(import.verdict);
  EXPECT_EQ(import.verdict->created, 3);
  EXPECT_EQ(import.verdict->warnings, 1);
  EXPECT_EQ(import.verdict->links.at("company.name").created, 2);
  EXPECT_EQ(home.dump(), before) << "a check writes nothing";
  EXPECT_THAT(home.said(import),
              ElementsAre("3 phones value.not_a_phone", "3 birthday value.not_a_date"));

  import = home.run(import);
  EXPECT_EQ(import.state, ImportState::done);
  EXPECT_EQ(import.tally.created, 3);
  EXPECT_EQ(home.living("person"), 3);
  EXPECT_EQ(home.living("company"), 2);
  EXPECT_EQ(home.value("person", "Dr. Anna Müller", "birthday"), R"("1980-02-01")");
  EXPECT_EQ(home.value("person", "Dr. Anna Müller", "phones"),
            R"([{"value":"0221 4711","label":"work"},{"value":"0171 2345678","label":"mobile"}])");
  EXPECT_EQ(home.value("person", "Bernd Meier", "company"),
            "\"" + to_string(home.id_of("company", "Müller GmbH")) + "\"");

  const Import undone = good(home.imports().undo(home.anna, import.id));
  EXPECT_EQ(undone.state, ImportState::undone);
  EXPECT_EQ(undone.undone.removed, 5);
  EXPECT_THAT(undone.undone.kept, IsEmpty());
  EXPECT_EQ(home.dump(), before);
}

TEST_P(ImportsTest, ReadsTitlesBesideSalutations) {
  const Import import = home.check_and_run(
      home.create("Anrede;Vorname;Nachname\nHerr Dr.;Max;Müller\nFrau Prof. Dr.;Anna;Maier\n"
                  "Dr.;Eva;Klein\n"));
  EXPECT_THAT(home.said(import), IsEmpty());
  EXPECT_EQ(home.value("person", "Dr. Max Müller", "salutation"), R"("mr")");
  EXPECT_EQ(home.value("person", "Prof. Dr. Anna Maier", "salutation"), R"("ms")");
  EXPECT_EQ(home.value("person", "Dr. Eva Klein", "salutation"), "null");
}

TEST_P(ImportsTest, ReadsDatesThatNeedNoFormat) {
  const Import import = home.check_and_run(
      home.create("Nachname;Geburtstag\nA;1.2.79\nB;13.2.1980\nC;1. März 1981\nD;1982-03-04\n"
                  "E;1983-03-04T23:30:00Z\nF;31.2.1984\n"));
  EXPECT_THAT(home.said(import), ElementsAre("6 birthday value.not_a_date"));
  EXPECT_EQ(home.value("person", "A", "birthday"), R"("1979-02-01")");
  EXPECT_EQ(home.value("person", "C", "birthday"), R"("1981-03-01")");
  EXPECT_EQ(home.value("person", "D", "birthday"), R"("1982-03-04")");
  EXPECT_EQ(home.value("person", "E", "birthday"), R"("1983-03-05")");
}

TEST_P(ImportsTest, SkipsUpdatesOrCreatesWhatSeemsToExist) {
  home.check_and_run(home.create(kPeople));
  const auto before = home.dump();
  const std::string_view again =
      "Vorname;Nachname;E-Mail;Position;Ort\n"
      "Anna;Müller-Lüdenscheidt;ANNA@mueller.example;Chefin;\n"
      "Anna;Müller;anna@mueller.example;;Leipzig\n"
      "Dora;Neu;dora@neu.example;;\n";
  Import skipped = home.check_and_run(home.create(again));
  EXPECT_EQ(skipped.tally.skipped, 2);
  EXPECT_EQ(skipped.tally.created, 1);
  EXPECT_THAT(home.said(skipped),
              ElementsAre("1  import.duplicate_skipped", "2  import.duplicate_skipped"));
  good(home.imports().undo(home.anna, skipped.id));
  EXPECT_EQ(home.dump(), before);

  Import updating = home.assign(home.create(again), {}, ImportOptions{OnDuplicate::update});
  updating = home.check(updating);
  EXPECT_EQ(updating.verdict->updated, 2);
  EXPECT_EQ(updating.verdict->duplicates, 2);
  updating = home.run(updating);
  EXPECT_EQ(updating.tally.updated, 2);
  EXPECT_EQ(home.living("person"), 4);
  EXPECT_EQ(home.value("person", "Dr. Anna Müller", "role"), R"("Chefin")")
      << "the second row changes the same record";
  EXPECT_EQ(home.value("person", "Dr. Anna Müller", "emails"),
            R"([{"value":"anna@mueller.example","label":null}])");
  EXPECT_EQ(home.space.load("person", home.id_of("person", "Dr. Anna Müller")).version, 2);
  const Import undone = good(home.imports().undo(home.anna, updating.id));
  EXPECT_EQ(undone.undone.restored, 1);
  EXPECT_EQ(undone.undone.removed, 1);
  EXPECT_EQ(home.dump(), before);

  home.check_and_run(home.assign(home.create(again), {}, ImportOptions{OnDuplicate::create}));
  EXPECT_EQ(home.living("person"), 6);
}

TEST_P(ImportsTest, WhoSharesAnAddressIsNotTheSame) {
  Import companies = home.check_and_run(home.create(
      "Firma;E-Mail;Telefon\nKlarna Bank AB;privacy@law.example;030 1234567\n"
      "Klarna Bank;PRIVACY@law.example;\nBäckerei Groß;privacy@law.example;030 1234567\n"
      "Baeckerei Gross GmbH;;+49 30 1234567\n",
      "company"));
  EXPECT_EQ(companies.tally.created, 2);
  EXPECT_EQ(companies.tally.skipped, 2);
  Import people = home.check_and_run(
      home.create("Vorname;Nachname;E-Mail\nAnna;Müller;info@shop.example\n"
                  "Bernd;Meier;info@shop.example\nA.;Mueller;info@shop.example\n"));
  EXPECT_EQ(people.tally.created, 2);
  Import nameless =
      home.check_and_run(home.create("E-Mail\ninfo@shop.example\nneu@shop.example\n"));
  EXPECT_EQ(nameless.tally.created, 1);
}

TEST_P(ImportsTest, AddsSelectionValuesAndTakesThemBack) {
  const std::string_view csv =
      "Bezeichnung;Phase;Wert;Produkt\n"
      "A1;Won;49;GTX Pro\nA2;Engaging;;GTXPro\nA3;Prospecting;1.250,50;\n";
  home.space.create(home.anna, "product", R"({"name":"GTX Pro"})");
  const auto before = home.dump();
  ImportOptions options{.link_missing = Missing::leave, .new_options = Missing::create};
  Import import = home.assign(home.create(csv, "deal"), {}, options);
  EXPECT_EQ(import.columns[1].target, "stage");
  EXPECT_EQ(import.columns[3].target, "product.name");
  import = home.check(import);
  EXPECT_THAT(import.verdict->options.at("stage"), ElementsAre("Engaging", "Prospecting"));
  EXPECT_EQ(home.dump(), before);
  import = home.run(import);
  EXPECT_EQ(import.tally.created, 3);
  EXPECT_EQ(home.value("deal", "A2", "stage"), R"("engaging")");
  EXPECT_EQ(home.value("deal", "A1", "stage"), R"("won")");
  EXPECT_EQ(home.value("deal", "A3", "value"), R"({"amount":"1250.50","currency":"EUR"})");
  const auto& links = import.tally.links.at("product.name");
  EXPECT_EQ(links.linked, 1);
  EXPECT_EQ(links.not_found, 1);
  EXPECT_EQ(links.empty, 1);
  EXPECT_THAT(home.said(import), ElementsAre("2 product.name import.link_not_found"));
  good(home.imports().undo(home.anna, import.id));
  EXPECT_EQ(home.dump(), before);
}

TEST_P(ImportsTest, KeepsWhatSomebodyEditedAfterwards) {
  Import import = home.check_and_run(home.create(kPeople));
  const RecordId clara = home.id_of("person", "Clara Schulz");
  const auth::Actor ben = home.space.user("Ben");
  home.space.update(ben, "person", clara, R"({"role":"Einkauf"})");
  import = good(home.imports().undo(home.anna, import.id));
  ASSERT_EQ(import.undone.kept.size(), 1u);
  EXPECT_EQ(import.undone.kept[0].id, clara);
  EXPECT_EQ(import.undone.kept[0].title, "Clara Schulz");
  EXPECT_EQ(home.living("person"), 1);
}

TEST_P(ImportsTest, MendsSingleCellsAndLeavesRowsOut) {
  Import import = home.check(home.create(kPeople));
  ImportChanges changes;
  changes.cells = {{3, 10, "28.02.1980"}};
  changes.rows = {{2, true}};
  import = good(home.imports().change(home.anna, import.id, changes));
  EXPECT_EQ(import.state, ImportState::mapping);
  EXPECT_TRUE(good(home.imports().get(home.anna, import.id)).verdict) << "still to be looked at";
  EXPECT_EQ(home.said(import).size(), 2u);
  import = home.check(import);
  EXPECT_EQ(import.verdict->created, 2);
  EXPECT_EQ(import.verdict->skipped, 1);
  EXPECT_THAT(home.said(import), ElementsAre("3 phones value.not_a_phone"));
  home.run(import);
  EXPECT_EQ(home.value("person", "Clara Schulz", "birthday"), R"("1980-02-28")");
}

TEST_P(ImportsTest, AsksWhenDatesCanBeReadInTwoWays) {
  Import import = home.create("Vorname,Nachname,Geburtstag\nA,B,01/02/1980\nC,D,03/04/1990\n");
  EXPECT_TRUE(import.columns[2].dates_ambiguous);
  EXPECT_EQ(refusal(home.imports().check_now(home.anna, import.id, {})), "import.format_needed");
  ImportChanges changes;
  changes.columns = {{.index = 2, .dates = "mm/dd/yyyy"}};
  good(home.imports().change(home.anna, import.id, changes));
  home.check_and_run(import);
  EXPECT_EQ(home.value("person", "A B", "birthday"), R"("1980-01-02")");
  EXPECT_EQ(home.value("person", "C D", "birthday"), R"("1990-03-04")");
}

TEST_P(ImportsTest, RunsAsAJobThatCanBeStoppedAndGoesOn) {
  std::string csv = "Vorname;Nachname\n";
  for (int i = 0; i < 3'000; ++i) csv += "V" + std::to_string(i) + ";N" + std::to_string(i) + "\n";
  Import import = home.create(csv);
  const RecordId checking = good(home.imports().check(home.anna, import.id));
  EXPECT_EQ(refusal(home.imports().change(home.anna, import.id, {})), "import.busy");
  ASSERT_EQ(good(home.jobs().run_due()), 1);
  EXPECT_EQ(good(home.imports().get(home.anna, import.id)).state, ImportState::checked);

  const RecordId running = good(home.imports().run(home.anna, import.id));
  EXPECT_NE(running, checking);
  good(home.jobs().cancel(running));
  good(home.jobs().run_due());
  EXPECT_EQ(good(home.imports().get(home.anna, import.id)).state, ImportState::stopped);
  good(home.imports().run(home.anna, import.id));
  ASSERT_EQ(good(home.jobs().run_due()), 1);
  import = good(home.imports().get(home.anna, import.id));
  EXPECT_EQ(import.state, ImportState::done);
  EXPECT_EQ(import.tally.created, 3'000);
  EXPECT_EQ(home.living("person"), 3'000);
}

TEST_P(ImportsTest, BelongsToWhoMadeIt) {
  const Import import = home.create(kPeople);
  const auth::Actor ben = home.space.user("Ben");
  EXPECT_EQ(refusal(home.imports().get(ben, import.id)), "import.not_found");
  EXPECT_THAT(good(home.imports().list(ben)), IsEmpty());
  EXPECT_EQ(good(home.imports().list(home.anna)).size(), 1u);
}

TEST_P(ImportsTest, RefusesWhatIsNoTable) {
  auto made = home.imports().create(
      home.anna, {.object = "person", .file_name = "a.png", .body = "\x89PNG\r\n\x1a\n1234567890"});
  EXPECT_EQ(refusal(made), "import.not_a_table");
  EXPECT_EQ(refusal(home.imports().create(
                home.anna, {.object = "nothing", .file_name = "a.csv", .body = "a;b\n1;2\n"})),
            "object.unknown");
  EXPECT_EQ(refusal(home.imports().create(
                home.anna, {.object = "user", .file_name = "a.csv", .body = "a;b\n1;2\n"})),
            "object.read_only");
}

}  // namespace
}  // namespace kontor::importing
