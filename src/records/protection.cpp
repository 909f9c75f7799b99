#include "records/protection.h"

#include "records/notices.h"

namespace kontor::records {
namespace {

constexpr std::int64_t kHour = 3'600 * kMicrosPerSecond;

// The same person asked about again, while somebody types on, is one question.
std::int64_t question_of(const RowShape& shape, const Record& record) {
  std::uint64_t hash = 14695981039346656037u;
  for (const std::int64_t key : duplicate_keys(shape, record))
    hash = (hash ^ static_cast<std::uint64_t>(key)) * 1099511628211u;
  return static_cast<std::int64_t>(hash >> 1);
}

// Whether there is a question left; notes it.
Result<bool> note(storage::Transaction& tx, IdSource& ids, const auth::Actor& actor, int object,
                  std::int64_t question, bool known, Instant now) {
  const std::int64_t since = now.micros - kHour;
  const auto asked =
      TRY(tx.integer({"SELECT count(DISTINCT question) FROM kontor_protection_log "
                      "WHERE user_id = ? AND at > ? AND question <> ?",
                      {actor.user.value, since, question}}));
  if (asked.value_or(0) >= kQuestionsPerHour) return false;
  TRY(
      tx.execute({"INSERT INTO kontor_protection_log (id, user_id, object, at, question, known) "
                  "VALUES (?, ?, ?, ?, ?, ?)",
                  {ids.next().value, actor.user.value, std::int64_t{object}, now.micros, question,
                   std::int64_t{known}}}));
  return true;
}

}  // namespace

std::string_view to_string(Protection protection) {
  switch (protection) {
    case Protection::none:
      return "none";
    case Protection::ask:
      return "ask_dispatch";
    case Protection::limited:
      return "limited";
  }
  return "none";
}

Result<Protection> ask_protection(Writer& writer, const auth::Actor& actor, const RowShape& shape,
                                  const Record& record) {
  const Workshop& workshop = writer.workshop();
  if (actor.kind == auth::ActorKind::system || duplicate_keys(shape, record).empty())
    return Protection::none;
  Protection answer = Protection::none;
  if (!TRY(is_protecting(*TRY(workshop.database.read())))) return answer;
  TRY(workshop.database.write([&](storage::Transaction& tx) -> Result<void> {
    const auto catalogue = TRY(workshop.catalogues.of(tx));
    auto ids = TRY(sure_duplicates(tx, shape, record));
    const auto seen = TRY(seen_by(workshop, tx, catalogue, actor, shape.object(), ids));
    const bool known = seen.size() < make_set(std::move(ids))->size();
    const bool told = TRY(note(tx, workshop.ids, actor, shape.object().id,
                               question_of(shape, record), known, workshop.clock.now()));
    answer = !told ? Protection::limited : known ? Protection::ask : Protection::none;
    return {};
  }));
  return answer;
}

Result<bool> is_protecting(storage::Connection& connection) {
  return TRY(connection.integer({"SELECT protecting FROM kontor_protection WHERE id = 1", {}}))
             .value_or(0) == 1;
}

Result<void> set_protecting(Writer& writer, bool on) {
  return writer.workshop().database.write([&](storage::Transaction& tx) -> Result<void> {
    TRY(tx.execute(
        {"UPDATE kontor_protection SET protecting = ? WHERE id = 1", {std::int64_t{on}}}));
    return {};
  });
}

Result<std::vector<ProtectionEntry>> protection_log(storage::Connection& connection,
                                                    std::int64_t limit) {
  std::vector<ProtectionEntry> entries;
  TRY(connection.each(
      {"SELECT l.at, l.user_id, u.title, l.object, l.known FROM kontor_protection_log l "
       "LEFT JOIN o_user u ON u.id = l.user_id ORDER BY l.at DESC, l.id DESC LIMIT ?",
       {limit}},
      [&](const storage::Row& row) {
        entries.push_back({.at = {row.integer(0)},
                           .user = {row.integer(1)},
                           .user_name = row.is_null(2) ? std::string() : std::string(row.text(2)),
                           .object = static_cast<int>(row.integer(3)),
                           .known = row.integer(4) == 1});
        return true;
      }));
  return entries;
}

}  // namespace kontor::records
