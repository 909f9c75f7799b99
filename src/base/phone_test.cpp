#include "base/phone.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "base/phone_pattern.h"

namespace kontor {
namespace {

std::string e164(std::string_view text, std::string_view country = "DE") {
  const auto number = parse_phone(text, country);
  return number ? number->e164 : "";
}

TEST(PhonePattern, FollowsAllWays) {
  EXPECT_TRUE(matches_whole("(?:15|1[67])\\d{7,8}", "1701234567"));
  EXPECT_FALSE(matches_whole("(?:15|1[67])\\d{7,8}", "180123456"));
  EXPECT_TRUE(matches_whole("\\d{2}(?:\\d{3})?", "12"));
  EXPECT_TRUE(matches_whole("\\d{2}(?:\\d{3})?", "12345"));
  EXPECT_FALSE(matches_whole("\\d{2}(?:\\d{3})?", "123"));
  EXPECT_EQ(match_ends("0|00|9", "00123"), 0b110u);
  EXPECT_EQ(match_ends("[2-4]?\\d", "25"), 0b110u);
  EXPECT_EQ(split_groups("(\\d{2})(\\d{3,13})", "30123456"),
            (std::vector<std::string_view>{"30", "123456"}));
  EXPECT_EQ(split_groups("(\\d{1,3})(\\d{4})", "123456"),
            (std::vector<std::string_view>{"12", "3456"}));
  EXPECT_FALSE(split_groups("(\\d{2})(\\d{3})", "1234"));
}

TEST(Phone, ReadsTheSpellingsOfOneNumber) {
  for (auto spelling :
       {"+49 30 901820", "0049 30 901820", "030 901820", "030/90 18 20", "(030) 90-18-20",
        "+49 (0) 30 901820", "+49(0)30-901820", "+49 030 901820", "tel:+4930901820", "030.901820",
        "+49\u00A030\u2011901820", "٠٣٠901820", "4930901820", "００４９30901820"})
    EXPECT_EQ(e164(spelling), "+4930901820") << spelling;
}

TEST(Phone, KnowsOtherCountries) {
  EXPECT_EQ(e164("+43 1 58858-0"), "+431588580");
  EXPECT_EQ(e164("01 588580", "AT"), "+431588580");
  EXPECT_EQ(e164("044 668 18 00", "CH"), "+41446681800");
  EXPECT_EQ(e164("(212) 555-0123", "US"), "+12125550123");
  EXPECT_EQ(e164("1-212-555-0123", "US"), "+12125550123");
  EXPECT_EQ(e164("011 49 30 901820", "US"), "+4930901820");
  EXPECT_EQ(e164("06 698 12345", "IT"), "+390669812345");
  EXPECT_EQ(parse_phone("+7 701 123 45 67")->country, "KZ");
  EXPECT_EQ(parse_phone("+44 1481 256789")->country, "GG");
  EXPECT_EQ(parse_phone("+44 20 7946 0018")->country, "GB");
  EXPECT_EQ(parse_phone("+1 246 234 5678")->country, "BB");
  EXPECT_EQ(e164("234 5678", "BB"), "+12462345678");
  EXPECT_EQ(parse_phone("+800 1234 5678")->country, "");
  EXPECT_EQ(parse_phone("030 901820")->country, "DE");
}

TEST(Phone, TellsMobileNumbers) {
  EXPECT_TRUE(parse_phone("0171 1234567")->mobile);
  EXPECT_TRUE(parse_phone("0151 23456789")->valid);
  EXPECT_FALSE(parse_phone("030 901820")->mobile);
  EXPECT_TRUE(parse_phone("0664 1234567", "AT")->mobile);
}

TEST(Phone, CutsExtensionsOff) {
  EXPECT_EQ(parse_phone("030 901820 Durchwahl 12")->extension, "12");
  EXPECT_EQ(parse_phone("+1 212 555 0123 ext. 4")->extension, "4");
  EXPECT_EQ(parse_phone("tel:+4930901820;ext=99")->extension, "99");
  EXPECT_EQ(parse_phone("212-555-0123x77", "US")->e164, "+12125550123");
}

TEST(Phone, LeavesWhatIsNoNumberAlone) {
  for (auto text : {"", "-", "+", "abc", "030 1234 oder 0171 999", "siehe Website", "1", "12",
                    "+999 123", "123456789012345678901234567890", "030 901820, 030 901821",
                    "0800 FLOWERS", "00834484", "++49 30 901820", "info@example.com", "\xFF\xFE"})
    EXPECT_FALSE(parse_phone(text)) << text;
  EXPECT_FALSE(parse_phone("030 901820", "XX"));
  EXPECT_EQ(e164("+4930901820", ""), "+4930901820");
}

TEST(Phone, WritesWhatPeopleRead) {
  EXPECT_EQ(format_phone_international("+4930901820"), "+49 30 901820");
  EXPECT_EQ(format_phone_national("+4930901820"), "030 901820");
  EXPECT_EQ(format_phone_international("+491711234567"), "+49 171 1234567");
  EXPECT_EQ(format_phone_national("+41446681800"), "044 668 18 00");
  EXPECT_EQ(format_phone_international("+12125550123"), "+1 212 555 0123");
  EXPECT_EQ(format_phone_national("+12125550123"), "(212) 555-0123");
  EXPECT_EQ(format_phone_national("+442079460018"), "020 7946 0018");
  EXPECT_EQ(format_phone_international("abc"), "abc");
  EXPECT_EQ(format_phone_national(""), "");
}

TEST(Phone, WhatIsWrittenIsReadAgain) {
  for (auto number :
       {"+4930901820", "+491711234567", "+431588580", "+41446681800", "+12125550123",
        "+442079460018", "+390669812345", "+33142685300", "+48221234567", "+31201234567"}) {
    const auto parsed = parse_phone(number);
    ASSERT_TRUE(parsed) << number;
    EXPECT_TRUE(parsed->valid) << number;
    EXPECT_EQ(e164(format_phone_international(number)), number);
    EXPECT_EQ(e164(format_phone_national(number), parsed->country), number);
  }
}

bool found(std::string_view number, std::string_view query) {
  const auto tokens = phone_search_tokens(number);
  return std::ranges::any_of(phone_query_prefixes(query), [&](auto& prefix) {
    return std::ranges::any_of(tokens, [&](auto& token) { return token.starts_with(prefix); });
  });
}

TEST(Phone, EverySpellingFindsTheNumber) {
  for (auto query : {"030901820", "030/901820", "+49 30 901820", "0049 30 901820",
                     "+49 (0)30 901820", "+49 030 901820", "030 90", "0049 30", "+49 30 9",
                     "901820", "1820", "9018", "30901820", "4930901820"})
    EXPECT_TRUE(found("+4930901820", query)) << query;
  for (auto query : {"030 901821", "1821", "0171 901820", "820", "anna", "18 20 x"})
    EXPECT_FALSE(found("+4930901820", query)) << query;
}

TEST(Phone, AnyBytesAreHarmless) {
  unsigned state = 1;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (int i = 0; i < 24; ++i) {
      state = state * 1664525 + 1013904223;
      text += "0123456789+()-/ xe\xC3\xBC.;=#"[(state >> 24) % 24];
    }
    if (const auto number = parse_phone(text, round % 2 ? "DE" : "US")) {
      EXPECT_EQ(number->e164.front(), '+');
      format_phone_national(number->e164);
      EXPECT_FALSE(phone_search_tokens(number->e164).empty());
    }
  }
}

}  // namespace
}  // namespace kontor
