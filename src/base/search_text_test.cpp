#include "base/search_text.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <set>
#include <sstream>

#include "base/text.h"

namespace kontor {
namespace {

using Words = std::vector<std::string>;

// Would the index of `document` be found by asking `query`?
bool finds(std::string_view document, std::string_view query) {
  std::istringstream stream(search_words(document));
  std::set<std::string> tokens;
  for (std::string token; stream >> token;) tokens.insert(token);
  return std::ranges::all_of(query_words(query), [&](const QueryWord& asked) {
    if (tokens.contains(asked.word)) return true;
    if (asked.typing &&
        std::ranges::any_of(tokens, [&](auto& t) { return t.starts_with(asked.word); }))
      return true;
    return std::ranges::any_of(asked.others, [&](auto& other) { return tokens.contains(other); });
  });
}

TEST(SearchText, SpellingsOfANameMeet) {
  for (auto spelling : {"Müller", "MUELLER", "Muller", "müller", "Mu\u0308ller", "ＭＵＥＬＬＥＲ"})
    EXPECT_EQ(canonical_words(spelling), Words{"muller"}) << spelling;
  EXPECT_EQ(canonical_words("Straße"), canonical_words("STRASSE"));
  EXPECT_EQ(canonical_words("Jørgensen Łukasz Æther Œuvre"),
            (Words{"jorgensen", "lukasz", "ather", "ouvre"}));
  EXPECT_EQ(canonical_words("Groß-Gerau"), (Words{"gross", "gerau"}));
  EXPECT_EQ(canonical_words("O'Brien O’Brien"), (Words{"obrien", "obrien"}));
}

TEST(SearchText, KeepsTheEThatIsNoUmlaut) {
  EXPECT_EQ(canonical_words("Bauer Feuer Quelle neue"),
            (Words{"bauer", "feuer", "quelle", "neue"}));
}

TEST(SearchText, WordFormsMeet) {
  EXPECT_TRUE(finds("Viele Häuser", "Haus "));
  EXPECT_TRUE(finds("Ein Haus", "Häuser "));
  EXPECT_TRUE(finds("Ein Haus", "HAEUSER "));
  EXPECT_TRUE(finds("Vertrag vom Mai", "Verträge "));
  EXPECT_TRUE(finds("Rahmenverträge", "rahmenvertrag "));
  EXPECT_TRUE(finds("Rechnungen", "rechnung "));
  EXPECT_TRUE(finds("juergen", "Jürgen "));
  EXPECT_FALSE(finds("Haus", "Maus "));
}

TEST(SearchText, EveryBeginningOfAWordFindsIt) {
  for (std::string name :
       {"Mueller", "Müller", "Bauer", "Raoul", "Aequator", "Manuela", "Citroën", "Quelle", "Poe"})
    for (std::size_t size = 1; size <= name.size(); ++size) {
      if ((name[size] & 0xC0) == 0x80) continue;  // half an umlaut cannot be typed
      EXPECT_TRUE(finds(name, name.substr(0, size))) << name << " by " << name.substr(0, size);
    }
}

TEST(SearchText, NumbersAndAddressesAreKept) {
  EXPECT_EQ(canonical_words("R-2026-0001, 01067 Dresden"),
            (Words{"r", "2026", "0001", "01067", "dresden"}));
  EXPECT_TRUE(finds("anna.mueller@firma-gmbh.de", "anna.müller@firma"));
  EXPECT_TRUE(finds("R-2026-0001", "2026-00"));
}

TEST(SearchText, OnlyTheLastWordIsBeingTyped) {
  const auto query = query_words("anna mül");
  ASSERT_EQ(query.size(), 2u);
  EXPECT_FALSE(query[0].typing);
  EXPECT_TRUE(query[1].typing);
  EXPECT_EQ(query[1].word, "mul");
  EXPECT_FALSE(query_words("anna ")[0].typing);
  EXPECT_TRUE(query_words("").empty());
  EXPECT_TRUE(query_words(" ,.-! ").empty());
}

TEST(SearchText, OtherScriptsStaySearchable) {
  EXPECT_TRUE(finds("Σίσυφος Иванов 山田", "ΣΊΣΥΦΟΣ иванов 山田"));
  EXPECT_TRUE(finds("Иванов", "ива"));
}

TEST(SearchText, TokensHoldLettersAndDigitsOnly) {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (int i = 0; i < 60; ++i) text += static_cast<char>(random());
    for (const auto& word : canonical_words(text)) {
      EXPECT_LE(word.size(), kMaxTokenBytes);
      for (unsigned char c : word) EXPECT_TRUE(c >= 0x80 || std::isalnum(c)) << int(c);
      EXPECT_EQ(word.find(kStemMark), std::string::npos);
    }
  }
}

TEST(SearchText, IsBounded) {
  std::string many;
  for (int i = 0; i < 20000; ++i) many += "w" + std::to_string(i) + " ";
  EXPECT_EQ(canonical_words(many).size(), kMaxIndexedWords);
  EXPECT_EQ(query_words(many).size(), kMaxQueryWords);
  EXPECT_EQ(canonical_words(std::string(1000, 'x'))[0].size(), kMaxTokenBytes);
}

TEST(SearchText, IndexHoldsEachTokenOnce) {
  EXPECT_EQ(search_words("Haus haus HAUS"), "haus");
  EXPECT_EQ(search_words("Häuser"), "hauser ßhaus");
}

TEST(SearchTypos, CountsEdits) {
  EXPECT_EQ(edit_distance_at_most("muller", "muller", 2), 0);
  EXPECT_EQ(edit_distance_at_most("muller", "mulelr", 2), 1);  // swapped
  EXPECT_EQ(edit_distance_at_most("muller", "mller", 2), 1);
  EXPECT_EQ(edit_distance_at_most("muller", "mulerl", 2), 2);
  EXPECT_EQ(edit_distance_at_most("muller", "meier", 2), -1);
  EXPECT_EQ(edit_distance_at_most("", "ab", 2), 2);
  EXPECT_EQ(edit_distance_at_most(std::string(1000, 'a'), std::string(1000, 'b'), 2), -1);
}

TEST(SearchTypos, CloseWordsShareAVariant) {
  auto meet = [](std::string_view a, std::string_view b) {
    const auto left = deletion_variants(a), right = deletion_variants(b);
    return std::ranges::any_of(left,
                               [&](auto& v) { return std::ranges::find(right, v) != right.end(); });
  };
  EXPECT_TRUE(meet("schmidt", "schmitt"));
  EXPECT_TRUE(meet("schneider", "schnieder"));
  EXPECT_TRUE(meet("zimmermann", "zimermnn"));
  EXPECT_FALSE(meet("abc", "abd"));
  EXPECT_FALSE(meet("muller", "becker"));
  EXPECT_LE(deletion_variants(std::string(48, 'x') + "abc").size(), 79u);
}

TEST(SearchTypos, SoundsFollowTheCologneTable) {
  EXPECT_EQ(phonetic_key("Müller-Lüdenscheidt"), "65752682");
  EXPECT_EQ(phonetic_key("Breschnew"), "17863");
  EXPECT_EQ(phonetic_key("Wikipedia"), "3412");
  EXPECT_EQ(phonetic_key("Meier"), phonetic_key("Mayer"));
  EXPECT_EQ(phonetic_key("Schmidt"), phonetic_key("Schmitt"));
  EXPECT_EQ(phonetic_key("Philipp"), phonetic_key("Filip"));
  EXPECT_EQ(phonetic_key("Heinz"), "068");
  EXPECT_EQ(phonetic_key("123"), "");
}

TEST(SearchTypos, CountLettersOfEveryScript) {
  for (const char* word :
       {"τηλεοραση", "яндекс", "日本語テキスト", "🙂🙃🙂🙃🙂🙃🙂🙃", "ραδιοφωνια"})
    for (const auto& variant : deletion_variants(word)) EXPECT_TRUE(is_utf8(variant)) << word;
  EXPECT_EQ(deletion_variants("яндекс").size(), 7u);
  EXPECT_EQ(allowed_typos("яя"), 0);
  EXPECT_EQ(edit_distance_at_most("яндекс", "ядекс", 1), 1);
  EXPECT_EQ(edit_distance_at_most("яндекс", "янедкс", 1), 1);
  EXPECT_EQ(edit_distance_at_most("αθηνα", "αθηνη", 0), -1);
}

}  // namespace
}  // namespace kontor
