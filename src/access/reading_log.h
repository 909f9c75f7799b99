// Who has read what of protected fields, exported, and looked through the eyes of others: one entry
// per answer, durable before the answer leaves. What is unusual is an entry of its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/access.h"
#include "query/read_log.h"

namespace kontor::access {

struct ReadingEntry {
  RecordId id = {};
  Instant at = {};
  std::string kind;  // read, export, emergency, view, ended, alarm, rules, request
  RecordId user = {}, viewed = {};
  int object = 0;
  std::int64_t count = 0;                  // records
  std::vector<std::int64_t> records = {};  // the first kMostLogged of them
  std::vector<std::string> fields = {}, rules = {};
  std::string route = {}, reason = {};
};

inline constexpr std::size_t kMostLogged = 1'000;

// Unusual, once an hour for each person and kind:
// - reading: more than kAlarmReads records of protected fields within an hour, and more than ten
//   times what the person reads on an average day of the four weeks before;
// - export: more than kAlarmExports records within a day, and more than ten times as before.
inline constexpr std::int64_t kAlarmReads = 500, kAlarmExports = 5'000;
inline constexpr std::int64_t kAlarmTimes = 10;

[[nodiscard]] Result<void> add_entry(storage::Transaction& tx, ReadingEntry entry);

// What the answer to a request delivered, if anything of it is to be noted.
[[nodiscard]] Result<void> keep_log(const Access& access, const auth::Actor& actor,
                                    query::ScopeSource& rights, const std::string& route);
// A part of an export with this many records.
[[nodiscard]] Result<void> keep_export(const Access& access, const auth::Actor& actor,
                                       const schema::Object& object,
                                       const std::vector<std::int64_t>& records,
                                       const std::vector<std::string>& fields);

// How many entries of the kind somebody has made since.
[[nodiscard]] Result<std::int64_t> entries_since(storage::Transaction& tx, RecordId user,
                                                 const std::string& kind, Instant since);

// What is older than kLogDays is forgotten; nothing else ever removes an entry.
inline constexpr std::int64_t kLogDays = 400;
[[nodiscard]] Result<void> trim_log(storage::Transaction& tx, Instant now);

struct ReadingQuestion {
  std::optional<std::string> kind;
  RecordId user, record;
  std::optional<Instant> from, until;
  bool mine = false;  // what concerns the asker: by them, or through their eyes
  RecordId before;    // entries older than this one
  int limit = 50;
};
struct ReadingPage {
  std::vector<ReadingEntry> entries;  // latest first
  bool more = false;
  std::map<std::int64_t, std::string> people;  // names
  schema::CataloguePtr catalogue;
};
// Errors: access.auditor unless `mine`.
[[nodiscard]] Result<ReadingPage> read_log(const Access& access, const auth::Actor& actor,
                                           const ReadingQuestion& question);

}  // namespace kontor::access
