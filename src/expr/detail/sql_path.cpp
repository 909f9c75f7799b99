#include "expr/detail/names.h"
#include "expr/detail/sql_compiler.h"

namespace kontor::expr {

using schema::Field;
using schema::FieldPart;
using schema::Object;
using storage::quoted;

bool SqlCompiler::is_record(const Step& step) const {
  return !step.part && target_of(*step.field, catalogue_);
}

Sql SqlCompiler::record_column(const Place& place) const {
  if (place.step->field->has_many_values()) return sql(place.row, ".id");
  return sql(place.row, ".", quoted(place.step->field->value.column));
}

Sql SqlCompiler::column(const Place& place, Form form) const {
  const Step& step = *place.step;
  if (is_record(step)) return record_column(place);
  if (step.facet == "currency") {
    // Codes are plain capitals.
    const Sql code = sql(place.row, ".", quoted(step.field->currency_column));
    return form == Form::raw ? code : sql("lower(", code, ")");
  }
  if (!step.facet.empty()) return facet(place);
  const FieldPart& part = step.part ? *step.part : step.field->value;
  const Sql raw = sql(place.row, ".", quoted(part.column));
  if (form == Form::sort && !part.sort_column.empty())
    return sql(place.row, ".", quoted(part.sort_column));
  if (form == Form::raw) return raw;
  if (!part.fold_column.empty()) return sql(place.row, ".", quoted(part.fold_column));
  return text_.mapped(raw, folding());
}

// The column that a place reads, facets or not.
Sql SqlCompiler::stored(const Place& place) const {
  if (place.step->facet == "currency") return column(place, Form::raw);
  Step bare = *place.step;
  bare.facet.clear();
  return column({&bare, place.row}, Form::raw);
}

Sql SqlCompiler::facet(const Place& place) const {
  const bool text = place.step->facet == "kind";
  Sql all = sql("CASE ", place.row, ".", quoted(place.step->field->value.column));
  for (const schema::Option& option : place.step->field->options) {
    const Value value = option_facet(*place.step->field, option.id, place.step->facet);
    all << " WHEN " << literal(option.id) << " THEN "
        << (text ? "'" + value.text() + "'" : literal(value.number()));
  }
  // A field without options still needs a well-formed expression.
  if (place.step->field->options.empty()) all << " WHEN NULL THEN NULL";
  return all << " ELSE " << (text ? text_.no_text() : text_.no_integer()) << " END";
}

Sql SqlCompiler::has_value(const Place& place) const {
  const Step& step = *place.step;
  if (is_record(step) && step.field->has_many_values()) return sql("TRUE");
  const Sql raw = column(place, Form::raw);
  const FieldPart& part = step.part ? *step.part : step.field->value;
  const bool money = step.field->type == schema::FieldType::money;
  const Sql exists = sql(raw, " IS NOT NULL");
  if (money && step.facet.empty()) {
    const Sql code = sql(place.row, ".", quoted(step.field->currency_column));
    return sql(exists, " AND ", code, " IS NOT NULL AND ", code, " <> ''");
  }
  const bool text = step.facet.empty() ? !part.fold_column.empty() || !part.sort_column.empty() ||
                                             part.type == schema::FieldType::text ||
                                             part.type == schema::FieldType::long_text
                                       : step.facet == "currency";
  return text ? sql(exists, " AND ", raw, " <> ''") : exists;
}

Sql SqlCompiler::alive(const Object& object, const std::string& row) {
  Sql all = sql(row, ".deleted_at IS NULL");
  const Sql visible = context_.visible(object, row);
  if (!visible.text.empty()) all << " AND (" << visible << ")";
  return all;
}

std::optional<Sql> SqlCompiler::readable(const Step& step, const std::string& row) {
  auto condition = context_.readable(*step.object, *step.field, row);
  if (!condition || condition->text.empty()) return {};
  return sql("(", *condition, ")");
}

void SqlCompiler::join(Route& route, const Sql& table, const std::string& row,
                       const Sql& condition) const {
  route.from << (route.empty() ? "" : ", ") << table << " " << row;
  route.row = row;
  restrict(route, condition);
}

void SqlCompiler::restrict(Route& route, const std::optional<Sql>& condition) const {
  if (!condition) return;
  route.where << (route.where.text.empty() ? "" : " AND ") << *condition;
}

SqlCompiler::Route SqlCompiler::hops(const std::vector<Step>& path, const std::string& row) {
  Route route;
  for (std::size_t i = 0; i + 1 < path.size(); ++i)
    follow(route, path[i], route.empty() ? row : route.row);
  return route;
}

void SqlCompiler::follow(Route& route, const Step& step, const std::string& row) {
  const Field& field = *step.field;
  restrict(route, readable(step, row));
  if (!field.child_table.empty()) {
    const std::string child = fresh('c');
    return join(route, sql(quoted(field.child_table)), child, sql(child, ".record = ", row, ".id"));
  }
  const Object& target = *target_of(field, catalogue_);
  const std::string record = fresh('r');
  if (!field.relation.link_table.empty()) {
    const std::string link = fresh('c');
    join(route, sql(quoted(field.relation.link_table)), link,
         sql(link, ".", quoted(field.relation.link_here), " = ", row, ".id"));
    join(route, sql(quoted(target.table)), record,
         sql(record, ".id = ", link, ".", quoted(field.relation.link_there)));
  } else if (field.relation.derived) {
    const Field& inverse = *target.field(field.relation.inverse);
    join(route, sql(quoted(target.table)), record,
         sql(record, ".", quoted(inverse.value.column), " = ", row, ".id"));
    restrict(route, readable({.object = &target, .field = &inverse}, record));
  } else {
    join(route, sql(quoted(target.table)), record,
         sql(record, ".id = ", row, ".", quoted(field.value.column)));
  }
  restrict(route, alive(target, record));
}

Sql SqlCompiler::any(const CheckedNode& path, const std::string& row, Nulls nulls,
                     const Test& test) {
  const Step& last = path.path.back();
  Route route = hops(path.path, row);
  const std::string owner = route.empty() ? row : route.row;
  if (last.field->has_many_values()) {
    follow(route, last, owner);
    restrict(route, sql("(", test({&last, route.row}), ")"));
  } else if (!route.empty()) {
    if (is_record(last))
      follow(route, last, owner);
    else
      restrict(route, readable(last, owner));
    restrict(route, sql("(", test({&last, owner}), ")"));
  } else {
    const Place place{&last, owner};
    Sql all;
    if (const auto may = readable(last, owner)) all << *may << " AND ";
    if (nulls == Nulls::never) all << stored(place) << " IS NOT NULL AND ";
    all << test(place);
    if (is_record(last)) {
      Route target;
      follow(target, last, owner);
      all << " AND EXISTS (SELECT 1 FROM " << target.from << " WHERE " << target.where << ")";
    }
    return sql("(", all, ")");
  }
  return sql("EXISTS (SELECT 1 FROM ", route.from, " WHERE ", route.where, ")");
}

Sql SqlCompiler::count(const CheckedNode& node, const std::string& row) {
  Route route = hops(node.path, row);
  follow(route, node.path.back(), route.empty() ? row : route.row);
  return sql("(SELECT count(*) FROM ", route.from, " WHERE ", route.where, ")");
}

// What a path to one value says, null where it leads nowhere.
Sql SqlCompiler::path_select(const CheckedNode& node, const std::string& row,
                             const std::function<Sql(const Place&)>& column) {
  const Step& last = node.path.back();
  Route route = hops(node.path, row);
  const std::string owner = route.empty() ? row : route.row;
  Sql value = column({&last, owner});
  if (is_record(last)) {
    follow(route, last, owner);
    value = sql(route.row, ".id");
  } else if (const auto may = readable(last, owner)) {
    value = sql("CASE WHEN ", *may, " THEN ", value, " END");
  }
  if (route.empty()) return value;
  return sql("(SELECT ", value, " FROM ", route.from, " WHERE ", route.where, ")");
}

SqlValue SqlCompiler::path_value(const CheckedNode& node, const std::string& row, Form form) {
  constexpr int kSelect = 3;
  const bool text = node.type.kind == TypeKind::text;
  const Sql all = path_select(node, row, [&](const Place& place) {
    const Sql found = column(place, form);
    if (!text || (!place.step->facet.empty() && place.step->facet != "currency")) return found;
    if (form != Form::sort) return sql("NULLIF(", found, ", '')");
    return sql("CASE WHEN ", column(place, Form::raw), " <> '' THEN ", found, " END");
  });
  const bool plain = !text && node.path.size() == 1 && all.params.empty() &&
                     all.text == column({&node.path[0], row}, form).text &&
                     node.path[0].facet.empty();
  return {all, plain ? 0 : kSelect};
}

}  // namespace kontor::expr
