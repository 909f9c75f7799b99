#include "api/decode.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace kontor::api {
namespace {

constexpr std::size_t kMaxListedText = 4096;

Failure refused(const char* key, std::string_view name, std::vector<ErrorParam> more = {}) {
  more.insert(more.begin(), {"name", std::string(name)});
  return fail(Code::bad_request, key, std::move(more), std::string(name));
}

Failure bad_range(std::string_view name, std::int64_t min, std::int64_t max) {
  return refused("request.out_of_range", name,
                 {{"min", std::to_string(min)}, {"max", std::to_string(max)}});
}

}  // namespace

Result<Members> Members::of(const JsonValue& value) {
  if (!value.is_object() && !value.is_null()) return refused("request.not_an_object", "body");
  Members members;
  members.object_ = value;
  return members;
}

Result<Members> Members::of_body(const http::Request& request) {
  if (request.body.empty()) return Members();
  return of(TRY(parse_json(request.body)));
}

const JsonValue* Members::value(std::string_view name) {
  asked_.emplace_back(name);
  const JsonValue* found = object_.find(name);
  return found && !found->is_null() ? found : nullptr;
}

Result<std::optional<std::string>> Members::text(std::string_view name, std::size_t max_bytes) {
  const JsonValue* found = value(name);
  if (!found) return std::nullopt;
  const auto text = found->text();
  if (!text) return refused("request.not_a_text", name);
  if (text->size() > max_bytes)
    return refused("request.too_long", name, {{"max", std::to_string(max_bytes)}});
  return std::string(*text);
}

Result<std::string> Members::required_text(std::string_view name, std::size_t max_bytes) {
  auto found = TRY(text(name, max_bytes));
  if (!found || found->empty()) return refused("request.missing_member", name);
  return *std::move(found);
}

Result<std::optional<std::int64_t>> Members::integer(std::string_view name, std::int64_t min,
                                                     std::int64_t max) {
  const JsonValue* found = value(name);
  if (!found) return std::nullopt;
  const auto number = found->integer();
  if (!number) return refused("request.not_a_number", name);
  if (*number < min || *number > max) return bad_range(name, min, max);
  return *number;
}

Result<std::optional<bool>> Members::boolean(std::string_view name) {
  const JsonValue* found = value(name);
  if (!found) return std::nullopt;
  const auto flag = found->boolean();
  if (!flag) return refused("request.not_true_or_false", name);
  return *flag;
}

Result<std::optional<RecordId>> Members::id(std::string_view name) {
  const auto spelled = TRY(text(name, 20));
  if (!spelled) return std::nullopt;
  const auto parsed = parse_id(*spelled);
  if (!parsed) return refused("request.not_an_id", name);
  return *parsed;
}

Result<std::optional<std::vector<std::string>>> Members::texts(std::string_view name,
                                                               std::size_t max_items) {
  const JsonValue* found = value(name);
  if (!found) return std::nullopt;
  if (!found->is_array()) return refused("request.not_a_list", name);
  if (found->items().size() > max_items)
    return refused("request.too_many", name, {{"max", std::to_string(max_items)}});
  std::vector<std::string> texts;
  for (const JsonValue& item : found->items()) {
    const auto text = item.text();
    if (!text) return refused("request.not_a_text", name);
    if (text->size() > kMaxListedText)
      return refused("request.too_long", name, {{"max", std::to_string(kMaxListedText)}});
    texts.emplace_back(*text);
  }
  return texts;
}

Result<std::optional<std::vector<RecordId>>> Members::ids(std::string_view name,
                                                          std::size_t max_items) {
  const auto spelled = TRY(texts(name, max_items));
  if (!spelled) return std::nullopt;
  std::vector<RecordId> ids;
  for (const std::string& text : *spelled) {
    const auto parsed = parse_id(text);
    if (!parsed) return refused("request.not_an_id", name);
    ids.push_back(*parsed);
  }
  return ids;
}

Result<void> Members::done() const {
  for (const JsonMember& member : object_.members())
    if (std::ranges::find(asked_, member.name) == asked_.end())
      return refused("request.unknown_member", truncate(member.name, 80));
  return {};
}

Result<std::int64_t> query_integer(const http::Request& request, std::string_view name,
                                   std::int64_t fallback, std::int64_t min, std::int64_t max) {
  const auto text = request.query(name);
  if (!text) return fallback;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc() || end != text->data() + text->size())
    return refused("request.not_a_number", name);
  if (number < min || number > max) return bad_range(name, min, max);
  return number;
}

Result<RecordId> path_id(const http::Request& request, std::string_view name) {
  const auto id = parse_id(request.param(name));
  if (!id) return fail(Code::not_found, "record.not_found");
  return *id;
}

}  // namespace kontor::api
