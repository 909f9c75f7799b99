// Whatever people and programs call a table: a clear error, or rows that land or are named. Never a
// crash, an internal error, a half-written import or a lost byte.
#include <gmock/gmock.h>
#include <random>

#include "base/text.h"
#include "records/imports/testing.h"
#include "storage/testing.h"

namespace kontor::importing {
namespace {

using testing::good;
using testing::public_data;
using testing::read_file;

class HostileTest : public ::testing::TestWithParam<storage::Engine> {
 protected:
  testing::ImportSpace home{GetParam()};

  // Uploads, checks and runs as the server does. Answers the key of what was refused, or "".
  std::string bring(std::string_view bytes, const std::string& name,
                    const std::string& object = "person") {
    auto made =
        home.imports().create(home.anna, {.object = object, .file_name = name, .body = bytes});
    if (!made) return refusal(made.error(), name);
    Import import = *std::move(made);
    if (std::ranges::all_of(import.columns, [](auto& column) { return column.target.empty(); }) &&
        !import.columns.empty())
      import = home.assign(import, {{ import.file.found.columns[0].name, "notes" }});
    auto checked = home.imports().check_now(home.anna, import.id, {});
    if (!checked) return refusal(checked.error(), name);
    auto done = home.imports().run_now(home.anna, import.id, {});
    if (!done) return refusal(done.error(), name);
    const Tally& tally = done->tally;
    EXPECT_EQ(tally.created + tally.updated + tally.skipped + tally.failed, tally.rows) << name;
    EXPECT_EQ(tally.rows, done->file.rows) << name;
    last_ = done->id;
    return {};
  }
  std::string refusal(const Error& error, const std::string& name) {
    EXPECT_NE(error.code, Code::internal) << name << ": " << error.key << " " << error.internal;
    EXPECT_NE(error.key, "storage.text") << name;
    return error.key;
  }
  RecordId last_;
};

KONTOR_EACH_ENGINE(HostileTest);

TEST_P(HostileTest, TablesThatProgramsHaveSpoilt) {
  namespace fs = std::filesystem;
  const auto before = home.dump();
  int files = 0, refused = 0;
  for (const char* folder :
       {"13-import/pollock", "13-import/csv-spectrum", "13-import/csv-test-data"})
    for (const auto& entry : fs::recursive_directory_iterator(public_data() / folder)) {
      if (!entry.is_regular_file() || entry.path().extension() != ".csv") continue;
      ++files;
      refused += !bring(read_file(entry.path()), entry.path().filename().string()).empty();
    }
  EXPECT_GT(files, 20);
  EXPECT_LT(refused, files / 2);
  for (const Import& import : good(home.imports().list(home.anna)))
    if (import.state == ImportState::done && import.tally.created > 0)
      good(home.imports().undo(home.anna, import.id));
}

// The whole of real files and every beginning of them.
TEST_P(HostileTest, FilesThatEndTooEarly) {
  std::mt19937 dice(1);
  for (const char* name : {"kunden.xlsx", "kontakte.vcf", "outlook_de.csv", "kaputt.csv"}) {
    const std::string whole = read_file(testing::fixtures() / name);
    for (int i = 0; i < 12; ++i)
      bring(whole.substr(0, dice() % (whole.size() + 1)), std::string(name) + " cut");
  }
}

TEST_P(HostileTest, BytesThatNoTextHas) {
  std::mt19937 dice(2);
  const std::string good_one = "Vorname;Nachname;Notizen\nAnna;Müller;Hallo\nBernd;Groß;Tschüss\n";
  for (int i = 0; i < 30; ++i) {
    std::string bytes = good_one;
    for (int n = 0; n < 4; ++n) bytes[dice() % bytes.size()] = static_cast<char>(dice());
    bring(bytes, "mutated " + std::to_string(i));
  }
  using namespace std::string_literals;
  EXPECT_EQ(bring("Vorname;Nachname;Notizen\nNul\0l;Byte;a\0b\n"s, "nul"), "");
  EXPECT_EQ(home.value("person", "Null Byte", "notes"), R"("ab")");
  EXPECT_EQ(bring("Vorname;Nachname\nKaputt\xC3;\xFF\xFEUtf\n", "broken"), "");
  bring("BEGIN:VCARD\nVERSION:3.0\nFN:Karl\0 Null\xC3\nNOTE:a\0b\xF0\x28\nEND:VCARD\n"s, "vcard");
  bring("\xFF\xFE" + "V\0o\0r\0n\0a\0m\0e\0;\0N\0\n\0\x00\xD8;\0B\0\n\0"s, "half a pair");
}

TEST_P(HostileTest, NaughtyStringsArriveAsTheyAre) {
  const JsonValue list = good(parse_json(read_file(public_data() / "13-import/blns.json")));
  std::string csv = "Nachname;E-Mail;Telefon;Geburtstag;Notizen\n";
  std::vector<std::string> strings;
  for (const JsonValue& item : list.items()) {
    const std::string text(item.text().value_or(""));
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    quoted += '"';
    const std::string name = "Zeile " + std::to_string(strings.size() + 1);
    csv += name + ";" + quoted + ";" + quoted + ";" + quoted + ";" + quoted + "\n";
    strings.push_back(text);
  }
  ASSERT_GT(strings.size(), 400u);
  Import import = home.create(csv);
  import = home.assign(import,
                       {{"Nachname", "last_name"},
                        {"E-Mail", "emails"},
                        {"Telefon", "phones"},
                        {"Geburtstag", "birthday"},
                        { "Notizen",
                          "notes" }},
                       ImportOptions{.duplicates = OnDuplicate::create});
  import = home.check_and_run(import);
  EXPECT_EQ(import.tally.created, std::ssize(strings));
  int same = 0;
  for (std::size_t i = 0; i < strings.size(); ++i) {
    std::string wire = home.value("person", "Zeile " + std::to_string(i + 1), "notes");
    const std::string there(good(parse_json(wire)).text().value_or(""));
    same += there == std::string(trim(strings[i])) || there == tidy_text(strings[i]);
  }
  EXPECT_GE(same, static_cast<int>(strings.size()) - 8) << "blanks and formula marks aside";
}

TEST_P(HostileTest, WhatIsTooLarge) {
  std::string wide;
  for (int i = 0; i < 20'000; ++i)
    wide += (i ? ";Spalte " : "Vorname;Nachname;Spalte ") + std::to_string(i);
  wide += "\nAnna;Breit" + std::string(19'000, ';') + "\n";
  bring(wide, "20,000 columns");

  std::string deep = "Vorname;Nachname;Notizen\n";
  for (int i = 0; i < 40; ++i) {
    deep += "V" + std::to_string(i) + ";N;\"";
    for (int n = 0; n < 300; ++n) deep += "\"\"tief\"\"\n";
    deep += "\"\n";
  }
  EXPECT_EQ(bring(deep, "quoted newlines"), "");
  EXPECT_EQ(bring("Vorname;Nachname;Notizen\nA;B;\"" + std::string(3'000'000, 'x'), "unended"), "")
      << "lands or is named";

  const testing::TemporaryFile huge("Vorname;Nachname\n");
  std::filesystem::resize_file(huge.path(), 1ull << 30);
  auto refused = home.imports().create(
      home.anna, {.object = "person", .file_name = "1 GB.csv", .path = huge.path()});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "import.file_too_large");
  EXPECT_EQ(refused.error().code, Code::too_large);
}

}  // namespace
}  // namespace kontor::importing
