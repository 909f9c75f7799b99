#include "schema/describe.h"

#include "schema/words.h"

namespace kontor::schema {
namespace {

void write_label(JsonWriter& json, std::string_view key, const Label& label) {
  json.key(key).begin_object();
  json.key("de").text(label.de).key("en").text(label.en);
  json.end_object();
}

void write_names(JsonWriter& json, std::string_view key, const std::vector<std::string>& names) {
  json.key(key).begin_array();
  for (const std::string& name : names) json.text(name);
  json.end_array();
}

void write_text_or_null(JsonWriter& json, std::string_view key, const std::string& text) {
  json.key(key);
  if (text.empty())
    json.null();
  else
    json.text(text);
}

void write_options(JsonWriter& json, const Field& field) {
  json.key("options").begin_array();
  for (const Option& option : field.options) {
    json.begin_object().key("key").text(option.key);
    write_label(json, "label", option.label);
    json.key("colour").text(option.colour);
    if (field.type == FieldType::status) {
      json.key("kind").text(to_string(option.kind));
      write_text_or_null(json, "pipeline", option.pipeline);
      json.key("probability").number(option.probability);
    }
    json.key("archived").boolean(option.archived).end_object();
  }
  json.end_array();
}

void write_relation(JsonWriter& json, const RelationInfo& relation) {
  json.key("relation").begin_object();
  json.key("target").text(relation.target);
  json.key("cardinality").text(to_string(relation.cardinality));
  write_text_or_null(json, "inverse", relation.inverse);
  json.end_object();
}

void write_parts(JsonWriter& json, const Field& field) {
  json.key("parts").begin_array();
  for (const FieldPart& part : field.parts) {
    json.begin_object().key("name").text(part.name);
    write_label(json, "label", part.label);
    json.key("type").text(to_string(part.type)).key("decimals").number(part.decimals);
    json.end_object();
  }
  json.end_array();
}

bool has_options(const Field& field) {
  return field.type == FieldType::select || field.type == FieldType::status ||
         field.type == FieldType::multi_select;
}

void write_settings(JsonWriter& json, const Field& field) {
  if (field.type == FieldType::number || field.type == FieldType::percent)
    json.key("decimals").number(field.decimals);
  if (field.type == FieldType::number) json.key("grouping").boolean(field.pattern != kPlainNumber);
  if (field.type == FieldType::money) json.key("currency").text(field.currency);
  if (field.type == FieldType::auto_number) json.key("pattern").text(field.pattern);
  if (has_options(field)) {
    write_options(json, field);
    json.key("open_options").boolean(field.open_options);
  }
  if (field.type == FieldType::status) {
    write_text_or_null(json, "pipeline_field", field.pipeline_field);
    write_names(json, "tally", field.tally);
  }
  if (field.type == FieldType::person_name) write_names(json, "name_parts", field.name_parts);
  if (!field.relation.target.empty()) write_relation(json, field.relation);
  if (!field.parts.empty()) write_parts(json, field);
}

void write_field(JsonWriter& json, const Field& field) {
  json.begin_object().key("name").text(field.name);
  write_label(json, "label", field.label);
  write_label(json, "help", field.help);
  json.key("type").text(to_string(field.type));
  json.key("class").text(to_string(field.field_class));
  json.key("required").boolean(field.required);
  json.key("unique").boolean(field.unique);
  json.key("read_only").boolean(field.read_only);
  json.key("system").boolean(field.system);
  write_text_or_null(json, "default", field.default_value);
  write_settings(json, field);
  json.key("sortable").boolean(is_sortable(field));
  json.key("filterable").boolean(true);
  json.end_object();
}

class Describer {
 public:
  Describer(JsonWriter& json, const Catalogue& catalogue, const CatalogueReader& reader)
      : json_(json), catalogue_(catalogue), reader_(reader) {}

  void run() {
    json_.begin_object().key("catalogue_version").number(catalogue_.version());
    json_.key("objects").begin_array();
    for (const Object& object : catalogue_.objects())
      if (sees(object)) write(object);
    json_.end_array().end_object();
  }

 private:
  bool sees(const Object& object) const { return !object.archived && reader_.sees_object(object); }

  bool sees(const Object& object, const Field& field) const {
    if (field.archived || !reader_.sees_field(object, field)) return false;
    if (field.relation.target.empty()) return true;
    const Object* target = catalogue_.object(field.relation.target);
    return target && sees(*target);
  }

  void write(const Object& object) {
    json_.begin_object().key("name").text(object.name);
    write_label(json_, "label", object.label);
    write_label(json_, "plural", object.plural);
    json_.key("icon").text(object.icon).key("colour").text(object.colour);
    json_.key("kit").text(object.kit).key("title_field").text(object.title_field);
    write_names(json_, "default_sort", object.default_sort);
    write_names(json_, "quick_add", object.quick_add);
    write_names(json_, "key_fields", object.key_fields);
    write_names(json_, "subtitle", object.subtitle);
    json_.key("timeline").boolean(object.timeline);
    write_text_or_null(json_, "date_field", object.date_field);
    write_abilities(reader_.abilities(object));
    json_.key("fields").begin_array();
    for (const Field& field : object.fields)
      if (sees(object, field)) write_field(json_, field);
    json_.end_array().key("views").begin_array();
    for (const View& view : object.views)
      if (view.owner == 0 || view.owner == reader_.user)
        describe_view(json_, view, view.owner != 0 || reader_.edits_shared_views);
    json_.end_array().end_object();
  }

  void write_abilities(const ObjectAbilities& can) {
    json_.key("can").begin_object();
    json_.key("create").boolean(can.create).key("import").boolean(can.import);
    json_.key("export").boolean(can.export_data).end_object();
  }

  JsonWriter& json_;
  const Catalogue& catalogue_;
  const CatalogueReader& reader_;
};

}  // namespace

void describe_view(JsonWriter& json, const View& view, bool may_edit) {
  bool shared = view.owner == 0;
  json.begin_object().key("id").text(std::to_string(view.id)).key("name").text(view.name);
  write_label(json, "label", view.label);
  json.key("kind").text(to_string(view.kind)).key("filter").text(view.filter);
  write_names(json, "sort", view.sort);
  json.key("settings").raw(view.settings).key("shared").boolean(shared);
  json.key("can").begin_object().key("edit").boolean(may_edit);
  json.end_object().end_object();
}

void describe(JsonWriter& json, const Catalogue& catalogue, const CatalogueReader& reader) {
  Describer(json, catalogue, reader).run();
}

bool is_sortable(const Field& field) {
  return !field.has_many_values() && field.type != FieldType::postal_address &&
         field.type != FieldType::long_text;
}

}  // namespace kontor::schema
