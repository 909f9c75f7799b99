#include "base/text.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace kontor {
namespace {

TEST(Text, TellsUtf8FromOtherBytes) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("Grüße 😀"));
  EXPECT_FALSE(
      is_utf8("Gr\xFC\xDF"
              "e"));                          // Windows-1252
  EXPECT_FALSE(is_utf8("\xC0\xAF"));          // overlong
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));      // surrogate
  EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80"));  // above U+10FFFF
  EXPECT_FALSE(is_utf8("abc\xE2\x82"));       // cut off
}

TEST(Text, RepairsBrokenUtf8) {
  EXPECT_EQ(to_valid_utf8("M\xFCller"), "M\uFFFDller");
  EXPECT_EQ(to_valid_utf8("Müller"), "Müller");
  EXPECT_TRUE(is_utf8(to_valid_utf8("\xE2\x82\xF0\x9F\x98\xFF")));
}

TEST(Text, TrimsEveryKindOfBlank) {
  EXPECT_EQ(trim(" \t a b \r\n"), "a b");
  EXPECT_EQ(trim("\u00A0\u2003Anna\u202F\uFEFF"), "Anna");
  EXPECT_EQ(trim(" \u3000 "), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("\xFF x \xFF"), "\xFF x \xFF");
}

TEST(Text, TidiesOneLine) {
  EXPECT_EQ(tidy_line("  Anna\r\n  Maria\t\u00A0Müller \x01"), "Anna Maria Müller");
  EXPECT_EQ(tidy_line(std::string_view("a\0b", 3)), "ab");
  EXPECT_EQ(tidy_line("Mu\u0308ller"), "Müller");  // decomposed, as macOS writes it
}

TEST(Text, TidiesSeveralLines) {
  EXPECT_EQ(tidy_text("  eins\r\nzwei\rdrei\n\tvier\x02  \n\n"), "  eins\nzwei\ndrei\n\tvier");
}

TEST(Text, FoldsCaseOnly) {
  EXPECT_EQ(fold_case("ÄÖÜ Straße ÉCOLE"), "äöü straße école");
  EXPECT_NE(fold_case("Straße"), fold_case("STRASSE"));
  EXPECT_EQ(fold_case("ẞ"), "ß");
  EXPECT_EQ(fold_case("ΣΊΣΥΦΟΣ"), fold_case("σίσυφος"));
  EXPECT_EQ(fold_case("İ"), "İ");  // simple folding leaves it: no locale surprises
}

TEST(Text, SortsLikeAGermanDictionary) {
  std::vector<std::string> names = {"Zander",  "zander",  "Müller", "Mueller", "Muller",
                                    "Ärger",   "Apfel",   "Öl",     "Oper",    "Straße",
                                    "Strasse", "Sträter", "",       "10",      "9"};
  std::ranges::stable_sort(names, {}, [](const std::string& n) { return sort_key(n); });
  const std::vector<std::string> expected = {"",        "10",     "9",       "Apfel",  "Ärger",
                                             "Mueller", "Muller", "Müller",  "Öl",     "Oper",
                                             "Strasse", "Straße", "Sträter", "Zander", "zander"};
  EXPECT_EQ(names, expected);
}

TEST(Text, SortKeysAreEqualExactlyWhenFoldedTextIs) {
  std::mt19937 random(7);
  const std::vector<std::string> parts = {"a",      "A", "ä", "Ä",       "ß", "ss",
                                          "\u00AD", "-", " ", "e\u0301", "é"};
  for (int round = 0; round < 5000; ++round) {
    std::string a, b;
    for (int i = random() % 4; i >= 0; --i) a += parts[random() % parts.size()];
    for (int i = random() % 4; i >= 0; --i) b += parts[random() % parts.size()];
    EXPECT_EQ(sort_key(a) == sort_key(b), fold_case(a) == fold_case(b)) << a << " | " << b;
  }
}

TEST(Text, LongSortKeysStayBoundedAndDistinct) {
  const std::string many(5000, 'x');
  EXPECT_LE(sort_key(many).size(), kMaxSortKey);
  EXPECT_NE(sort_key(many + "a"), sort_key(many + "b"));
  EXPECT_EQ(sort_key(many + "A"), sort_key(many + "a"));
  std::string wide;
  for (int i = 0; i < 1000; ++i) wide += "漢";
  EXPECT_LE(sort_key(wide).size(), kMaxSortKey);
  for (std::size_t size = 100; size < 300; ++size) {
    EXPECT_LE(sort_key(std::string(size, 'q')).size(), kMaxSortKey);
    EXPECT_LT(sort_key(std::string(size, 'q')), sort_key(std::string(size, 'r')));
  }
}

TEST(Text, SortKeyVersionNamesTheCollation) {
  EXPECT_GT(sort_key_version().size(), 4u);
}

TEST(Text, TruncatesBetweenGraphemes) {
  EXPECT_EQ(truncate("Müller", 2), "M");
  EXPECT_EQ(truncate("Müller", 3), "Mü");
  EXPECT_EQ(truncate("e\u0301a", 1), "");                // the accent belongs to its letter
  EXPECT_EQ(truncate("a👨‍👩‍👧b", 10), "a");  // a family is one picture
  EXPECT_EQ(truncate("kurz", 100), "kurz");
  const std::string umlauts = [] {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "ü";
    return text;
  }();
  for (std::size_t max = 0; max < 200; ++max) EXPECT_EQ(truncate(umlauts, max).size(), max / 2 * 2);
}

TEST(Text, CountsCodePoints) {
  EXPECT_EQ(length("Grüße 😀"), 7u);
}

}  // namespace
}  // namespace kontor
