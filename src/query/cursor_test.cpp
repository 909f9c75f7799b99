#include "query/cursor.h"

#include <gtest/gtest.h>

namespace kontor::query {
namespace {

const std::string kSecret(CursorSealer::kKeyBytes, 's');

Cursor sample() {
  return {{{storage::Blob{std::string("M\0ller", 6)}, std::int64_t{-7}, storage::Value{}}, 42},
          true};
}

TEST(Cursor, ComesBackAsItWasSealed) {
  const CursorSealer sealer(kSecret);
  const auto opened = sealer.open(sealer.seal(sample(), "q"), "q");
  ASSERT_TRUE(opened);
  EXPECT_TRUE(opened->backward);
  EXPECT_EQ(opened->key.id, 42);
  EXPECT_EQ(opened->key.values, sample().key.values);
}

TEST(Cursor, OpensOnlyForTheSameQuestion) {
  const CursorSealer sealer(kSecret);
  const auto opened = sealer.open(sealer.seal(sample(), "user 1, person"), "user 2, person");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Code::bad_request);
  EXPECT_EQ(opened.error().key, "query.cursor");
}

TEST(Cursor, ShowsNothingAndCannotBeChanged) {
  const CursorSealer sealer(kSecret);
  Cursor cursor = sample();
  cursor.key.values[0] = storage::Blob{"confidential"};
  std::string text = sealer.seal(cursor, "q");
  EXPECT_EQ(text.find("confidential"), std::string::npos);
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string changed = text;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    // The last letter holds spare bits; whatever opens must say the same.
    const auto opened = sealer.open(changed, "q");
    EXPECT_TRUE(!opened || opened->key.id == 42);
  }
  EXPECT_FALSE(sealer.open("", "q"));
  EXPECT_FALSE(sealer.open("not base64!", "q"));
  EXPECT_FALSE(sealer.open(std::string(5000, 'A'), "q"));
  EXPECT_FALSE(CursorSealer(std::string(32, 't')).open(text, "q"));
}

}  // namespace
}  // namespace kontor::query
