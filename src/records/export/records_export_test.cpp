#include <gmock/gmock.h>

#include "records/export/export.h"
#include "records/imports/testing.h"
#include "storage/testing.h"

namespace kontor::exporting {
namespace {

using importing::Import;
using importing::ImportOptions;
using importing::Missing;
using importing::OnDuplicate;
using importing::testing::good;
using importing::testing::ImportSpace;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class RecordsExportTest : public ::testing::TestWithParam<storage::Engine> {
 protected:
  Result<Export> open(ImportSpace& home, ExportRequest request, std::string language = "de") {
    request.style.language = std::move(language);
    request.style.zone = *TimeZone::find("Europe/Berlin");
    return Export::open([&home] { return home.space.access().view(home.anna); },
                        std::move(request));
  }
  std::string text(ImportSpace& home, ExportRequest request, std::string language = "de") {
    Export file = good(open(home, std::move(request), std::move(language)));
    std::string all;
    for (std::string piece;; piece.clear()) {
      EXPECT_TRUE(file.next(piece));
      if (piece.empty()) return all;
      all += piece;
    }
  }
  std::string workbook(ImportSpace& home, ExportRequest request) {
    const importing::testing::TemporaryFile file("");
    Export made = good(open(home, std::move(request)));
    EXPECT_TRUE(made.write_workbook(file.path(), "/tmp", [] { return false; }));
    return importing::testing::read_file(file.path());
  }

  // Every field but those the server keeps itself.
  std::vector<std::string> everything(ImportSpace& home, const std::string& object) {
    const auto catalogue = home.space.catalogue();
    auto paths = good(RecordCells::make(*catalogue, *catalogue->object(object), {}, "de")).paths();
    std::erase_if(paths, [](const std::string& path) {
      return path.starts_with("created_") || path.starts_with("changed_");
    });
    return paths;
  }

  void fill(ImportSpace& home) {
    auto& space = home.space;
    space.create(home.anna, "company", R"({"name":"Müller, Söhne & Co. KG","founded":"1911",
        "annual_revenue":{"amount":"1234567.89","currency":"EUR"},"tags":["reference"]})");
    space.create(home.anna, "company", R"j({"name":"=SUMME(A1)","phones":["0221 4711"]})j");
    space.create(home.anna, "person",
                 R"({"salutation":"ms","title_prefix":"Dr.","first_name":"Anna","last_name":"Grün",
        "company":{"title":"Müller, Söhne & Co. KG"},
        "emails":[{"value":"anna@gruen.example","label":"work"},
                  {"value":"a.g@privat.example","label":"private"},"ohne@art.example"],
        "phones":[{"value":"+49 171 2345678","label":"mobile"},{"value":"0221 99","label":"fax"}],
        "websites":["https://gruen.example/?a=1,2;b"],
        "address":{"street":"Gasse 1; Hinterhaus","postal_code":"01067","place":"Dresden",
                   "country":"DE","latitude":"51.05","longitude":"13.74"},
        "birthday":"1980-02-01","notes":"Erste Zeile\n\n\"Zweite\"; mit Strich",
        "tags":["vip","newsletter"]})");
    space.create(home.anna, "person",
                 R"({"first_name":"Bo","last_name":"O'Neill","notes":"'=1+1"})");
    space.create(home.anna, "product", R"({"name":"GTX Pro","price":{"amount":"4821",
        "currency":"USD"},"active":false})");
    space.create(home.anna, "deal", R"j({"name":"Großauftrag","company":{"title":"=SUMME(A1)"},
        "product":{"title":"GTX Pro"},"value":{"amount":"-0.50","currency":"EUR"},
        "pipeline":"existing_customers","stage":"agreed","expected_close":"2027-03-31"})j");
  }
};

KONTOR_EACH_ENGINE(RecordsExportTest);

