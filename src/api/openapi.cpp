#include "api/openapi.h"

#include <algorithm>
#include <map>

#include "base/embedded.h"
#include "base/json.h"

namespace kontor::embedded {
std::span<const EmbeddedFile> api_operations();
}  // namespace kontor::embedded

namespace kontor::api {
namespace {

constexpr std::string_view kOrNull = " or null";

Result<JsonValue> descriptions() {
  for (const EmbeddedFile& file : embedded::api_operations()) return parse_json(file.bytes);
  return fail_internal("operations.json is missing");
}

std::string name_of(const RouteFacts& route) {
  return std::string(http::to_string(route.method)) + ' ' + std::string(route.pattern);
}

// --- Types, in the short form operations.json explains

void write_type(JsonWriter& json, const JsonValue& type);

void write_word(JsonWriter& json, std::string_view word) {
  static const std::map<std::string_view, std::string_view> kPlain = {
      {"any", R"({})"},
      {"text", R"({"type":"string"})"},
      {"integer", R"({"type":"integer"})"},
      {"number", R"({"type":"number"})"},
      {"boolean", R"({"type":"boolean"})"},
      {"id", R"({"type":"string","pattern":"^[0-9]+$"})"},
      {"date_time", R"({"type":"string","format":"date-time"})"}};
  if (const auto plain = kPlain.find(word); plain != kPlain.end()) {
    json.raw(plain->second);
  } else if (word.ends_with(kOrNull)) {
    json.begin_object().key("anyOf").begin_array();
    write_word(json, word.substr(0, word.size() - kOrNull.size()));
    json.raw(R"({"type":"null"})").end_array().end_object();
  } else if (word.starts_with('[')) {
    json.begin_object().key("type").text("array").key("items");
    write_word(json, word.substr(1, word.size() - 2));
    json.end_object();
  } else if (word.front() >= 'A' && word.front() <= 'Z') {
    json.begin_object().key("$ref").text("#/components/schemas/" + std::string(word)).end_object();
  } else {
    json.begin_object().key("enum").begin_array();
    for (std::string_view rest = word; !rest.empty();) {
      const std::string_view one = rest.substr(0, rest.find('|'));
      json.text(one);
      rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    }
    json.end_array().end_object();
  }
}

bool is_optional(const JsonValue& type) {
  return type.text().value_or("").ends_with('?');
}

void write_members(JsonWriter& json, const JsonValue& type) {
  json.begin_object().key("type").text("object").key("properties").begin_object();
  for (const JsonMember& member : type.members()) {
    if (member.name == "*") continue;
    json.key(member.name);
    write_type(json, member.value);
  }
  json.end_object();
  if (const JsonValue* rest = type.find("*")) {
    json.key("additionalProperties");
    write_type(json, *rest);
  }
  json.key("required").begin_array();
  for (const JsonMember& member : type.members())
    if (member.name != "*" && !is_optional(member.value)) json.text(member.name);
  json.end_array().end_object();
}

void write_type(JsonWriter& json, const JsonValue& type) {
  if (type.is_object()) return write_members(json, type);
  if (type.is_array()) {
    json.begin_object().key("type").text("array").key("items");
    write_type(json, type.items().front());
    json.end_object();
    return;
  }
  std::string_view word = type.text().value_or("any");
  if (word.ends_with('?')) word.remove_suffix(1);
  write_word(json, word);
}

// --- Operations

void write_parameter(JsonWriter& json, std::string_view name, std::string_view place,
                     const JsonValue& type) {
  json.begin_object().key("name").text(name).key("in").text(place);
  json.key("required").boolean(!is_optional(type)).key("schema");
  write_type(json, type);
  json.end_object();
}

void write_parameters(JsonWriter& json, std::string_view pattern, const JsonValue& about) {
  json.key("parameters").begin_array();
  for (auto open = pattern.find('{'); open != pattern.npos; open = pattern.find('{', open + 1))
    write_parameter(json, pattern.substr(open + 1, pattern.find('}', open) - open - 1), "path",
                    JsonValue(std::string("text")));
  if (const JsonValue* query = about.find("query"))
    for (const JsonMember& member : query->members())
      write_parameter(json, member.name, "query", member.value);
  if (about.find("repeatable"))
    write_parameter(json, "Idempotency-Key", "header", JsonValue(std::string("text?")));
  json.end_array();
}

void write_content(JsonWriter& json, std::string_view media_type, const JsonValue* type) {
  json.key("content").begin_object().key(media_type).begin_object();
  if (type) {
    json.key("schema");
    write_type(json, *type);
  }
  json.end_object().end_object();
}

void write_body(JsonWriter& json, const JsonValue& about) {
  const JsonValue* body = about.find("body");
  if (!body) return;
  json.key("requestBody").begin_object();
  if (body->text() == "file")
    write_content(json, "application/octet-stream", nullptr);
  else
    write_content(json, "application/json", body);
  json.end_object();
}

void write_answers(JsonWriter& json, const JsonValue& about) {
  const JsonValue* status = about.find("status");
  const JsonValue* type = about.find("type");
  const JsonValue* answer = about.find("answer");
  json.key("responses").begin_object();
  json.key(std::to_string(status ? status->integer().value_or(200) : 200)).begin_object();
  json.key("description").text(answer || type ? "Done" : "Done, nothing to tell");
  if (type)
    write_content(json, *type->text(), nullptr);
  else if (answer)
    write_content(json, "application/json", answer);
  json.end_object().key("default").begin_object().key("description").text("What went wrong");
  const JsonValue error(std::string("Error"));
  write_content(json, "application/json", &error);
  json.end_object().end_object();
}

void write_security(JsonWriter& json, const RouteFacts& route) {
  json.key("security").begin_array();
  if (!route.open) {
    json.raw(R"({"session":[]})");
    if (!route.session_only) json.raw(R"({"key":[]})");
  }
  json.end_array();
}

// "POST /api/keys" -> post_api_keys
std::string operation_id(const RouteFacts& route) {
  std::string id;
  for (char c : name_of(route)) {
    const bool part = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (part)
      id += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    else if (!id.empty() && id.back() != '_')
      id += '_';
  }
  while (id.ends_with('_')) id.pop_back();
  return id;
}

void write_operation(JsonWriter& json, const RouteFacts& route, const JsonValue& about) {
  std::string method(http::to_string(route.method));
  std::ranges::transform(method, method.begin(),
                         [](char c) { return static_cast<char>(c - 'A' + 'a'); });
  json.key(method).begin_object().key("operationId").text(operation_id(route));
  const JsonValue* summary = about.find("about");
  json.key("summary").text(summary ? summary->text().value_or("") : "");
  write_parameters(json, route.pattern, about);
  write_body(json, about);
  write_answers(json, about);
  write_security(json, route);
  json.end_object();
}

void write_paths(JsonWriter& json, std::span<const RouteFacts> routes, const JsonValue& about) {
  std::map<std::string_view, std::vector<RouteFacts>> paths;
  for (const RouteFacts& route : routes) paths[route.pattern].push_back(route);
  json.key("paths").begin_object();
  for (const auto& [pattern, operations] : paths) {
    json.key(pattern).begin_object();
    for (const RouteFacts& route : operations) {
      const JsonValue* known = about.find(name_of(route));
      write_operation(json, route, known ? *known : JsonValue());
    }
    json.end_object();
  }
  json.end_object();
}

void write_components(JsonWriter& json, const JsonValue& schemas) {
  json.key("components").begin_object().key("securitySchemes").begin_object();
  json.key("session").raw(R"({"type":"apiKey","in":"cookie","name":"kontor_session"})");
  json.key("key").raw(R"({"type":"http","scheme":"bearer"})").end_object();
  json.key("schemas").begin_object();
  for (const JsonMember& schema : schemas.members()) {
    json.key(schema.name);
    write_type(json, schema.value);
  }
  json.end_object().end_object();
}

}  // namespace

Result<std::string> openapi(std::span<const RouteFacts> routes, std::string_view version) {
  const JsonValue all = TRY(descriptions());
  const JsonValue *schemas = all.find("schemas"), *operations = all.find("operations");
  if (!schemas || !operations) return fail_internal("operations.json lacks a part");
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("openapi").text("3.1.0").key("info").begin_object();
  json.key("title").text("Kontor").key("version").text(version).end_object();
  write_paths(json, routes, *operations);
  write_components(json, *schemas);
  json.end_object();
  return text;
}

Result<std::vector<std::string>> undescribed(std::span<const RouteFacts> routes) {
  const JsonValue all = TRY(descriptions());
  std::vector<std::string> names, missing;
  for (const RouteFacts& route : routes) names.push_back(name_of(route));
  const JsonValue* operations = all.find("operations");
  for (const std::string& name : names)
    if (!operations || !operations->find(name)) missing.push_back(name);
  if (!operations) return missing;
  for (const JsonMember& operation : operations->members())
    if (std::ranges::find(names, operation.name) == names.end()) missing.push_back(operation.name);
  return missing;
}

}  // namespace kontor::api
