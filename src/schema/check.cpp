#include "schema/check.h"

#include <algorithm>
#include <set>

#include "base/json.h"
#include "schema/layout.h"
#include "schema/names.h"
#include "schema/system_fields.h"
#include "schema/words.h"

namespace kontor::schema {
namespace {

Failure wrong(std::string where, std::string key, std::vector<ErrorParam> params = {}) {
  return fail(Code::invalid, "schema." + std::move(key), std::move(params), std::move(where));
}

Result<void> check_name(const std::string& name, const std::string& where) {
  if (!is_name(name)) return wrong(where, "bad_name", {{"name", name}});
  return {};
}

Result<void> check_label(const Label& label, const std::string& where) {
  for (const std::string* text : {&label.de, &label.en}) {
    if (text->empty()) return wrong(where, "missing_label");
    if (text->size() > kMaxLabelLength)
      return wrong(where, "label_too_long", {{"max", std::to_string(kMaxLabelLength)}});
  }
  return {};
}

Result<void> check_colour(const std::string& colour, const std::string& where) {
  if (colour.empty() || is_colour(colour)) return {};
  return wrong(where, "unknown_colour", {{"name", colour}, {"allowed", colours()}});
}

Result<void> check_count(std::size_t count, std::size_t max, std::string_view what,
                         const std::string& where) {
  if (count <= max) return {};
  return wrong(where, "too_many", {{"what", std::string(what)}, {"max", std::to_string(max)}});
}

bool has_options(FieldType type) {
  return type == FieldType::select || type == FieldType::status || type == FieldType::multi_select;
}

bool is_relation(FieldType type) {
  return type == FieldType::relation || type == FieldType::user;
}

bool is_single(FieldType type) {
  return type == FieldType::text || type == FieldType::number || type == FieldType::date ||
         type == FieldType::date_time || type == FieldType::select || type == FieldType::relation ||
         type == FieldType::user || type == FieldType::money || type == FieldType::percent ||
         type == FieldType::status || type == FieldType::auto_number;
}

class Checker {
 public:
  explicit Checker(const Catalogue& catalogue) : catalogue_(catalogue) {}

  Result<void> run() {
    TRY(check_count(catalogue_.objects().size(), kMaxObjects, "objects", ""));
    std::set<std::string> names;
    for (const Object& object : catalogue_.objects()) {
      if (!names.insert(object.name).second)
        return wrong(object.name, "name_taken", {{"name", object.name}});
      if (object.id < kFirstObjectId) continue;  // built in
      TRY(check_object(object));
    }
    return check_tables();
  }

 private:
  Result<void> check_object(const Object& object) {
    TRY(check_name(object.name, object.name));
    TRY(check_label(object.label, object.name));
    TRY(check_label(object.plural, object.name));
    TRY(check_colour(object.colour, object.name));
    TRY(check_count(object.fields.size(), kMaxFields, "fields", object.name));
    std::set<std::string> names;
    for (const Field& field : object.fields) {
      if (field.system) continue;
      std::string where = object.name + "." + field.name;
      if (!names.insert(field.name).second)
        return wrong(where, "name_taken", {{"name", field.name}});
      TRY(check_field(object, field, where));
    }
    TRY(check_title(object));
    TRY(check_lists(object));
    for (const View& view : object.views) TRY(check_view(object, view));
    return {};
  }

  Result<void> check_title(const Object& object) {
    const Field* title = object.field(object.title_field);
    if (!title || title->archived || title->value.column != "title" ||
        (title->type != FieldType::text && title->type != FieldType::person_name &&
         title->type != FieldType::auto_number))
      return wrong(object.name, "no_title");
    return {};
  }

  Result<void> check_lists(const Object& object) {
    for (const std::string& term : object.default_sort)
      if (sort_columns(object, term).empty())
        return wrong(object.name, "no_such_field", {{"name", term}});
    for (const auto* list : {&object.quick_add, &object.key_fields})
      for (const std::string& name : *list)
        if (!object.field(name)) return wrong(object.name, "no_such_field", {{"name", name}});
    for (const std::string& path : object.subtitle)
      if (!is_path(catalogue_.objects(), object, path))
        return wrong(object.name, "no_such_field", {{"name", path}});
    if (!object.date_field.empty() && !object.field(object.date_field))
      return wrong(object.name, "no_such_field", {{"name", object.date_field}});
    return {};
  }

