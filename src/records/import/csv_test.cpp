#include <gtest/gtest.h>

#include "base/json.h"
#include "base/text.h"
#include "records/import/csv_rows.h"
#include "records/import/csv_sniff.h"
#include "records/import/encoding.h"
#include "records/import/testing_files.h"

namespace kontor::importing {
namespace {

using namespace testing;
using Cells = std::vector<std::string>;

Cells cells(std::string_view line, char separator = ',') {
  return read_csv_row(line, {separator, '"'}).cells;
}

TEST(CsvRows, ReadsCells) {
  EXPECT_EQ(cells("a,b,c"), (Cells{"a", "b", "c"}));
  EXPECT_EQ(cells("a,,c,\nnext"), (Cells{"a", "", "c", ""}));
  EXPECT_EQ(cells("\"a,b\",\"c\"\"d\""), (Cells{"a,b", "c\"d"}));
  EXPECT_EQ(cells("\"one\ntwo\",x\r\n"), (Cells{"one\ntwo", "x"}));
  EXPECT_EQ(cells("a, \"b\" ,c"), (Cells{"a", "b", "c"}));
  EXPECT_EQ(cells("5\" pipe,x"), (Cells{"5\" pipe", "x"}));
  EXPECT_EQ(cells("\"\",\"\""), (Cells{"", ""}));
  EXPECT_EQ(read_csv_row("a\rb", {',', '"'}).size, 2u);
  EXPECT_EQ(read_csv_row("a\r\nb", {',', '"'}).size, 3u);
}

TEST(CsvRows, MendsQuotesOutOfOrder) {
  const auto doubled = read_csv_row_mended("a,\"\"URL\",c\n", {',', '"'}, 3);
  EXPECT_EQ(doubled.cells, (Cells{"a", "\"URL", "c"}));
  EXPECT_TRUE(doubled.stray);
  const auto opened =
      read_csv_row_mended("1,\"$45,Shoe,\"Fast fun, cool\",x\n2,b,c,d,e\n", {',', '"'}, 5);
  EXPECT_EQ(opened.cells, (Cells{"1", "\"$45", "Shoe", "Fast fun, cool", "x"}));
  const auto lost = read_csv_row_mended("a,\"b,c\nd,e,f\n", {',', '"'}, 3);
  EXPECT_EQ(lost.cells, (Cells{"a", "\"b", "c"}));
  EXPECT_TRUE(lost.stray);
}

TEST(CsvSniff, FindsTheSeparator) {
  auto separator = [](std::string_view text) { return sniff_csv(text, {}, {}).dialect.separator; };
  EXPECT_EQ(separator("Name;Wert\nA;1,5\nB;2,5\n"), ';');
  EXPECT_EQ(separator("name,value\na,1\nb,2\n"), ',');
  EXPECT_EQ(separator("name\tvalue\na\t1,5\n"), '\t');
  EXPECT_EQ(separator("a|b|c\n1|2|3\n"), '|');
  EXPECT_EQ(separator("Name;Anschrift\nA;\"Weg 1, 50667 Köln\"\nB;\"Weg 2, 50668 Köln\"\n"), ';');
  EXPECT_EQ(separator("sep=|\na|b;c|d\n"), '|');
  EXPECT_NE(separator("Name\nAnna Müller\nBen Maier\nvon der Heide, Carla\n"), ',');
}

TEST(CsvSniff, LeavesLinesBeforeTheTableOut) {
  const auto linkedin = sniff_csv(
      "Notes:\n\"When exporting, you may notice that\nsome are missing.\"\n\nFirst Name,Last "
      "Name,URL\nA,B,C\n",
      {}, {});
  EXPECT_EQ(linkedin.preamble, 4);
  EXPECT_TRUE(linkedin.header);
  EXPECT_EQ(linkedin.columns, 3u);
}

TEST(CsvSniff, TellsHeadersFromData) {
  EXPECT_TRUE(looks_like_header({"Vorname", "Nachname", "E-Mail 2", ""}));
  EXPECT_FALSE(looks_like_header({"Anna", "anna@example.com"}));
  EXPECT_FALSE(looks_like_header({"Anna", "01067"}));
  EXPECT_FALSE(looks_like_header({"Firma", "www.example.com"}));
  EXPECT_FALSE(looks_like_header({"", ""}));
}

TEST(Encoding, IsFoundByWhatTheBytesMean) {
  auto guess = [](std::string_view bytes) {
    EncodingDetector detector;
    for (char c : bytes) detector.feed({&c, 1});
    return detector.guess();
  };
  EXPECT_EQ(guess("Müller").name, "utf-8");
  EXPECT_EQ(guess("\xEF\xBB\xBFM").bom, 3u);
  EXPECT_EQ(guess("M\xFCller Stra\xDF"
                  "e")
                .name,
            "windows-1252");
  EXPECT_EQ(guess("M\x81ller Stra\xE1"
                  "e K\x94ln")
                .name,
            "ibm850");
  EXPECT_EQ(guess("M\x9Fller Stra\xA7"
                  "e K\x9Aln")
                .name,
            "macintosh");
  EXPECT_EQ(guess(std::string_view("\xFF\xFEM\0", 4)).name, "utf-16le");
  EXPECT_EQ(guess(std::string_view("N\0a\0m\0e\0;\0X\0", 12)).name, "utf-16le");
  EXPECT_EQ(guess(std::string_view("\0N\0a\0m\0e\0;\0X", 12)).name, "utf-16be");
  EXPECT_TRUE(guess("MÃ¼ller").doubled);
  EXPECT_FALSE(guess("Müller São").doubled);
  std::string mostly;
  for (int i = 0; i < 50; ++i) mostly += "Grüße ";
  EXPECT_EQ(guess(mostly + "\xFC").name, "utf-8");
  EXPECT_TRUE(guess(mostly + "\xFC ").broken);
}

TEST(CsvFile, ReadsGermanFilesInEveryEncoding) {
  const Cells expected = {"Jürgen", "Groß", "01067"};
  const auto ansi = read_text("Vorname;Nachname;PLZ\r\nJ\xFCrgen;Gro\xDF;01067\r\n");
  EXPECT_EQ(ansi.info.encoding, "windows-1252");
  EXPECT_EQ(ansi.cells().at(0), expected);
  const auto utf8 = read_text("\xEF\xBB\xBFVorname;Nachname;PLZ\nJürgen;Groß;01067\n");
  EXPECT_EQ(utf8.names(), (Cells{"Vorname", "Nachname", "PLZ"}));
  EXPECT_EQ(utf8.cells().at(0), expected);
  std::string wide = "\xFF\xFE";
  for (char c : std::string("Vorname\tNachname\tPLZ\nJ\xFCrgen\tGro\xDF\t01067\n")) {
    wide += c;
    wide += '\0';
  }
  const auto utf16 = read_text(wide);
  EXPECT_EQ(utf16.info.encoding, "utf-16le");
  EXPECT_EQ(utf16.info.separator, '\t');
  EXPECT_EQ(utf16.cells().at(0), expected);
}

TEST(CsvFile, ReportsWhatIsRagged) {
  const auto all = read_text("a;b;c\n1;2;3\n4;5\n6;7;8;9\n10;11;12;;\n\n13;14;15\n");
  ASSERT_EQ(all.rows.size(), 5u);
  EXPECT_EQ(all.rows[1].cells, (Cells{"4", "5", ""}));
  EXPECT_EQ(all.rows[1].problems.at(0).key, "import.row_short");
  EXPECT_EQ(all.rows[2].problems.at(0).key, "import.row_long");
  EXPECT_EQ(all.rows[2].problems.at(0).severity, Severity::error);
  EXPECT_EQ(all.rows[3].problems.at(0).severity, Severity::warning);  // moved, or empty cells added
  EXPECT_EQ(all.rows[4].number, 6);                                   // blank rows count
}

TEST(CsvFile, DropsColumnsThatAreNone) {
  const auto all = read_text("a;b;;;\n1;2;;;\n3;4;;;\n");
  EXPECT_EQ(all.names(), (Cells{"a", "b"}));
  EXPECT_EQ(all.cells(), (std::vector<Cells>{{"1", "2"}, {"3", "4"}}));
  EXPECT_EQ(all.problems(), 0u);
}

TEST(CsvFile, GoesOnBehindAnyRow) {
  std::string text = "id;text\n";
  for (int i = 1; i <= 500; ++i)
    text += std::to_string(i) + ";\"line\nbreak " + std::to_string(i) + "\"\n";
  const TemporaryFile path(text);
  const auto all = read_all(path.path());
  ASSERT_EQ(all.rows.size(), 500u);
  const auto file = open_import_file(path.path()).value();
  for (std::size_t stop : {0u, 17u, 498u}) {
    const auto reader = file->rows(all.rows[stop].end, all.rows[stop].number).value();
    Row row;
    ASSERT_TRUE(reader->next(row).value());
    EXPECT_EQ(row.number, all.rows[stop + 1].number);
    EXPECT_EQ(row.cells, all.rows[stop + 1].cells);
  }
  EXPECT_EQ(count_rows(*file), 500);
}

TEST(CsvFile, APersonMayDecideOtherwise) {
  const auto all = read_text("1;2\n3;4\n", {.separator = ',', .header = true});
  EXPECT_EQ(all.names(), (Cells{"1;2"}));
  EXPECT_TRUE(all.has_problem("import.one_column"));
  EXPECT_EQ(read_text("a;\x84\n", {.encoding = "ibm850", .header = false}).cells().at(0).at(1),
            "ä");
  EXPECT_EQ(read_text("a;b\n", {.encoding = "klingon"}).error, "import.encoding_unknown");
}

TEST(CsvFile, RefusesWhatIsNoTable) {
  EXPECT_EQ(read_text("").error, "import.file_empty");
  EXPECT_EQ(read_text(" \n\n").error, "import.file_empty");
  EXPECT_EQ(read_text("%PDF-1.7 ...").error, "import.not_a_table");
  EXPECT_EQ(read_all("/nonexistent").error, "import.unreadable");
  EXPECT_EQ(read_all("/dev/zero").error, "import.unreadable");
}

TEST(CsvFile, AQuoteThatNeverEndsCostsOneRow) {
  std::string text = "a;b\n1;2\n3;\"lost\n";
  for (int i = 0; i < 5000; ++i) text += "5;6\n";
  const auto all = read_text(text);
  EXPECT_EQ(all.rows.size(), 5002u);
  EXPECT_EQ(all.rows[1].problems.at(0).key, "import.stray_quote");
  EXPECT_EQ(all.rows[2].cells, (Cells{"5", "6"}));
}

TEST(CsvFile, HugeCellsAreCutAndReported) {
  const auto all = read_text("a;b\n1;" + std::string(400 << 10, 'x') + "\n2;y\n");
  ASSERT_EQ(all.rows.size(), 2u);
  EXPECT_EQ(all.rows[0].problems.at(0).key, "import.cell_too_long");
  EXPECT_EQ(all.rows[0].cells[1].size(), kMaxCellBytes);
  const auto endless = read_text("a;b\n1;2\n" + std::string(3 << 20, 'x'));
  EXPECT_TRUE(endless.has_problem("import.row_unreadable"));
}

// --- Files of others

// Line ends inside cells were not kept when the collection was made.
std::string with_plain_line_ends(std::string text) {
  std::erase(text, '\r');
  return text;
}

Cells json_texts(const JsonValue& object, const Cells& names) {
  Cells cells;
  for (const auto& name : names) {
    const auto* value = object.find(name);
    cells.push_back(value && value->text() ? with_plain_line_ends(std::string(*value->text()))
                                           : "missing");
  }
  return cells;
}

TEST(CsvPublic, CsvSpectrumReadsAsItsJsonSays) {
  const auto folder = public_data() / "13-import/csv-spectrum";
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "csvs")) {
    const auto name = entry.path().stem().string();
    const auto all = read_all(entry.path(), {.separator = ',', .header = true});
    if (name == "location_coordinates") {  // its JSON tells another telephone number
      EXPECT_EQ(all.cells().at(0).at(1), "37\uFFFD36'37.8\"N 121\uFFFD2'17.9\"W");
      continue;
    }
    const auto expected = parse_json(read_file(folder / "json" / (name + ".json"))).value();
    ASSERT_EQ(all.rows.size(), expected.items().size()) << name;
    for (std::size_t i = 0; i < all.rows.size(); ++i)
      EXPECT_EQ(all.rows[i].cells, json_texts(expected.items()[i], all.names())) << name;
    ++files;
  }
  EXPECT_EQ(files, 11);
}

