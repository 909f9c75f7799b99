// The history of one record as its reader may see it (tables kontor_change and kontor_history,
// written by records/).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "query/reader.h"
#include "query/rights.h"

namespace kontor::query {

struct FieldChange {
  const schema::Field* field;
  Mode mode;
  JsonValue from, to;  // wire form, linked records as ids
};

struct Change {
  std::int64_t id = 0, at = 0, actor = 0;
  std::string actor_name;  // of what changed it, when nobody did
  std::string action;      // update, create, delete, restore, import, undo
  bool edits = true;       // of fields alone: the record was there before and after
  std::vector<FieldChange> fields;
};

class ChangeLog {
 public:
  ChangeLog(const schema::Object& object, RecordId record, const Reader& reader, Rights& rights)
      : object_(object), record_(record), reader_(reader), rights_(rights) {}

  // The newest changes before the moment and change given, if any: at least `limit`, or all.
  [[nodiscard]] Result<void> read(std::int64_t limit, std::optional<std::int64_t> at,
                                  std::int64_t id);
  const std::vector<Change>& changes() const { return changes_; }

  // One entry of the timeline.
  void write(const Change& change, JsonWriter& json) const;

 private:
  Result<void> read_modes();
  Result<std::int64_t> read_changes(std::int64_t limit, std::optional<std::int64_t> at,
                                    std::int64_t id);
  void add(const storage::Row& row);
  void note_ids(const FieldChange& change);
  Result<void> read_titles();
  bool is_known(const schema::Object& target, const JsonValue& id) const;
  void hide_links(Change& change) const;
  void write_value(const FieldChange& change, const JsonValue& value, JsonWriter& json) const;
  void write_linked(const schema::Object& target, const JsonValue& id, JsonWriter& json) const;

  const schema::Object& object_;
  RecordId record_;
  const Reader& reader_;
  Rights& rights_;
  std::vector<Change> changes_;
  std::map<int, Mode> modes_;  // by field id
  std::map<const schema::Object*, std::vector<std::int64_t>> linked_;
  std::map<const schema::Object*, std::map<std::int64_t, std::string>> titles_;
};

}  // namespace kontor::query
