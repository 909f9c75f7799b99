// Which record a row means that exists already: the same e-mail or telephone number where the names
// agree, the same unique number, or the same name and place.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "query/scope.h"
#include "records/imports/import.h"
#include "records/imports/row_mapper.h"
#include "storage/database.h"

namespace kontor::importing {

class MatchFinder {
 public:
  MatchFinder(const ImportOptions& options, const schema::Object& object);

  // Everything by which this row can be found; empty if nothing.
  std::vector<std::string> keys(const MappedRow& row) const;

  // The records that have one of the keys where the actor may read it; asked once for many rows.
  [[nodiscard]] Result<void> look_up(storage::Connection& connection, query::ScopeSource& rights,
                                     const std::vector<std::vector<std::string>>& keys);
  // Of several the oldest, e-mails first.
  RecordId find(const std::vector<std::string>& keys) const;

 private:
  struct Asked;
  struct Candidate;
  void add_entries(const MappedRow& row, std::vector<std::string>& keys) const;
  void add_name(const MappedRow& row, std::vector<std::string>& keys) const;
  Result<void> ask(storage::Connection& connection, query::ScopeSource& rights, Asked& asked);
  Result<void> keep_readable(storage::Connection& connection, query::ScopeSource& rights,
                             std::vector<Candidate> candidates);
  std::string title_of(const MappedRow& row) const;
  std::vector<std::string> name_marks(std::string_view title) const;

  bool by_email_, by_phone_, by_name_;
  bool is_person_ = false;
  const schema::Object& object_;
  int title_ = -1, emails_ = -1, phones_ = -1, address_ = -1;
  std::vector<int> unique_;
  bool name_alone_ = false;  // objects of which a name says which one is meant
  std::unordered_map<std::string, std::int64_t> found_;
};

}  // namespace kontor::importing
