// Two people edit one record: what must become of it, worked out without the write path.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kontor::shows {

using Values = std::map<std::string, std::string>;  // field, text; an empty text is no value

// The record as one of the editors last saw it.
struct Seen {
  std::int64_t version = 0;
  Values values;
};

class Model {
 public:
  struct Verdict {
    std::vector<std::string> clashes;  // then nothing is written
    bool changed = false;
    bool merged = false;
  };

  Model() { versions_.push_back({}); }

  std::int64_t version() const { return static_cast<std::int64_t>(versions_.size()); }
  const Values& values() const { return versions_.back(); }

  // Fields edited from version `base`; those in `overwrite` win whatever happened.
  Verdict edit(std::int64_t base, const Values& edits, const std::vector<std::string>& overwrite);

 private:
  std::vector<Values> versions_;  // by version - 1
};

}  // namespace kontor::shows
