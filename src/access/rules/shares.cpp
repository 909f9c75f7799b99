#include "access/rules/shares.h"

#include <algorithm>
#include <array>

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

constexpr std::array<const char*, 3> kKinds{"user", "team", "unit"};

// Whom a share may name to reach the user, by kind.
std::array<Ids, 3> recipients_of(const Organisation& organisation, Id user, Instant at) {
  return {Ids{user}, organisation.teams_of(user),
          reached_from(organisation.units_of(user, at), organisation)};
}

// Shares of one person as they come in.
class Gathered {
 public:
  explicit Gathered(Instant at) : at_(at) {}

  void add(const Span& span, Id record, bool edit) {
    for (const std::int64_t bound : {span.from, span.until})
      if (bound > at_.micros) shared_.next_change = std::min(shared_.next_change, Instant{bound});
    if (!span.contains(at_)) return;
    shared_.read.push_back(record);
    if (edit) shared_.edit.push_back(record);
  }

  SharedRecords done() {
    tidy(shared_.read);
    tidy(shared_.edit);
    return std::move(shared_);
  }

 private:
  Instant at_;
  SharedRecords shared_;
};

// Of a row "record, action, from_at, until_at, ...".
Span span_of(const storage::Row& row) {
  Span span{.from = row.integer(2)};
  if (!row.is_null(3)) span.until = row.integer(3);
  return span;
}

bool lets_edit(const storage::Row& row) {
  return row.text(1) == "edit";
}

}  // namespace

Result<SharedRecords> shared_with(storage::Connection& connection, const Organisation& organisation,
                                  Id user, Instant at) {
  Gathered gathered(at);
  auto recipients = recipients_of(organisation, user, at);
  for (std::size_t kind = 0; kind < recipients.size(); ++kind) {
    if (recipients[kind].empty()) continue;
    const storage::Sql sql{
        "SELECT record, action, from_at, until_at FROM kontor_share WHERE kind = ? AND " +
            storage::in_ints(connection.engine(), "recipient"),
        {std::string(kKinds[kind]), std::make_shared<const Ids>(std::move(recipients[kind]))}};
    TRY(connection.each(sql, [&](const storage::Row& row) {
      gathered.add(span_of(row), row.integer(0), lets_edit(row));
      return true;
    }));
  }
  return gathered.done();
}

Result<Shares> Shares::all(storage::Connection& connection) {
  return read(connection, {"SELECT record, action, from_at, until_at, kind, recipient "
                           "FROM kontor_share",
                           {}});
}

Result<Shares> Shares::of_record(storage::Connection& connection, Id record) {
  return read(connection, {"SELECT record, action, from_at, until_at, kind, recipient "
                           "FROM kontor_share WHERE record = ?",
                           {record}});
}

Result<Shares> Shares::read(storage::Connection& connection, const storage::Sql& sql) {
  Shares shares;
  TRY(connection.each(sql, [&](const storage::Row& row) {
    const auto kind = std::ranges::find(kKinds, row.text(4));
    if (kind == kKinds.end()) return true;
    shares.by_recipient_[static_cast<std::size_t>(kind - kKinds.begin())][row.integer(5)].push_back(
        {row.integer(0), lets_edit(row), span_of(row)});
    return true;
  }));
  return shares;
}

SharedRecords Shares::with(const Organisation& organisation, Id user, Instant at) const {
  Gathered gathered(at);
  const auto recipients = recipients_of(organisation, user, at);
  for (std::size_t kind = 0; kind < recipients.size(); ++kind) {
    if (by_recipient_[kind].empty()) continue;
    for (const Id recipient : recipients[kind]) {
      const auto found = by_recipient_[kind].find(recipient);
      if (found == by_recipient_[kind].end()) continue;
      for (const Share& share : found->second) gathered.add(share.span, share.record, share.edit);
    }
  }
  return gathered.done();
}

}  // namespace kontor::access