  Result<void> check_field(const Object& object, const Field& field, const std::string& where) {
    TRY(check_name(field.name, where));
    if (is_reserved(field.name)) return wrong(where, "reserved_name", {{"name", field.name}});
    TRY(check_label(field.label, where));
    auto setting = [&](std::string name) {
      return wrong(where, "setting",
                   {{"setting", std::move(name)}, {"type", std::string(to_string(field.type))}});
    };
    if (field.type == FieldType::instant_system || field.type == FieldType::user_system)
      return setting("type");
    bool may_be_empty = field.open_options && field.type == FieldType::multi_select;
    if (field.open_options && !may_be_empty) return setting("open_options");
    if (has_options(field.type) == field.options.empty() && !may_be_empty)
      return setting("options");
    if (field.decimals < 0 || field.decimals > 6) return setting("decimals");
    if (field.decimals && field.type != FieldType::number && field.type != FieldType::percent)
      return setting("decimals");
    const bool plain = field.type == FieldType::number && field.pattern == kPlainNumber;
    if (!plain && (field.type == FieldType::auto_number) == field.pattern.empty())
      return setting("pattern");
    if (field.type == FieldType::auto_number && field.pattern.find("{number") == std::string::npos)
      return setting("pattern");
    if (is_relation(field.type) == field.relation.target.empty()) return setting("target");
    if (field.unique && !is_single(field.type)) return setting("unique");
    if (field.indexed && !is_single(field.type) && field.type != FieldType::postal_address)
      return setting("indexed");
    if (field.type == FieldType::person_name && object.title_field != field.name)
      return setting("type");
    TRY(check_references(object, field, where));
    return check_options(object, field, where);
  }

  Result<void> check_references(const Object& object, const Field& field,
                                const std::string& where) {
    auto missing = [&](const std::string& name) {
      return wrong(where, "no_such_field", {{"name", name}});
    };
    if ((field.type == FieldType::person_name) == field.name_parts.empty())
      return wrong(where, "setting",
                   {{"setting", "name_parts"}, {"type", std::string(to_string(field.type))}});
    for (const std::string& part : field.name_parts) {
      const Field* named = object.field(part);
      if (!named || (named->type != FieldType::text && named->type != FieldType::select))
        return missing(part);
    }
    for (const std::string& sum : field.tally) {
      const Field* named = object.field(sum);
      if (field.type != FieldType::status || !named || named->type != FieldType::money)
        return missing(sum);
    }
    if (!field.pipeline_field.empty()) {
      const Field* pipeline = object.field(field.pipeline_field);
      if (field.type != FieldType::status || !pipeline || pipeline->type != FieldType::select)
        return missing(field.pipeline_field);
    }
    return check_relation(object, field, where);
  }

  Result<void> check_relation(const Object& object, const Field& field, const std::string& where) {
    if (!is_relation(field.type)) return {};
    const RelationInfo& relation = field.relation;
    const Object* target = catalogue_.object(relation.target);
    if (!target) return wrong(where, "no_such_object", {{"name", relation.target}});
    bool many = relation.cardinality == Cardinality::many;
    if (field.type == FieldType::user && (relation.target != "user" || many))
      return wrong(where, "setting", {{"setting", "target"}, {"type", "user"}});
    if (relation.inverse.empty()) {
      if (relation.derived) return wrong(where, "inverse", {{"name", ""}});
      return {};
    }
    const Field* inverse = target->field(relation.inverse);
    bool agrees = inverse && inverse->type == FieldType::relation &&
                  inverse->relation.target == object.name &&
                  inverse->relation.inverse == field.name && inverse->archived == field.archived;
    if (agrees && (relation.derived || !many))
      agrees = relation.derived != inverse->relation.derived &&
               (relation.derived ? many : inverse->relation.cardinality == Cardinality::many);
    else if (agrees)
      agrees = relation.link_table == inverse->relation.link_table &&
               relation.link_here == inverse->relation.link_there && inverse != &field;
    if (!agrees) return wrong(where, "inverse", {{"name", relation.inverse}});
    return {};
  }

