#include "records/kits.h"

#include <algorithm>
#include <map>

#include "base/zone.h"
#include "records/schema_changes.h"
#include "schema/kit/embedded.h"
#include "schema/kit/sample.h"

namespace kontor::records {
namespace {

bool is_installed(const schema::Catalogue& catalogue, const std::string& kit) {
  return std::ranges::find(catalogue.objects(), kit, &schema::Object::kit) !=
         catalogue.objects().end();
}

using SampleIds = std::map<std::string, RecordId>;  // by key

// A relation by keys, in the form a request would have it.
JsonValue references(const schema::Field& field, const std::vector<std::string>& keys,
                     const SampleIds& ids, const auth::Actor& actor) {
  JsonArray items;
  for (const std::string& key : keys) {
    const RecordId id = key == "me" ? actor.user : ids.contains(key) ? ids.at(key) : RecordId();
    if (id) items.push_back(JsonValue(to_string(id)));
  }
  if (field.has_many_values()) return JsonValue(std::move(items));
  return items.empty() ? JsonValue() : items.front();
}

Result<Change> to_change(Writer& writer, const schema::Catalogue& catalogue,
                         const schema::SampleRecord& sample, SampleIds& ids,
                         const auth::Actor& actor) {
  Change change{.op = Op::create, .object = sample.object, .id = writer.new_id()};
  ids[sample.key] = change.id;
  const schema::Object* object = catalogue.object(sample.object);
  for (const schema::SampleValue& value : sample.values) {
    const schema::Field* field = object ? object->field(value.field) : nullptr;
    if (!field) continue;  // load_sample() has left out what this catalogue lacks
    change.fields.push_back({value.field, value.keys.empty()
                                              ? TRY(parse_json(value.json))
                                              : references(*field, value.keys, ids, actor)});
  }
  return change;
}

Error first_error(const BatchResult& result) {
  for (const Outcome& outcome : result.outcomes)
    if (!outcome.errors.empty()) return outcome.errors.front();
  return {Code::internal, "internal", {}, {}, "a batch was not written without a reason"};
}

Result<std::int64_t> add_sample(Writer& writer, const auth::Actor& actor,
                                const schema::CataloguePtr& catalogue,
                                const std::vector<std::string>& kits) {
  const TimeZone zone = TimeZone::find(actor.zone).value_or(TimeZone::utc());
  const Date today = zone.date_of(writer.workshop().clock.now());
  Batch batch{.reason = Reason::kit};
  std::vector<std::string> keys;
  SampleIds ids;
  for (const std::string& kit : kits) {
    const auto sample =
        TRY(schema::load_sample(schema::embedded_sample(kit), *catalogue, today, keys));
    for (const schema::SampleRecord& record : sample.records) {
      keys.push_back(record.key);
      batch.changes.push_back(TRY(to_change(writer, *catalogue, record, ids, actor)));
    }
  }
  if (batch.changes.empty()) return 0;
  batch.beside = [&](storage::Transaction& tx, const BatchResult&) -> Result<void> {
    for (const Change& change : batch.changes)
      TRY(tx.execute({"INSERT INTO kontor_sample (object, record) VALUES (?, ?)",
                      {std::int64_t{catalogue->object(change.object)->id}, change.id.value}}));
    return {};
  };
  const BatchResult result = TRY(writer.write(actor, batch));
  if (!result.written) return Failure(first_error(result));
  return static_cast<std::int64_t>(batch.changes.size());
}

struct SampleRow {
  const schema::Object* object;
  RecordId id;
  std::string title;
  bool touched;
};

// Example records that still live. Version 1 is how the kit made them.
Result<std::vector<SampleRow>> living_samples(storage::Connection& connection,
                                              const schema::Catalogue& catalogue) {
  std::vector<SampleRow> rows;
  for (const schema::Object& object : catalogue.objects())
    TRY(connection.each(
        {"SELECT s.record, r.title, r.version FROM kontor_sample s JOIN " + object.table +
             " r ON r.id = s.record WHERE s.object = ? AND r.deleted_at IS NULL ORDER BY s.record",
         {std::int64_t{object.id}}},
        [&](const storage::Row& row) {
          rows.push_back({&object, {row.integer(0)}, std::string(row.text(1)), row.integer(2) > 1});
          return true;
        }));
  return rows;
}

}  // namespace

Result<std::vector<KitInfo>> list_kits(const schema::Catalogue& catalogue) {
  std::vector<KitInfo> kits;
  for (const schema::Kit& kit : TRY(schema::embedded_kits())) {
    KitInfo info{.name = kit.name,
                 .icon = kit.icon,
                 .label = kit.label,
                 .description = kit.description,
                 .needs = kit.needs};
    for (const schema::KitObject& object : kit.objects)
      if (object.is_new) info.objects.push_back(object.object.name);
    info.installed = is_installed(catalogue, kit.name);
    const auto there = std::ranges::find(catalogue.kits(), kit.name, &schema::InstalledKit::name);
    info.outdated = there != catalogue.kits().end() && there->version < kit.version;
    kits.push_back(std::move(info));
  }
  return kits;
}

Result<Installed> install_kits(Writer& writer, const auth::Actor& actor,
                               const std::vector<std::string>& names, bool sample) {
  const auto available = TRY(schema::embedded_kits());
  schema::CataloguePtr before;
  {
    auto snapshot = TRY(writer.workshop().database.read());
    before = TRY(writer.workshop().catalogues.of(*snapshot));
  }
  const auto changed =
      TRY(change_schema(writer, actor, Reason::kit, [&](const schema::Catalogue& present) {
        return schema::install(present, available, names);
      }));
  const auto& after = changed.catalogue;
  Installed installed;
  for (const schema::Kit& kit : available)
    if (is_installed(*after, kit.name) && !is_installed(*before, kit.name))
      installed.kits.push_back(kit.name);
  if (sample) installed.sample_records = TRY(add_sample(writer, actor, after, installed.kits));
  return installed;
}

Result<SampleRemoval> remove_sample(Writer& writer, const auth::Actor& actor) {
  const Workshop& workshop = writer.workshop();
  std::vector<SampleRow> rows;
  {
    auto snapshot = TRY(workshop.database.read());
    rows = TRY(living_samples(*snapshot, *TRY(workshop.catalogues.of(*snapshot))));
  }
  SampleRemoval removal;
  Batch batch{.reason = Reason::kit};
  for (const SampleRow& row : rows) {
    if (row.touched)
      removal.kept.push_back({row.object->name, row.id, row.title});
    else
      batch.changes.push_back({.op = Op::remove, .object = row.object->name, .id = row.id});
  }
  if (batch.changes.empty()) return removal;
  batch.beside = [](storage::Transaction& tx, const BatchResult&) -> Result<void> {
    TRY(tx.execute({"DELETE FROM kontor_sample", {}}));
    return {};
  };
  const BatchResult result = TRY(writer.write(actor, batch));
  if (!result.written) return Failure(first_error(result));
  removal.removed = static_cast<std::int64_t>(batch.changes.size());
  removal.change = result.change;
  return removal;
}

Result<bool> has_sample(storage::Connection& connection) {
  return TRY(connection.integer({"SELECT 1 FROM kontor_sample LIMIT 1", {}})).has_value();
}

std::vector<storage::Migration> kit_migrations() {
  return {{"kits.001_sample", R"(
CREATE TABLE kontor_sample (
  object {int} NOT NULL,
  record {int} NOT NULL,
  PRIMARY KEY (object, record)
);
)"}};
}

}  // namespace kontor::records