TEST(CsvPublic, CsvTestDataReadsAsItsJsonSays) {
  const auto folder = public_data() / "13-import/csv-test-data";
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "json")) {
    const auto name = entry.path().stem().string();
    const bool header = name.starts_with("header");
    const auto path = folder / "csv" / (name + ".csv");
    const auto all = read_all(path, {.separator = ',', .header = header});
    const auto expected = parse_json(read_file(entry.path())).value();
    std::vector<Cells> rows;
    for (const auto& row : expected.items())
      if (row.is_object()) {
        rows.push_back(json_texts(row, all.names()));
      } else {
        rows.emplace_back();
        for (const auto& cell : row.items()) rows.back().emplace_back(cell.text().value());
      }
    std::erase(rows, Cells{""});  // rows without content are left out
    EXPECT_EQ(all.cells(), rows) << name;
    ++files;
  }
  EXPECT_EQ(files, 10);
}

std::vector<Cells> trimmed(std::vector<Cells> rows) {
  for (auto& row : rows)
    for (auto& cell : row) cell = tidy_line(cell);
  return rows;
}

// Each polluted file either reads like its clean version or says what is wrong.
TEST(CsvPublic, PollutedFilesReadCleanOrSayWhy) {
  const auto folder = public_data() / "13-import/pollock";
  int files = 0, clean_files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "csv")) {
    const std::string name = entry.path().filename().string();
    const auto polluted = read_text(unpacked(entry.path()));
    const auto clean = read_text(unpacked(folder / "clean" / name), {.separator = ','});
    ++files;
    const bool same = polluted.error == clean.error && polluted.names() == clean.names() &&
                      trimmed(polluted.cells()) == trimmed(clean.cells());
    clean_files += same;
    EXPECT_TRUE(same || polluted.problems() > 0 || !polluted.error.empty()) << name;
  }
  EXPECT_EQ(files, 55);
  EXPECT_GE(clean_files, 23);
  std::cout << clean_files << " of " << files << " read as their clean version\n";
}

