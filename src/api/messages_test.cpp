#include "api/messages.h"

#include <gtest/gtest.h>

namespace kontor::api {
namespace {

TEST(Messages, ChoosesTheLanguageTheReaderPrefers) {
  EXPECT_EQ(accepted_language(""), Language::de);
  EXPECT_EQ(accepted_language("en-GB,en;q=0.9,de;q=0.8"), Language::en);
  EXPECT_EQ(accepted_language("fr, de;q=0.7, en;q=0.3"), Language::de);
  EXPECT_EQ(accepted_language("fr;q=1,es;q=0.5"), Language::de);
  EXPECT_EQ(accepted_language(";;;,,,q=q=q"), Language::de);
}

TEST(Messages, AlwaysHasASentence) {
  for (Code code :
       {Code::bad_request, Code::invalid, Code::unauthorized, Code::forbidden, Code::not_found,
        Code::conflict, Code::too_large, Code::too_many, Code::unavailable, Code::unknown_outcome,
        Code::storage_full, Code::cancelled, Code::internal})
    for (Language language : {Language::de, Language::en}) {
      const std::string text = sentence({code, "no.such.key"}, language);
      EXPECT_NE(text, to_string(code)) << "no sentence for the code";
      EXPECT_GT(text.size(), 10u);
    }
}

TEST(Messages, FillsParameters) {
  const Error error{Code::bad_request, "request.unknown_member", {{"name", "fieldz"}}};
  EXPECT_NE(sentence(error, Language::de).find("fieldz"), std::string::npos);
  EXPECT_NE(sentence(error, Language::en).find("fieldz"), std::string::npos);
}

}  // namespace
}  // namespace kontor::api
