#include "records/schema_changes.h"

#include "events/hub.h"
#include "events/outbox.h"
#include "schema/change/plan.h"
#include "storage/inserter.h"

namespace kontor::records {
namespace {

constexpr int kTries = 5;

Result<void> note(storage::Transaction& tx, const Workshop& workshop, const auth::Actor& actor,
                  Reason reason, RecordId change, const schema::Plan& plan) {
  TRY(tx.execute(
      {"INSERT INTO kontor_change (id, actor, actor_name, at, reason, undoes, undone_by) "
       "VALUES (?, ?, ?, ?, ?, 0, 0)",
       {change.value, actor.user.value, actor.name, workshop.clock.now().micros,
        std::string(to_string(reason))}}));
  storage::Inserter rows(tx, "kontor_schema_history",
                         "change_id, version, kind, object, name, property, old_value, new_value",
                         8);
  for (const auto& line : plan.changes) {
    auto& row = rows.row();
    row.insert(row.end(), {change.value, plan.to, static_cast<std::int64_t>(line.kind), line.object,
                           line.name, line.property, line.was, line.now});
    TRY(rows.end_row());
  }
  return rows.finish();
}

Result<void> announce(storage::Transaction& tx, const Workshop& workshop, const auth::Actor& actor,
                      const schema::Plan& plan) {
  events::Event event;
  event.kind = events::EventKind::catalogue;
  event.version = plan.to;
  event.actor = actor.user;
  TRY(events::append(tx, workshop.ids, std::span(&event, 1)));
  if (workshop.hub) tx.after_commit([hub = workshop.hub] { hub->wake(); });
  return {};
}

}  // namespace

Result<SchemaResult> change_schema(Writer& writer, const auth::Actor& actor, Reason reason,
                                   const SchemaEdit& edit) {
  if (!actor.may_write) return fail(Code::forbidden, "write.read_only");
  const Workshop& workshop = writer.workshop();
  SchemaResult result;
  for (int tries = 1;; ++tries) {
    auto done = workshop.database.write([&](storage::Transaction& tx) -> Result<void> {
      result = {};
      auto before = TRY(workshop.catalogues.of(tx));
      auto after = TRY(edit(*before));
      auto plan = TRY(schema::make_plan(*before, *after, tx.engine()));
      if (plan.empty()) return {};
      result.change = workshop.ids.next();
      TRY(plan.apply(tx));
      TRY(note(tx, workshop, actor, reason, result.change, plan));
      return announce(tx, workshop, actor, plan);
    });
    if (!done && done.error().key == "schema.changed" && tries < kTries) continue;
    if (!done) return Failure(std::move(done).error());
    auto snapshot = TRY(workshop.database.read());
    result.catalogue = TRY(workshop.catalogues.of(*snapshot));
    return result;
  }
}

}  // namespace kontor::records
