// JSON (RFC 8259): a writer that appends to a string, and values read from untrusted text.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace kontor {

class JsonValue;

// Writes straight into `out`, which may already hold something. Commas set themselves; keys and
// values must come in the order JSON wants them. Broken UTF-8 is written as U+FFFD.
//
//   JsonWriter json(out);
//   json.begin_object().key("id").text("12").key("tags").begin_array().end_array().end_object();
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out), start_(out.size()) {}

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& text(std::string_view text);
  JsonWriter& number(std::int64_t value);
  JsonWriter& number_text(std::string_view digits);  // already a JSON number
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  JsonWriter& raw(std::string_view json);  // one complete value
  JsonWriter& value(const JsonValue& value);

 private:
  void separate();
  std::string& out_;
  std::size_t start_;
};

// `text` in quotes and escaped.
void append_json_text(std::string& out, std::string_view text);

// A number that is no int64, as it was written: "1.50", "1e9", "18446744073709551615".
struct JsonNumber {
  std::string text;
  bool operator==(const JsonNumber&) const = default;
};

struct JsonMember;
using JsonArray = std::vector<JsonValue>;
using JsonObject = std::vector<JsonMember>;  // in the order of the text; names do not repeat

// An immutable value. The accessors answer nothing (or an empty span) when the kind is another.
class JsonValue {
 public:
  JsonValue() = default;
  explicit JsonValue(bool value) : value_(value) {}
  explicit JsonValue(std::int64_t value) : value_(value) {}
  explicit JsonValue(JsonNumber value) : value_(std::move(value)) {}
  explicit JsonValue(std::string value) : value_(std::move(value)) {}
  explicit JsonValue(JsonArray items);
  explicit JsonValue(JsonObject members);

  bool is_null() const { return value_.index() == 0; }
  bool is_text() const { return std::holds_alternative<std::string>(value_); }
  bool is_array() const;
  bool is_object() const;
  std::optional<bool> boolean() const;
  std::optional<std::int64_t> integer() const;
  // An integer or any other number, as decimal text.
  std::optional<std::string> number() const;
  // Lives as long as the value.
  std::optional<std::string_view> text() const;
  std::span<const JsonValue> items() const;
  std::span<const JsonMember> members() const;
  // The member of this name of an object, or nullptr.
  const JsonValue* find(std::string_view name) const;

  // The kind in the words of error messages: "null", "boolean", "number", "text", "list", "object".
  std::string_view kind() const;
  bool operator==(const JsonValue& other) const;

 private:
  // Shared, because values are passed around and never change.
  using Array = std::shared_ptr<const JsonArray>;
  using Object = std::shared_ptr<const JsonObject>;
  std::variant<std::monostate, bool, std::int64_t, JsonNumber, std::string, Array, Object> value_;
};

struct JsonMember {
  std::string name;
  JsonValue value;
  bool operator==(const JsonMember&) const = default;
};

struct JsonLimits {
  std::size_t max_bytes = 4 << 20;
  std::size_t max_depth = 64;
  std::size_t max_values = 500'000;
};

// Errors carry the byte position: json.syntax, json.too_large, json.too_deep, json.duplicate (a
// name twice in one object).
Result<JsonValue> parse_json(std::string_view text, const JsonLimits& limits = {});

std::string to_json(const JsonValue& value);

}  // namespace kontor
