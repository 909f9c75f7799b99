#include <gtest/gtest.h>

#include "base/json.h"
#include "records/import/address_split.h"
#include "records/import/name_split.h"
#include "records/import/testing_files.h"

namespace kontor::importing {
namespace {

std::string shown(std::string_view text, std::string_view country = "DE") {
  const auto a = split_address(text, country);
  if (!a.certain) return "? " + a.street;
  return a.street + " | " + a.postal_code + " | " + a.place +
         (a.region.empty() ? "" : " | " + a.region) + (a.country.empty() ? "" : " | " + a.country);
}

TEST(AddressSplit, TakesGermanLayoutsApart) {
  EXPECT_EQ(shown("O4 4\n68161 Mannheim\nDeutschland"), "O4 4 | 68161 | Mannheim | DE");
  EXPECT_EQ(shown("Hauptstraße 5, 50667 Köln"), "Hauptstraße 5 | 50667 | Köln");
  EXPECT_EQ(shown("c/o Meyer\r\nWeg 1\r\nD-01067 Dresden"),
            "c/o Meyer, Weg 1 | 01067 | Dresden | DE");
  EXPECT_EQ(shown("50667 Köln"), " | 50667 | Köln");
  EXPECT_EQ(shown("Ring 1\n1010 Wien\nÖsterreich"), "Ring 1 | 1010 | Wien | AT");
  EXPECT_EQ(shown("Bahnhofstrasse 1\nCH-8001 Zürich"), "Bahnhofstrasse 1 | 8001 | Zürich | CH");
  EXPECT_EQ(shown("Gasse 2\n8010 Graz", "AT"), "Gasse 2 | 8010 | Graz");
}

TEST(AddressSplit, TakesOtherLayoutsApart) {
  EXPECT_EQ(shown("No.2 Cathedral Walk\nThe Forum\nGloucester\nGL1 1AU\nUnited Kingdom"),
            "No.2 Cathedral Walk, The Forum | GL1 1AU | Gloucester | GB");
  EXPECT_EQ(shown("10 Downing Street\nLondon SW1A 2AA\nUK"),
            "10 Downing Street | SW1A 2AA | London | GB");
  EXPECT_EQ(shown("1 Infinite Loop\nCupertino, CA 95014\nUSA"),
            "1 Infinite Loop | 95014 | Cupertino | CA | US");
  EXPECT_EQ(shown("Damrak 1\n1012 LG Amsterdam\nNiederlande"),
            "Damrak 1 | 1012 LG | Amsterdam | NL");
  EXPECT_EQ(shown("ul. Prosta 1\n00-838 Warszawa\nPolen"), "ul. Prosta 1 | 00-838 | Warszawa | PL");
}

TEST(AddressSplit, KeepsWhatIsNotCertainWhole) {
  EXPECT_EQ(
      shown("255 Executive Drive, Suite 400\nPlainview New York 11803\nUnited States of America"),
      "? 255 Executive Drive, Suite 400, Plainview New York 11803, United States of America");
  EXPECT_EQ(shown("irgendwo"), "? irgendwo");
  EXPECT_EQ(shown("Weg 1\n1234 Köln"), "? Weg 1, 1234 Köln");  // four digits are no German code
  EXPECT_EQ(shown("Weg 1\n50667 Köln\nHinterhof"), "? Weg 1, 50667 Köln, Hinterhof");
  EXPECT_EQ(shown(""), "? ");
}

TEST(AddressSplit, RealOrganisationsMostlyComeApart) {
  const auto json = parse_json(
      testing::unpacked(testing::public_data() / "13-import/datenanfragen_companies.json.gz"));
  int german = 0, apart = 0;
  for (const auto& company : json.value().items()) {
    const auto* address = company.find("address");
    if (!address || !address->text()) continue;
    const auto text = *address->text();
    const auto parts = split_address(text);
    EXPECT_FALSE(parts.certain && (parts.postal_code.empty() || parts.place.empty()));
    if (!text.ends_with("Deutschland")) continue;
    ++german;
    apart += parts.certain;
  }
  std::cout << apart << " of " << german << " German addresses came apart\n";
  EXPECT_GT(german, 500);
  EXPECT_GT(apart * 100, german * 97);
}

std::string name(std::string_view text) {
  const auto n = split_name(text);
  return n.salutation + "|" + n.title_prefix + "|" + n.first_name + "|" + n.last_name + "|" +
         n.suffix;
}

TEST(NameSplit, TakesNamesApart) {
  EXPECT_EQ(name("Anna Müller"), "||Anna|Müller|");
  EXPECT_EQ(name("Dr. Anna Müller"), "|Dr.|Anna|Müller|");
  EXPECT_EQ(name("Frau Prof. Dr. med. Anna-Lena Groß"), "Frau|Prof. Dr. med.|Anna-Lena|Groß|");
  EXPECT_EQ(name("Herr Dipl.-Ing. Max Mustermann"), "Herr|Dipl.-Ing.|Max|Mustermann|");
  EXPECT_EQ(name("Müller, Anna"), "||Anna|Müller|");
  EXPECT_EQ(name("Müller, Dr. Anna Maria"), "|Dr.|Anna Maria|Müller|");
  EXPECT_EQ(name("Anna von der Heide"), "||Anna|von der Heide|");
  EXPECT_EQ(name("von der Heide"), "|||von der Heide|");
  EXPECT_EQ(name("von der Heide, Karl"), "||Karl|von der Heide|");
  EXPECT_EQ(name("Heide, Karl von der"), "||Karl|von der Heide|");
  EXPECT_EQ(name("Ludwig van Beethoven"), "||Ludwig|van Beethoven|");
  EXPECT_EQ(name("Müller"), "|||Müller|");
  EXPECT_EQ(name("Hans Peter Schmidt"), "||Hans Peter|Schmidt|");
  EXPECT_EQ(name("John Doe Jr."), "||John|Doe|Jr.");
  EXPECT_EQ(name("Anna Müller, MBA"), "||Anna|Müller|MBA");
  EXPECT_EQ(name("Herr Müller"), "Herr|||Müller|");
  EXPECT_EQ(name(""), "||||");
  EXPECT_EQ(name("  "), "||||");
}

TEST(NameSplit, LeavesCompaniesWhole) {
  EXPECT_EQ(name("Müller GmbH"), "|||Müller GmbH|");
  EXPECT_EQ(name("Groß & Söhne"), "|||Groß & Söhne|");
  EXPECT_TRUE(looks_like_company("IONOS Cloud Ltd."));
  EXPECT_TRUE(looks_like_company("Muster GmbH & Co. KG"));
  EXPECT_FALSE(looks_like_company("Anna Müller"));
}

TEST(Splits, AnyBytesAreHarmless) {
  unsigned state = 5;
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (int i = 0; i < 40; ++i) {
      state = state * 1664525 + 1013904223;
      text += "Dr. ,\n-von 123456\xC3\xBC(&)GmbH\xFF"[(state >> 24) % 27];
    }
    split_address(text);
    split_name(text);
  }
}

}  // namespace
}  // namespace kontor::importing
