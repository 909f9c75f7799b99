#include <gtest/gtest.h>

#include "records/export/csv_writer.h"
#include "records/export/vcard_writer.h"
#include "records/export/xlsx_writer.h"
#include "records/import/testing_files.h"

namespace kontor::exporting {
namespace {

using importing::testing::read_all;
using importing::testing::read_text;
using importing::testing::TemporaryFile;
using Rows = std::vector<std::vector<Cell>>;

NextRow from(const Rows& rows) {
  return [&rows, at = std::size_t{0}](std::vector<Cell>& cells) mutable -> Result<bool> {
    if (at == rows.size()) return false;
    cells = rows[at++];
    return true;
  };
}

std::string csv(const std::vector<std::string>& columns, const Rows& rows,
                const ExportStyle& style) {
  std::string out;
  const auto result =
      write_csv(columns, from(rows), style, [&](std::string_view bytes) -> Result<> {
        out += bytes;
        return {};
      });
  EXPECT_TRUE(result);
  return out;
}

ExportStyle german() {
  return {"de", *TimeZone::find("Europe/Berlin")};
}

TEST(CsvWriter, WritesForGermanAndEnglishSpreadsheets) {
  const Rows rows = {{std::string("Müller; \"Anna\""), DecimalCell{123450, 2}, Money{-5, "EUR"},
                      *make_date(2026, 2, 1), *parse_instant("2026-07-01T22:30:00Z"), true,
                      std::monostate()}};
  const std::vector<std::string> columns = {"Name", "Zahl", "Wert", "Tag", "Zeit", "Ja", "Leer"};
  EXPECT_EQ(
      csv(columns, rows, german()),
      "\xEF\xBB\xBFName;Zahl;Wert;Tag;Zeit;Ja;Leer\r\n"
      "\"Müller; \"\"Anna\"\"\";\"1234,50\";\"-0,05 EUR\";01.02.2026;02.07.2026 00:30;ja;\r\n");
  EXPECT_EQ(
      csv({"a", "b"}, {{DecimalCell{15, 1}, *make_date(2026, 2, 1)}}, {"en", TimeZone::utc()}),
      "\xEF\xBB\xBF"
      "a,b\r\n1.5,2026-02-01\r\n");
}

TEST(CsvWriter, DefusesFormulas) {
  for (auto bad :
       {"=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|x", "\t=1", "=HYPERLINK(\"http://x\")"})
    EXPECT_EQ(neutralised(bad).front(), '\'') << bad;
  for (auto good : {"+49 (30) 1234-5", "-12,5", "a=b", "", "5-3"})
    EXPECT_EQ(neutralised(good), good);
}

TEST(CsvWriter, WhatIsExportedIsImportedAgain) {
  const Rows rows = {{std::string("=1+1"), std::string("line\nbreak")},
                     {std::string("+49 30 1"), std::string(" x ")},
                     {std::string("'quoted'"), std::string("a;b,c\"d")}};
  const auto all = read_text(csv({"Eins", "Zwei"}, rows, german()));
  ASSERT_EQ(all.rows.size(), 3u);
  EXPECT_EQ(all.problems(), 0u);
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t c = 0; c < 2; ++c)
      EXPECT_EQ(all.rows[i].cells[c], std::get<std::string>(rows[i][c]));
}

TEST(CsvWriter, StopsWhenTheReaderOrTheListenerFails) {
  const NextRow failing = [](std::vector<Cell>&) -> Result<bool> {
    return fail(Code::unavailable, "storage.away");
  };
  const Sink deaf = [](std::string_view) -> Result<> { return fail(Code::cancelled, "gone"); };
  const Sink listening = [](std::string_view) -> Result<> { return {}; };
  EXPECT_EQ(write_csv({"a"}, failing, german(), listening).error().key, "storage.away");
  EXPECT_EQ(write_csv({"a"}, from({}), german(), deaf).error().key, "gone");
}

TEST(XlsxWriter, WhatIsExportedIsImportedAgain) {
  const TemporaryFile file("");
  const Rows rows = {
      {std::string("Jürgen <&> \"Groß\""), DecimalCell{123450, 2}, Money{123456, "EUR"},
       *make_date(2026, 2, 1), *parse_instant("2026-07-01T22:30:00Z"), true, std::string("=1+1")},
      {std::string("01067"), DecimalCell{-1, 3}, std::monostate(), *make_date(1899, 1, 1),
       std::monostate(), false, std::string("a\nb")}};
  ASSERT_TRUE(write_xlsx(file.path(), "Personen: [alle]",
                         {"Name", "Zahl", "Wert", "Tag", "Zeit", "Ja", "Formel"}, from(rows),
                         german(), "/tmp"));
  const auto all = read_all(file.path());
  EXPECT_EQ(all.error, "");
  EXPECT_EQ(all.info.sheet, "Personen alle");
  EXPECT_EQ(all.names(),
            (std::vector<std::string>{"Name", "Zahl", "Wert", "Tag", "Zeit", "Ja", "Formel"}));
  EXPECT_EQ(all.cells(), (std::vector<std::vector<std::string>>{
                             {"Jürgen <&> \"Groß\"", "1234.5", "1234.56", "2026-02-01",
                              "2026-07-02 00:30:00", "true", "=1+1"},
                             {"01067", "-0.0010", "", "1899-01-01", "", "false", "a\nb"}}));
}

TEST(XlsxWriter, ReportsWhatFails) {
  const NextRow failing = [](std::vector<Cell>&) -> Result<bool> {
    return fail(Code::unavailable, "storage.away");
  };
  const TemporaryFile file("");
  EXPECT_EQ(write_xlsx(file.path(), "x", {"a"}, failing, german(), "/tmp").error().key,
            "storage.away");
  EXPECT_EQ(write_xlsx("/nonexistent/x.xlsx", "x", {"a"}, from({}), german(), "/tmp").error().key,
            "export.failed");
}

Contact anna() {
  Contact c;
  c.uid = "7421";
  c.salutation = "Frau";
  c.title = "Dr.";
  c.first_name = "Anna";
  c.last_name = "Müller";
  c.company = "Groß; Söhne, GmbH";
  c.department = "Einkauf";
  c.role = "Leiterin";
  c.emails = {{"anna@example.com", "work"}, {"privat@example.com", "private"}};
  c.phones = {{"+49 30 901820", "work"}, {"+49 171 1", "mobile"}, {"+49 30 9", "fax"}, {"112", ""}};
  c.websites = {{"https://example.com/a,b", ""}};
  c.street = "Weg 1, Hof";
  c.postal_code = "50667";
  c.place = "Köln";
  c.country = "Deutschland";
  c.birthday = YearlessDate{{}, 2, 29};
  c.notes =
      "Eine lange Notiz mit Umlauten äöüß und mehr als fünfundsiebzig Bytes,\nin zwei Zeilen; mit "
      "\\ Zeichen";
  c.tags = {"vip", "a,b"};
  return c;
}

TEST(VcardWriter, WhatIsExportedIsImportedAgain) {
  for (auto version : {VcardVersion::v3, VcardVersion::v4}) {
    std::string text;
    append_vcard(text, anna(), version);
    const auto all = read_text(text);
    ASSERT_EQ(all.rows.size(), 1u);
    auto value = [&](std::string_view name) {
      for (std::size_t i = 0; i < all.info.columns.size(); ++i)
        if (all.info.columns[i].name == name) return all.rows[0].cells[i];
      return std::string("missing");
    };
    EXPECT_EQ(value("N given"), "Anna");
    EXPECT_EQ(value("N family"), "Müller");
    EXPECT_EQ(value("N prefix"), "Frau");
    EXPECT_EQ(value("N title"), "Dr.");
    EXPECT_EQ(value("ORG"), "Groß; Söhne, GmbH");
    EXPECT_EQ(value("ORG unit"), "Einkauf");
    EXPECT_EQ(value("EMAIL work"), "anna@example.com");
    EXPECT_EQ(value("EMAIL private"), "privat@example.com");
    EXPECT_EQ(value("TEL mobile"), "+49 171 1");
    EXPECT_EQ(value("TEL fax"), "+49 30 9");
    EXPECT_EQ(value("TEL"), "112");
    EXPECT_EQ(value("URL"), "https://example.com/a,b");
    EXPECT_EQ(value("ADR street"), "Weg 1, Hof");
    EXPECT_EQ(value("ADR country"), "Deutschland");
    EXPECT_EQ(value("BDAY"), "--02-29");
    EXPECT_EQ(value("NOTE"), anna().notes);
    EXPECT_EQ(value("CATEGORIES"), "vip; a,b");
    EXPECT_EQ(value("UID"), "7421");
  }
}

TEST(VcardWriter, FoldsLinesAndInventsNoLine) {
  Contact c = anna();
  c.last_name = "X\r\nTEL:666";
  std::string text;
  append_vcard(text, c);
  std::size_t begin = 0;
  for (auto end = text.find("\r\n"); end != std::string::npos;
       begin = end + 2, end = text.find("\r\n", begin)) {
    EXPECT_LE(end - begin, 75u);
    EXPECT_FALSE(text.substr(begin).starts_with("TEL:666"));
  }
  EXPECT_EQ(text.find('\n'), text.find("\r\n") + 1);
}

TEST(VcardWriter, CompaniesAndEmptyContactsHaveAName) {
  Contact company;
  company.is_company = true;
  company.full_name = company.company = "Muster GmbH";
  std::string text;
  append_vcard(text, company);
  EXPECT_NE(text.find("FN:Muster GmbH"), std::string::npos);
  EXPECT_NE(text.find("X-ABShowAs:COMPANY"), std::string::npos);
  text.clear();
  append_vcard(text, Contact{});
  EXPECT_NE(text.find("FN:?"), std::string::npos);
}

}  // namespace
}  // namespace kontor::exporting
