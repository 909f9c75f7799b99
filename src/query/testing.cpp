#include "query/testing.h"

#include <algorithm>
#include <stdexcept>

#include "base/phone.h"
#include "base/search_text.h"
#include "base/text.h"
#include "query/rights.h"
#include "schema/change/plan.h"
#include "schema/kit/embedded.h"
#include "schema/kit/kit.h"
#include "schema/migrations.h"
#include "schema/search_index.h"
#include "storage/dialect.h"
#include "storage/migrate.h"

namespace kontor::query::testing {
namespace {

using schema::Field;
using schema::FieldValue;
using storage::Value;

// Tables that rooms above make: auth, access and records.
constexpr const char* kOtherTables = R"(
CREATE TABLE o_user (
  id {int} PRIMARY KEY, version {int} NOT NULL, title {text}, title_fold {text}, title_sort {blob},
  owner {int}, unit {int}, territory {int}, organisation {int}, confidential {int} NOT NULL,
  zk {int} NOT NULL, created_at {int} NOT NULL, created_by {int}, changed_at {int} NOT NULL,
  changed_by {int}, deleted_at {int}, f_name {text}, f_email {text}, f_language {text},
  f_active {int}
);
CREATE TABLE o_unit (
  id {int} PRIMARY KEY, version {int} NOT NULL, title {text}, title_fold {text}, title_sort {blob},
  owner {int}, unit {int}, territory {int}, organisation {int}, confidential {int} NOT NULL,
  zk {int} NOT NULL, created_at {int} NOT NULL, created_by {int}, changed_at {int} NOT NULL,
  changed_by {int}, deleted_at {int},
  f_kind {text}, f_parent {int}, f_depth {int}, f_external {int}, f_closed {int}
);
CREATE TABLE o_team (
  id {int} PRIMARY KEY, version {int} NOT NULL, title {text}, title_fold {text}, title_sort {blob},
  owner {int}, unit {int}, territory {int}, organisation {int}, confidential {int} NOT NULL,
  zk {int} NOT NULL, created_at {int} NOT NULL, created_by {int}, changed_at {int} NOT NULL,
  changed_by {int}, deleted_at {int}
);
CREATE TABLE o_territory (
  id {int} PRIMARY KEY, version {int} NOT NULL, title {text}, title_fold {text}, title_sort {blob},
  owner {int}, unit {int}, territory {int}, organisation {int}, confidential {int} NOT NULL,
  zk {int} NOT NULL, created_at {int} NOT NULL, created_by {int}, changed_at {int} NOT NULL,
  changed_by {int}, deleted_at {int}
);
CREATE TABLE kontor_change (
  id {int} PRIMARY KEY, actor {int} NOT NULL, actor_name {text} NOT NULL, at {int} NOT NULL,
  reason {text} NOT NULL, undoes {int} NOT NULL, undone_by {int} NOT NULL
);
CREATE TABLE kontor_history (
  change_id {int} NOT NULL, object {int} NOT NULL, record {int} NOT NULL, version {int} NOT NULL,
  action {int} NOT NULL, field {int} NOT NULL, old_value {text}, new_value {text}
);
)";

template <class T>
T expect(Result<T> result) {
  if (!result) {
    const Error& error = result.error();
    throw std::runtime_error(error.key + ": " + error.internal + " " + error.field);
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

Result<void> install_kits(storage::Transaction& tx, schema::CatalogueStore& catalogues) {
  const auto kits = TRY(schema::embedded_kits());
  const auto before = TRY(catalogues.of(tx));
  const auto after = TRY(schema::install(*before, kits, {"people", "companies", "sales", "tasks"}));
  return TRY(schema::make_plan(*before, *after, tx.engine())).apply(tx);
}

// The columns of one INSERT.
struct Columns {
  std::string names, marks;
  std::vector<Value> params;
  void add(const std::string& name, Value value) {
    names += (names.empty() ? "" : ", ") + storage::quoted(name);
    marks += marks.empty() ? "?" : ", ?";
    params.push_back(std::move(value));
  }
  void add_text(const schema::FieldPart& part, const std::string& text) {
    add(part.column, text);
    if (!part.fold_column.empty() && part.fold_column != part.column) {
      add(part.fold_column, fold_case(text));
    }
    if (!part.sort_column.empty()) add(part.sort_column, storage::Blob{sort_key(text)});
  }
};

void add_address(const Field& field, const schema::Parts& parts, Columns& columns) {
  for (std::size_t i = 0; i < parts.values.size(); ++i) {
    if (const auto* text = std::get_if<std::string>(&parts.values[i])) {
      columns.add_text(field.parts[i], *text);
    } else if (const auto* number = std::get_if<std::int64_t>(&parts.values[i])) {
      columns.add(field.parts[i].column, *number);
    }
  }
}

void add_single(const Field& field, const FieldValue& value, Columns& columns) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    columns.add(field.value.column, *number);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    columns.add_text(field.value, *text);
  } else if (const auto* money = std::get_if<Money>(&value)) {
    columns.add(field.value.column, money->minor);
    columns.add(field.currency_column, money->currency);
  } else if (const auto* parts = std::get_if<schema::Parts>(&value)) {
    add_address(field, *parts, columns);
  }
}

const FieldValue* value_of(const Values& values, const std::string& name) {
  const auto found = std::ranges::find(values, name, &Values::value_type::first);
  return found == values.end() ? nullptr : &found->second;
}

}  // namespace

