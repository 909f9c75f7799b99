#include "records/import/header_guess.h"

#include <gtest/gtest.h>
#include <map>

#include "records/import/testing_files.h"

namespace kontor::importing {
namespace {

std::vector<Target> person_targets() {
  return {{"salutation", "select", {"Anrede", "Salutation"}},
          {"title_prefix", "text", {"Titel", "Title"}},
          {"first_name", "text", {"Vorname", "First name"}},
          {"last_name", "text", {"Nachname", "Last name"}},
          {"full_name", "text", {}},
          {"emails", "emails", {"E-Mail", "E-mail"}},
          {"phones", "phones", {"Telefon", "Phone"}},
          {"websites", "urls", {"Webseiten", "Websites"}},
          {"address", "postal_address", {"Adresse", "Address"}},
          {"address.street", "text", {"Straße", "Street"}},
          {"address.postal_code", "text", {"PLZ", "Postal code"}},
          {"address.place", "text", {"Ort", "Place"}},
          {"address.region", "text", {"Region"}},
          {"address.country", "text", {"Land", "Country"}},
          {"birthday", "date", {"Geburtstag", "Birthday"}},
          {"role", "text", {"Funktion", "Role"}},
          {"department", "text", {"Abteilung", "Department"}},
          {"category", "select", {"Kategorie", "Category"}},
          {"notes", "long_text", {"Notizen", "Notes"}},
          {"tags", "multi_select", {"Schlagwörter", "Tags"}},
          {"first_contact", "date", {"Erstkontakt", "First contact"}},
          {"company.name", "text", {"Firma", "Company"}}};
}

std::vector<Target> company_targets() {
  return {{"name", "text", {"Name"}},
          {"emails", "emails", {}},
          {"phones", "phones", {}},
          {"websites", "urls", {}},
          {"address", "postal_address", {"Adresse"}},
          {"address.street", "text", {}},
          {"address.postal_code", "text", {}},
          {"address.place", "text", {}},
          {"address.country", "text", {}},
          {"category", "select", {}},
          {"vat_id", "text", {}},
          {"employees", "number", {}},
          {"industry", "text", {}},
          {"notes", "long_text", {}},
          {"tags", "multi_select", {}}};
}

std::vector<Column> columns(const std::vector<std::string>& names) {
  std::vector<Column> all;
  for (const auto& name : names) all.push_back({name, {}});
  return all;
}

// "path" or "path:label" for each column name.
std::map<std::string, std::string> guessed(const std::vector<Column>& all,
                                           const std::vector<Target>& targets) {
  std::map<std::string, std::string> result;
  const auto guesses = guess_targets(all, targets);
  for (std::size_t i = 0; i < all.size(); ++i)
    result[all[i].name] =
        guesses[i].path + (guesses[i].label.empty() ? "" : ":" + guesses[i].label);
  return result;
}

TEST(HeaderGuess, KnowsTheGermanOutlookExport) {
  const auto file =
      testing::read_all(testing::public_data() / "13-import/headers/outlook_de_header.csv");
  auto columns = file.info.columns;
  ASSERT_EQ(columns.size(), 92u);
  for (auto& column : columns)  // the export's own "Ort" is nearly always empty
    if (column.name == "Ort geschäftlich") column.samples = {"Köln"};
  auto guess = guessed(columns, person_targets());
  const std::map<std::string, std::string> expected = {
      {"Anrede", "salutation"},
      {"Vorname", "first_name"},
      {"Nachname", "last_name"},
      {"Firma", "company.name"},
      {"Abteilung", "department"},
      {"Position", "role"},
      {"Straße geschäftlich", "address.street"},
      {"Ort geschäftlich", "address.place"},
      {"Postleitzahl geschäftlich", "address.postal_code"},
      {"Land/Region geschäftlich", "address.country"},
      {"Telefon geschäftlich", "phones:work"},
      {"Telefon geschäftlich 2", "phones:work"},
      {"Fax geschäftlich", "phones:fax"},
      {"Fax privat", "phones:fax"},
      {"Telefon (privat)", "phones:private"},
      {"Mobiltelefon", "phones:mobile"},
      {"Mobiltelefon 2", "phones:mobile"},
      {"Haupttelefon", "phones:main"},
      {"Weiteres Telefon", "phones:other"},
      {"E-Mail-Adresse", "emails"},
      {"E-Mail 2: Adresse", "emails"},
      {"E-Mail 3: Adresse", "emails"},
      {"Geburtstag", "birthday"},
      {"Notizen", "notes"},
      {"Kategorien", "tags"},
      {"Webseite", "websites"},
      {"E-Mail-Typ", ""},
      {"E-Mail 2: Typ", ""},
      {"Kinder", ""},
      {"Hobby", ""}};
  for (const auto& [name, path] : expected) EXPECT_EQ(guess.at(name), path) << name;
}

TEST(HeaderGuess, KnowsLinkedIn) {
  const auto file = testing::read_all(testing::public_data() /
                                      "13-import/headers/linkedin_connections_header.csv");
  EXPECT_EQ(guessed(file.info.columns, person_targets()),
            (std::map<std::string, std::string>{{"First Name", "first_name"},
                                                {"Last Name", "last_name"},
                                                {"URL", "websites"},
                                                {"Email Address", "emails"},
                                                {"Company", "company.name"},
                                                {"Position", "role"},
                                                {"Connected On", "first_contact"}}));
}

TEST(HeaderGuess, KnowsGoogleOldAndNew) {
  const auto all = columns({"Given Name", "Additional Name", "Family Name", "E-mail 1 - Type",
                            "E-mail 1 - Value", "Phone 1 - Type", "Phone 1 - Value",
                            "Phone 2 - Label", "Phone 2 - Value", "Address 1 - Street",
                            "Address 1 - City", "Address 1 - Postal Code", "Address 1 - Country",
                            "Organization 1 - Name", "Organization 1 - Title", "Notes",
                            "Group Membership", "Birthday", "Website 1 - Value"});
  auto guess = guessed(all, person_targets());
  EXPECT_EQ(guess["Given Name"], "first_name");
  EXPECT_EQ(guess["Family Name"], "last_name");
  EXPECT_EQ(guess["E-mail 1 - Value"], "emails");
  EXPECT_EQ(guess["E-mail 1 - Type"], "");
  EXPECT_EQ(guess["Phone 2 - Value"], "phones");
  EXPECT_EQ(guess["Address 1 - Street"], "address.street");
  EXPECT_EQ(guess["Address 1 - City"], "address.place");
  EXPECT_EQ(guess["Address 1 - Postal Code"], "address.postal_code");
  EXPECT_EQ(guess["Organization 1 - Name"], "company.name");
  EXPECT_EQ(guess["Organization 1 - Title"], "role");
  EXPECT_EQ(guess["Group Membership"], "tags");
  EXPECT_EQ(guess["Website 1 - Value"], "websites");
  const auto guesses = guess_targets(all, person_targets());
  EXPECT_EQ(guesses[4].label_column, 3);
  EXPECT_EQ(guesses[6].label_column, 5);
  EXPECT_EQ(guesses[8].label_column, 7);
}

TEST(HeaderGuess, KnowsThunderbirdAndOutlookEnglish) {
  auto guess = guessed(columns({"First Name", "Last Name", "Display Name", "Primary Email",
                                "Secondary Email", "Work Phone", "Home Phone", "Fax Number",
                                "Mobile Number", "Home Address", "Home City", "Home ZipCode",
                                "Job Title", "Organization", "Web Page 1", "Birth Year"}),
                       person_targets());
  EXPECT_EQ(guess["Primary Email"], "emails:main");
  EXPECT_EQ(guess["Work Phone"], "phones:work");
  EXPECT_EQ(guess["Fax Number"], "phones:fax");
  EXPECT_EQ(guess["Mobile Number"], "phones:mobile");
  EXPECT_EQ(guess["Home City"], "address.place");
  EXPECT_EQ(guess["Home ZipCode"], "address.postal_code");
  EXPECT_EQ(guess["Organization"], "company.name");
  EXPECT_EQ(guess["Birth Year"], "");
  const auto outlook =
      testing::read_all(testing::public_data() / "13-import/outlook_en_sample.csv");
  guess = guessed(outlook.info.columns, person_targets());
  EXPECT_EQ(guess["Name"], "full_name");
  EXPECT_EQ(guess["E-mail Address"], "emails");
  EXPECT_EQ(guess["E-mail 2 Address"], "emails");
  EXPECT_EQ(guess["Business Fax"], "phones:fax");
  EXPECT_EQ(guess["Mobile Phone"], "phones:mobile");
  EXPECT_EQ(guess["Job Title"], "role");
}

TEST(HeaderGuess, KnowsRealOrganisations) {
  const auto file = testing::read_text(
      testing::unpacked(testing::public_data() / "13-import/datenanfragen_companies.csv.gz"));
  auto guess = guessed(file.info.columns, company_targets());
  EXPECT_EQ(guess["Firmenname"], "name");
  EXPECT_EQ(guess["Anschrift"], "address");
  EXPECT_EQ(guess["Telefon"], "phones");
  EXPECT_EQ(guess["Fax"], "phones:fax");
  EXPECT_EQ(guess["E-Mail"], "emails");
  EXPECT_EQ(guess["Webseite"], "websites");
  EXPECT_EQ(guess["Kategorien"], "tags");
  EXPECT_EQ(guess["Bemerkungen"], "notes");
}

TEST(HeaderGuess, ValuesSpeakWhereNamesDoNot) {
  std::vector<Column> all = {{"Spalte A", {"anna@example.com", "b@example.org"}},
                             {"Spalte B", {"0221 471100", "+49 30 901820"}},
                             {"Spalte C", {"50667", "01067"}},
                             {"Spalte D", {"Herr", "Frau"}},
                             {"Spalte E", {"https://example.com"}},
                             {"Spalte F", {"Deutschland", "Österreich"}},
                             {"Spalte G", {"irgendetwas", "anderes"}}};
  auto guess = guessed(all, person_targets());
  EXPECT_EQ(guess["Spalte A"], "emails");
  EXPECT_EQ(guess["Spalte B"], "phones");
  EXPECT_EQ(guess["Spalte C"], "address.postal_code");
  EXPECT_EQ(guess["Spalte D"], "salutation");
  EXPECT_EQ(guess["Spalte E"], "websites");
  EXPECT_EQ(guess["Spalte F"], "address.country");
  EXPECT_EQ(guess["Spalte G"], "");
}

TEST(HeaderGuess, NamesThatLieAreDoubted) {
  const std::vector<Column> all = {{"E-Mail", {"ja", "nein", "vielleicht"}}};
  const auto guess = guess_targets(all, person_targets()).at(0);
  EXPECT_NE(guess.state, GuessState::sure);
}

TEST(HeaderGuess, OneValueGoesToOneColumn) {
  auto guess =
      guessed(columns({"Ort", "Stadt", "Telefon", "Tel.", "Notiz", "Bemerkung"}), person_targets());
  EXPECT_EQ(guess["Ort"], "address.place");
  EXPECT_EQ(guess["Stadt"], "");
  EXPECT_EQ(guess["Telefon"], "phones");
  EXPECT_EQ(guess["Tel."], "phones");
  EXPECT_EQ(guess["Bemerkung"], "notes");
}

TEST(HeaderGuess, ColumnsWithValuesComeFirst) {
  const std::vector<Column> all = {{"Straße geschäftlich", {}}, {"Straße privat", {"Weg 1"}}};
  auto guess = guessed(all, person_targets());
  EXPECT_EQ(guess["Straße privat"], "address.street");
  EXPECT_EQ(guess["Straße geschäftlich"], "");
}

TEST(HeaderGuess, FieldsOfOnesOwnAreFoundByLabelAndName) {
  auto targets = person_targets();
  targets.push_back({"shoe_size", "number", {"Schuhgröße", "Shoe size"}});
  auto guess = guessed(columns({"SCHUHGROESSE", "Vornahme", "Geburtsdatm"}), targets);
  EXPECT_EQ(guess["SCHUHGROESSE"], "shoe_size");
  EXPECT_EQ(guess["Vornahme"], "first_name");
  EXPECT_EQ(guess["Geburtsdatm"], "birthday");
}

TEST(HeaderGuess, UnderstandsLabels) {
  EXPECT_EQ(value_label("* Work"), "work");
  EXPECT_EQ(value_label("Arbeit"), "work");
  EXPECT_EQ(value_label("Mobiltelefon"), "mobile");
  EXPECT_EQ(value_label("Home Fax"), "fax");
  EXPECT_EQ(value_label("Lieblingsnummer"), "");
}

TEST(HeaderGuess, TakesNoDateForATelephoneNumber) {
  const std::vector<Target> targets = {
      {"phones", "phones", {"Telefon", "Phone"}},
      {"first_contact", "date", {"Erster Kontakt", "First contact"}},
      {"expected_close", "date", {"Abschluss erwartet"}}};
  const std::vector<std::string> dates = {"01.02.2020", "15.11.2021", "03.12.2019"};
  const auto guess = [&](const std::string& name) {
    const std::vector<Column> columns = {{name, dates}};
    return guess_targets(columns, targets).front().path;
  };
  EXPECT_EQ(guess("Datum Erstkontakt"), "first_contact");
  EXPECT_EQ(guess("Erstkontakt (Datum)"), "first_contact");
  EXPECT_EQ(guess("Date of first contact"), "first_contact");
  EXPECT_EQ(guess("Spalte 7"), "");
}

}  // namespace
}  // namespace kontor::importing
