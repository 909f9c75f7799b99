// Filling an empty workspace with very much: rows are written without their indexes, and these are
// made at the end, each in one go. Several times as fast as keeping them up to date row by row, but
// for a workspace that nobody uses yet: until then it answers slowly or not at all.
#pragma once

#include <string>
#include <vector>

#include "storage/database.h"

namespace kontor::storage {

class LaidAsideIndexes {
 public:
  // Takes away the indexes of the tables with one of these prefixes ("o_"). Unique ones stay:
  // writing asks them.
  [[nodiscard]] static Result<LaidAsideIndexes> of(Database& database,
                                                   const std::vector<std::string>& prefixes);

  [[nodiscard]] Result<void> make_again(Database& database) const;

  std::size_t size() const { return statements_.size(); }

 private:
  std::vector<std::string> statements_;  // that make them
};

}  // namespace kontor::storage
