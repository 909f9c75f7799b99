#include "base/decimal.h"

#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace kontor {
namespace {

std::string key_of(const Result<std::int64_t>& result) {
  return result ? "value " + std::to_string(*result) : result.error().key;
}

TEST(Decimal, ReadsGermanEnglishAndSwissNumbers) {
  EXPECT_EQ(parse_decimal("1.234,56", 2, kGermanNumbers), 123456);
  EXPECT_EQ(parse_decimal("1,234.56", 2, kEnglishNumbers), 123456);
  EXPECT_EQ(parse_decimal("1'234.5", 2, kSwissNumbers), 123450);
  EXPECT_EQ(parse_decimal("1’234.50", 2, kSwissNumbers), 123450);
  EXPECT_EQ(parse_decimal("1 234 567,8", 2, kGermanNumbers), 123456780);
  EXPECT_EQ(parse_decimal("1\u202F234,56", 2, kGermanNumbers), 123456);
  EXPECT_EQ(parse_decimal("-19,95", 2, kGermanNumbers), -1995);
  EXPECT_EQ(parse_decimal("\u221219,95", 2, kGermanNumbers), -1995);
  EXPECT_EQ(parse_decimal("19,95-", 2, kGermanNumbers), -1995);
  EXPECT_EQ(parse_decimal("+7", 0), 7);
  EXPECT_EQ(parse_decimal(",5", 1, kGermanNumbers), 5);
  EXPECT_EQ(parse_decimal("5,", 1, kGermanNumbers), 50);
  EXPECT_EQ(parse_decimal("0012", 0), 12);
}

TEST(Decimal, RefusesWhatItWouldHaveToGuess) {
  for (auto text : {"", "-", ",", "1,2,3", "12.34,5", "1.23", "1..234", ".123.456", "1e5", "abc",
                    "1 2", "--1", "1.234.56", "0x10", "١٢"})
    EXPECT_EQ(key_of(parse_decimal(text, 2, kGermanNumbers)), "number.syntax") << text;
  EXPECT_EQ(key_of(parse_decimal("1,234", 2, kGermanNumbers)), "number.decimals");
  EXPECT_EQ(parse_decimal("1,2300", 2, kGermanNumbers), 123);
}

TEST(Decimal, StopsAtTheRange) {
  EXPECT_EQ(parse_decimal("9223372036854775807", 0), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(parse_decimal("-9223372036854775808", 0), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(key_of(parse_decimal("9223372036854775808", 0)), "number.range");
  EXPECT_EQ(key_of(parse_decimal("99999999999999999999999999999999999999999", 0)), "number.range");
  EXPECT_EQ(key_of(parse_decimal("9223372036854.775808", 6)), "number.range");
}

TEST(Decimal, WritesWhatItReads) {
  EXPECT_EQ(decimal_to_string(-5, 2), "-0.05");
  EXPECT_EQ(decimal_to_string(123456, 0), "123456");
  EXPECT_EQ(format_decimal(123456789, 2, kGermanNumbers), "1.234.567,89");
  EXPECT_EQ(format_decimal(std::numeric_limits<std::int64_t>::min(), 6, kPlainNumbers),
            "-9223372036854.775808");
  std::mt19937_64 random(3);
  for (int i = 0; i < 2000; ++i) {
    const auto value = static_cast<std::int64_t>(random() >> random() % 64);
    const int decimals = random() % 7;
    for (auto style : {kPlainNumbers, kGermanNumbers, kSwissNumbers})
      EXPECT_EQ(parse_decimal(format_decimal(value, decimals, style), decimals, style), value);
  }
}

TEST(Decimal, DetectsTheStyleOfAColumn) {
  auto detect = [](std::vector<std::string> samples) { return detect_number_style(samples); };
  EXPECT_EQ(detect({"12", "1.234,50", "7"}).style, kGermanNumbers);
  EXPECT_EQ(detect({"1,234.50 $", "USD 3.5"}).style, kEnglishNumbers);
  EXPECT_EQ(detect({"0,5 %", "12,25 %"}).style, kGermanNumbers);
  EXPECT_EQ(detect({"1'234.50"}).style, kSwissNumbers);
  EXPECT_TRUE(detect({"12", "13"}).style);  // nothing to confuse
  EXPECT_TRUE(detect({"1.234", "5.678"}).ambiguous);
  EXPECT_FALSE(detect({"1.234", "5.678"}).style);
  EXPECT_EQ(detect({"1.234", "5,5"}).style, kGermanNumbers);
  EXPECT_FALSE(detect({"1.234,5", "1,234.5"}).style);
  EXPECT_FALSE(detect({"", "n/a"}).style);
}

TEST(Decimal, RoundsHalfAwayFromZero) {
  EXPECT_EQ(multiply_divide(5, 1, 10), 1);
  EXPECT_EQ(multiply_divide(-5, 1, 10), -1);
  EXPECT_EQ(multiply_divide(4, 1, 10), 0);
  EXPECT_EQ(multiply_divide(7, 1, -2), -4);
  EXPECT_EQ(multiply_divide(1, 2, 3), 1);
  EXPECT_EQ(rescale(12345, 3, 2), 1235);
  EXPECT_EQ(rescale(-12345, 3, 2), -1235);
  EXPECT_EQ(rescale(12, 0, 6), 12000000);
}

TEST(Decimal, NoticesOverflow) {
  const auto max = std::numeric_limits<std::int64_t>::max();
  const auto min = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(multiply_divide(max, max, max), max);
  EXPECT_FALSE(multiply_divide(max, 2, 1));
  EXPECT_FALSE(multiply_divide(min, 1, -1));
  EXPECT_FALSE(checked_add(max, 1));
  EXPECT_FALSE(checked_subtract(min, 1));
  EXPECT_FALSE(rescale(max, 0, 1));
  EXPECT_EQ(checked_add(max, -1), max - 1);
}

}  // namespace
}  // namespace kontor
