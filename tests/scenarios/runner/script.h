// A scenario as text: one statement per line, lines that begin with blanks belong to the one
// before. docs/dev/scenarios.md explains the words.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace kontor::scenarios {

struct Statement {
  int line = 0;
  std::string actor;  // "anna" of "as anna: ..."; empty: the first user
  std::string text;   // without the actor, on one line
  std::vector<std::string>
      more;  // the lines that follow, trimmed: rows of a table, changes of a batch
};

struct Script {
  std::string title;  // the first comment
  std::vector<Statement> statements;
};

Script read_script(std::string_view text);

// Takes a statement apart word by word. A failure is the sentence shown to the reader.
class Words {
 public:
  explicit Words(std::string_view text) : rest_(text) {}

  std::string_view rest() const { return rest_; }
  bool done() const { return rest_.empty(); }
  // True and gone if the rest begins with these words.
  bool take(std::string_view words);
  // The next word, up to a blank, comma or bracket.
  std::string word();
  std::string_view peek() const;
  // A text in quotes, or a word.
  std::string text();
  void comma();
  void end() const;  // nothing may be left

  // JSON with unquoted names: {first_name: "Anna", company: acme, people: [p1, p2]}. A bare word
  // that is no JSON word names a record; `resolve` answers its id.
  JsonValue value(const std::function<std::string(const std::string&)>& resolve);

 private:
  void blanks();
  std::string_view rest_;
};

// What is wrong with a scenario, or with the program: ends the scenario.
struct Mismatch {
  std::string text;
};

}  // namespace kontor::scenarios
