#include "access/reading_log.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <random>

#include "access/administrators.h"
#include "base/text.h"
#include "storage/dialect.h"

namespace kontor::access {
namespace {

using query::Action;

constexpr std::int64_t kHour = 60 * 60 * kMicrosPerSecond;
constexpr std::int64_t kUsualDays = 28;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text.append(text.empty() ? "" : ",").append(word);
  return text;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(','), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// Commas would end them.
std::string plain(std::string text) {
  std::ranges::replace(text, ',', ';');
  return text;
}

// The rules by which somebody may have read protected fields of the object.
std::vector<std::string> rules_of(const query::ScopeSource& rights, const schema::Object& object) {
  std::vector<std::string> names;
  const auto* asker = dynamic_cast<const RuleRights*>(&rights);
  const ObjectRules* rules = asker ? asker->book().of(object) : nullptr;
  if (!rules) return names;
  const auto shared = asker->principal().bindings.mine.find("shared read");
  const bool shares = shared != asker->principal().bindings.mine.end() && shared->second &&
                      !shared->second->empty();
  for (const BoundRule& rule : rules->allows)
    if (rule.grants(Action::read) && asker->principal().concerned_by(*rule.rule) &&
        (shares || !is_share(rule)))
      names.push_back(plain(rule.rule->name));
  return names;
}

// Ordered by time; no two transactions wait for each other to learn the next one.
std::int64_t next_id(Instant at) {
  constexpr int kBits = 11;
  static std::atomic<std::int64_t> count{std::random_device()()};
  return at.micros << kBits | (count++ & ((1 << kBits) - 1));
}

Result<std::int64_t> counted(storage::Transaction& tx, const ReadingEntry& entry, std::int64_t from,
                             std::int64_t until) {
  return TRY(tx.integer({"SELECT CAST(COALESCE(sum(record_count), 0) AS bigint) FROM "
                         "kontor_access_log WHERE user_id = ? AND kind = ? AND at > ? AND at <= ?",
                         {entry.user.value, entry.kind, from, until}}))
      .value_or(0);
}

Result<void> watch(storage::Transaction& tx, const ReadingEntry& entry) {
  const bool reads = entry.kind == "read";
  if (!reads && entry.kind != "export") return {};
  const std::int64_t now = entry.at.micros;
  const std::int64_t span = reads ? kHour : kMicrosPerDay;
  const std::int64_t lately = TRY(counted(tx, entry, now - span, now));
  if (lately <= (reads ? kAlarmReads : kAlarmExports)) return {};
  const std::int64_t before = TRY(counted(tx, entry, now - kUsualDays * kMicrosPerDay, now - span));
  if (lately <= kAlarmTimes * before / kUsualDays) return {};
  const std::string reason = reads ? "reading" : "export";
  const auto told =
      TRY(tx.integer({"SELECT 1 FROM kontor_access_log WHERE user_id = ? AND "
                      "kind = 'alarm' AND reason = ? AND at > ? LIMIT 1",
                      {entry.user.value, reason, now - kHour}}));
  if (told) return {};
  return add_entry(tx, {.at = entry.at,
                        .kind = "alarm",
                        .user = entry.user,
                        .viewed = entry.viewed,
                        .object = entry.object,
                        .count = lately,
                        .reason = reason});
}

Result<void> keep(const Access& access, std::vector<ReadingEntry> entries) {
  return access.database().write([&](storage::Transaction& tx) -> Result<void> {
    for (const ReadingEntry& entry : entries) {
      TRY(add_entry(tx, entry));
      TRY(watch(tx, entry));
    }
    return {};
  });
}

storage::Sql entries_sql(const ReadingQuestion& question, const auth::Actor& actor) {
  storage::Sql sql{
      "SELECT id, at, kind, user_id, viewed, object, record_count, records, fields, "
      "rules, route, reason FROM kontor_access_log WHERE 1 = 1",
      {}};
  if (question.mine)
    sql << storage::Sql{" AND (user_id = ? OR viewed = ?)", {actor.user.value, actor.user.value}};
  if (question.kind) sql << storage::Sql{" AND kind = ?", {*question.kind}};
  if (question.user) sql << storage::Sql{" AND user_id = ?", {question.user.value}};
  if (question.from) sql << storage::Sql{" AND at >= ?", {question.from->micros}};
  if (question.until) sql << storage::Sql{" AND at < ?", {question.until->micros}};
  if (question.before) sql << storage::Sql{" AND id < ?", {question.before.value}};
  if (question.record)
    sql << storage::Sql{" AND ',' || records || ',' LIKE ?",
                        {"%," + to_string(question.record) + ",%"}};
  return sql << storage::Sql{" ORDER BY id DESC LIMIT ?", {std::int64_t{question.limit} + 1}};
}

ReadingEntry entry_of(const storage::Row& row) {
  ReadingEntry entry{.id = RecordId{row.integer(0)},
                     .at = Instant{row.integer(1)},
                     .kind = std::string(row.text(2)),
                     .user = RecordId{row.integer(3)},
                     .viewed = RecordId{row.integer(4)},
                     .object = static_cast<int>(row.integer(5)),
                     .count = row.integer(6)};
  for (const std::string& word : split(row.text(7))) {
    std::int64_t id = 0;
    std::from_chars(word.data(), word.data() + word.size(), id);
    entry.records.push_back(id);
  }
  entry.fields = split(row.text(8));
  entry.rules = split(row.text(9));
  entry.route = row.text(10);
  entry.reason = row.text(11);
  return entry;
}

}  // namespace

Result<void> add_entry(storage::Transaction& tx, ReadingEntry entry) {
  const std::int64_t id = next_id(entry.at);
  std::string records;
  for (std::size_t i = 0; i < std::min(entry.records.size(), kMostLogged); ++i)
    records.append(i ? "," : "").append(std::to_string(entry.records[i]));
  const auto or_null = [](std::int64_t value) {
    return value ? storage::Value(value) : storage::Value();
  };
  TRY(
      tx.execute({"INSERT INTO kontor_access_log (id, at, kind, user_id, viewed, object, "
                  "record_count, records, fields, rules, route, reason) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  {id, entry.at.micros, entry.kind, or_null(entry.user.value),
                   or_null(entry.viewed.value), or_null(entry.object), entry.count, records,
                   joined(entry.fields), joined(entry.rules), entry.route, entry.reason}}));
  return {};
}

