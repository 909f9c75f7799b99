#include "base/country.h"

#include <gtest/gtest.h>

namespace kontor {
namespace {

TEST(Country, FindsWhatPeopleWrite) {
  for (auto text : {"DE", "de", "Deutschland", "GERMANY", " Allemagne ", "BRD"})
    EXPECT_EQ(find_country_code(text), "DE") << text;
  EXPECT_EQ(find_country_code("Österreich"), "AT");
  EXPECT_EQ(find_country_code("Oesterreich"), "AT");
  EXPECT_EQ(find_country_code("Schweiz"), "CH");
  EXPECT_EQ(find_country_code("United States of America"), "US");
  EXPECT_EQ(find_country_code("U.K."), "GB");
  EXPECT_EQ(find_country_code("The Netherlands"), "NL");
  EXPECT_EQ(find_country_code("Türkiye"), "TR");
}

TEST(Country, DoesNotGuess) {
  for (auto text : {"", "XX", "Berlin", "Deutschland Berlin", "D-50667"})
    EXPECT_FALSE(find_country_code(text)) << text;
  EXPECT_FALSE(is_country("de"));
  EXPECT_FALSE(is_country("XX"));
}

TEST(Country, HasNamesInBothLanguages) {
  EXPECT_EQ(country_name("DE", "de"), "Deutschland");
  EXPECT_EQ(country_name("DE", "en"), "Germany");
  EXPECT_EQ(country_name("??", "de"), "??");
}

}  // namespace
}  // namespace kontor
