#include "records/hand_over.h"

#include "storage/dialect.h"

namespace kontor::records {
namespace {

constexpr std::int64_t kSlice = 500;

Result<std::vector<std::int64_t>> ids_of(storage::Connection& connection, const storage::Sql& sql) {
  std::vector<std::int64_t> ids;
  TRY(connection.each(sql, [&](const storage::Row& row) {
    ids.push_back(row.integer(0));
    return true;
  }));
  return ids;
}

Result<void> write_all(Writer& writer, const std::string& object,
                       const std::vector<std::int64_t>& ids, auth::SystemWork work,
                       const std::function<void(Change&)>& fill) {
  if (ids.empty()) return {};
  Batch batch{.reason = Reason::system};
  batch.keep_going = true;
  for (const std::int64_t id : ids) {
    Change change{Op::update, object, RecordId{id}};
    fill(change);
    batch.changes.push_back(std::move(change));
  }
  const auto result = TRY(writer.write(auth::system_actor(work), batch));
  // What vanished meanwhile needs nothing; anything else would come back for ever.
  for (const Outcome& outcome : result.outcomes)
    for (const Error& error : outcome.errors)
      if (error.code != Code::not_found) return Failure(error);
  return {};
}

Result<schema::CataloguePtr> catalogue_of(Writer& writer) {
  auto snapshot = TRY(writer.workshop().database.read());
  return writer.workshop().catalogues.of(*snapshot);
}

std::string id_text(std::int64_t id) {
  return "\"" + std::to_string(id) + "\"";
}

Result<RecordId> id_in(const JsonValue& payload, std::string_view name) {
  const JsonValue* found = payload.find(name);
  const auto id = found && found->text() ? parse_id(*found->text()) : std::nullopt;
  if (!id) return fail_internal("a job without " + std::string(name));
  return *id;
}

Result<std::string> run_hand_over(Writer& writer, events::JobContext& context) {
  const JsonValue payload = TRY(parse_json(context.job().payload));
  const RecordId from = TRY(id_in(payload, "from")), to = TRY(id_in(payload, "to"));
  std::int64_t done = 0;
  for (std::int64_t count = 1; count > 0 && !context.should_stop(); done += count)
    count = TRY(hand_over_slice(writer, from, to, kSlice));
  return "{\"done\":" + std::to_string(done) + "}";
}

Result<std::string> run_place(Writer& writer, events::JobContext& context) {
  Position after;
  std::int64_t done = 0;
  for (std::int64_t count = 1; count > 0 && !context.should_stop(); done += count)
    count = TRY(place_slice(writer, after, kSlice));
  return "{\"done\":" + std::to_string(done) + "}";
}

}  // namespace

Result<std::int64_t> hand_over_slice(Writer& writer, RecordId from, RecordId to,
                                     std::int64_t limit) {
  const auto catalogue = TRY(catalogue_of(writer));
  for (const schema::Object& object : catalogue->objects()) {
    if (object.read_only) continue;
    std::vector<std::int64_t> ids;
    {
      auto snapshot = TRY(writer.workshop().database.read());
      ids = TRY(ids_of(*snapshot, {"SELECT id FROM " + object.table +
                                       " WHERE owner = ? AND deleted_at IS NULL LIMIT ?",
                                   {from.value, limit}}));
    }
    if (ids.empty()) continue;
    TRY(write_all(writer, object.name, ids, auth::SystemWork::hand_over, [&](Change& change) {
      change.fields.push_back({"owner", JsonValue(std::to_string(to.value))});
    }));
    return static_cast<std::int64_t>(ids.size());
  }
  return std::int64_t{0};
}

Result<std::int64_t> place_slice(Writer& writer, Position& after, std::int64_t limit) {
  const auto catalogue = TRY(catalogue_of(writer));
  // Companies first, then people: others take their territory from them.
  std::vector<const schema::Object*> order;
  for (const char* name : {"company", "person"})
    if (const schema::Object* object = catalogue->object(name)) order.push_back(object);
  for (const schema::Object& object : catalogue->objects())
    if (!object.read_only && object.name != "company" && object.name != "person")
      order.push_back(&object);
  bool reached = after.object.empty();
  for (const schema::Object* object : order) {
    if (!reached && object->name != after.object) continue;
    if (object->name != after.object) after = {object->name, 0};
    reached = true;
    std::vector<std::int64_t> ids;
    {
      auto snapshot = TRY(writer.workshop().database.read());
      ids = TRY(ids_of(*snapshot, {"SELECT id FROM " + object->table +
                                       " WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?",
                                   {after.id, limit}}));
    }
    if (ids.empty()) continue;
    TRY(write_all(writer, object->name, ids, auth::SystemWork::place_again,
                  [](Change& change) { change.place_again = true; }));
    after.id = ids.back();
    return static_cast<std::int64_t>(ids.size());
  }
  return std::int64_t{0};
}

void add_organisation_jobs(events::Jobs& jobs, Writer& writer) {
  jobs.handle(kHandOverJob,
              [&writer](events::JobContext& context) { return run_hand_over(writer, context); });
  jobs.handle(kPlaceJob,
              [&writer](events::JobContext& context) { return run_place(writer, context); });
}

Result<RecordId> hand_over(events::Jobs& jobs, RecordId from, RecordId to, RecordId by) {
  return jobs.add(
      {.kind = kHandOverJob,
       .actor = by,
       .payload = "{\"from\":" + id_text(from.value) + ",\"to\":" + id_text(to.value) + "}",
       .key = "hand_over." + std::to_string(from.value)});
}

Result<void> place_again(events::Jobs& jobs, storage::Transaction& tx) {
  TRY(jobs.add(tx, {.kind = kPlaceJob}));
  return {};
}

}  // namespace kontor::records
