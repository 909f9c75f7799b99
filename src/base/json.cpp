#include "base/json.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace kontor {
namespace {

// For each byte: 0 stands for itself, 'u' needs \u00XX, 1 begins a longer sequence that has to be
// checked, anything else is the letter after the backslash.
constexpr std::array<char, 256> kEscapes = [] {
  std::array<char, 256> table{};
  for (int c = 0; c < 0x20; ++c) table[c] = 'u';
  table['\b'] = 'b';
  table['\f'] = 'f';
  table['\n'] = 'n';
  table['\r'] = 'r';
  table['\t'] = 't';
  table['"'] = '"';
  table['\\'] = '\\';
  table[0x7F] = 'u';
  for (int c = 0x80; c < 0x100; ++c) table[c] = 1;
  return table;
}();

void append_escape(std::string& out, unsigned char c, char escape) {
  out += '\\';
  out += escape;
  if (escape != 'u') return;
  constexpr char kHex[] = "0123456789abcdef";
  out += "00";
  out += kHex[c >> 4];
  out += kHex[c & 15];
}

}  // namespace

void append_json_text(std::string& out, std::string_view text) {
  out += '"';
  std::size_t copied = 0;
  for (std::size_t at = 0; at < text.size();) {
    const unsigned char c = text[at];
    const char escape = kEscapes[c];
    if (escape == 0) {
      ++at;
    } else if (escape == 1) {
      std::size_t end = at;
      while (end < text.size() && static_cast<unsigned char>(text[end]) >= 0x80) ++end;
      const std::string_view run = text.substr(at, end - at);
      if (!is_utf8(run)) {
        out.append(text, copied, at - copied);
        out += to_valid_utf8(run);
        copied = end;
      }
      at = end;
    } else {
      out.append(text, copied, at - copied);
      append_escape(out, c, escape);
      copied = ++at;
    }
  }
  out.append(text, copied);
  out += '"';
}

void JsonWriter::separate() {
  if (out_.size() == start_) return;
  const char last = out_.back();
  if (last != '{' && last != '[' && last != ':') out_ += ',';
}

JsonWriter& JsonWriter::begin_object() {
  separate();
  out_ += '{';
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  out_ += '}';
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  separate();
  out_ += '[';
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  out_ += ']';
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_json_text(out_, name);
  out_ += ':';
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view text) {
  separate();
  append_json_text(out_, text);
  return *this;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
  separate();
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out_.append(digits, end);
  return *this;
}

JsonWriter& JsonWriter::number_text(std::string_view digits) {
  return raw(digits);
}

JsonWriter& JsonWriter::boolean(bool value) {
  return raw(value ? "true" : "false");
}

JsonWriter& JsonWriter::null() {
  return raw("null");
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

JsonWriter& JsonWriter::value(const JsonValue& value) {
  if (value.is_array()) {
    begin_array();
    for (const auto& item : value.items()) this->value(item);
    return end_array();
  }
  if (value.is_object()) {
    begin_object();
    for (const auto& [name, member] : value.members()) key(name).value(member);
    return end_object();
  }
  if (const auto content = value.text()) return text(*content);
  if (const auto truth = value.boolean()) return boolean(*truth);
  if (const auto digits = value.number()) return number_text(*digits);
  return null();
}

JsonValue::JsonValue(JsonArray items)
    : value_(std::make_shared<const JsonArray>(std::move(items))) {}

JsonValue::JsonValue(JsonObject members)
    : value_(std::make_shared<const JsonObject>(std::move(members))) {}

bool JsonValue::is_array() const {
  return std::holds_alternative<Array>(value_);
}
bool JsonValue::is_object() const {
  return std::holds_alternative<Object>(value_);
}

std::optional<bool> JsonValue::boolean() const {
  if (const auto* value = std::get_if<bool>(&value_)) return *value;
  return {};
}

std::optional<std::int64_t> JsonValue::integer() const {
  if (const auto* value = std::get_if<std::int64_t>(&value_)) return *value;
  return {};
}

std::optional<std::string> JsonValue::number() const {
  if (const auto* value = std::get_if<std::int64_t>(&value_)) return std::to_string(*value);
  if (const auto* value = std::get_if<JsonNumber>(&value_)) return value->text;
  return {};
}

std::optional<std::string_view> JsonValue::text() const {
  if (const auto* value = std::get_if<std::string>(&value_)) return *value;
  return {};
}

std::span<const JsonValue> JsonValue::items() const {
  if (const auto* value = std::get_if<Array>(&value_)) return **value;
  return {};
}

std::span<const JsonMember> JsonValue::members() const {
  if (const auto* value = std::get_if<Object>(&value_)) return **value;
  return {};
}

const JsonValue* JsonValue::find(std::string_view name) const {
  const auto all = members();
  const auto found = std::ranges::find(all, name, &JsonMember::name);
  return found == all.end() ? nullptr : &found->value;
}

std::string_view JsonValue::kind() const {
  constexpr std::string_view kKinds[] = {"null", "boolean", "number", "number",
                                         "text", "list",    "object"};
  return kKinds[value_.index()];
}

bool JsonValue::operator==(const JsonValue& other) const {
  if (value_.index() != other.value_.index()) return false;
  if (is_array()) return std::ranges::equal(items(), other.items());
  if (is_object()) return std::ranges::equal(members(), other.members());
  return value_ == other.value_;
}

std::string to_json(const JsonValue& value) {
  std::string out;
  JsonWriter(out).value(value);
  return out;
}

}  // namespace kontor
