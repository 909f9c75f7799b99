#include "schema/layout.h"

#include <algorithm>

namespace kontor::schema {
namespace {

// PostgreSQL cuts names at 63 bytes; "__" never occurs inside a name of ours.
constexpr std::size_t kMaxIdentifier = 60;

std::string storage_name(char prefix, const Object& object, const Field& field) {
  std::string name = std::string(1, prefix) + "_" + object.name + "__" + field.name;
  if (name.size() > kMaxIdentifier) name = std::string(1, prefix) + "_" + std::to_string(field.id);
  return name;
}

FieldPart text_part(std::string name, Label label, const std::string& stem) {
  return {.name = std::move(name),
          .label = std::move(label),
          .type = FieldType::text,
          .column = "f_" + stem,
          .fold_column = "n_" + stem,
          .sort_column = "s_" + stem};
}

FieldPart degrees_part(std::string name, Label label, const std::string& stem) {
  return {.name = std::move(name),
          .label = std::move(label),
          .type = FieldType::number,
          .column = "f_" + stem,
          .decimals = 6};
}

std::vector<FieldPart> address_parts(const std::string& field) {
  auto text = [&](std::string name, Label label) {
    return text_part(name, std::move(label), field + "_" + name);
  };
  auto degrees = [&](std::string name, Label label) {
    return degrees_part(name, std::move(label), field + "_" + name);
  };
  return {text("street", {"Straße", "Street"}),
          text("postal_code", {"PLZ", "Postal code"}),
          text("place", {"Ort", "Place"}),
          text("region", {"Region", "Region"}),
          text("country", {"Land", "Country"}),
          degrees("latitude", {"Breite", "Latitude"}),
          degrees("longitude", {"Länge", "Longitude"})};
}

// A text column of a child table that is stored in lower case, so that it is its own fold column.
FieldPart folded_part(std::string name, Label label) {
  return {.name = name,
          .label = std::move(label),
          .type = FieldType::text,
          .column = name,
          .fold_column = name};
}

void assign_child_table(const Object& object, Field& field) {
  field.child_table = storage_name('c', object, field);
  if (field.type == FieldType::multi_select) {
    field.value = {.type = field.type, .column = "option_id"};
    return;
  }
  field.value = {.type = field.type, .column = "value", .fold_column = "fold"};
  field.parts = {folded_part("label", {"Art", "Kind"})};
  if (field.type == FieldType::phones)
    field.parts.push_back(folded_part("e164", {"Internationale Form", "International form"}));
}

void assign_link_table(const Object& object, Field& field) {
  if (field.relation.derived || !field.relation.link_table.empty()) return;
  field.relation.link_table = storage_name('l', object, field);
  field.relation.link_here = "a_id";
  field.relation.link_there = "b_id";
}

void assign_value_columns(const Object& object, Field& field) {
  field.value = {.type = field.type, .column = "f_" + field.name, .decimals = field.decimals};
  if (object.title_field == field.name) {
    field.value.column = "title";
    field.value.fold_column = "title_fold";
    field.value.sort_column = "title_sort";
    return;
  }
  bool one_line = field.type == FieldType::text || field.type == FieldType::auto_number;
  if (one_line || field.type == FieldType::long_text) field.value.fold_column = "n_" + field.name;
  if (one_line) field.value.sort_column = "s_" + field.name;
  if (field.type == FieldType::money) field.currency_column = "f_" + field.name + "_currency";
}

}  // namespace

void assign_storage(const Object& object, Field& field) {
  switch (field.type) {
    case FieldType::emails:
    case FieldType::phones:
    case FieldType::urls:
    case FieldType::multi_select:
      return assign_child_table(object, field);
    case FieldType::postal_address:
      field.parts = address_parts(field.name);
      return;
    case FieldType::relation:
      if (field.relation.cardinality == Cardinality::many) return assign_link_table(object, field);
      return assign_value_columns(object, field);
    default:
      return assign_value_columns(object, field);
  }
}

namespace {

Column integer(std::string name) {
  return {std::move(name), ColumnKind::integer, false};
}
Column never_null(std::string name) {
  return {std::move(name), ColumnKind::integer, true};
}
Column text(std::string name) {
  return {std::move(name), ColumnKind::text, false};
}
Column blob(std::string name) {
  return {std::move(name), ColumnKind::blob, false};
}

std::vector<Column> system_columns() {
  return {never_null("id"),        never_null("version"),
          text("title"),           text("title_fold"),
          blob("title_sort"),      integer("owner"),
          integer("unit"),         integer("territory"),
          integer("organisation"), never_null("confidential"),
          never_null("zk"),        never_null("created_at"),
          integer("created_by"),   never_null("changed_at"),
          integer("changed_by"),   integer("deleted_at")};
}

bool is_text(FieldType type) {
  return type == FieldType::text || type == FieldType::long_text ||
         type == FieldType::auto_number || type == FieldType::person_name;
}

void add_part_columns(const FieldPart& part, std::vector<Column>& columns) {
  if (part.column.empty() || part.column == "title") return;
  if (part.type == FieldType::checkbox)
    columns.push_back(never_null(part.column));
  else if (is_text(part.type))
    columns.push_back(text(part.column));
  else
    columns.push_back(integer(part.column));
  if (!part.fold_column.empty()) columns.push_back(text(part.fold_column));
  if (!part.sort_column.empty()) columns.push_back(blob(part.sort_column));
}

void add_field_columns(const Field& field, std::vector<Column>& columns) {
  if (field.system || field.has_many_values()) return;
  add_part_columns(field.value, columns);
  if (!field.currency_column.empty()) columns.push_back(text(field.currency_column));
  for (const FieldPart& part : field.parts) add_part_columns(part, columns);
}

Table child_table(const Field& field) {
  if (field.type == FieldType::multi_select)
    return {field.child_table,
            {never_null("record"), never_null("option_id")},
            {"record", "option_id"}};
  Table table{
      field.child_table,
      {never_null("record"), never_null("position"), text("value"), text("fold"), text("label")},
      {"record", "position"}};
  if (field.type == FieldType::phones) table.columns.push_back(text("e164"));
  return table;
}

bool declares_link(const Field& field) {
  return field.relation.link_here == "a_id";
}

}  // namespace

std::vector<Table> tables(const Object& object) {
  std::vector<Table> all{{object.table, system_columns(), {"id"}}};
  for (const Field& field : object.fields) add_field_columns(field, all.front().columns);
  for (const Field& field : object.fields) {
    if (!field.child_table.empty()) all.push_back(child_table(field));
    if (declares_link(field))
      all.push_back(
          {field.relation.link_table, {never_null("a_id"), never_null("b_id")}, {"a_id", "b_id"}});
  }
  return all;
}

std::vector<IndexColumn> sort_columns(const Object& object, std::string_view term) {
  bool descending = term.starts_with('-');
  if (descending) term.remove_prefix(1);
  auto dot = term.find('.');
  const Field* field = object.field(term.substr(0, dot));
  if (!field || field->has_many_values()) return {};
  const FieldPart* part =
      dot == std::string_view::npos ? &field->value : field->part(term.substr(dot + 1));
  if (!part || part->column.empty()) return {};
  return {{part->sort_column.empty() ? part->column : part->sort_column, descending}};
}

namespace {

// What a filter most often asks besides the order: short columns, so that a walk or a gather tests
// them without leaving the index. Only of fields that were meant to be found by; and not too many.
constexpr std::size_t kMostCarried = 8;

std::vector<IndexColumn> carried_columns(const Object& object) {
  std::vector<IndexColumn> carried;
  for (const Field& field : object.fields) {
    if (field.archived || field.system || carried.size() == kMostCarried) continue;
    switch (field.type) {
      case FieldType::status:
        carried.push_back({field.value.column});
        break;
      case FieldType::select:
      case FieldType::checkbox:
      case FieldType::date:
        if (field.indexed) carried.push_back({field.value.column});
        break;
      case FieldType::postal_address:
        if (field.indexed) carried.push_back({field.part("postal_code")->fold_column});
        break;
      default:
        break;
    }
  }
  return carried;
}

class IndexList {
 public:
  explicit IndexList(const Object& object) : object_(object), carried_(carried_columns(object)) {
    for (const std::string& term : object.default_sort)
      for (IndexColumn& column : sort_columns(object, term)) sort_.push_back(std::move(column));
    id_ = {"id", !sort_.empty() && sort_.back().descending};
  }

