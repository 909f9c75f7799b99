#include <gtest/gtest.h>
#include <random>
#include <zip.h>

#include "records/import/testing_files.h"
#include "records/import/xlsx_values.h"
#include "records/import/xml_reader.h"

namespace kontor::importing {
namespace {

using namespace testing;
using Parts = std::vector<std::pair<std::string, std::string>>;
using Cells = std::vector<std::string>;

std::string zipped(const Parts& parts) {
  const TemporaryFile file("");
  int error = 0;
  zip_t* zip = zip_open(file.path().c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
  for (const auto& [name, bytes] : parts)
    zip_file_add(zip, name.c_str(), zip_source_buffer(zip, bytes.data(), bytes.size(), 0),
                 ZIP_FL_OVERWRITE);
  EXPECT_EQ(zip_close(zip), 0);
  return read_file(file.path());
}

constexpr const char* kRelations =
    "<Relationships xmlns=\"x\"><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"r2\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>";

Parts workbook(std::string sheet_data, std::string extra = "") {
  return {{"xl/workbook.xml",
           "<?xml version=\"1.0\"?><workbook>" + extra +
               "<sheets><sheet name=\"Kunden\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"},
          {"xl/_rels/workbook.xml.rels", kRelations},
          {"xl/styles.xml",
           "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\\ hh:mm\"/>"
           "<numFmt numFmtId=\"165\" formatCode=\"00000\"/></numFmts><cellStyleXfs><xf "
           "numFmtId=\"9\"/></cellStyleXfs>"
           "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf "
           "numFmtId=\"165\"/>"
           "<xf numFmtId=\"10\"/></cellXfs></styleSheet>"},
          {"xl/sharedStrings.xml",
           "<sst><si><t>Name</t></si><si><r><t>Mül</t></r><r><t xml:space=\"preserve\">ler "
           "</t></r><rPh><t>xx</t></rPh></si>"
           "<si><t>a &lt;&amp;&gt; b&#10;c</t></si></sst>"},
          {"xl/worksheets/sheet1.xml",
           "<worksheet><sheetData>" + std::move(sheet_data) + "</sheetData></worksheet>"}};
}

ReadAll read(const Parts& parts, const FileOptions& options = {}) {
  return read_text(zipped(parts), options);
}

TEST(XlsxValues, NumbersAreExactAndUnambiguous) {
  const NumberFormat general;
  EXPECT_EQ(cell_text("0.10000000000000001", general, false), "0.1");
  EXPECT_EQ(cell_text("4930123456", general, false), "4930123456");
  EXPECT_EQ(cell_text("4.930123456789E12", general, false), "4930123456789");
  EXPECT_EQ(cell_text("1.234", general, false), "1.2340");
  EXPECT_EQ(cell_text("1234.5600000000001", general, false), "1234.56");
  EXPECT_EQ(cell_text("-0.5", general, false), "-0.5");
  EXPECT_EQ(cell_text("1e-7", general, false), "0.0000001");
  EXPECT_EQ(cell_text("n/a", general, false), "n/a");
  EXPECT_EQ(cell_text("0.19", {CellFormat::percent}, false), "19%");
  EXPECT_EQ(cell_text("1067", {CellFormat::digits, 5}, false), "01067");
}

TEST(XlsxValues, DatesFollowTheEpoch) {
  const NumberFormat date{CellFormat::date};
  EXPECT_EQ(cell_text("46054", date, false), "2026-02-01");
  EXPECT_EQ(cell_text("46054.604166666664", date, false), "2026-02-01 14:30:00");
  EXPECT_EQ(cell_text("1", date, false), "1900-01-01");
  EXPECT_EQ(cell_text("59", date, false), "1900-02-28");
  EXPECT_EQ(cell_text("61", date, false), "1900-03-01");
  EXPECT_EQ(cell_text("0", date, true), "1904-01-01");
  EXPECT_EQ(cell_text("44592", date, true), "2026-02-01");
  EXPECT_EQ(cell_text("-5", date, false), "-5");
  EXPECT_EQ(cell_text("99999999", date, false), "99999999");
  EXPECT_EQ(cell_text("0.6041666667", {CellFormat::time}, false), "14:30:00");
}

TEST(XlsxValues, FormatsTellWhatTheyShow) {
  EXPECT_EQ(read_format("dd.mm.yyyy").kind, CellFormat::date);
  EXPECT_EQ(read_format("[$-407]d. mmmm yyyy").kind, CellFormat::date);
  EXPECT_EQ(read_format("hh:mm").kind, CellFormat::time);
  EXPECT_EQ(read_format("[h]:mm:ss").kind, CellFormat::time);
  EXPECT_EQ(read_format("0.00%").kind, CellFormat::percent);
  EXPECT_EQ(read_format("#,##0.00 \"days\"").kind, CellFormat::general);
  EXPECT_EQ(read_format("[Red]0.00").kind, CellFormat::general);
  EXPECT_EQ(read_format("General").kind, CellFormat::general);
  EXPECT_EQ(read_format("00000").digits, 5);
  EXPECT_EQ(read_format("0").kind, CellFormat::general);
  EXPECT_EQ(built_in_format(14).kind, CellFormat::date);
  EXPECT_EQ(built_in_format(4).kind, CellFormat::general);
}

TEST(Xlsx, ReadsEveryKindOfCell) {
  const auto all =
      read(workbook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" "
                    "t=\"inlineStr\"><is><t>Tag</t></is></c>"
                    "<c r=\"C1\" t=\"str\"><f>x</f><v>Zeit</v></c><c r=\"D1\" "
                    "t=\"s\"><v>2</v></c><c r=\"F1\" t=\"str\"><v>PLZ</v></c></row>"
                    "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" "
                    "s=\"1\"><v>46054</v></c><c r=\"C2\" s=\"2\"><v>46054.5</v></c>"
                    "<c r=\"D2\"><f>1+1</f><v>2</v></c><c r=\"E2\" t=\"b\"><v>1</v></c><c r=\"F2\" "
                    "s=\"3\"><v>1067</v></c></row>"
                    "<row r=\"4\"><c r=\"A4\" t=\"e\"><v>#REF!</v></c><c r=\"D4\" "
                    "s=\"4\"><v>0.125</v></c></row>"));
  EXPECT_EQ(all.error, "");
  EXPECT_EQ(all.names(), (Cells{"Name", "Tag", "Zeit", "a <&> b c", "", "PLZ"}));
  ASSERT_EQ(all.rows.size(), 2u);
  EXPECT_EQ(all.rows[0].cells,
            (Cells{"Müller ", "2026-02-01", "2026-02-01 12:00:00", "2", "true", "01067"}));
  EXPECT_EQ(all.rows[1].cells, (Cells{"", "", "", "12.5%", "", ""}));
  EXPECT_EQ(all.rows[1].number, 3);
  EXPECT_EQ(all.rows[1].problems.at(0).key, "import.formula_error");
}

TEST(Xlsx, SaysWhichFormulasHaveNoResult) {
  const auto all =
      read(workbook("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Name</v></c><c r=\"B1\" "
                    "t=\"str\"><v>Wert</v></c></row>"
                    "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>Anna_x000D_\nBonn _x00e4_</v></c><c "
                    "r=\"B2\"><f>A1</f></c></row>"));
  ASSERT_EQ(all.rows.size(), 1u);
  EXPECT_EQ(all.rows[0].cells, (Cells{"Anna\r\nBonn _x00e4_", ""}));
  ASSERT_EQ(all.rows[0].problems.size(), 1u);
  EXPECT_EQ(all.rows[0].problems[0].key, "import.formula_unknown");
  EXPECT_EQ(all.rows[0].problems[0].column, 1);
}

TEST(Xlsx, MergedCellsCountInEveryRow) {
  auto cell = [](const std::string& at) {
    return "<c r=\"" + at + "\" t=\"str\"><v>" + at + "</v></c>";
  };
  std::string rows = "<row r=\"1\">" + cell("A1") + cell("B1") + "</row>";
  rows += "<row r=\"2\">" + cell("A2") + cell("B2") + "</row><row r=\"3\">" + cell("B3") + "</row>";
  rows += "<row r=\"4\">" + cell("B4") + "</row>";
  Parts parts = workbook(rows);
  parts.back().second =
      "<worksheet><sheetData>" + rows +
      "</sheetData><mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B1:C1\"/>"
      "<mergeCell ref=\"kaputt\"/><mergeCell ref=\"ZZZZ1:ZZZZ9\"/></mergeCells></worksheet>";
  EXPECT_EQ(read(parts).cells(), (std::vector<Cells>{{"A2", "B2"}, {"A2", "B3"}, {"", "B4"}}));
}

TEST(Xlsx, RefusesTextsThatAreNotThere) {
  const auto all = read(workbook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row>"));
  EXPECT_EQ(all.error, "import.xlsx_broken");
}

TEST(Xlsx, ReadsFilesWithPrefixesAndWithoutReferences) {
  const auto all = read({{"xl/workbook.xml",
                          "<x:workbook><x:workbookPr date1904=\"1\"/><x:sheets><x:sheet name=\"A\" "
                          "state=\"hidden\" r:id=\"r2\"/>"
                          "<x:sheet name=\"B\" r:id=\"r1\"/></x:sheets></x:workbook>"},
                         {"xl/_rels/workbook.xml.rels", kRelations},
                         {"xl/worksheets/sheet1.xml",
                          "<x:worksheet><x:sheetData><x:row><x:c "
                          "t=\"inlineStr\"><x:is><x:t>Eins</x:t></x:is></x:c><x:c t=\"inlineStr\">"
                          "<x:is><x:t>Zwei</x:t></x:is></x:c></x:row><x:row><x:c><x:v>1</x:v></"
                          "x:c><x:c/></x:row></x:sheetData></x:worksheet>"}});
  EXPECT_EQ(all.names(), (Cells{"Eins", "Zwei"}));
  EXPECT_EQ(all.cells(), (std::vector<Cells>{{"1", ""}}));
  EXPECT_EQ(all.info.sheets, (Cells{"B"}));
}

TEST(Xlsx, FindsTheTableBelowATitle) {
  auto cell = [](const std::string& at, const std::string& text) {
    return "<c r=\"" + at + "\" t=\"str\"><v>" + text + "</v></c>";
  };
  std::string rows = "<row r=\"1\">" + cell("A1", "Kundenliste 2026") + "</row><row r=\"3\">";
  rows += cell("A3", "Name") + cell("B3", "Ort") + cell("C3", "PLZ") + "</row>";
  for (int i = 4; i < 9; ++i) {
    const std::string n = std::to_string(i);
    rows += "<row r=\"" + n + "\">" + cell("A" + n, "Anna") + cell("B" + n, "Bonn") +
            cell("C" + n, "53111") + "</row>";
  }
  const auto all = read(workbook(rows));
  EXPECT_EQ(all.names(), (Cells{"Name", "Ort", "PLZ"}));
  EXPECT_EQ(all.info.preamble, 2);
  EXPECT_EQ(all.rows.size(), 5u);
  EXPECT_EQ(all.rows[0].number, 1);
}

TEST(Xlsx, GoesOnBehindAnyRow) {
  std::string rows;
  for (int i = 1; i <= 1000; ++i)
    rows += "<row><c t=\"str\"><v>n" + std::to_string(i) + "</v></c></row>";
  const TemporaryFile path(zipped(workbook(rows)));
  const auto all = read_all(path.path());
  ASSERT_EQ(all.rows.size(), 999u);
  const auto file = open_import_file(path.path()).value();
  const auto reader = file->rows(all.rows[499].end, all.rows[499].number).value();
  Row row;
  ASSERT_TRUE(reader->next(row).value());
  EXPECT_EQ(row.number, 501);
  EXPECT_EQ(row.cells, all.rows[500].cells);
}

TEST(Xlsx, RefusesBombsBeforeUnpacking) {
  Parts parts = workbook("<row><c><v>1</v></c></row>");
  parts.emplace_back("xl/media/bomb.bin", std::string(150 << 20, '\0'));
  EXPECT_EQ(read(parts).error, "import.zip_bomb");
  Parts many = workbook("<row><c><v>1</v></c></row>");
  for (int i = 0; i < 10'001; ++i) many.emplace_back("x/" + std::to_string(i), "");
  EXPECT_EQ(read(many).error, "import.zip_bomb");
}

TEST(Xlsx, RefusesWhatIsNone) {
  EXPECT_EQ(read({{"hello.txt", "x"}}).error, "import.not_a_table");
  EXPECT_EQ(read_text("PK\x03\x04 nonsense").error, "import.xlsx_broken");
  EXPECT_EQ(read_text("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").error, "import.old_excel");
  EXPECT_EQ(read(workbook("")).error, "import.file_empty");
  EXPECT_EQ(read(workbook("<row><c><v>1</v></c></row>"), {.sheet = "Fehlt"}).error,
            "import.no_such_sheet");
  Parts entities = workbook("");
  entities.back().second = "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>";
  EXPECT_EQ(read(entities).error, "import.xlsx_broken");
  Parts torn = workbook("");
  torn.back().second = "<worksheet><sheetData><row><c t=\"str\"><v>x</v></c></row><row";
  EXPECT_EQ(read(torn).error, "import.xlsx_broken");
}

TEST(Xlsx, AnyDamageIsHarmless) {
  const std::string whole =
      zipped(workbook("<row><c t=\"s\"><v>1</v></c><c s=\"1\"><v>46054</v></c></row>"));
  for (std::size_t size = 4; size < whole.size(); size += 7) read_text(whole.substr(0, size));
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    std::string damaged = whole;
    for (int i = 0; i < 8; ++i)
      damaged[4 + random() % (damaged.size() - 4)] = static_cast<char>(random());
    read_text(damaged);
  }
  // And inside the parts, where no checksum helps.
  Parts parts = workbook(
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"ZZZZ9\" "
      "s=\"999\"><v>46054</v></c></row>");
  for (int round = 0; round < 500; ++round) {
    Parts damaged = parts;
    auto& bytes = damaged[random() % damaged.size()].second;
    for (int i = 0; i < 4; ++i) bytes[random() % bytes.size()] = "<>\"/&;=x\0 1"[random() % 11];
    for (const auto& row : read(damaged).rows) EXPECT_LE(row.cells.size(), kMaxColumns);
  }
}

TEST(XmlReader, ReadsPiecesOfAnySize) {
  const std::string text =
      "<?xml version='1.0'?><!-- <c> --><a x=\"1 &gt; 0\" n:y='2'>Gr&#252;&#xDF;e <b/>&unknown; "
      "&amp;<![CDATA[<raw>&amp;]]></a>";
  for (std::size_t piece : {1u, 2u, 3u, 7u, 1000u}) {
    std::size_t at = 0;
    XmlReader xml([&](char* buffer, std::size_t size) -> std::int64_t {
      const auto part = text.substr(std::min(at, text.size()), std::min(size, piece));
      part.copy(buffer, part.size());
      at += part.size();
      return static_cast<std::int64_t>(part.size());
    });
    std::string seen, words;
    for (auto token = xml.next().value(); token != XmlReader::Token::done;
         token = xml.next().value()) {
      if (token == XmlReader::Token::text) words += xml.text();
      if (token == XmlReader::Token::start) seen += "<" + std::string(xml.name()) + ">";
      if (token == XmlReader::Token::end) seen += "</" + std::string(xml.name()) + ">";
      if (token == XmlReader::Token::start && xml.name() == "a") {
        EXPECT_EQ(xml.attribute("x"), "1 > 0");
        EXPECT_EQ(xml.attribute("y"), "2");
      }
    }
    EXPECT_EQ(seen, "<a><b></b></a>");
    EXPECT_EQ(words, "Grüße &unknown; &<raw>&amp;");
  }
}

}  // namespace
}  // namespace kontor::importing