void FakeRights::mode(const std::string& object, const std::string& field, Mode mode) {
  modes_[object][field] = mode;
}

void FakeRights::classes(const std::string& object, std::vector<std::int64_t> classes) {
  change(object, [classes](const schema::Object&, Scope& scope) {
    scope.everything = false;
    scope.classes = std::make_shared<const std::vector<std::int64_t>>(classes);
  });
}

Result<ScopePtr> FakeRights::scope(const schema::Object& object, Action action) {
  ++asked;
  auto scope = std::make_shared<Scope>();
  scope->object = &object;
  scope->action = action;
  scope->everything = true;
  scope->estimated_rows = estimated_rows;
  FieldModes modes(object.fields.size(), Mode::edit);
  for (const auto& [name, mode] : modes_[object.name]) {
    modes[place_of(object, *object.field(name))] = mode;
  }
  scope->modes = {modes};
  if (const auto found = changes_.find(object.name); found != changes_.end()) {
    found->second(object, *scope);
  }
  return scope;
}

World::World(storage::Engine engine, storage::OpenOptions options)
    : fresh_(engine, std::move(options)) {
  auto steps = schema::migrations();
  steps.push_back({"testing.001_tables", kOtherTables});
  expect(storage::migrate(database(), steps));
  expect(database().write([&](storage::Transaction& tx) { return install_kits(tx, catalogues_); }));
  const auto snapshot = expect(database().read());
  catalogue_ = expect(catalogues_.of(*snapshot));
  rights_.bindings().me = 1;
  rights_.bindings().now = 1'795'500'000'000'000;  // 2026-11-24
}

const schema::Object& World::object(const std::string& name) const {
  const auto* object = catalogue_->object(name);
  if (!object) throw std::runtime_error("no object " + name);
  return *object;
}

std::int64_t World::option(const std::string& object, const std::string& field,
                           const std::string& key) const {
  return this->object(object).field(field)->option(key)->id;
}

std::int64_t World::add(const std::string& object, const Values& values) {
  return add(object, values, {});
}

std::int64_t World::add(const std::string& object, const Values& values, const Facts& facts) {
  fill(object, 1, [&](int) { return std::pair(values, facts); });
  return next_id_ - 1;
}

void World::fill(const std::string& name, int count,
                 const std::function<std::pair<Values, Facts>(int)>& make) {
  const schema::Object& object = this->object(name);
  const std::int64_t first = next_id_;
  next_id_ += count;
  expect(database().write([&](storage::Transaction& tx) -> Result<void> {
    for (int i = 0; i < count; ++i) {
      const auto [values, facts] = make(i);
      TRY(put(tx, object, first + i, values, facts));
      if (facts.deleted) continue;
      TRY(this->count(tx, object, values, facts));
      TRY(index(tx, object, first + i, values));
    }
    return {};
  }));
}

Result<void> World::put(storage::Transaction& tx, const schema::Object& object, std::int64_t id,
                        const Values& values, const Facts& facts) {
  Columns columns;
  columns.add("id", id);
  columns.add("version", std::int64_t{1});
  columns.add("zk", facts.zk);
  columns.add("created_at", id);
  columns.add("changed_at", facts.changed_at == 0 ? id : facts.changed_at);
  if (facts.deleted) columns.add("deleted_at", id);
  for (const auto& [name, value] : values) {
    const Field& field = *object.field(name);
    if (field.has_many_values()) {
      TRY(put_many(tx, field, id, value));
    } else {
      add_single(field, value, columns);
    }
  }
  TRY(tx.execute({"INSERT INTO " + storage::quoted(object.table) + " (" + columns.names +
                      ") VALUES (" + columns.marks + ")",
                  columns.params}));
  return {};
}

Result<void> World::put_many(storage::Transaction& tx, const Field& field, std::int64_t id,
                             const FieldValue& value) {
  if (const auto* ids = std::get_if<schema::Ids>(&value)) {
    const bool options = field.type == schema::FieldType::multi_select;
    const std::string table = options ? field.child_table : field.relation.link_table;
    const std::string columns =
        options ? "record, option_id" : field.relation.link_here + ", " + field.relation.link_there;
    for (const auto other : *ids) {
      TRY(tx.execute({"INSERT INTO " + storage::quoted(table) + " (" + columns + ") VALUES (?, ?)",
                      {id, other}}));
    }
    return {};
  }
  std::int64_t position = 0;
  for (const auto& entry : std::get<schema::Entries>(value)) {
    Columns columns;
    columns.add("record", id);
    columns.add("position", position++);
    columns.add("value", entry.value);
    columns.add("fold", fold_case(entry.value));
    columns.add("label", entry.label);
    if (!entry.e164.empty()) columns.add("e164", entry.e164);
    TRY(tx.execute({"INSERT INTO " + storage::quoted(field.child_table) + " (" + columns.names +
                        ") VALUES (" + columns.marks + ")",
                    columns.params}));
  }
  return {};
}

