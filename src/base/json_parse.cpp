// The only place that sees Boost.JSON: its event parser builds our values, so that numbers keep
// their digits and the limits hold while reading.
#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>

#include "base/json.h"

namespace kontor {
namespace {

using boost::json::error_code;

// Own reasons to stop, told to the parser through its error code.
enum class Stop { none, too_large, duplicate };

class Builder {
 public:
  constexpr static std::size_t max_object_size = -1;
  constexpr static std::size_t max_array_size = -1;
  constexpr static std::size_t max_key_size = -1;
  constexpr static std::size_t max_string_size = -1;

  explicit Builder(std::size_t max_values) : left_(max_values) {}

  Stop stop() const { return stop_; }
  JsonValue take() { return std::move(values_.front()); }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return true; }
  bool on_array_begin(error_code&) { return true; }

  bool on_array_end(std::size_t count, error_code& error) {
    const auto first = values_.end() - static_cast<std::ptrdiff_t>(count);
    JsonArray items(std::make_move_iterator(first), std::make_move_iterator(values_.end()));
    values_.erase(first, values_.end());
    return push(JsonValue(std::move(items)), error);
  }

  bool on_object_end(std::size_t count, error_code& error) {
    JsonObject members;
    members.reserve(count);
    const std::size_t first_value = values_.size() - count, first_name = names_.size() - count;
    for (std::size_t i = 0; i < count; ++i)
      members.push_back({std::move(names_[first_name + i]), std::move(values_[first_value + i])});
    values_.resize(first_value);
    names_.resize(first_name);
    if (repeats(members)) return halt(Stop::duplicate, error);
    return push(JsonValue(std::move(members)), error);
  }

  bool on_key_part(boost::json::string_view part, std::size_t, error_code&) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_key(boost::json::string_view part, std::size_t, error_code&) {
    text_.append(part.data(), part.size());
    names_.push_back(std::move(text_));
    text_.clear();
    return true;
  }
  bool on_string_part(boost::json::string_view part, std::size_t, error_code&) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_string(boost::json::string_view part, std::size_t, error_code& error) {
    text_.append(part.data(), part.size());
    std::string whole = std::move(text_);
    text_.clear();
    return push(JsonValue(std::move(whole)), error);
  }

  bool on_number_part(boost::json::string_view part, error_code&) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_int64(std::int64_t value, boost::json::string_view, error_code& error) {
    text_.clear();
    return push(JsonValue(value), error);
  }
  bool on_uint64(std::uint64_t, boost::json::string_view part, error_code& error) {
    return push_number(part, error);
  }
  bool on_double(double, boost::json::string_view part, error_code& error) {
    return push_number(part, error);
  }
  bool on_bool(bool value, error_code& error) { return push(JsonValue(value), error); }
  bool on_null(error_code& error) { return push(JsonValue(), error); }
  bool on_comment_part(boost::json::string_view, error_code&) { return true; }
  bool on_comment(boost::json::string_view, error_code&) { return true; }

 private:
  bool push_number(boost::json::string_view part, error_code& error) {
    text_.append(part.data(), part.size());
    JsonNumber number{std::move(text_)};
    text_.clear();
    return push(JsonValue(std::move(number)), error);
  }

  bool push(JsonValue value, error_code& error) {
    if (left_ == 0) return halt(Stop::too_large, error);
    --left_;
    values_.push_back(std::move(value));
    return true;
  }

  bool halt(Stop stop, error_code& error) {
    stop_ = stop;
    error = boost::json::error::exception;
    return false;
  }

  static bool repeats(const JsonObject& members) {
    std::vector<std::string_view> names;
    names.reserve(members.size());
    for (const auto& member : members) names.push_back(member.name);
    std::ranges::sort(names);
    return std::ranges::adjacent_find(names) != names.end();
  }

  std::vector<JsonValue> values_;  // finished values whose array or object is still open
  std::vector<std::string> names_;
  std::string text_;  // the string, name or number being read
  std::size_t left_;
  Stop stop_ = Stop::none;
};

Failure failure_at(const char* key, Code code, std::size_t position) {
  auto failure = fail(code, key, {{"position", std::to_string(position)}});
  failure.error().position = static_cast<std::int64_t>(position);
  return failure;
}

}  // namespace

Result<JsonValue> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.max_bytes)
    return failure_at("json.too_large", Code::too_large, limits.max_bytes);
  boost::json::parse_options options;
  options.max_depth = limits.max_depth;
  boost::json::basic_parser<Builder> parser(options, limits.max_values);
  error_code error;
  std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (!error && read < text.size()) error = boost::json::error::extra_data;
  if (!error) return parser.handler().take();
  switch (parser.handler().stop()) {
    case Stop::too_large:
      return failure_at("json.too_large", Code::too_large, read);
    case Stop::duplicate:
      return failure_at("json.duplicate", Code::bad_request, read);
    case Stop::none:
      break;
  }
  const bool too_deep = error == boost::json::error::too_deep;
  return failure_at(too_deep ? "json.too_deep" : "json.syntax", Code::bad_request, read);
}

}  // namespace kontor
