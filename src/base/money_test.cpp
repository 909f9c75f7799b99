#include "base/money.h"

#include <gtest/gtest.h>

namespace kontor {
namespace {

TEST(Money, KnowsCurrencies) {
  EXPECT_EQ(currency_decimals("EUR"), 2);
  EXPECT_EQ(currency_decimals("JPY"), 0);
  EXPECT_EQ(currency_decimals("KWD"), 3);
  EXPECT_FALSE(currency_decimals("eur"));
  EXPECT_FALSE(currency_decimals("UR "));
  EXPECT_FALSE(currency_decimals("XXX"));
}

TEST(Money, ReadsSignsAndCodesOnEitherSide) {
  EXPECT_EQ(parse_money("1.234,56 €", "USD", kGermanNumbers), (Money{123456, "EUR"}));
  EXPECT_EQ(parse_money("€1,234.56", "USD", kEnglishNumbers), (Money{123456, "EUR"}));
  EXPECT_EQ(parse_money("-€5", "USD", kEnglishNumbers), (Money{-500, "EUR"}));
  EXPECT_EQ(parse_money("CHF 1'234.50", "EUR", kSwissNumbers), (Money{123450, "CHF"}));
  EXPECT_EQ(parse_money("12,50", "EUR", kGermanNumbers), (Money{1250, "EUR"}));
  EXPECT_EQ(parse_money("1500 jpy", "EUR", kPlainNumbers), (Money{1500, "JPY"}));
  EXPECT_EQ(parse_money("99,- €", "EUR", kGermanNumbers), (Money{9900, "EUR"}));
  EXPECT_EQ(parse_money("99,-- EUR", "EUR", kGermanNumbers), (Money{9900, "EUR"}));
  EXPECT_EQ(parse_money("20 Euro", "USD", kGermanNumbers), (Money{2000, "EUR"}));
}

TEST(Money, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(parse_money("12 ABC", "EUR", kPlainNumbers).error().key, "number.syntax");
  EXPECT_EQ(parse_money("12", "", kPlainNumbers).error().key, "money.currency");
  EXPECT_EQ(parse_money("1,005 €", "EUR", kGermanNumbers).error().key, "number.decimals");
  EXPECT_EQ(parse_money("", "EUR", kGermanNumbers).error().key, "number.syntax");
}

TEST(Money, WritesForPeopleAndForTheWire) {
  EXPECT_EQ(format_money({123456, "EUR"}, kGermanNumbers), "1.234,56\u00A0€");
  EXPECT_EQ(format_money({5, "JPY"}, kGermanNumbers), "5\u00A0¥");
  EXPECT_EQ(format_money({-1, "SEK"}, kGermanNumbers), "-0,01\u00A0SEK");
  EXPECT_EQ(money_amount({123456, "KWD"}), "123.456");
}

}  // namespace
}  // namespace kontor
