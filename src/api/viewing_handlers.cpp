#include "api/viewing_handlers.h"

#include "access/reading_log.h"
#include "access/viewing.h"
#include "api/decode.h"

namespace kontor::api {
namespace {

Result<std::string> name_of(Call& call, RecordId user) {
  const auto snapshot = TRY(call.services.access.database().read());
  return TRY(snapshot->text({"SELECT title FROM o_user WHERE id = ?", {user.value}})).value_or("");
}

void write_person(RecordId id, const std::string& name, JsonWriter& json) {
  json.begin_object().key("id").text(to_string(id)).key("name").text(name).end_object();
}

Result<void> write(Call& call, const std::optional<access::Viewing>& viewing, JsonWriter& json) {
  json.key("viewing");
  if (!viewing) {
    json.null();
    return {};
  }
  json.begin_object().key("user");
  write_person(viewing->viewed, TRY(name_of(call, viewing->viewed)), json);
  json.key("kind").text(viewing->emergency ? "emergency" : "view");
  json.key("reason").text(viewing->reason);
  json.key("since").text(to_string(viewing->since));
  json.key("until").text(to_string(viewing->until)).end_object();
  return {};
}

Result<http::Response> answer(Call& call, const std::optional<access::Viewing>& viewing) {
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object();
    TRY(write(call, viewing, json));
    json.end_object();
    return {};
  });
}

Failure wrong(std::string_view name, std::string_view expected) {
  return fail(Code::bad_request, "request.wrong_kind",
              {{"name", std::string(name)}, {"expected", std::string(expected)}},
              std::string(name));
}

Result<std::optional<Instant>> instant(const Call& call, std::string_view name) {
  const auto text = call.request.query(name);
  if (!text || text->empty()) return std::nullopt;
  const auto at = parse_instant(*text);
  if (!at) return wrong(name, "2026-12-31T23:00:00Z");
  return at;
}

Result<RecordId> id(const Call& call, std::string_view name) {
  const auto text = call.request.query(name);
  if (!text || text->empty()) return RecordId();
  const auto id = parse_id(*text);
  if (!id)
    return fail(Code::bad_request, "request.not_an_id", {{"name", std::string(name)}},
                std::string(name));
  return *id;
}

void write_words(std::string_view key, const std::vector<std::string>& words, JsonWriter& json) {
  json.key(key).begin_array();
  for (const std::string& word : words) json.text(word);
  json.end_array();
}

void write_entry(const access::ReadingPage& page, const access::ReadingEntry& entry,
                 JsonWriter& json) {
  const auto person = [&](RecordId id) {
    const auto found = page.people.find(id.value);
    if (!id)
      json.null();
    else
      write_person(id, found == page.people.end() ? "" : found->second, json);
  };
  json.begin_object().key("id").text(to_string(entry.id)).key("at").text(to_string(entry.at));
  json.key("kind").text(entry.kind).key("user");
  person(entry.user);
  json.key("as");
  person(entry.viewed);
  json.key("object");
  const schema::Object* object = page.catalogue->object(entry.object);
  object ? json.text(object->name) : json.null();
  json.key("records").begin_array();
  for (const std::int64_t record : entry.records) json.text(std::to_string(record));
  json.end_array().key("count").number(entry.count);
  write_words("fields", entry.fields, json);
  write_words("rules", entry.rules, json);
  json.key("route").text(entry.route).key("reason");
  entry.reason.empty() ? json.null() : json.text(entry.reason);
  json.end_object();
}

}  // namespace

Result<void> write_viewing(Call& call, JsonWriter& json) {
  return write(call, TRY(access::viewing_of(call.services.access, call.caller.session)), json);
}

Result<http::Response> begin_viewing(Call& call) {
  Members body = TRY(Members::of_body(call.request));
  access::ViewingWish wish{.user = TRY(body.id("user")).value_or(RecordId())};
  wish.reason = TRY(body.text("reason", 1000));
  wish.minutes =
      TRY(body.integer("minutes", 1, access::kMostEmergencyMinutes)).value_or(wish.minutes);
  TRY(body.done());
  return answer(call, TRY(access::begin_viewing(call.services.access, call.actor,
                                                call.caller.session, wish)));
}

Result<http::Response> show_viewing(Call& call) {
  return answer(call, TRY(access::viewing_of(call.services.access, call.caller.session)));
}

Result<http::Response> end_viewing(Call& call) {
  TRY(access::end_viewing(call.services.access, call.actor, call.caller.session));
  return answer(call, std::nullopt);
}

Result<http::Response> show_access_log(Call& call) {
  access::ReadingQuestion question{.user = TRY(id(call, "user")), .record = TRY(id(call, "id"))};
  question.before = TRY(id(call, "cursor"));
  question.from = TRY(instant(call, "from"));
  question.until = TRY(instant(call, "until"));
  question.mine = call.request.query("mine").value_or("") == "true";
  if (const auto kind = call.request.query("kind"); kind && !kind->empty())
    question.kind = std::string(kind->substr(0, 20));
  question.limit = static_cast<int>(TRY(query_integer(call.request, "limit", 50, 1, 200)));
  const auto page = TRY(access::read_log(call.services.access, call.actor, question));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("entries").begin_array();
    for (const access::ReadingEntry& entry : page.entries) write_entry(page, entry, json);
    json.end_array().key("next");
    page.more ? json.text(to_string(page.entries.back().id)) : json.null();
    json.end_object();
    return {};
  });
}

}  // namespace kontor::api
