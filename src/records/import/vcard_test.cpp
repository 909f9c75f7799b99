#include <algorithm>
#include <gtest/gtest.h>
#include <map>

#include "records/import/testing_files.h"
#include "records/import/vcard_parse.h"

namespace kontor::importing {
namespace {

using namespace testing;

// Column name -> value of one row, without empty ones.
using Card = std::map<std::string, std::string>;

Card card(const ReadAll& all, std::size_t row = 0) {
  Card cells;
  for (std::size_t i = 0; i < all.info.columns.size(); ++i)
    if (!all.rows.at(row).cells[i].empty())
      cells[all.info.columns[i].name] = all.rows[row].cells[i];
  return cells;
}

Card one(std::string_view body) {
  return card(read_text("BEGIN:VCARD\r\n" + std::string(body) + "\r\nEND:VCARD\r\n"));
}

// What goes to a field, all values of a row in one text.
std::string field(const ReadAll& all, std::string_view target, std::size_t row = 0) {
  std::string values;
  for (std::size_t i = 0; i < all.info.columns.size(); ++i)
    if (all.info.columns[i].target.starts_with(target) && !all.rows.at(row).cells[i].empty())
      values += (values.empty() ? "" : "|") + all.rows[row].cells[i];
  return values;
}

ReadAll sample(std::string_view name) {
  return read_all(public_data() / "05-vcard" / name);
}

TEST(Vcard, UnfoldsAndUnescapes) {
  const Card c =
      one("VERSION:3.0\r\nN:M\u00FCller;Anna;Maria,Luise;Frau Dr.;MBA\r\nNOTE:eins\\nzwei\\, drei "
          "und\r\n  vier\\; f\u00FCnf\r\n"
          "item1.EMAIL;TYPE=INTERNET:anna@\r\n example.com\r\nitem1.X-ABLabel:_$!<Work>!$_");
  EXPECT_EQ(c.at("N family"), "Müller");
  EXPECT_EQ(c.at("N given"), "Anna");
  EXPECT_EQ(c.at("N additional"), "Maria Luise");
  EXPECT_EQ(c.at("N prefix"), "Frau");
  EXPECT_EQ(c.at("N title"), "Dr.");
  EXPECT_EQ(c.at("N suffix"), "MBA");
  EXPECT_EQ(c.at("NOTE"), "eins\nzwei, drei und vier; fünf");
  EXPECT_EQ(c.at("EMAIL work"), "anna@example.com");
}

TEST(Vcard, DecodesQuotedPrintableInItsCharset) {
  const Card c = one(
      "VERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCll=\ner;J=C3=B6rg\n"
      "ORG;ENCODING=QUOTED-PRINTABLE:Gr=FC=DFe GmbH\nNOTE;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab=3Dc");
  EXPECT_EQ(c.at("N family"), "Müller");
  EXPECT_EQ(c.at("N given"), "Jörg");
  EXPECT_EQ(c.at("ORG"), "Grüße GmbH");
  EXPECT_EQ(c.at("NOTE"), "a\nb=c");
}

TEST(Vcard, LabelsNumbers) {
  const Card c = one(
      "VERSION:3.0\nFN:X Y\nTEL;TYPE=WORK,VOICE:1\nTEL;type=HOME;type=FAX:2\nTEL;CELL:3\nTEL:4\n"
      "TEL;VALUE=uri;TYPE=\"work,cell\":tel:+49-30-5\nTEL;TYPE=WORK:6");
  EXPECT_EQ(c.at("TEL work"), "1");
  EXPECT_EQ(c.at("TEL fax"), "2");
  EXPECT_EQ(c.at("TEL mobile"), "3");
  EXPECT_EQ(c.at("TEL"), "4");
  EXPECT_EQ(c.at("TEL mobile 2"), "+49-30-5");
  EXPECT_EQ(c.at("TEL work 2"), "6");
}

TEST(Vcard, KeepsExtensionsWithTheirNumber) {
  EXPECT_EQ(one("VERSION:4.0\nFN:X Y\nTEL;VALUE=uri:tel:+49-30-123456;ext=7").at("TEL"),
            "+49-30-123456 ext. 7");
}

TEST(Vcard, KnowsCompaniesAndGroups) {
  const Card company = one("VERSION:4.0\nKIND:org\nFN:Acme GmbH");
  EXPECT_EQ(company.at("ORG"), "Acme GmbH");
  EXPECT_FALSE(company.contains("FN"));
  EXPECT_TRUE(one("VERSION:3.0\nFN:Acme GmbH\nX-ABShowAs:COMPANY").contains("ORG"));
  const auto all =
      read_text("BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Freunde\nMEMBER:urn:uuid:1\nEND:VCARD\n");
  EXPECT_TRUE(all.has_problem("import.vcard_group"));
}

TEST(Vcard, ReadsBirthdays) {
  EXPECT_EQ(one("N:A;B\nBDAY:19800322").at("BDAY"), "1980-03-22");
  EXPECT_EQ(one("N:A;B\nBDAY;VALUE=date:1980-03-22").at("BDAY"), "1980-03-22");
  EXPECT_EQ(one("N:A;B\nBDAY:1980-03-22T00:00:00Z").at("BDAY"), "1980-03-22");
  EXPECT_EQ(one("N:A;B\nBDAY:--0229").at("BDAY"), "--02-29");
  EXPECT_EQ(one("N:A;B\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29").at("BDAY"), "--02-29");
  EXPECT_EQ(one("N:A;B\nBDAY;VALUE=text:circa 1800").at("BDAY"), "circa 1800");
}

TEST(Vcard, PrefersTheMarkedAddress) {
  const auto all = read_text(
      "BEGIN:VCARD\nN:A;B\nADR;TYPE=HOME:;;Weg 1;Bonn;;53111;Deutschland\n"
      "ADR;TYPE=WORK,pref:Postfach 7;Haus B;Ring 2\\nHof;K\u00F6ln;NRW;50667;DE\nEND:VCARD\n");
  EXPECT_EQ(field(all, "address.street"), "Postfach 7, Haus B, Ring 2, Hof");
  EXPECT_EQ(field(all, "address.postal_code"), "50667");
  EXPECT_EQ(field(all, "address.place"), "Köln");
  EXPECT_EQ(card(all).at("ADR other private"), "Weg 1\n53111 Bonn\nDeutschland");
}

TEST(Vcard, NothingTypedIsLost) {
  const Card c =
      one("N:A;B\nX-SKYPE:skyper\nIMPP:xmpp:a@b\nX-SPOUSE:Kim\nREV:2020\nPRODID:x\nANNIVERSARY:"
          "20090808");
  EXPECT_EQ(c.at("X-SKYPE"), "skyper");
  EXPECT_EQ(c.at("IMPP"), "xmpp:a@b");
  EXPECT_EQ(c.at("X-SPOUSE"), "Kim");
  EXPECT_EQ(c.at("ANNIVERSARY"), "20090808");
  EXPECT_FALSE(c.contains("REV"));
}

TEST(Vcard, ReportsWhatIsBroken) {
  const auto all = read_text(
      "BEGIN:VCARD\nN:A;B\nno property\nBEGIN:VCARD\nN:C;D\nEND:VCARD\nBEGIN:VCARD\nN:E;F");
  ASSERT_EQ(all.rows.size(), 3u);
  EXPECT_EQ(all.rows[0].problems.at(0).key, "import.vcard_unended");
  EXPECT_EQ(all.rows[0].problems.at(1).key, "import.vcard_lines");
  EXPECT_TRUE(all.rows[1].problems.empty());
  EXPECT_EQ(field(all, "last_name", 2), "E");
  EXPECT_TRUE(read_text("BEGIN:VCARD\nN:A;B\nPHOTO;ENCODING=b:AAAA\nEND:VCARD")
                  .has_problem("import.pictures_left_out"));
}

TEST(Vcard, GoesOnBehindAnyCard) {
  std::string text;
  for (int i = 0; i < 300; ++i)
    text += "BEGIN:VCARD\nVERSION:3.0\nN:Name" + std::to_string(i) +
            ";Anna\nTEL:" + std::to_string(i) + "\nEND:VCARD\n";
  const TemporaryFile path(text);
  const auto all = read_all(path.path());
  ASSERT_EQ(all.rows.size(), 300u);
  const auto file = open_import_file(path.path()).value();
  const auto reader = file->rows(all.rows[99].end, all.rows[99].number).value();
  Row row;
  ASSERT_TRUE(reader->next(row).value());
  EXPECT_EQ(row.number, 101);
  EXPECT_EQ(row.cells, all.rows[100].cells);
}

// --- Cards of real clients

TEST(VcardPublic, CardsOfRealClientsLandWithNamePhoneAndMail) {
  struct Expected {
    const char* file;
    std::size_t row;
    const char *first, *last, *phones, *emails;
  };
  const Expected expected[] = {
      {"ez-vcard/io/text/John_Doe_MS_OUTLOOK.vcf", 0, "John", "Doe",
       "(905) 555-1234|(905) 666-1234", "john.doe@ibm.cm"},
      {"ez-vcard/io/text/John_Doe_IPHONE.vcf", 0, "John", "Doe",
       "905-555-1234|905-666-1234|905-777-1234|905-888-1234|905-999-1234|905-111-1234|905-222-1234",
       "john.doe@ibm.com"},
      {"ez-vcard/io/text/John_Doe_MAC_ADDRESS_BOOK.vcf", 0, "John", "Doe",
       "905-777-1234|905-666-1234|905-555-1234|905-888-1234|905-999-1234|905-111-1234|905-222-1234",
       "john.doe@ibm.com"},
      {"ez-vcard/io/text/John_Doe_EVOLUTION.vcf", 0, "John", "Doe", "905-555-1234|905-666-1234",
       "john.doe@ibm.com"},
      {"ez-vcard/io/text/John_Doe_GMAIL.vcf", 0, "John", "Doe", "905-555-1234|905-666-1234",
       "john.doe@ibm.com"},
      {"ez-vcard/io/text/John_Doe_ANDROID.vcf", 0, "", "", "", "john.doe@company.com"},
      {"ez-vcard/io/text/John_Doe_ANDROID.vcf", 2, "", "Ñ Ñ Ñ Ñ", "123456789", ""},
      {"ez-vcard/io/text/John_Doe_ANDROID.vcf", 4, "Ñ Ñ Ñ", "Ñ Ñ", "123456|123456|123456",
       "bob@company.com|ÑÑÑÑÑÑÑÑÑÑÑÑÑÑ"},
      {"ez-vcard/io/text/gmail-list.vcf", 2, "Doug", "White", "", "dwhite@gmail.com"},
      {"ez-vcard/io/text/outlook-2003.vcf", 0, "John", "Doe",
       "BusinessPhone|HomePhone|MobilePhone|BusinessFaxPhone", "jdoe@hotmail.com"},
      {"ez-vcard/io/text/rfc6350-example.vcf", 0, "Simon", "Perreault",
       "+1-418-656-9254 ext. 102|+1-418-262-6501", "simon.perreault@viagenie.ca"},
      {"ez-vcard/issue/issue114.vcf", 0, "Dummy", "Dummy", "+49 1234 56789|+49 9876 54321",
       "dummy.dummy@dummy.com"},
      {"nextcloud-agpl3/forrest-gump.vcf", 0, "Forrest", "Gump", "", "sherinnom@example.com"},
      {"roundcube-gpl3/thebat.vcf", 0, "Piotr", "Iksiñski", "", "piotr.iksinski@somedomain.com"},
      {"roundcube-gpl3/johndoe.vcf", 0, "John", "Doë", "+123456789|+987654321",
       "inbox@roundcube.net|roundcube@gmail.com"},
      {"roundcube-gpl3/Csv2vcard/all.vcf", 0, "First Name", "Last Name",
       "100|200|300|400|500|600|700|800|900|111|222|333|444",
       "home@example.com|work@example.com|other@example.com"},
  };
  auto sorted = [](std::string values) {
    std::vector<std::string> parts;
    std::istringstream stream(values);
    for (std::string part; std::getline(stream, part, '|');) parts.push_back(part);
    std::ranges::sort(parts);
    return parts;
  };
  for (const auto& e : expected) {
    const auto all = sample(e.file);
    ASSERT_EQ(all.error, "") << e.file;
    ASSERT_GT(all.rows.size(), e.row) << e.file;
    EXPECT_EQ(field(all, "first_name", e.row), e.first) << e.file;
    EXPECT_EQ(field(all, "last_name", e.row), e.last) << e.file;
    EXPECT_EQ(sorted(field(all, "phones", e.row)), sorted(e.phones)) << e.file;
    EXPECT_EQ(sorted(field(all, "emails", e.row)), sorted(e.emails)) << e.file;
  }
}

TEST(VcardPublic, OtherFieldsOfRealClientsLandToo) {
  const auto outlook = sample("ez-vcard/io/text/John_Doe_MS_OUTLOOK.vcf");
  EXPECT_EQ(field(outlook, "company.name"), "IBM");
  EXPECT_EQ(field(outlook, "department"), "Accounting");
  EXPECT_EQ(field(outlook, "role"), "Money Counter");
  EXPECT_EQ(field(outlook, "birthday"), "1980-03-22");
  EXPECT_EQ(field(outlook, "address.street"), "Cresent moon drive");
  EXPECT_EQ(field(outlook, "address.place"), "Albaney");
  EXPECT_EQ(field(outlook, "websites"), "http://www.ibm.com");
  EXPECT_EQ(field(outlook, "salutation"), "Mr.");
  const auto wide = sample("roundcube-gpl3/utf-16_sample.vcf");
  EXPECT_TRUE(wide.info.encoding.starts_with("utf-16")) << wide.info.encoding;
  EXPECT_EQ(field(wide, "address.street"), "169 Mária Canal");
  EXPECT_TRUE(field(wide, "first_name").ends_with("gean")) << field(wide, "first_name");
  const auto apple = sample("roundcube-gpl3/apple.vcf");
  EXPECT_EQ(field(apple, "company.name"), "Apple Computer AG");
  EXPECT_EQ(field(apple, "full_name"), "");  // a company, no person
  EXPECT_EQ(field(apple, "websites"), "http://www.apple.ch");
  EXPECT_TRUE(apple.has_problem("import.pictures_left_out"));
  const auto gmail = sample("ez-vcard/io/text/gmail-single2.vcf");
  EXPECT_EQ(card(gmail).at("X-SKYPE"), "IM5");
  EXPECT_EQ(card(gmail).at("X-ABRELATEDNAMES Spouse"), "Name2");
  EXPECT_EQ(field(sample("ez-vcard/io/text/rfc6350-example.vcf"), "birthday"), "--02-03");
}

TEST(VcardPublic, AnyBeginningOfAFileIsHarmless) {
  int files = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(public_data() / "05-vcard")) {
    if (entry.path().extension() != ".vcf") continue;
    const std::string whole = read_file(entry.path());
    for (std::size_t size = 1; size < whole.size(); size += whole.size() / 25 + 1)
      for (const auto& row : read_text(whole.substr(0, size)).rows) EXPECT_FALSE(row.cells.empty());
    ++files;
  }
  EXPECT_EQ(files, 23);
}

}  // namespace
}  // namespace kontor::importing
