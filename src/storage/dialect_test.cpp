#include "storage/dialect.h"

#include <gtest/gtest.h>
#include <stdexcept>

namespace kontor::storage {
namespace {

TEST(Dialect, QuotesOnlyNamesOfOurs) {
  EXPECT_EQ(quoted("person"), "\"person\"");
  EXPECT_EQ(quoted("_x9"), "\"_x9\"");
  EXPECT_EQ(quoted(std::string(63, 'a')), '"' + std::string(63, 'a') + '"');
  for (const char* bad : {"", "9x", "Person", "a b", "a\"b", "straße", "a-b", "a;--"}) {
    EXPECT_THROW((void)quoted(bad), std::logic_error) << bad;
  }
  EXPECT_THROW((void)quoted(std::string(64, 'a')), std::logic_error);
}

TEST(Dialect, PrefixEndStaysText) {
  EXPECT_EQ(prefix_end("ab"), "ac");
  EXPECT_EQ(prefix_end("mü"), "mý");
  EXPECT_EQ(prefix_end("\x7F"), "\u0080");
  EXPECT_EQ(prefix_end("a\u07FF"), "a\u0800");
  EXPECT_EQ(prefix_end("ÿ"), "\u0100");
  EXPECT_EQ(prefix_end("\uD7FF"), "\uE000");
  EXPECT_EQ(prefix_end("\uFFFF"), "\U00010000");
  EXPECT_EQ(prefix_end("a\U0010FFFF"), "b");
  EXPECT_EQ(prefix_end("\U0010FFFF\U0010FFFF"), "");
  EXPECT_EQ(prefix_end(""), "");
}

TEST(Dialect, PrefixEndOfBytes) {
  EXPECT_EQ(prefix_end_bytes("ab"), "ac");
  EXPECT_EQ(prefix_end_bytes("a\xFF"), "b");
  EXPECT_EQ(prefix_end_bytes("\x7F"), "\x80");
  EXPECT_EQ(prefix_end_bytes("\xFF\xFF"), "");
  EXPECT_EQ(prefix_end_bytes(""), "");
}

TEST(Dialect, FixesTheIndexWhereThatExists) {
  EXPECT_EQ(indexed_by(Engine::sqlite, "deal_by_owner"), " INDEXED BY \"deal_by_owner\"");
  EXPECT_EQ(indexed_by(Engine::postgres, "deal_by_owner"), "");
}

}  // namespace
}  // namespace kontor::storage
