#include "records/access_requests.h"

#include "access/organisation/load.h"
#include "access/organisation/migrations.h"
#include "access/rules/rule_catalogue.h"
#include "base/json.h"
#include "records/notices.h"

namespace kontor::records {
namespace {

using access::Id;
using access::Ids;

constexpr std::int64_t kHour = 3'600 * kMicrosPerSecond;

Result<void> note(storage::Transaction& tx, const auth::Actor& actor, const AccessWish& wish,
                  const schema::Object* object, Instant now) {
  if (TRY(access::entries_since(tx, actor.user, "request", Instant{now.micros - kHour})) >=
      kAccessWishesPerHour)
    return fail(Code::too_many, "access.asked_too_often");
  return access::add_entry(tx, {.at = now,
                                .kind = "request",
                                .user = actor.user,
                                .object = object ? object->id : 0,
                                .count = 1,
                                .records = {wish.record.value},
                                .reason = wish.reason});
}

// Who may be asked, the nearest first; each group is asked only where the one before has nobody.
Result<std::vector<Ids>> whom_to_ask(const Workshop& workshop, storage::Transaction& tx,
                                     const schema::Object& object, RecordId record) {
  Id owner = 0, unit = 0;
  TRY(tx.each({"SELECT owner, unit FROM " + object.table + " WHERE id = ? AND deleted_at IS NULL",
               {record.value}},
              [&](const storage::Row& row) {
                owner = row.is_null(0) ? 0 : row.integer(0);
                unit = row.is_null(1) ? 0 : row.integer(1);
                return true;
              }));
  std::vector<Ids> groups = {{owner}};
  if (!workshop.organisations) return groups;
  const auto organisation = TRY(workshop.organisations->of(tx));
  for (const access::Unit* at = organisation->unit(unit); at; at = organisation->unit(at->parent))
    groups.push_back(organisation->acting_heads(at->id, workshop.clock.now()));
  if (const access::Role* role = organisation->role(access::kAdministrator))
    groups.push_back(organisation->members_of_role(role->id));
  return groups;
}

std::string detail_of(const std::string& by, const AccessWish& wish) {
  std::string detail;
  JsonWriter json(detail);
  json.begin_object().key("by").text(by).key("action").text(wish.edits ? "edit" : "read");
  json.key("reason").text(wish.reason).end_object();
  return detail;
}

Result<void> tell_whoever_may_share(const Workshop& workshop, storage::Transaction& tx,
                                    const schema::CataloguePtr& catalogue,
                                    const schema::Object& object, const auth::Actor& actor,
                                    const AccessWish& wish) {
  std::string by;
  TRY(tx.each({"SELECT title FROM o_user WHERE id = ?", {actor.user.value}},
              [&](const storage::Row& row) {
                by = row.text(0);
                return true;
              }));
  const Instant now = workshop.clock.now();
  const std::string key = "access " + to_string(actor.user) + " " + to_string(wish.record) +
                          (wish.edits ? " edit " : " read ") +
                          std::to_string(now.micros / kMicrosPerDay);
  for (const query::Action needed : {query::Action::share, query::Action::see})
    for (const Ids& group : TRY(whom_to_ask(workshop, tx, object, wish.record))) {
      bool somebody = false;
      for (const Id user : group) {
        if (!user || user == actor.user.value) continue;
        const auto may = TRY(seen_by(workshop, tx, catalogue, {.user = RecordId{user}}, object,
                                     {wish.record.value}, needed));
        if (may.empty()) continue;
        somebody = true;
        TRY(tell(workshop, tx, catalogue,
                 {.user = RecordId{user},
                  .kind = "access_requested",
                  .object = object.id,
                  .record = wish.record,
                  .detail = detail_of(by, wish),
                  .at = now,
                  .key = key}));
      }
      if (somebody) return {};
    }
  return {};
}

}  // namespace

Result<void> ask_for_access(Writer& writer, const auth::Actor& actor, const AccessWish& wish) {
  const Workshop& workshop = writer.workshop();
  return workshop.database.write([&](storage::Transaction& tx) -> Result<void> {
    const auto catalogue = TRY(workshop.catalogues.of(tx));
    const schema::Object* object = catalogue->object(wish.object);
    TRY(note(tx, actor, wish, object, workshop.clock.now()));
    if (!object || access::is_built_in(*object)) return {};
    return tell_whoever_may_share(workshop, tx, catalogue, *object, actor, wish);
  });
}

}  // namespace kontor::records