Result<void> keep_log(const Access& access, const auth::Actor& actor, query::ScopeSource& rights,
                      const std::string& route) {
  query::ReadLog* log = rights.log();
  if (!log || log->delivered().empty()) return {};
  std::vector<ReadingEntry> entries;
  for (const auto& [object, delivered] : log->delivered()) {
    ReadingEntry entry{.at = access.clock().now(),
                       .kind = "read",
                       .user = actor.user,
                       .viewed = actor.viewed,
                       .object = object->id,
                       .count = static_cast<std::int64_t>(delivered.records.size()),
                       .rules = rules_of(rights, *object),
                       .route = route};
    entry.records.assign(delivered.records.begin(), delivered.records.end());
    for (const schema::Field* field : delivered.fields) entry.fields.push_back(field->name);
    std::ranges::sort(entry.fields);
    entries.push_back(std::move(entry));
  }
  log->clear();
  return keep(access, std::move(entries));
}

Result<void> keep_export(const Access& access, const auth::Actor& actor,
                         const schema::Object& object, const std::vector<std::int64_t>& records,
                         const std::vector<std::string>& fields) {
  return keep(access, {{.at = access.clock().now(),
                        .kind = "export",
                        .user = actor.user,
                        .viewed = actor.viewed,
                        .object = object.id,
                        .count = static_cast<std::int64_t>(records.size()),
                        .records = records,
                        .fields = fields}});
}

Result<std::int64_t> entries_since(storage::Transaction& tx, RecordId user, const std::string& kind,
                                   Instant since) {
  return TRY(tx.integer({"SELECT count(*) FROM kontor_access_log WHERE user_id = ? AND at > ? "
                         "AND kind = ?",
                         {user.value, since.micros, kind}}))
      .value_or(0);
}

Result<void> trim_log(storage::Transaction& tx, Instant now) {
  TRY(tx.execute(
      {"DELETE FROM kontor_access_log WHERE at < ?", {now.micros - kLogDays * kMicrosPerDay}}));
  return {};
}

Result<ReadingPage> read_log(const Access& access, const auth::Actor& actor,
                             const ReadingQuestion& question) {
  const auto view = TRY(access.view(actor));
  // Through the eyes of somebody else nobody's own entries are read.
  if (!question.mine || actor.viewed) TRY(require_auditor(view->rights()));
  ReadingPage page{.catalogue = view->catalogue()};
  TRY(view->connection().each(entries_sql(question, actor), [&](const storage::Row& row) {
    page.entries.push_back(entry_of(row));
    return true;
  }));
  page.more = page.entries.size() > static_cast<std::size_t>(question.limit);
  if (page.more) page.entries.pop_back();
  Ids people;
  for (const ReadingEntry& entry : page.entries)
    for (const RecordId id : {entry.user, entry.viewed})
      if (id) people.push_back(id.value);
  std::ranges::sort(people);
  people.erase(std::ranges::unique(people).begin(), people.end());
  const storage::Sql names{
      "SELECT id, title FROM o_user WHERE " + storage::in_ints(view->connection().engine(), "id"),
      {std::make_shared<const Ids>(people)}};
  TRY(view->connection().each(names, [&](const storage::Row& row) {
    page.people.emplace(row.integer(0), row.text(1));
    return true;
  }));
  return page;
}

}  // namespace kontor::access