  Result<void> check_options(const Object& object, const Field& field, const std::string& where) {
    TRY(check_count(field.options.size(), kMaxFieldOptions, "options", where));
    std::set<std::string> keys;
    std::set<int> ids;
    for (const Option& option : field.options) {
      std::string at = where + "." + option.key;
      TRY(check_name(option.key, at));
      if (!keys.insert(option.key).second || !ids.insert(option.id).second)
        return wrong(at, "name_taken", {{"name", option.key}});
      TRY(check_label(option.label, at));
      TRY(check_colour(option.colour, at));
      bool status = field.type == FieldType::status;
      if (status == (option.kind == OptionKind::none))
        return wrong(at, "setting",
                     {{"setting", "kind"}, {"type", std::string(to_string(field.type))}});
      if (option.probability < 0 || option.probability > 100)
        return wrong(at, "setting",
                     {{"setting", "probability"}, {"type", std::string(to_string(field.type))}});
      if (option.pipeline.empty()) continue;
      const Field* pipeline = object.field(field.pipeline_field);
      if (!pipeline || !pipeline->option(option.pipeline))
        return wrong(at, "no_such_field", {{"name", option.pipeline}});
    }
    return {};
  }

  Result<void> check_view(const Object& object, const View& view) {
    std::string where = object.name + ".views." + view.name;
    if (!view.name.empty()) TRY(check_name(view.name, where));
    TRY(check_label(view.label, where));
    auto settings = parse_json(view.settings, {.max_bytes = kMaxViewSettings, .max_depth = 8});
    if (!settings || !settings->is_object())
      return wrong(where, "setting", {{"setting", "settings"}, {"type", "JSON"}});
    for (const std::string& term : view.sort)
      if (!is_path(catalogue_.objects(), object,
                   std::string_view(term).substr(term.starts_with('-'))))
        return wrong(where, "no_such_field", {{"name", term}});
    return {};
  }

  // "a_b" of one field and "a" + part "b" of another would meet in one column.
  Result<void> check_tables() {
    std::set<std::string> tables_seen;
    for (const Object& object : catalogue_.objects()) {
      if (object.id < kFirstObjectId) continue;
      for (const Table& table : tables(object)) {
        if (!tables_seen.insert(table.name).second)
          return wrong(object.name, "name_taken", {{"name", table.name}});
        TRY(check_count(table.columns.size(), kMaxColumns, "columns", object.name));
        std::set<std::string> columns;
        for (const Column& column : table.columns)
          if (!columns.insert(column.name).second)
            return wrong(object.name, "name_taken", {{"name", column.name}});
      }
    }
    return {};
  }

  const Catalogue& catalogue_;
};

bool is_facet(const Field& field, std::string_view word) {
  bool option = field.type == FieldType::select || field.type == FieldType::status;
  return (option && (word == "kind" || word == "position" || word == "probability")) ||
         (field.type == FieldType::money && word == "currency");
}

}  // namespace

Result<void> check(const Catalogue& catalogue) {
  return Checker(catalogue).run();
}

bool is_path(const std::vector<Object>& objects, const Object& object, std::string_view path) {
  const Object* at = &object;
  for (int hops = 0; hops <= 2; ++hops) {
    auto dot = path.find('.');
    const Field* field = at->field(path.substr(0, dot));
    if (!field) return false;
    if (dot == std::string_view::npos) return true;
    path.remove_prefix(dot + 1);
    if (field->part(path) || is_facet(*field, path)) return true;
    bool hop = !field->relation.target.empty() && !field->has_many_values();
    if (!hop) return false;
    auto target = std::ranges::find(objects, field->relation.target, &Object::name);
    if (target == objects.end()) return false;
    at = &*target;
  }
  return false;
}

}  // namespace kontor::schema