Result<void> World::count(storage::Transaction& tx, const schema::Object& object,
                          const Values& values, const Facts& facts) {
  TRY(
      tx.execute({"INSERT INTO kontor_class (object, id, owner, unit, territory, organisation, "
                  "confidential, n) VALUES (?, ?, 0, 0, 0, ?, 0, 1) "
                  "ON CONFLICT (object, id) DO UPDATE SET n = kontor_class.n + 1",
                  {std::int64_t{object.id}, facts.zk, facts.zk}}));
  for (const Field& field : object.fields) {
    if (field.type != schema::FieldType::status) continue;
    const auto option_of = [&](const std::string& name) {
      const auto* value = value_of(values, name);
      return value ? std::get<std::int64_t>(*value) : 0;
    };
    const std::vector<Value> stage = {std::int64_t{field.id}, option_of(field.pipeline_field),
                                      option_of(field.name), facts.zk};
    TRY(
        tx.execute({"INSERT INTO kontor_tally (field, pipeline, option_id, zk, n) "
                    "VALUES (?, ?, ?, ?, 1) ON CONFLICT (field, pipeline, option_id, zk) "
                    "DO UPDATE SET n = kontor_tally.n + 1",
                    stage}));
    for (const auto& summed : field.tally) {
      const auto* value = value_of(values, summed);
      if (!value) continue;
      const Money& money = std::get<Money>(*value);
      std::vector<Value> sum = stage;
      sum.insert(sum.end(), {std::int64_t{object.field(summed)->id}, money.currency, money.minor});
      TRY(
          tx.execute({"INSERT INTO kontor_tally_sum "
                      "(field, pipeline, option_id, zk, sum_field, currency, total) "
                      "VALUES (?, ?, ?, ?, ?, ?, ?) "
                      "ON CONFLICT (field, pipeline, option_id, zk, sum_field, currency) "
                      "DO UPDATE SET total = kontor_tally_sum.total + excluded.total",
                      sum}));
    }
  }
  return {};
}

Result<void> World::index(storage::Transaction& tx, const schema::Object& object, std::int64_t id,
                          const Values& values) {
  if (!schema::is_searched(object)) return {};
  std::string title, body;
  for (const auto& [name, value] : values) {
    std::string& words = name == object.title_field ? title : body;
    if (const auto* text = std::get_if<std::string>(&value)) words += ' ' + search_words(*text);
    if (const auto* entries = std::get_if<schema::Entries>(&value)) {
      for (const auto& entry : *entries) {
        words += ' ' + search_words(entry.value);
        if (entry.e164.empty()) continue;
        for (const auto& token : phone_search_tokens(entry.e164)) words += ' ' + token;
      }
    }
  }
  for (const auto& word : canonical_words(title)) {
    TRY(tx.execute({"INSERT INTO kontor_word (word) VALUES (?) ON CONFLICT DO NOTHING", {word}}));
    for (const auto& variant : deletion_variants(word)) {
      TRY(
          tx.execute({"INSERT INTO kontor_word_variant (variant, word) VALUES (?, ?) "
                      "ON CONFLICT DO NOTHING",
                      {variant, word}}));
    }
  }
  const bool sqlite = tx.engine() == storage::Engine::sqlite;
  const std::string values_text =
      sqlite ? " (rowid, title, body) VALUES (?, ?, ?)"
             : " (record, words) VALUES (?, setweight(to_tsvector('simple'::regconfig, ?), 'A') || "
               "setweight(to_tsvector('simple'::regconfig, ?), 'D'))";
  TRY(tx.execute({"INSERT INTO " + storage::quoted(schema::search_table(object)) + values_text,
                  {id, title, body}}));
  return {};
}

void World::run(const std::string& sql) {
  expect(database().write([&](storage::Transaction& tx) { return tx.script(sql); }));
}

Result<void> World::try_json(const std::function<Result<void>(const Reader&, JsonWriter&)>& read) {
  const auto snapshot = expect(database().read());
  std::string text;
  JsonWriter json(text);
  return read({*snapshot, catalogue_, rights_, cursors_}, json);
}

std::string World::json(const std::function<Result<void>(const Reader&, JsonWriter&)>& read) {
  const auto snapshot = expect(database().read());
  std::string text;
  JsonWriter json(text);
  expect(read({*snapshot, catalogue_, rights_, cursors_}, json));
  last_steps_ = snapshot->steps();
  return text;
}

}  // namespace kontor::query::testing