TEST(CsvPublic, RealOrganisationsAreRead) {
  const auto all = read_text(unpacked(public_data() / "13-import/datenanfragen_companies.csv.gz"));
  EXPECT_EQ(all.rows.size(), 2046u);
  EXPECT_EQ(all.info.columns.size(), 11u);
  EXPECT_EQ(all.problems(), 0u);
  EXPECT_EQ(all.rows[0].cells[3],
            "255 Executive Drive, Suite 400\nPlainview New York 11803\nUnited States of America");
}

TEST(CsvPublic, AnyBeginningOfAFileIsHarmless) {
  for (auto name : {"13-import/csv-spectrum/csvs/quotes_and_newlines.csv",
                    "13-import/outlook_en_sample.csv", "13-import/headers/outlook_de_header.csv"}) {
    const std::string whole = read_file(public_data() / name);
    for (std::size_t size = 0; size < whole.size(); size += whole.size() / 150 + 1) {
      const auto all = read_text(whole.substr(0, size));
      for (const auto& row : all.rows) EXPECT_EQ(row.cells.size(), all.info.columns.size());
    }
  }
}

TEST(CsvFile, SaysWhatToDoWithOtherKindsOfFiles) {
  using namespace testing;
  EXPECT_EQ(read_text("dn: cn=Anna,dc=example\ncn: Anna\n").error, "import.ldif");
  EXPECT_EQ(read_text("version: 1\n\ndn: cn=Anna\ncn: Anna\n").error, "import.ldif");
  EXPECT_EQ(read_text("PK\x03\x04" + std::string(26, 'x') +
                      "mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK")
                .error,
            "import.open_document");
  EXPECT_EQ(read_text("\xEF\xBB\xBF<html><table><tr><td>a</td></tr></table>").error,
            "import.markup");
  EXPECT_EQ(read_text("<?xml version=\"1.0\"?><Workbook/>").error, "import.markup");
  EXPECT_EQ(read_text("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").error, "import.old_excel");
  EXPECT_EQ(read_text("version;dn\n1;2\n").error, "");
}

}  // namespace
}  // namespace kontor::importing
