// Whole files as people have them, from bytes to the fields they mean.
#include <gtest/gtest.h>
#include <map>

#include "base/date_format.h"
#include "base/decimal.h"
#include "records/import/header_guess.h"
#include "records/import/testing_files.h"

namespace kontor::importing {
namespace {

using namespace testing;

std::vector<Target> person_targets() {
  return {{"salutation", "select", {}},
          {"title_prefix", "text", {}},
          {"first_name", "text", {}},
          {"last_name", "text", {}},
          {"full_name", "text", {}},
          {"emails", "emails", {}},
          {"phones", "phones", {}},
          {"websites", "urls", {}},
          {"address", "postal_address", {}},
          {"address.street", "text", {}},
          {"address.postal_code", "text", {}},
          {"address.place", "text", {}},
          {"address.country", "text", {}},
          {"birthday", "date", {}},
          {"role", "text", {}},
          {"department", "text", {}},
          {"notes", "long_text", {}},
          {"tags", "multi_select", {}},
          {"company.name", "text", {}},
          {"first_contact", "date", {}}};
}

// Field -> value of a row; several values of one field are separated by "|".
std::map<std::string, std::string> fields(const ReadAll& all, std::size_t row,
                                          const std::vector<Target>& targets = person_targets()) {
  std::map<std::string, std::string> result;
  const auto guesses = guess_targets(all.info.columns, targets);
  for (std::size_t i = 0; i < guesses.size(); ++i) {
    const auto& cell = all.rows.at(row).cells[i];
    if (guesses[i].path.empty() || cell.empty()) continue;
    std::string label = guesses[i].label;
    if (guesses[i].label_column >= 0)
      label = value_label(all.rows[row].cells[guesses[i].label_column]);
    auto& value = result[guesses[i].path];
    value += (value.empty() ? "" : "|") + cell + (label.empty() ? "" : ":" + label);
  }
  return result;
}

ReadAll fixture(std::string_view name) {
  return read_all(fixtures() / name);
}

TEST(Fixtures, OutlookInGerman) {
  const auto all = fixture("outlook_de.csv");
  EXPECT_EQ(all.info.encoding, "windows-1252");
  ASSERT_EQ(all.rows.size(), 2u);
  EXPECT_EQ(all.problems(), 0u);
  EXPECT_EQ(fields(all, 0),
            (std::map<std::string, std::string>{
                {"salutation", "Frau"},
                {"first_name", "Jürgen-Änne"},
                {"last_name", "Groß"},
                {"company.name", "Müller & Söhne GmbH"},
                {"department", "Einkauf"},
                {"role", "Leiterin"},
                {"address.street", "Hauptstraße 5"},
                {"address.place", "Köln"},
                {"address.postal_code", "50667"},
                {"address.country", "Deutschland"},
                {"phones", "0221/471199:fax|+49 221 471100:work|0171 1234567:mobile"},
                {"emails", "aenne.gross@example.com|privat@example.org"},
                {"birthday", "29.2.1980"},
                {"tags", "VIP;Messe"},
                {"notes", "Mag Tee.\r\nKeinen Kaffee."},
                {"websites", "https://www.example.com"}}));
  EXPECT_EQ(fields(all, 1).at("address.postal_code"), "01067");
  EXPECT_TRUE(is_empty_date(fields(all, 1).at("birthday")));
}

TEST(Fixtures, Google) {
  const auto all = fixture("google.csv");
  EXPECT_EQ(fields(all, 0).at("phones"), "+49 171 1234567:mobile|030 901820:private");
  EXPECT_EQ(fields(all, 0).at("emails"), "anna@example.com:work");
  EXPECT_EQ(fields(all, 0).at("role"), "CEO");
  EXPECT_EQ(fields(all, 1).at("last_name"), "O'Brien");
  EXPECT_EQ(fields(all, 1).at("phones"), "+353 1 234 5678:fax");
  EXPECT_EQ(fields(all, 1).at("birthday"), "1985-12-24");
}

TEST(Fixtures, LinkedIn) {
  const auto all = fixture("linkedin.csv");
  EXPECT_EQ(all.info.preamble, 3);
  ASSERT_EQ(all.rows.size(), 2u);
  EXPECT_EQ(fields(all, 1).at("company.name"), "Gross, Klein & Co.");
  EXPECT_EQ(detect_date_format(all.info.columns.back().samples).format, DateFormat::day_month);
}

TEST(Fixtures, UnicodeTextFromExcel) {
  const auto all = fixture("kunden_excel_unicode.txt");
  EXPECT_EQ(all.info.encoding, "utf-16le");
  EXPECT_EQ(all.info.separator, '\t');
  ASSERT_EQ(all.rows.size(), 2u);
  EXPECT_EQ(all.rows[0].cells[0], "Äpfel & Birnen e.K.");
  EXPECT_EQ(all.rows[0].cells[2], "01067");
  EXPECT_EQ(all.rows[1].cells[0], "Zur \"Alten Post\"");
  EXPECT_EQ(detect_number_style(all.info.columns[4].samples).style, kGermanNumbers);
  EXPECT_EQ(detect_date_format(all.info.columns[5].samples).format, DateFormat::dmy_dot);
}

TEST(Fixtures, NamesAndAddressesInOnePiece) {
  const auto all = fixture("ansprechpartner.csv");
  EXPECT_EQ(all.names(),
            (std::vector<std::string>{"Name", "Firma", "Anschrift", "Tel.", "E-Mail"}));
  EXPECT_EQ(fields(all, 1).at("full_name"), "Müller, Bernd");
  EXPECT_EQ(fields(all, 1).at("address"), "Ring 1\r\n1010 Wien\r\nÖsterreich");
}

TEST(Fixtures, Deals) {
  const auto all = fixture("chancen.csv");
  const std::vector<Target> targets = {{"name", "text", {}},        {"value", "money", {}},
                                       {"stage", "status", {}},     {"close_date", "date", {}},
                                       {"owner", "user", {}},       {"company.name", "text", {}},
                                       {"product.name", "text", {}}};
  EXPECT_EQ(fields(all, 0, targets),
            (std::map<std::string, std::string>{{"name", "Neue Maschine"},
                                                {"company.name", "Muster GmbH"},
                                                {"value", "12.500,00 €"},
                                                {"stage", "Angebot"},
                                                {"close_date", "31.03.2026"},
                                                {"owner", "Anna Müller"}}));
  EXPECT_EQ(detect_number_style(all.info.columns[2].samples).style, kGermanNumbers);
}

TEST(Fixtures, BrokenRowsAreReportedAndNothingIsLost) {
  const auto all = fixture("kaputt.csv");
  ASSERT_EQ(all.rows.size(), 5u);
  EXPECT_EQ(all.rows[0].cells, (std::vector<std::string>{"Anna", "\"Köln", "50667"}));
  EXPECT_EQ(all.rows[1].cells, (std::vector<std::string>{"Ben", "Bonn", "53111"}));
  EXPECT_EQ(all.rows[0].problems.at(0).key, "import.stray_quote");
  EXPECT_TRUE(all.rows[1].problems.empty());
  EXPECT_EQ(all.rows[2].problems.at(0).key, "import.stray_quote");
  EXPECT_EQ(all.rows[3].problems.at(0).key, "import.row_short");
  EXPECT_EQ(all.rows[4].problems.at(0).key, "import.row_long");
}

TEST(Fixtures, Workbook) {
  const auto all = fixture("kunden.xlsx");
  EXPECT_EQ(all.info.sheet, "Kunden");
  EXPECT_EQ(all.cells().at(0), (std::vector<std::string>{"Muster GmbH", "Hauptstraße 5", "01067",
                                                         "Dresden", "1234.5", "2019-02-01"}));
}

TEST(Fixtures, AddressBook) {
  const auto all = fixture("kontakte.vcf");
  const auto anna = fields(all, 0);
  EXPECT_EQ(anna.at("last_name"), "von der Heide");
  EXPECT_EQ(anna.at("title_prefix"), "Dr.");
  EXPECT_EQ(anna.at("phones"), "0171 1234567:mobile|+49 221 471100:work");
  EXPECT_EQ(anna.at("birthday"), "--02-29");
  EXPECT_EQ(anna.at("tags"), "VIP; Messe");
  EXPECT_EQ(fields(all, 1).at("last_name"), "Groß");
  EXPECT_EQ(fields(all, 1).at("first_name"), "Jürgen");
}

}  // namespace
}  // namespace kontor::importing
