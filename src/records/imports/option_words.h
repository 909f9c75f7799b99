// The values of selections as people's files write them.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "schema/catalogue.h"

namespace kontor::importing {

// Keys and labels of both languages, without case, blanks at the ends and a dot behind: "Mr." is
// mr.
class OptionWords {
 public:
  explicit OptionWords(const schema::Field& field);

  // Of several options with this word the one in `pipeline`, else the first. Null if there is none.
  const schema::Option* find(std::string_view word, std::string_view pipeline = {}) const;

 private:
  std::unordered_map<std::string, std::vector<const schema::Option*>> words_;
};

// A value that a selection does not have yet.
struct NewOption {
  int field = 0;  // Field::id
  std::string label;
  std::string pipeline;  // of stages
  auto operator<=>(const NewOption&) const = default;
};
inline constexpr std::size_t kMaxOptionLabel = 80;  // bytes; longer texts are no options

// The next catalogue, with these options; what is too much for a field is left out. New stages are
// open ones.
[[nodiscard]] Result<schema::CataloguePtr> with_options(const schema::Catalogue& catalogue,
                                                        const std::string& object,
                                                        const std::vector<NewOption>& options);

}  // namespace kontor::importing
