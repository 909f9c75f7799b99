// Which records the cells of relation columns name: by exact title, or by e-mail.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "query/scope.h"
#include "records/imports/row_mapper.h"
#include "storage/database.h"

namespace kontor::importing {

class LinkFinder {
 public:
  struct Found {
    RecordId id;
    bool ambiguous = false;  // several records have this name
  };

  // Asks once for all names of these rows that it does not know yet. What the actor may not see,
  // or not read the name of, does not exist here.
  [[nodiscard]] Result<void> look_up(storage::Connection& connection, query::ScopeSource& rights,
                                     const std::vector<LinkColumn>& links,
                                     const std::vector<MappedRow>& rows);

  // Null if there is none.
  const Found* find(std::size_t link, std::string_view name) const;
  void learn(std::size_t link, std::string_view name, RecordId id);

 private:
  using Names = std::unordered_map<std::string, Found>;
  std::vector<Names> known_;  // by link; folded names, also those that nobody has
};

}  // namespace kontor::importing
