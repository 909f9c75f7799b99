#include "api/notice_handlers.h"

#include <algorithm>

#include "api/decode.h"
#include "api/organisation_handlers.h"
#include "events/hub.h"
#include "records/approvals.h"
#include "records/notices.h"
#include "records/protection.h"

namespace kontor::api {
namespace {

constexpr std::size_t kMaxReason = 2'000;
constexpr std::int64_t kShownQuestions = 200;

void write_notice(JsonWriter& json, const records::ShownNotice& shown) {
  const events::Notice& notice = shown.notice;
  json.begin_object().key("id").text(to_string(notice.id)).key("kind").text(notice.kind);
  json.key("at").text(to_string(notice.at)).key("read").boolean(notice.read_at.has_value());
  json.key("record");
  if (shown.object.empty())
    json.null();
  else
    json.begin_object()
        .key("object")
        .text(shown.object)
        .key("id")
        .text(to_string(notice.record))
        .key("title")
        .text(shown.title)
        .end_object();
  json.key("detail").raw(notice.detail).end_object();
}

void write_person(JsonWriter& json, const records::ApprovalPerson& person) {
  if (!person.id) return void(json.null());
  json.begin_object().key("id").text(to_string(person.id)).key("name").text(person.name);
  json.end_object();
}

std::string object_of(const Call& call) {
  return std::string(call.request.param("object"));
}

}  // namespace

Result<http::Response> list_notices(Call& call) {
  const query::Reader reader = TRY(call.reader());
  const auto shown = TRY(records::shown_notices(reader, call.actor.user));
  const auto unread = std::ranges::count_if(
      shown, [](const records::ShownNotice& one) { return !one.notice.read_at; });
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("unread").number(unread).key("notices").begin_array();
    for (const auto& one : shown) write_notice(json, one);
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> read_notices(Call& call) {
  Members body = TRY(Members::of_body(call.request));
  const auto ids = TRY(body.ids("ids", static_cast<std::size_t>(records::kShownNotices)));
  TRY(body.done());
  if (!call.actor.may_write) return fail(Code::forbidden, "write.read_only");
  const records::Workshop& workshop = call.services.writer.workshop();
  if (!ids || !ids->empty())
    TRY(workshop.database.write([&](storage::Transaction& tx) -> Result<void> {
      TRY(events::mark_read(tx, workshop.ids, call.actor.user,
                            ids.value_or(std::vector<RecordId>()), workshop.clock.now()));
      tx.after_commit([&hub = call.services.hub] { hub.wake(); });
      return {};
    }));
  return http::no_content();
}

Result<http::Response> list_approvals(Call& call) {
  const query::Reader reader = TRY(call.reader());
  const auto pending = TRY(records::pending_approvals(call.services.writer, reader, call.actor));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("approvals").begin_array();
    for (const auto& one : pending) {
      json.begin_object().key("object").text(one.object).key("id").text(to_string(one.record));
      json.key("title").text(one.title).key("by");
      write_person(json, one.by);
      json.key("note").text(one.note).key("since").text(to_string(one.since)).end_object();
    }
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> show_approval(Call& call) {
  const RecordId id = TRY(path_id(call.request));
  const query::Reader reader = TRY(call.reader());
  const auto state =
      TRY(records::approval_of(call.services.writer, reader, call.actor, object_of(call), id));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("state");
    state.state.empty() ? void(json.null()) : void(json.text(state.state));
    json.key("released").number(state.released).key("requested").number(state.requested);
    json.key("by");
    write_person(json, state.by);
    json.key("note").text(state.note).key("with").begin_array();
    for (const auto& person : state.with) write_person(json, person);
    json.end_array().key("may").begin_array();
    for (const auto step : state.may) json.text(records::to_string(step));
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> change_approval(Call& call) {
  records::ApprovalWish wish{.object = object_of(call), .record = TRY(path_id(call.request))};
  Members body = TRY(Members::of_body(call.request));
  const auto step = records::approval_step(TRY(body.required_text("step", 20)));
  if (!step)
    return fail(Code::bad_request, "request.wrong_kind",
                {{"name", "step"}, {"expected", "request, approve, return, withdraw"}}, "step");
  wish.step = *step;
  wish.reason = TRY(body.text("reason", kMaxReason)).value_or("");
  TRY(body.done());
  TRY(records::take_approval_step(call.services.writer, call.actor, wish));
  return http::no_content();
}

Result<http::Response> show_protection(Call& call) {
  TRY(organisation_for(call, false));
  const query::Reader reader = TRY(call.reader());
  const bool on = TRY(records::is_protecting(reader.connection));
  const auto entries = TRY(records::protection_log(reader.connection, kShownQuestions));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("on").boolean(on).key("asked").begin_array();
    for (const auto& entry : entries) {
      const schema::Object* object = reader.catalogue->object(entry.object);
      json.begin_object().key("at").text(to_string(entry.at)).key("by").begin_object();
      json.key("id").text(to_string(entry.user)).key("name").text(entry.user_name).end_object();
      json.key("object").text(object ? object->name : std::string());
      json.key("known").boolean(entry.known).end_object();
    }
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> change_protection(Call& call) {
  TRY(organisation_for(call, true));
  Members body = TRY(Members::of_body(call.request));
  const auto on = TRY(body.boolean("on"));
  TRY(body.done());
  if (!on)
    return fail(Code::bad_request, "request.wrong_kind",
                {{"name", "on"}, {"expected", "true / false"}}, "on");
  TRY(records::set_protecting(call.services.writer, *on));
  call.forget_view();
  return show_protection(call);
}

}  // namespace kontor::api
