// One import of a file: what was found out about the file, what a person decided, how far it came.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_format.h"
#include "base/id.h"
#include "base/time.h"
#include "records/import/header_guess.h"
#include "records/import/table.h"

namespace kontor::importing {

enum class ImportState {
  mapping,   // columns are being assigned; nothing is known about the rows
  checking,  // a job looks at every row
  checked,   // the verdict is there
  running,   // a job writes
  stopped,   // it was stopped, or failed, halfway: run goes on behind what is written
  done,
  undoing,  // undo goes on behind what is taken back
  undone,
};
std::string_view to_string(ImportState state);
std::optional<ImportState> parse_import_state(std::string_view word);

enum class OnDuplicate { skip, update, create };
enum class Missing { create, leave };

struct ImportOptions {
  OnDuplicate duplicates = OnDuplicate::skip;
  bool by_email = true, by_phone = true, by_name_place = true;
  Missing link_missing = Missing::create;  // records a row names that do not exist
  Missing new_options = Missing::leave;    // values that a selection does not have (yet)
  bool operator==(const ImportOptions&) const = default;
};

// Where the cells of a column go, and how they are written.
struct ColumnChoice {
  std::string target;     // a path of targets.h; empty: nowhere
  std::string label;      // of the values: work, private, ...
  int label_column = -1;  // its cells say the label instead
  int confidence = 0;     // of the guess; 100 when a person chose
  GuessState state = GuessState::none;
  // What was found out about its dates and numbers; empty or 0: nothing, or a person has to say.
  std::string found_dates;
  char found_decimal = 0, found_group = 0;
  bool dates_ambiguous = false, numbers_ambiguous = false;
  // What a person said; wins.
  std::string dates;
  char decimal = 0;
};

// What a person decided about the file as a whole.
struct FileChoice {
  std::optional<std::string> encoding, sheet;
  std::optional<char> separator;
  std::optional<bool> header;
  std::string dates;  // DateFormat by name; for columns that do not say
  char decimal = 0;   // ',' or '.'
};

struct ImportFileInfo {
  std::string name;  // as uploaded
  FileInfo found;
  std::int64_t rows = 0;
};

// Corrections of single rows.
struct RowFixes {
  std::map<std::int64_t, std::map<int, std::string>> cells;  // row, column
  std::set<std::int64_t> skipped;
};
inline constexpr std::size_t kMaxFixes = 20'000;

// What became of the rows, or would. Every row counts once in created, updated, skipped or failed.
struct Tally {
  std::int64_t rows = 0, created = 0, updated = 0, skipped = 0, failed = 0;
  std::int64_t duplicates = 0;  // rows whose record seems to exist
  std::int64_t warnings = 0;    // rows that land, but not with everything
  std::int64_t problems = 0;    // noted; warnings above a bound are only counted
  struct Link {
    std::int64_t linked = 0, created = 0, not_found = 0, empty = 0;
  };
  std::map<std::string, Link> links;                     // by target; created: records, not rows
  std::map<std::string, std::set<std::string>> options;  // new ones, by field: their labels
};

struct Undone {
  std::int64_t removed = 0, restored = 0;
  RecordId change, after;
  struct Kept {
    std::string object;
    RecordId id;
    std::string title, reason;
  };
  std::vector<Kept> kept;
};

struct Import {
  RecordId id, owner;  // owner: who imports; none: the program
  std::string object;
  ImportState state = ImportState::mapping;
  ImportState stored = ImportState::mapping;  // as in its row: a job may have died since
  Instant created_at;
  ImportFileInfo file;
  FileChoice choice;
  std::vector<ColumnChoice> columns;
  ImportOptions options;
  RowFixes fixes;

  std::optional<Tally> verdict;      // of the last check
  Tally tally;                       // of the run so far
  std::int64_t end = 0, number = 0;  // the row that was last worked on, see RowReader
  RecordId change;                   // everything the run writes
  RecordId job;                      // that works on it, or did last
  Undone undone;
};

}  // namespace kontor::importing
