#include "records/maintenance.h"

#include <algorithm>

#include "access/reading_log.h"
#include "base/zone.h"
#include "events/outbox.h"
#include "records/history.h"
#include "records/write/idempotency.h"
#include "storage/dialect.h"

namespace kontor::records {

using schema::Field;
using schema::FieldType;

namespace {

constexpr std::int64_t kSlice = 500;
constexpr const char* kZone = "Europe/Berlin";

// --- Trash

Result<void> remove_where(storage::Transaction& tx, const std::string& table,
                          const std::string& column, const storage::IntSet& ids) {
  TRY(tx.execute(
      {"DELETE FROM " + table + " WHERE " + storage::in_ints(tx.engine(), column), {ids}}));
  return {};
}

// The rows of these records and whatever hangs on them.
Result<void> remove_rows(storage::Transaction& tx, const schema::Catalogue& catalogue,
                         const schema::Object& object, const storage::IntSet& ids) {
  for (const Field& field : object.fields) {
    if (!field.child_table.empty()) TRY(remove_where(tx, field.child_table, "record", ids));
    if (!field.relation.link_table.empty())
      TRY(remove_where(tx, field.relation.link_table, field.relation.link_here, ids));
  }
  for (const schema::Object& other : catalogue.objects()) {
    for (const Field& field : other.fields) {
      if (field.relation.target != object.name || field.type != FieldType::relation) continue;
      if (!field.relation.link_table.empty()) {
        TRY(remove_where(tx, field.relation.link_table, field.relation.link_there, ids));
      } else if (!field.relation.derived) {
        const std::string& column = field.value.column;
        TRY(tx.execute({"UPDATE " + other.table + " SET " + column + " = NULL WHERE " +
                            storage::in_ints(tx.engine(), column),
                        {ids}}));
      }
    }
  }
  TRY(remove_where(tx, "kontor_history", "record", ids));
  return remove_where(tx, object.table, "id", ids);
}

Result<std::int64_t> purge_object(Writer& writer, const std::string& name, std::int64_t limit) {
  const Workshop& workshop = writer.workshop();
  std::int64_t count = 0;
  TRY(workshop.database.write_bulk([&](storage::Transaction& tx) -> Result<void> {
    auto catalogue = TRY(workshop.catalogues.of(tx));
    const schema::Object* object = catalogue->object(name);
    if (!object) return {};
    std::vector<std::int64_t> ids;
    TRY(tx.each({"SELECT id FROM " + object->table +
                     " WHERE deleted_at IS NOT NULL AND deleted_at < ? ORDER BY deleted_at LIMIT ?",
                 {workshop.clock.now().micros - kUndoReach, limit}},
                [&](const storage::Row& row) {
                  ids.push_back(row.integer(0));
                  return true;
                }));
    count = static_cast<std::int64_t>(ids.size());
    if (ids.empty()) return {};
    return remove_rows(tx, *catalogue, *object, make_set(std::move(ids)));
  }));
  return count;
}

// --- Later

struct LaterFields {
  const Field* status = nullptr;
  const Field* on = nullptr;
  const Field* stage = nullptr;      // may be missing
  std::vector<std::int64_t> stages;  // of the kind later
};

std::optional<LaterFields> later_fields(const schema::Object& object) {
  LaterFields fields;
  for (const Field& field : object.fields) {
    if (field.type != FieldType::status || field.archived) continue;
    for (const auto& option : field.options)
      if (option.kind == schema::OptionKind::later) fields.stages.push_back(option.id);
    if (!fields.stages.empty()) fields.status = &field;
  }
  fields.on = object.field("later_on");
  fields.stage = object.field("later_stage");
  bool complete = fields.status && fields.on && fields.on->type == FieldType::date;
  return complete ? std::optional(fields) : std::nullopt;
}

std::int64_t number_of(const schema::Object& object, const Record& record, const Field* field) {
  if (!field) return 0;
  auto place = static_cast<std::size_t>(field - object.fields.data());
  auto* number = std::get_if<std::int64_t>(&record.values[place]);
  return number ? *number : 0;
}

// The option of the stage a record comes back in.
const schema::Option* stage_after(const schema::Object& object, const LaterFields& fields,
                                  const Record& record) {
  const Field* pipelines = object.field(fields.status->pipeline_field);
  const schema::Option* pipeline =
      pipelines ? pipelines->option(static_cast<int>(number_of(object, record, pipelines)))
                : nullptr;
  auto fits = [&](const schema::Option& option) {
    bool open =
        option.kind == schema::OptionKind::open || option.kind == schema::OptionKind::qualification;
    bool here = option.pipeline.empty() || (pipeline && option.pipeline == pipeline->key);
    return open && here && !option.archived;
  };
  const schema::Option* named =
      fields.stage ? fields.stage->option(static_cast<int>(number_of(object, record, fields.stage)))
                   : nullptr;
  const schema::Option* wanted = named ? fields.status->option(named->key) : nullptr;
  if (wanted && fits(*wanted)) return wanted;
  auto first = std::ranges::find_if(fields.status->options, fits);
  return first == fields.status->options.end() ? nullptr : &*first;
}

Result<std::vector<std::int64_t>> due_ids(storage::Connection& connection,
                                          const schema::Object& object, const LaterFields& fields,
                                          Date today, std::int64_t limit) {
  std::vector<std::int64_t> ids;
  TRY(connection.each(
      {"SELECT id FROM " + object.table + " WHERE deleted_at IS NULL AND " +
           fields.on->value.column + " <= ? AND " +
           storage::in_ints(connection.engine(), fields.status->value.column) + " LIMIT ?",
       {std::int64_t{today.days}, make_set(fields.stages), limit}},
      [&](const storage::Row& row) {
        ids.push_back(row.integer(0));
        return true;
      }));
  return ids;
}

Result<Batch> reopening(Writer& writer, std::int64_t limit) {
  const Workshop& workshop = writer.workshop();
  Date today = TimeZone::find(kZone).value_or(TimeZone::utc()).date_of(workshop.clock.now());
  Batch batch{.reason = Reason::system};
  batch.keep_going = true;
  auto snapshot = TRY(workshop.database.read());
  auto catalogue = TRY(workshop.catalogues.of(*snapshot));
  for (const schema::Object& object : catalogue->objects()) {
    auto fields = later_fields(object);
    if (!fields || object.archived) continue;
    auto ids = TRY(due_ids(*snapshot, object, *fields, today, limit));
    RowShape shape(object);
    for (const Record& record : TRY(load_records(*snapshot, shape, make_set(std::move(ids))))) {
      const schema::Option* stage = stage_after(object, *fields, record);
      if (!stage) continue;
      Change change{Op::update, object.name, record.id, record.version};
      change.fields.push_back({fields->status->name, JsonValue(stage->key)});
      change.fields.push_back({fields->on->name, JsonValue()});
      if (fields->stage) change.fields.push_back({fields->stage->name, JsonValue()});
      batch.changes.push_back(std::move(change));
    }
  }
  return batch;
}

// Runs a slice after the other while there is work and nobody wants to stop.
template <class Slice>
events::JobHandler in_slices(Slice slice) {
  return [slice](events::JobContext& context) -> Result<std::string> {
    std::int64_t done = 0;
    for (std::int64_t count = kSlice; count >= kSlice && !context.should_stop(); done += count)
      count = TRY(slice());
    return "{\"done\":" + std::to_string(done) + "}";
  };
}

}  // namespace

Result<std::int64_t> purge_trash(Writer& writer, std::int64_t limit) {
  schema::CataloguePtr catalogue;
  {
    auto snapshot = TRY(writer.workshop().database.read());
    catalogue = TRY(writer.workshop().catalogues.of(*snapshot));
  }
  std::int64_t count = 0;
  for (const schema::Object& object : catalogue->objects()) {
    if (object.read_only) continue;
    count += TRY(purge_object(writer, object.name, limit - count));
    if (count >= limit) break;
  }
  return count;
}

Result<void> trim_records(Writer& writer, events::JobStore& jobs) {
  const Workshop& workshop = writer.workshop();
  std::int64_t now = workshop.clock.now().micros;
  return workshop.database.write_bulk([&](storage::Transaction& tx) -> Result<void> {
    TRY(tx.execute({"DELETE FROM kontor_idempotency WHERE at < ?", {now - kKeyLifetime}}));
    TRY(jobs.trim(tx, Instant{now - kUndoReach}));
    TRY(events::trim(tx));
    TRY(access::trim_log(tx, Instant{now}));
    return {};
  });
}

Result<std::int64_t> reopen_later(Writer& writer, std::int64_t limit) {
  Batch batch = TRY(reopening(writer, limit));
  if (batch.changes.empty()) return std::int64_t{0};
  auto result = TRY(writer.write(auth::system_actor(auth::SystemWork::reopen_later), batch));
  return static_cast<std::int64_t>(std::ranges::count_if(result.outcomes, &Outcome::changed));
}

void add_maintenance(events::Jobs& jobs, Writer& writer) {
  using std::chrono::seconds;
  jobs.repeat("trash.purge", seconds(3600),
              in_slices([&writer] { return purge_trash(writer, kSlice); }));
  jobs.repeat("records.later", seconds(600),
              in_slices([&writer] { return reopen_later(writer, kSlice); }));
  jobs.repeat("records.trim", seconds(3600),
              [&writer, &jobs](events::JobContext&) -> Result<std::string> {
                TRY(trim_records(writer, jobs.store()));
                return std::string("{}");
              });
}

}  // namespace kontor::records
