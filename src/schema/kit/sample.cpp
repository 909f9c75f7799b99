#include "schema/kit/sample.h"

#include <algorithm>
#include <set>

#include "base/json.h"
#include "schema/fields/fields.h"
#include "schema/kit/reader.h"
#include "schema/kit/relative_date.h"

namespace kontor::schema {
namespace {

using Kind = YamlNode::Kind;

bool names_records(const Field& field) {
  return field.type == FieldType::relation || field.type == FieldType::user;
}

class SampleReader {
 public:
  SampleReader(const Catalogue& catalogue, Date today, const std::vector<std::string>& known)
      : catalogue_(catalogue), today_(today), keys_(known.begin(), known.end()) {}

  Result<Sample> read(const YamlNode& root) {
    for (const YamlEntry& object : *TRY(entries_of(root, "sample"))) {
      const Object* found = catalogue_.object(object.key);
      if (!found) continue;
      for (const YamlEntry& record : *TRY(entries_of(object.value, object.key)))
        TRY(read_record(*found, record));
    }
    return std::move(sample_);
  }

 private:
  Result<void> read_record(const Object& object, const YamlEntry& entry) {
    std::string path = object.name + "." + entry.key;
    SampleRecord record{object.name, entry.key, {}};
    for (const YamlEntry& value : *TRY(entries_of(entry.value, path))) {
      const Field* field = object.field(value.key);
      if (!field) continue;
      SampleValue read = names_records(*field) ? TRY(read_keys(path, *field, value.value))
                                               : TRY(read_value(path, *field, value.value));
      if (!read.json.empty() || !read.keys.empty()) record.values.push_back(std::move(read));
    }
    if (!keys_.insert(entry.key).second)
      return kit_error("duplicate", entry.value, {{"name", entry.key}}, path);
    sample_.records.push_back(std::move(record));
    return {};
  }

  Result<SampleValue> read_keys(const std::string& path, const Field& field, const YamlNode& node) {
    SampleValue value{field.name, {}, {}};
    auto add = [&](const YamlNode& item) -> Result<void> {
      if (item.kind != Kind::scalar) return wrong_kind(item, path + "." + field.name, "key");
      bool is_me = field.type == FieldType::user && item.scalar == "me";
      if (is_me || keys_.contains(item.scalar))
        value.keys.push_back(item.scalar);
      else
        sample_.unresolved.push_back(path + "." + field.name + ": " + item.scalar);
      return {};
    };
    if (node.kind != Kind::list) TRY(add(node));
    for (const YamlNode& item : node.items) TRY(add(item));
    return value;
  }

  Result<SampleValue> read_value(const std::string& path, const Field& field,
                                 const YamlNode& node) {
    SampleValue value{field.name, TRY(wire_form(field, node, path + "." + field.name)), {}};
    auto checked = from_wire(field, TRY(parse_json(value.json)));
    if (checked) return value;
    Error error = std::move(checked).error();
    error.params.push_back({"line", std::to_string(node.line)});
    error.field = path + "." + field.name;
    error.position = static_cast<std::int64_t>(node.position);
    return Failure(std::move(error));
  }

  Result<std::string> wire_form(const Field& field, const YamlNode& node, const std::string& path) {
    std::string text;
    JsonWriter json(text);
    switch (field.type) {
      case FieldType::checkbox:
        if (node.scalar != "true" && node.scalar != "false")
          return wrong_kind(node, path, "true, false");
        json.boolean(node.scalar == "true");
        break;
      case FieldType::date: {
        auto date = sample_date(node.scalar, today_);
        if (!date) return wrong_kind(node, path, "date");
        json.text(to_string(*date));
        break;
      }
      case FieldType::date_time: {
        auto instant = sample_instant(node.scalar, today_);
        if (!instant) return wrong_kind(node, path, "date and time");
        json.text(to_string(*instant));
        break;
      }
      case FieldType::emails:
      case FieldType::phones:
      case FieldType::urls:
        write_entries(json, node);
        break;
      default:
        write_plain(json, node);
    }
    return text;
  }

  // A mapping names each entry's kind; a list or a single text is the main one.
  static void write_entries(JsonWriter& json, const YamlNode& node) {
    auto write = [&](std::string_view label, const YamlNode& value) {
      json.begin_object().key("value").text(value.scalar).key("label").text(label).end_object();
    };
    json.begin_array();
    for (const YamlEntry& entry : node.entries) write(entry.key, entry.value);
    for (const YamlNode& item : node.items) write("main", item);
    if (node.kind == Kind::scalar) write("main", node);
    json.end_array();
  }

  static void write_plain(JsonWriter& json, const YamlNode& node) {
    switch (node.kind) {
      case Kind::null:
        json.null();
        break;
      case Kind::scalar:
        json.text(node.scalar);
        break;
      case Kind::list:
        json.begin_array();
        for (const YamlNode& item : node.items) write_plain(json, item);
        json.end_array();
        break;
      case Kind::mapping:
        json.begin_object();
        for (const YamlEntry& entry : node.entries) write_plain(json.key(entry.key), entry.value);
        json.end_object();
        break;
    }
  }

  const Catalogue& catalogue_;
  Date today_;
  std::set<std::string> keys_;
  Sample sample_;
};

}  // namespace

Result<Sample> load_sample(std::string_view text, const Catalogue& catalogue, Date today,
                           const std::vector<std::string>& known) {
  if (text.empty()) return Sample{};
  YamlNode root = TRY(parse_yaml(text));
  return SampleReader(catalogue, today, known).read(root);
}

}  // namespace kontor::schema
