#include "access/sharing.h"

#include <algorithm>

#include "access/access.h"
#include "access/passing_on.h"
#include "query/reader.h"

namespace kontor::access {
namespace {

using query::Action;
using query::Mode;

// The table that holds those a record may be shared with.
const char* table_of(Recipient kind) {
  switch (kind) {
    case Recipient::user:
      return "o_user";
    case Recipient::team:
      return "o_team";
    case Recipient::unit:
      return "o_unit";
  }
  return "o_user";
}

// Tells nobody how many there are.
RecordId new_share_id() {
  static IdSource ids;
  return ids.next();
}

Result<void> raise_epoch(storage::Transaction& tx) {
  TRY(tx.execute({"UPDATE kontor_epoch SET value = value + 1 WHERE name = 'shares'", {}}));
  return {};
}

// May this person share the record at all? What they may not see does not exist.
Result<void> may_share(RuleRights& rights, storage::Connection& connection,
                       const schema::Object& object, RecordId record) {
  // Through the eyes of somebody else nothing is shared.
  if (rights.is_viewing()) return fail(Code::not_found, "record.not_found");
  if (!TRY(explain(rights, connection, object, Action::see, record)).allowed)
    return fail(Code::not_found, "record.not_found");
  if (!TRY(explain(rights, connection, object, Action::share, record)).allowed)
    return fail(Code::forbidden, "access.share");
  return {};
}

}  // namespace

std::string_view to_string(Recipient kind) {
  return kind == Recipient::user ? "user" : kind == Recipient::team ? "team" : "unit";
}

std::optional<Recipient> recipient_kind(std::string_view word) {
  for (const Recipient kind : {Recipient::user, Recipient::team, Recipient::unit})
    if (to_string(kind) == word) return kind;
  return std::nullopt;
}

Result<RecordId> Access::share(const auth::Actor& actor, const ShareWish& wish) const {
  if (wish.until && *wish.until <= clock_.now()) return fail(Code::invalid, "access.share_over");
  RecordId made;
  TRY(database_.write([&](storage::Transaction& tx) -> Result<void> {
    const auto catalogue = TRY(catalogues_.of(tx));
    const auto* object = TRY(query::find_object(*catalogue, wish.object));
    const auto rights = TRY(rights_of(actor, tx, catalogue));
    TRY(may_share(*rights, tx, *object, wish.record));
    const Action action = wish.edits ? Action::edit : Action::read;
    const bool may = TRY(access::explain(*rights, tx, *object, action, wish.record)).allowed;
    const Mode least = wish.edits ? Mode::edit : Mode::read;
    if (!may || !TRY(shows_as_much(*rights, tx, *object, wish.record, least)))
      return fail(Code::forbidden, "access.share_more");
    const auto known = TRY(tx.integer({std::string("SELECT id FROM ") + table_of(wish.kind) +
                                           " WHERE id = ? AND deleted_at IS NULL",
                                       {wish.recipient.value}}));
    if (!known) return fail(Code::invalid, "access.share_with_nobody");
    made = new_share_id();
    TRY(tx.execute(
        {"INSERT INTO kontor_share (id, object, record, kind, recipient, action, from_at, "
         "until_at, by_user) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
         {made.value, std::int64_t{object->id}, wish.record.value,
          std::string(to_string(wish.kind)), wish.recipient.value,
          std::string(wish.edits ? "edit" : "read"), clock_.now().micros,
          wish.until ? storage::Value(wish.until->micros) : storage::Value(), actor.user.value}}));
    return raise_epoch(tx);
  }));
  return made;
}

Result<void> Access::unshare(const auth::Actor& actor, RecordId share) const {
  return database_.write([&](storage::Transaction& tx) -> Result<void> {
    const auto catalogue = TRY(catalogues_.of(tx));
    const schema::Object* object = nullptr;
    RecordId record, by;
    TRY(tx.each({"SELECT object, record, by_user FROM kontor_share WHERE id = ?", {share.value}},
                [&](const storage::Row& row) {
                  object = catalogue->object(static_cast<int>(row.integer(0)));
                  record = RecordId{row.integer(1)};
                  by = RecordId{row.is_null(2) ? 0 : row.integer(2)};
                  return true;
                }));
    if (!object) return fail(Code::not_found, "record.not_found");
    const auto rights = TRY(rights_of(actor, tx, catalogue));
    // Who shared it may always take that back.
    if (by != actor.user || !rights->principal().writes)
      TRY(may_share(*rights, tx, *object, record));
    TRY(tx.execute({"DELETE FROM kontor_share WHERE id = ?", {share.value}}));
    return raise_epoch(tx);
  });
}

Result<std::vector<ShareInfo>> Access::shares(const auth::Actor& actor, std::string_view name,
                                              RecordId record) const {
  const auto view = TRY(this->view(actor));
  const auto* object = TRY(query::find_object(*view->catalogue(), name));
  const auto rights = TRY(rights_of(actor, view->connection(), view->catalogue()));
  TRY(may_share(*rights, view->connection(), *object, record));
  std::vector<ShareInfo> all;
  TRY(view->connection().each(
      {"SELECT id, kind, recipient, action, until_at, by_user FROM kontor_share "
       "WHERE record = ? AND (until_at IS NULL OR until_at > ?) ORDER BY id",
       {record.value, clock_.now().micros}},
      [&](const storage::Row& row) {
        ShareInfo info{.id = RecordId{row.integer(0)},
                       .kind = recipient_kind(row.text(1)).value_or(Recipient::user),
                       .recipient = RecordId{row.integer(2)},
                       .edits = row.text(3) == "edit"};
        if (!row.is_null(4)) info.until = Instant{row.integer(4)};
        if (!row.is_null(5)) info.by = RecordId{row.integer(5)};
        all.push_back(info);
        return true;
      }));
  return all;
}

}  // namespace kontor::access
