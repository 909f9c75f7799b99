#include "schema/kit/kit.h"
#include "schema/kit/reader.h"

namespace kontor::schema {
namespace {

// Labels in short: "{de: ..., en: ...}" stands directly in options, under `label` elsewhere.
Result<Option> read_option(const YamlEntry& entry, const std::string& path) {
  YamlMap map = TRY(
      YamlMap::open(entry.value, path, {"de", "en", "colour", "kind", "pipeline", "probability"}));
  Option option;
  option.key = entry.key;
  TRY(map.need("de"));
  TRY(map.need("en"));
  TRY(map.read("de", option.label.de));
  TRY(map.read("en", option.label.en));
  TRY(map.read("colour", option.colour));
  TRY(map.read_word("kind", option.kind));
  TRY(map.read("pipeline", option.pipeline));
  TRY(map.read("probability", option.probability));
  if (!option.colour.empty() && !is_colour(option.colour))
    return map.bad_value("colour", option.colour, colours());
  return option;
}

Result<std::vector<Option>> read_options(const YamlNode& node, const std::string& path) {
  std::vector<Option> options;
  for (const YamlEntry& entry : *TRY(entries_of(node, path)))
    options.push_back(TRY(read_option(entry, path + "." + entry.key)));
  return options;
}

Result<void> read_inverse(const YamlMap& map, Inverse& inverse) {
  const YamlNode* node = map.find("inverse");
  if (!node) return {};
  YamlMap inner = TRY(YamlMap::open(*node, map.path("inverse"), {"name", "de", "en"}));
  for (const char* key : {"name", "de", "en"}) TRY(inner.need(key));
  TRY(inner.read("name", inverse.name));
  TRY(inner.read("de", inverse.label.de));
  return inner.read("en", inverse.label.en);
}

Result<KitField> read_field(const YamlEntry& entry, const std::string& path) {
  YamlMap map = TRY(
      YamlMap::open(entry.value, path,
                    {"type",    "label",     "help",           "class",    "required", "unique",
                     "indexed", "read_only", "decimals",       "currency", "pattern",  "default",
                     "options", "open",      "pipeline_field", "tally",    "parts",    "target",
                     "many",    "inverse",   "after",          "optional"}));
  KitField made;
  Field& field = made.field;
  field.name = entry.key;
  TRY(map.need("type"));
  TRY(map.need("label"));
  TRY(map.read_word("type", field.type));
  TRY(map.read("label", field.label));
  TRY(map.read("help", field.help));
  TRY(map.read_word("class", field.field_class));
  TRY(map.read("required", field.required));
  TRY(map.read("unique", field.unique));
  TRY(map.read("indexed", field.indexed));
  TRY(map.read("read_only", field.read_only));
  TRY(map.read("decimals", field.decimals));
  TRY(map.read("currency", field.currency));
  TRY(map.read("pattern", field.pattern));
  TRY(map.read("default", field.default_value));
  TRY(map.read("open", field.open_options));
  TRY(map.read("pipeline_field", field.pipeline_field));
  TRY(map.read("tally", field.tally));
  TRY(map.read("parts", field.name_parts));
  TRY(map.read("target", field.relation.target));
  TRY(map.read("after", made.after));
  TRY(map.read("optional", made.optional));
  bool many = false;
  TRY(map.read("many", many));
  field.relation.cardinality = many ? Cardinality::many : Cardinality::one;
  if (const YamlNode* options = map.find("options"))
    field.options = TRY(read_options(*options, map.path("options")));
  TRY(read_inverse(map, made.inverse));
  return made;
}

Result<void> read_board(const YamlMap& map, KitView& view) {
  const YamlNode* node = map.find("board");
  if (!node) return {};
  YamlMap board =
      TRY(YamlMap::open(*node, map.path("board"), {"field", "pipeline", "fields", "sums"}));
  TRY(board.need("field"));
  TRY(board.read("field", view.board_field));
  TRY(board.read("pipeline", view.board_pipeline));
  TRY(board.read("fields", view.board_fields));
  return board.read("sums", view.board_sums);
}

Result<KitView> read_view(const YamlEntry& entry, const std::string& path) {
  YamlMap map = TRY(YamlMap::open(
      entry.value, path, {"label", "kind", "filter", "sort", "columns", "group", "board", "when"}));
  KitView made;
  View& view = made.view;
  view.name = entry.key;
  TRY(map.need("label"));
  TRY(map.read("label", view.label));
  TRY(map.read_word("kind", view.kind));
  TRY(map.read("filter", view.filter));
  TRY(map.read("sort", view.sort));
  TRY(map.read("columns", made.columns));
  TRY(map.read("group", made.group));
  TRY(map.read("when", made.when));
  TRY(read_board(map, made));
  return made;
}

Result<void> read_parts(const YamlMap& map, KitObject& made, Kit& kit) {
  const std::string& object = made.object.name;
  if (const YamlNode* fields = map.find("fields"))
    for (const YamlEntry& entry : *TRY(entries_of(*fields, map.path("fields")))) {
      std::string path = map.path("fields") + "." + entry.key;
      made.fields.push_back(TRY(read_field(entry, path)));
      kit.lines.emplace(object + "." + entry.key, entry.value.line);
      const YamlNode* options = entry.value.find("options");
      if (!options) continue;
      for (const YamlEntry& option : options->entries)
        kit.lines.emplace(object + "." + entry.key + "." + option.key, option.value.line);
    }
  if (const YamlNode* views = map.find("views"))
    for (const YamlEntry& entry : *TRY(entries_of(*views, map.path("views")))) {
      made.views.push_back(TRY(read_view(entry, map.path("views") + "." + entry.key)));
      kit.lines.emplace(object + ".views." + entry.key, entry.value.line);
    }
  return {};
}

Result<void> read_lists(const YamlMap& map, Object& object) {
  TRY(map.read("quick_add", object.quick_add));
  TRY(map.read("key_fields", object.key_fields));
  return map.read("subtitle", object.subtitle);
}

Result<void> read_new_object(const YamlEntry& entry, Kit& kit) {
  YamlMap map =
      TRY(YamlMap::open(entry.value, "objects." + entry.key,
                        {"label", "plural", "icon", "colour", "title", "sort", "quick_add",
                         "key_fields", "subtitle", "timeline", "date_field", "fields", "views"}));
  KitObject made;
  Object& object = made.object;
  object.name = entry.key;
  object.kit = kit.name;
  for (const char* key : {"label", "plural", "title", "fields"}) TRY(map.need(key));
  TRY(map.read("label", object.label));
  TRY(map.read("plural", object.plural));
  TRY(map.read("icon", object.icon));
  TRY(map.read("colour", object.colour));
  TRY(map.read("title", object.title_field));
  TRY(map.read("sort", object.default_sort));
  TRY(map.read("timeline", object.timeline));
  TRY(map.read("date_field", object.date_field));
  TRY(read_lists(map, object));
  TRY(read_parts(map, made, kit));
  kit.lines.emplace(object.name, entry.value.line);
  kit.objects.push_back(std::move(made));
  return {};
}

Result<void> read_extension(const YamlEntry& entry, Kit& kit) {
  YamlMap map = TRY(YamlMap::open(
      entry.value, "extend." + entry.key,
      {"optional", "quick_add", "key_fields", "subtitle", "fields", "options", "views"}));
  KitObject made;
  made.is_new = false;
  TRY(map.read("optional", made.optional));
  made.object.name = entry.key;
  TRY(read_lists(map, made.object));
  TRY(read_parts(map, made, kit));
  if (const YamlNode* options = map.find("options"))
    for (const YamlEntry& field : *TRY(entries_of(*options, map.path("options"))))
      made.options[field.key] =
          TRY(read_options(field.value, map.path("options") + "." + field.key));
  kit.lines.emplace(entry.key, entry.value.line);
  kit.objects.push_back(std::move(made));
  return {};
}

}  // namespace

Result<Kit> load_kit(std::string_view text) {
  YamlNode root = TRY(parse_yaml(text));
  YamlMap map = TRY(YamlMap::open(
      root, "kit",
      {"kit", "version", "label", "description", "icon", "needs", "objects", "extend"}));
  for (const char* key : {"kit", "version", "label", "description"}) TRY(map.need(key));
  Kit kit;
  TRY(map.read("kit", kit.name));
  TRY(map.read("version", kit.version));
  TRY(map.read("label", kit.label));
  TRY(map.read("description", kit.description));
  TRY(map.read("icon", kit.icon));
  TRY(map.read("needs", kit.needs));
  if (kit.version < 1) return map.bad_value("version", std::to_string(kit.version), "1, 2, ...");
  if (const YamlNode* objects = map.find("objects"))
    for (const YamlEntry& entry : *TRY(entries_of(*objects, "objects")))
      TRY(read_new_object(entry, kit));
  if (const YamlNode* extensions = map.find("extend"))
    for (const YamlEntry& entry : *TRY(entries_of(*extensions, "extend")))
      TRY(read_extension(entry, kit));
  return kit;
}

}  // namespace kontor::schema
