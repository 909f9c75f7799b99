// What was changed in one record, as entries of its timeline. Today's rights decide what of the old
// and new values is shown: a field that is hidden now stays hidden in its past.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "query/reader.h"
#include "query/rights.h"
#include "query/selection.h"

namespace kontor::query {

struct HistoryEntry {
  std::int64_t at = 0;      // microseconds UTC
  std::int64_t change = 0;  // id, for undo
  std::string json;         // {"kind":"change","at","by","change","action","fields":[…]}
};

class HistoryEntries {
 public:
  // `rights` has been asked for `object`.
  HistoryEntries(const Reader& reader, Rights& rights, const schema::Object& object, RecordId id)
      : reader_(reader), rights_(rights), object_(object), id_(id) {}

  // Newest first, at or before `latest`. `record` is the visible record itself.
  [[nodiscard]] Result<std::vector<HistoryEntry>> read(const Selection& record, std::int64_t latest,
                                                       int limit);

 private:
  struct FieldRow {
    int field;
    std::string was, now;  // JSON, empty: nothing
  };
  struct Change {
    std::int64_t id = 0, at = 0, actor = 0;
    std::string actor_name, reason;
    int action = 0;
    std::vector<FieldRow> fields;
  };

  Result<std::vector<Change>> load(std::int64_t latest, int limit);
  Result<void> learn_modes(const Selection& record);
  Result<void> learn_titles(const std::vector<Change>& changes);
  void collect_ids(const schema::Field& field, const std::string& json);
  std::string entry_json(const Change& change) const;
  void write_value(JsonWriter& json, const schema::Field& field, const std::string& value) const;
  void write_linked(JsonWriter& json, std::string_view id) const;
  const schema::Field* field_of(int id) const;

  const Reader& reader_;
  Rights& rights_;
  const schema::Object& object_;
  RecordId id_;
  std::map<int, Mode> modes_;                                    // by field id
  std::map<const schema::Object*, std::set<std::int64_t>> ids_;  // linked records to be named
  std::map<std::int64_t, std::string> titles_;                   // of those that are visible
};

}  // namespace kontor::query
