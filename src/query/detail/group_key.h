// What records are grouped by, and what each group is called.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "query/path.h"
#include "query/reader.h"
#include "query/rights.h"
#include "storage/database.h"

namespace kontor::query {

// Empty, a number (option, record, 0/1, first day of a period) or a text.
using KeyValue = std::variant<std::monostate, std::int64_t, std::string>;

class GroupKey {
 public:
  // "stage", "owner", "company.category", "month(due)". Errors: query.not_groupable.
  [[nodiscard]] static Result<GroupKey> bind(const std::string& text, const schema::Object& object,
                                             const Reader& reader, Rights& rights);

  // Instants are told apart by the hour, everything else by value; fold() makes it the group's.
  const storage::Sql& value() const { return value_; }
  KeyValue fold(const storage::Row& row, int column) const;

  // Once the keys are known: those of records the reader may not see become empty.
  [[nodiscard]] Result<void> find_hidden(const std::vector<KeyValue>& keys, const Reader& reader,
                                         Rights& rights);
  KeyValue shown(const KeyValue& key) const;

  // In the order in which groups are shown.
  std::vector<KeyValue> ordered(std::vector<KeyValue> keys) const;

  // "key", "label" and "filter" of a group. Titles of records must have been read.
  void write(const KeyValue& key, const std::string& filter, JsonWriter& json) const;
  [[nodiscard]] Result<void> read_titles(const std::vector<KeyValue>& keys, const Reader& reader,
                                         const Rights& rights);

 private:
  enum class Kind { option, record, boolean, date, instant, text };
  std::string key_text(const KeyValue& key) const;
  std::string condition(const KeyValue& key) const;
  std::string moment(Date day) const;

  Kind kind_ = Kind::text;
  std::string path_;
  Path field_;
  std::optional<Period> period_;
  std::string zone_;
  storage::Sql value_;
  const schema::Object* target_ = nullptr;
  std::set<std::int64_t> hidden_;
  std::map<std::int64_t, std::string> titles_;
};

}  // namespace kontor::query