  std::vector<Index> make() {
    add(named("order"), IndexRows::living, {sort_, {id_, {"zk"}}, carried_});
    add(named("class"), IndexRows::living, {{{"zk"}}, sort_, {id_}, carried_});
    add(named("changed"), IndexRows::living, {{{"changed_at"}, {"id"}, {"zk"}}, carried_});
    add(named("class_changed"), IndexRows::living, {{{"zk"}, {"changed_at"}, {"id"}}, carried_});
    add(named("deleted"), IndexRows::deleted, {{{"deleted_at"}, {"id"}}});
    add(named("f_owner"), IndexRows::living, {{{"owner"}}, sort_, {id_, {"zk"}}, carried_});
    for (const Field& field : object_.fields)
      if (!field.archived && !field.system) add_field(field);
    return std::move(all_);
  }

 private:
  void add_field(const Field& field) {
    if (!field.child_table.empty()) return add_child(field);
    if (declares_link(field)) {
      const std::string& table = field.relation.link_table;
      all_.push_back({table + "__back", table, {{"b_id"}, {"a_id"}}});
    }
    if (field.has_many_values()) return;
    const bool option = field.type == FieldType::select && field.indexed;
    if (field.type == FieldType::status || field.type == FieldType::user || option)
      add(named("f_", field), IndexRows::living,
          {{{field.value.column}}, sort_, {id_, {"zk"}}, carried_});
    else if (field.type == FieldType::relation)
      add(named("f_", field), IndexRows::living_filled, {{{field.value.column}, {"zk"}, {"id"}}});
    else if (field.type == FieldType::postal_address && field.indexed)
      for (std::string part : {"postal_code", "place"})
        add_value(named("f_", field, "_" + part), *field.part(part));
    else if (field.indexed)
      add_value(named("f_", field), field.value);
    if (!field.unique) return;
    add(named("u_", field), IndexRows::living_filled, {{{compared(field.value)}}});
    all_.back().unique = true;
  }

