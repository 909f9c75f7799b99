#include "schema/change/rows.h"

#include "schema/words.h"

namespace kontor::schema {
namespace {

// INSERT ... ON CONFLICT (key) DO UPDATE, the key columns first.
class RowWriter {
 public:
  RowWriter(std::string_view table, int key_columns) : table_(table), key_columns_(key_columns) {}

  RowWriter& set(std::string_view column, std::int64_t value) { return add(column, value); }
  RowWriter& set(std::string_view column, std::string_view value) {
    return add(column, std::string(value));
  }
  RowWriter& set(const std::string& column, const Label& label) {
    return set(column + "_de", label.de).set(column + "_en", label.en);
  }
  RowWriter& set(std::string_view column, const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : " ") + name;
    return set(column, list);
  }

  storage::Sql sql() {
    return {"INSERT INTO " + table_ + " (" + columns_ + ") VALUES (" + places_ + ") ON CONFLICT (" +
                key_ + ") DO UPDATE SET " + updates_,
            std::move(values_)};
  }

 private:
  RowWriter& add(std::string_view column, storage::Value value) {
    auto append = [](std::string& list, const std::string& item) {
      list += (list.empty() ? "" : ", ") + item;
    };
    std::string name(column);
    bool is_key = static_cast<int>(values_.size()) < key_columns_;
    if (is_key)
      append(key_, name);
    else
      append(updates_, name + " = excluded." + name);
    append(columns_, name);
    append(places_, "?");
    values_.push_back(std::move(value));
    return *this;
  }

  std::string table_, columns_, places_, key_, updates_;
  int key_columns_;
  std::vector<storage::Value> values_;
};

}  // namespace

storage::Sql object_row(const Object& object) {
  return RowWriter("kontor_object", 1)
      .set("id", object.id)
      .set("name", object.name)
      .set("label", object.label)
      .set("plural", object.plural)
      .set("icon", object.icon)
      .set("colour", object.colour)
      .set("kit", object.kit)
      .set("title_field", object.title_field)
      .set("default_sort", object.default_sort)
      .set("quick_add", object.quick_add)
      .set("key_fields", object.key_fields)
      .set("subtitle", object.subtitle)
      .set("timeline", object.timeline)
      .set("date_field", object.date_field)
      .set("archived", object.archived)
      .set("position", object.position)
      .sql();
}

storage::Sql field_row(const Object& object, const Field& field) {
  const RelationInfo& relation = field.relation;
  return RowWriter("kontor_field", 1)
      .set("id", field.id)
      .set("object", object.id)
      .set("name", field.name)
      .set("label", field.label)
      .set("help", field.help)
      .set("type", to_string(field.type))
      .set("field_class", to_string(field.field_class))
      .set("required", field.required)
      .set("unique_value", field.unique)
      .set("indexed", field.indexed)
      .set("read_only", field.read_only)
      .set("archived", field.archived)
      .set("position", field.position)
      .set("decimals", field.decimals)
      .set("currency", field.currency)
      .set("pattern", field.pattern)
      .set("default_value", field.default_value)
      .set("open_options", field.open_options)
      .set("pipeline_field", field.pipeline_field)
      .set("tally", field.tally)
      .set("name_parts", field.name_parts)
      .set("target", relation.target)
      .set("cardinality", to_string(relation.cardinality))
      .set("inverse", relation.inverse)
      .set("derived", relation.derived)
      .set("link_table", relation.link_table)
      .set("link_here", relation.link_here)
      .set("link_there", relation.link_there)
      .sql();
}

storage::Sql option_row(const Field& field, const Option& option, int position) {
  return RowWriter("kontor_option", 2)
      .set("field", field.id)
      .set("id", option.id)
      .set("name", option.key)
      .set("label", option.label)
      .set("colour", option.colour)
      .set("kind", to_string(option.kind))
      .set("pipeline", option.pipeline)
      .set("probability", option.probability)
      .set("archived", option.archived)
      .set("position", position)
      .sql();
}

storage::Sql view_row(const Object& object, const View& view) {
  return RowWriter("kontor_view", 1)
      .set("id", view.id)
      .set("object", object.id)
      .set("name", view.name)
      .set("label", view.label)
      .set("kind", to_string(view.kind))
      .set("filter", view.filter)
      .set("sort", view.sort)
      .set("settings", view.settings)
      .set("owner", view.owner)
      .set("position", view.position)
      .sql();
}

storage::Sql view_removed(const View& view) {
  return {"DELETE FROM kontor_view WHERE id = ?", {view.id}};
}

storage::Sql kit_row(const InstalledKit& kit) {
  return RowWriter("kontor_kit", 1)
      .set("name", kit.name)
      .set("version", kit.version)
      .set("views", kit.views)
      .sql();
}

}  // namespace kontor::schema