TEST_P(RecordsExportTest, WritesWhatAViewShows) {
  ImportSpace home(GetParam());
  fill(home);
  const ExportRequest people{
      {.object = "person",
       .filter = R"(last_name = "Grün")",
       .fields = {"name", "company", "emails", "address.place", "salutation", "birthday"}}};
  EXPECT_EQ(text(home, people),
            "\xEF\xBB\xBF"
            "Name;Firma;E-Mail;E-Mail: Art;Anschrift: Ort;Anrede;Geburtstag\r\n"
            "Dr. Anna Grün;\"Müller, Söhne & Co. KG\";\"anna@gruen.example\na.g@privat.example\n"
            "ohne@art.example\";\"geschäftlich\nprivat\n-\";Dresden;Frau;01.02.1980\r\n");
  const ExportRequest companies{
      {.object = "company", .sort = {"-name"}, .fields = {"name", "founded", "annual_revenue"}}};
  EXPECT_THAT(text(home, companies, "en"), HasSubstr("\"Müller, Söhne & Co. KG\",1911,1234567.89"));
  EXPECT_THAT(text(home, companies), HasSubstr("\r\n'=SUMME(A1);;\r\n"));
  EXPECT_THAT(text(home, {{.object = "person"}, Format::vcard}),
              HasSubstr("ORG:Müller\\, Söhne & Co. KG\r\n"));
}

TEST_P(RecordsExportTest, ReadsPartByPart) {
  ImportSpace home(GetParam());
  std::string csv = "Vorname;Nachname\n";
  for (int i = 10'000; i < 11'234; ++i)
    csv += "V" + std::to_string(i) + ";N" + std::to_string(i) + "\n";
  home.check_and_run(home.create(csv));
  const std::string all = text(home, {{.object = "person", .fields = {"last_name"}}});
  EXPECT_EQ(std::ranges::count(all, '\n'), 1'235);
  EXPECT_THAT(all, HasSubstr("N10499\r\nN10500\r\nN10501\r\n"));
  const auto book = importing::testing::read_text(
      workbook(home, {{.object = "person", .sort = {"-last_name"}}, Format::xlsx}));
  ASSERT_EQ(book.rows.size(), 1'234u);
  EXPECT_EQ(book.rows.front().cells[3], "N11233");
}

TEST_P(RecordsExportTest, NeedsARightOfItsOwn) {
  ImportSpace home(GetParam());
  home.anna = auth::Actor();
  EXPECT_EQ(open(home, {{.object = "person"}}).error().key, "query.no_export");
}

TEST_P(RecordsExportTest, SaysWhatIsWrongBeforeAByteIsSent) {
  ImportSpace home(GetParam());
  EXPECT_EQ(open(home, {{.object = "nothing"}}).error().key, "object.unknown");
  EXPECT_EQ(open(home, {{.object = "person", .fields = {"nonsense"}}}).error().key,
            "query.unknown_field");
  EXPECT_EQ(open(home, {{.object = "product"}, Format::vcard}).error().key, "export.no_vcard");
  EXPECT_FALSE(open(home, {{.object = "person", .filter = "name ="}}));
}

// Everything out, everything in again elsewhere: the same workspace.
TEST_P(RecordsExportTest, WhatIsExportedIsImportedAgain) {
  for (const Format format : {Format::csv, Format::xlsx})
    for (const std::string language : {"de", "en"}) {
      ImportSpace here(GetParam());
      fill(here);
      ImportSpace there(GetParam());
      for (const char* object : {"company", "person", "product", "deal"}) {
        const ExportRequest request{{.object = object}, format};
        const std::string file =
            format == Format::csv ? text(here, request, language) : workbook(here, request);
        Import import = there.assign(
            there.create(file, object), {},
            ImportOptions{.duplicates = OnDuplicate::create, .link_missing = Missing::leave});
        import = there.check(import);
        EXPECT_THAT(there.said(import), IsEmpty()) << file;
        import = there.run(import);
        EXPECT_EQ(import.tally.failed, 0);
      }
      for (const char* object : {"company", "person", "product", "deal"})
        EXPECT_EQ(text(there, {{.object = object, .fields = everything(here, object)}}),
                  text(here, {{.object = object, .fields = everything(here, object)}}))
            << language;
    }
}

}  // namespace
}  // namespace kontor::exporting
