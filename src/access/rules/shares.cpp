#include "access/rules/shares.h"

#include <algorithm>

#include "storage/dialect.h"

namespace kontor::access {
namespace {

void tidy(Ids& ids) {
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
}

// The units a share may name to reach somebody who sits in one of these: themselves and all above.
Ids reached_from(const Ids& units, const Organisation& organisation) {
  Ids all;
  for (const Id id : units)
    for (const Unit* unit = organisation.unit(id); unit; unit = organisation.unit(unit->parent))
      all.push_back(unit->id);
  tidy(all);
  return all;
}

}  // namespace

Result<SharedRecords> shared_with(storage::Connection& connection, const Organisation& organisation,
                                  Id user, Instant at) {
  SharedRecords shared;
  const auto note = [&](const Span& span, std::int64_t record, bool edit) {
    for (const std::int64_t bound : {span.from, span.until})
      if (bound > at.micros) shared.next_change = std::min(shared.next_change, Instant{bound});
    if (!span.contains(at)) return;
    shared.read.push_back(record);
    if (edit) shared.edit.push_back(record);
  };
  const auto collect = [&](const char* kind, Ids recipients) -> Result<void> {
    if (recipients.empty()) return {};
    const auto set = std::make_shared<const Ids>(std::move(recipients));
    const storage::Sql sql{
        "SELECT record, action, from_at, until_at FROM kontor_share WHERE kind = ? AND " +
            storage::in_ints(connection.engine(), "recipient"),
        {std::string(kind), set}};
    return connection.each(sql, [&](const storage::Row& row) {
      Span span{.from = row.integer(2)};
      if (!row.is_null(3)) span.until = row.integer(3);
      note(span, row.integer(0), row.text(1) == "edit");
      return true;
    });
  };
  TRY(collect("user", {user}));
  TRY(collect("team", organisation.teams_of(user)));
  TRY(collect("unit", reached_from(organisation.units_of(user, at), organisation)));
  tidy(shared.read);
  tidy(shared.edit);
  return shared;
}

}  // namespace kontor::access
