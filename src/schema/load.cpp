#include "schema/load.h"

#include <algorithm>
#include <unordered_map>

#include "schema/layout.h"
#include "schema/migrations.h"
#include "schema/system_fields.h"
#include "schema/words.h"

namespace kontor::schema {
namespace {

using storage::Connection;
using storage::Row;

// Reads a row's columns from left to right, in the order of the select list.
class Columns {
 public:
  explicit Columns(const Row& row) : row_(row) {}
  std::int64_t big() { return row_.integer(at_++); }
  int integer() { return static_cast<int>(big()); }
  bool flag() { return big() != 0; }
  std::string_view view() { return row_.text(at_++); }
  std::string text() { return std::string(view()); }
  Label label() {
    Label label;
    label.de = text();
    label.en = text();
    return label;
  }
  std::vector<std::string> names() {
    std::vector<std::string> list;
    std::string_view rest = view();
    while (!rest.empty()) {
      auto end = std::min(rest.find(' '), rest.size());
      list.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return list;
  }
  // A word this program does not know was written by a newer one, which migrate() refuses.
  template <class Enum>
  Enum word() {
    return from_word<Enum>(view()).value_or(Enum{});
  }

 private:
  const Row& row_;
  int at_ = 0;
};

Result<std::vector<InstalledKit>> load_kits(Connection& connection) {
  std::vector<InstalledKit> kits;
  TRY(connection.each({"SELECT name, version, views FROM kontor_kit ORDER BY name", {}},
                      [&](const Row& row) {
                        Columns columns(row);
                        InstalledKit kit{.name = columns.text()};
                        kit.version = columns.integer();
                        kit.views = columns.names();
                        kits.push_back(std::move(kit));
                        return true;
                      }));
  return kits;
}

Object read_object(const Row& row) {
  Columns columns(row);
  Object object;
  object.id = columns.integer();
  object.name = columns.text();
  object.label = columns.label();
  object.plural = columns.label();
  object.icon = columns.text();
  object.colour = columns.text();
  object.kit = columns.text();
  object.title_field = columns.text();
  object.default_sort = columns.names();
  object.quick_add = columns.names();
  object.key_fields = columns.names();
  object.subtitle = columns.names();
  object.timeline = columns.flag();
  object.date_field = columns.text();
  object.archived = columns.flag();
  object.position = columns.integer();
  object.table = "o_" + object.name;
  return object;
}

Result<std::vector<Object>> load_objects(Connection& connection) {
  std::vector<Object> objects;
  TRY(connection.each(
      {"SELECT id, name, label_de, label_en, plural_de, plural_en, icon, colour, kit, title_field,"
       " default_sort, quick_add, key_fields, subtitle, timeline, date_field, archived, position"
       " FROM kontor_object ORDER BY position, id",
       {}},
      [&](const Row& row) {
        objects.push_back(read_object(row));
        return true;
      }));
  return objects;
}

Field read_field(Columns& columns) {
  Field field;
  field.id = columns.integer();
  field.name = columns.text();
  field.label = columns.label();
  field.help = columns.label();
  field.type = columns.word<FieldType>();
  field.field_class = columns.word<FieldClass>();
  field.required = columns.flag();
  field.unique = columns.flag();
  field.indexed = columns.flag();
  field.read_only = columns.flag();
  field.archived = columns.flag();
  field.position = columns.integer();
  field.decimals = columns.integer();
  field.currency = columns.text();
  field.pattern = columns.text();
  field.default_value = columns.text();
  field.open_options = columns.flag();
  field.pipeline_field = columns.text();
  field.tally = columns.names();
  field.name_parts = columns.names();
  field.relation.target = columns.text();
  field.relation.cardinality = columns.word<Cardinality>();
  field.relation.inverse = columns.text();
  field.relation.derived = columns.flag();
  field.relation.link_table = columns.text();
  field.relation.link_here = columns.text();
  field.relation.link_there = columns.text();
  return field;
}

using ObjectsById = std::unordered_map<int, Object*>;

Result<void> load_fields(Connection& connection, const ObjectsById& objects) {
  return connection.each(
      {"SELECT object, id, name, label_de, label_en, help_de, help_en, type, field_class, required,"
       " unique_value, indexed, read_only, archived, position, decimals, currency, pattern,"
       " default_value, open_options, pipeline_field, tally, name_parts, target, cardinality, "
       "inverse, derived,"
       " link_table, link_here, link_there FROM kontor_field ORDER BY object, position, id",
       {}},
      [&](const Row& row) {
        Columns columns(row);
        auto found = objects.find(columns.integer());
        if (found == objects.end()) return true;
        Field field = read_field(columns);
        assign_storage(*found->second, field);
        found->second->fields.push_back(std::move(field));
        return true;
      });
}

Result<void> load_options(Connection& connection, const ObjectsById& objects) {
  std::unordered_map<int, Field*> fields;
  for (auto& [id, object] : objects)
    for (Field& field : object->fields) fields.emplace(field.id, &field);
  return connection.each(
      {"SELECT field, id, name, label_de, label_en, colour, kind, pipeline, probability, archived"
       " FROM kontor_option ORDER BY field, position, id",
       {}},
      [&](const Row& row) {
        Columns columns(row);
        auto found = fields.find(columns.integer());
        if (found == fields.end()) return true;
        Option option;
        option.id = columns.integer();
        option.key = columns.text();
        option.label = columns.label();
        option.colour = columns.text();
        option.kind = columns.word<OptionKind>();
        option.pipeline = columns.text();
        option.probability = columns.integer();
        option.archived = columns.flag();
        found->second->options.push_back(std::move(option));
        return true;
      });
}

Result<void> load_views(Connection& connection, const ObjectsById& objects) {
  return connection.each(
      {"SELECT object, id, name, label_de, label_en, kind, filter, sort, settings, owner, position"
       " FROM kontor_view ORDER BY object, position, id",
       {}},
      [&](const Row& row) {
        Columns columns(row);
        auto found = objects.find(columns.integer());
        if (found == objects.end()) return true;
        View view;
        view.id = columns.big();
        view.name = columns.text();
        view.label = columns.label();
        view.kind = columns.word<ViewKind>();
        view.filter = columns.text();
        view.sort = columns.names();
        view.settings = columns.text();
        view.owner = columns.big();
        view.position = columns.integer();
        found->second->views.push_back(std::move(view));
        return true;
      });
}

}  // namespace

Result<CataloguePtr> load_catalogue(Connection& connection) {
  std::int64_t version = TRY(stored_version(connection));
  std::vector<InstalledKit> kits = TRY(load_kits(connection));
  std::vector<Object> objects = TRY(load_objects(connection));
  ObjectsById by_id;
  for (Object& object : objects) by_id.emplace(object.id, &object);
  TRY(load_fields(connection, by_id));
  TRY(load_options(connection, by_id));
  TRY(load_views(connection, by_id));
  const std::vector<Field> system = system_fields();
  for (Object& object : objects)
    object.fields.insert(object.fields.end(), system.begin(), system.end());
  for (Object& object : built_in_objects()) objects.push_back(std::move(object));
  return std::make_shared<const Catalogue>(version, std::move(objects), std::move(kits));
}

Result<std::int64_t> stored_version(Connection& connection) {
  auto version = TRY(connection.integer(
      {"SELECT value FROM kontor_epoch WHERE name = ?", {std::string(kSchemaEpoch)}}));
  if (!version) return fail_internal("kontor_epoch has no row for the schema");
  return *version;
}

Result<CataloguePtr> CatalogueStore::of(Connection& connection) {
  std::int64_t version = TRY(stored_version(connection));
  CataloguePtr shared = current_.load();
  if (shared && shared->version() == version) return shared;
  CataloguePtr loaded = TRY(load_catalogue(connection));
  // A lagging replica may be behind: its catalogue is right for its data, but not to be kept.
  while (!shared || shared->version() < loaded->version())
    if (current_.compare_exchange_weak(shared, loaded)) break;
  return loaded;
}

}  // namespace kontor::schema
