// Finding records that may be the same person or company: by e-mail, phone, and how the name
// sounds. Keys are kept in the write path's derive step for every object that has a name.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "base/result.h"
#include "query/scope.h"
#include "records/record.h"
#include "storage/database.h"

namespace kontor::records {

struct Duplicate {
  RecordId id;
  std::string title;
  std::string subtitle = {};         // place, where it is known
  std::vector<std::string> reasons;  // email, phone, name, name_phonetic, place
  int score = 0;                     // 0 to 100; from 60 on it is shown, from 85 on it is sure
};

inline constexpr std::size_t kMaxDuplicates = 5;

// A record that somebody is about to enter, from the fields of a request: what is not (yet) a value
// of its field is left out.
Record draft_record(const RowShape& shape, const JsonValue& fields);

// The keys under which a record is found, ascending, without repeats. Records whose object has
// neither name, e-mails nor phones have none.
std::vector<std::int64_t> duplicate_keys(const RowShape& shape, const Record& record);

// The most similar records that the reader may see, best first. `record` need not exist.
[[nodiscard]] Result<std::vector<Duplicate>> find_duplicates(storage::Connection& connection,
                                                             const RowShape& shape,
                                                             const Record& record,
                                                             query::ScopeSource& rights);

}  // namespace kontor::records
