// Which column of a file means which of our fields: guessed from its name and its values, and
// always shown to a person before anything is written.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "records/import/table.h"

namespace kontor::importing {

// A field that a column may go to. What exists comes from the catalogue; parts of an address are
// targets of their own ("address.street"), fields of a linked record too ("company.name"). A target
// of the path "full_name" takes whole names (see name_split.h), "address" whole addresses (see
// address_split.h).
struct Target {
  std::string path;
  std::string type;                 // of schema: "text", "date", "emails", ...
  std::vector<std::string> labels;  // in every language
};

enum class GuessState { none, guess, sure };

struct ColumnGuess {
  std::string path;       // empty: do not import
  std::string label;      // of the value: work, private, mobile, fax, main, other; may be empty
  int label_column = -1;  // column whose cells say the label instead ("Phone 1 - Type")
  int confidence = 0;     // per cent
  GuessState state = GuessState::none;
};

// One answer for each column. A field of one value is given to one column only, the surest.
std::vector<ColumnGuess> guess_targets(std::span<const Column> columns,
                                       std::span<const Target> targets);

// What a cell of a label column, or a vCard type, means: "* Work" is work, "Mobiltelefon" mobile;
// empty if unknown.
std::string value_label(std::string_view text);

// Does it read like an e-mail address, a web address?
bool looks_like_email(std::string_view text);
bool looks_like_url(std::string_view text);

}  // namespace kontor::importing