  void add_child(const Field& field) {
    const std::string& table = field.child_table;
    auto add_column = [&](const std::string& role, const std::string& column) {
      all_.push_back({table + "__" + role, table, {{column}, {"record"}}});
    };
    if (field.type == FieldType::multi_select) return add_column("option", "option_id");
    add_column("fold", "fold");
    if (field.type == FieldType::phones) add_column("e164", "e164");
  }

  void add_value(std::string name, const FieldPart& part) {
    add(std::move(name), IndexRows::living_filled,
        {{{compared(part)}, {"zk"}, {"id"}}, sort_, carried_});
  }

  // A column named twice keeps its first place.
  void add(std::string name, IndexRows rows, const std::vector<std::vector<IndexColumn>>& groups) {
    Index index{std::move(name), object_.table, {}, rows};
    for (const auto& group : groups)
      for (const IndexColumn& column : group)
        if (std::ranges::find(index.columns, column.name, &IndexColumn::name) ==
            index.columns.end())
          index.columns.push_back(column);
    all_.push_back(std::move(index));
  }

  static std::string compared(const FieldPart& part) {
    return part.fold_column.empty() ? part.column : part.fold_column;
  }

  std::string named(const std::string& role) const { return object_.table + "__" + role; }

  std::string named(const std::string& kind, const Field& field,
                    const std::string& part = "") const {
    std::string name = named(kind + field.name + part);
    if (name.size() <= kMaxIdentifier) return name;
    return "i_" + std::to_string(object_.id) + "__" + kind + std::to_string(field.id) + part;
  }

  const Object& object_;
  std::vector<IndexColumn> sort_, carried_;
  IndexColumn id_;
  std::vector<Index> all_;
};

}  // namespace

std::vector<Index> indexes(const Object& object) {
  return IndexList(object).make();
}

}  // namespace kontor::schema
