#include "records/testing.h"

#include <stdexcept>

#include "access/migrations.h"
#include "auth/migrations.h"
#include "base/text.h"
#include "events/outbox.h"
#include "records/imports/import_store.h"
#include "records/migrations.h"
#include "schema/change/plan.h"
#include "schema/fields/fields.h"
#include "schema/kit/embedded.h"
#include "schema/kit/kit.h"
#include "schema/migrations.h"
#include "storage/migrate.h"

namespace kontor::records::testing {
namespace {

template <class T>
T expect(Result<T> result) {
  if (!result) {
    throw std::runtime_error(result.error().key + ": " + result.error().internal + " " +
                             result.error().field);
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

}  // namespace

Result<void> migrate_all(storage::Database& database) {
  auto steps = schema::migrations();
  for (auto& step : auth::migrations()) steps.push_back(step);
  for (auto& step : access::migrations()) steps.push_back(step);
  for (auto& step : events::migrations()) steps.push_back(step);
  for (auto& step : migrations()) steps.push_back(step);
  for (auto& step : importing::import_migrations()) steps.push_back(step);
  return storage::migrate(database, steps);
}

Result<void> install_kits(storage::Database& database, schema::CatalogueStore& catalogues,
                          const std::vector<std::string>& kits) {
  auto available = TRY(schema::embedded_kits());
  return database.write([&](storage::Transaction& tx) -> Result<void> {
    auto before = TRY(catalogues.of(tx));
    auto after = TRY(schema::install(*before, available, kits));
    auto plan = TRY(schema::make_plan(*before, *after, tx.engine()));
    return plan.apply(tx);
  });
}

Workspace::Workspace(storage::Engine engine, std::vector<std::string> kits,
                     storage::OpenOptions options)
    : fresh_(engine, std::move(options)) {
  expect(migrate_all(database()));
  if (!kits.empty()) expect(install_kits(database(), catalogues_, kits));
  access_ = std::make_unique<access::Access>(database(), catalogues_, clock_, std::string(32, 's'));
  hub_ = std::make_unique<events::Hub>(database());
  auto rights = [this](const auth::Actor& actor, storage::Connection& connection,
                       const schema::CataloguePtr& catalogue) {
    return access_->rights(actor, connection, catalogue);
  };
  writer_ = std::make_unique<Writer>(
      Workshop{database(), catalogues_, rights, ids_, clock_, hub_.get(), &organisations_});
}

schema::CataloguePtr Workspace::catalogue() {
  auto snapshot = expect(database().read());
  return expect(catalogues_.of(*snapshot));
}

auth::Actor Workspace::user(const std::string& name) {
  auto [entry, fresh] = users_.try_emplace(name, 0);
  if (fresh) {
    entry->second = ids_.next().value;
    expect(database().write([&](storage::Transaction& tx) -> Result<void> {
      TRY(tx.execute(
          {"INSERT INTO o_user (id, version, title, title_fold, title_sort, confidential, zk, "
           "created_at, changed_at, f_name, f_email, f_language, f_active) "
           "VALUES (?, 1, ?, ?, ?, 0, 0, 0, 0, ?, ?, 'de', 1)",
           {entry->second, name, fold_case(name), storage::Blob{sort_key(name)}, name,
            fold_case(name) + "@example.com"}}));
      return {};
    }));
  }
  auth::Actor actor;
  actor.user = RecordId{entry->second};
  return actor;
}

std::vector<FieldInput> inputs(const std::string& json) {
  std::vector<FieldInput> inputs;
  auto value = expect(parse_json(json));
  for (const auto& member : value.members()) inputs.push_back({member.name, member.value});
  return inputs;
}

BatchResult Workspace::write(const auth::Actor& actor, const Batch& batch) {
  return expect(writer().write(actor, batch));
}

Outcome Workspace::create(const auth::Actor& actor, const std::string& object,
                          const std::string& fields) {
  Batch batch;
  batch.changes.push_back({Op::create, object, {}, 0, inputs(fields)});
  return write(actor, batch).outcomes.at(0);
}

Outcome Workspace::update(const auth::Actor& actor, const std::string& object, RecordId id,
                          const std::string& fields, std::int64_t base_version) {
  Batch batch;
  batch.changes.push_back({Op::update, object, id, base_version, inputs(fields)});
  return write(actor, batch).outcomes.at(0);
}

Outcome Workspace::change(const auth::Actor& actor, Op op, const std::string& object, RecordId id) {
  Batch batch;
  batch.changes.push_back({op, object, id});
  return write(actor, batch).outcomes.at(0);
}

Record Workspace::load(const std::string& object, RecordId id) {
  auto all = catalogue();
  RowShape shape(*all->object(object));
  auto snapshot = expect(database().read());
  return expect(load_records(*snapshot, shape, make_set({id.value}))).at(0);
}

std::string Workspace::value(const std::string& object, RecordId id, const std::string& field) {
  auto all = catalogue();
  const schema::Object& kind = *all->object(object);
  const schema::Field* found = kind.field(field);
  if (!found) throw std::runtime_error("no field " + field);
  return schema::to_wire(
      *found, load(object, id).values[static_cast<std::size_t>(found - kind.fields.data())]);
}

std::int64_t Workspace::number(const std::string& sql) {
  auto snapshot = expect(database().read());
  return expect(snapshot->integer({sql, {}})).value_or(0);
}

}  // namespace kontor::records::testing
