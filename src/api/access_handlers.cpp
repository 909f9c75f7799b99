#include "api/access_handlers.h"

#include "access/hidden.h"
#include "access/rules/phrases.h"
#include "access/rules/words.h"
#include "api/decode.h"
#include "api/rule_words.h"
#include "records/access_requests.h"

namespace kontor::api {
namespace {

constexpr std::size_t kMostReason = 500;

Failure wrong(std::string_view name, std::string_view expected) {
  return fail(Code::bad_request, "request.wrong_kind",
              {{"name", std::string(name)}, {"expected", std::string(expected)}},
              std::string(name));
}

// Which record, which action, and of whom: ?object=deal&id=17&action=edit&user=4
Result<access::AccessQuestion> question_of(const Call& call) {
  const auto text = [&](const char* name) {
    return std::string(call.request.query(name).value_or(""));
  };
  access::AccessQuestion question{.object = text("object")};
  question.record = parse_id(text("id")).value_or(RecordId());
  question.user = parse_id(text("user")).value_or(RecordId());
  const std::string action = text("action").empty() ? "see" : text("action");
  const auto known = access::action_named(action);
  if (!known)
    return fail(Code::bad_request, "request.wrong_kind",
                {{"name", "action"}, {"expected", "see / read / edit / delete / ..."}}, "action");
  question.action = *known;
  question.language = schema_language(asked_language(call));
  return question;
}

void write_part(const access::ConditionPart& part, JsonWriter& json) {
  json.begin_object().key("text").text(part.text).key("holds").boolean(part.holds);
  if (!part.note.empty()) json.key("note").text(part.note);
  if (!part.parts.empty()) {
    json.key("parts").begin_array();
    for (const access::ConditionPart& inner : part.parts) write_part(inner, json);
    json.end_array();
  }
  json.end_object();
}

}  // namespace

Result<http::Response> explain_access(Call& call) {
  const auto question = TRY(question_of(call));
  const schema::Language language = question.language;
  const auto explanation = TRY(call.services.access.explain(call.actor, question));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("allowed").boolean(explanation.allowed).key("reasons").begin_array();
    for (const access::Reason& reason : explanation.reasons) {
      json.begin_object().key("kind").text(kind_word(reason.kind)).key("rule");
      json.text(access::said_rule(reason.rule, language)).key("because");
      json.text(access::said_phrase(reason.because, language)).key("holds").boolean(reason.holds);
      json.key("decides").boolean(reason.decides).key("condition");
      reason.condition ? write_part(*reason.condition, json) : static_cast<void>(json.null());
      json.end_object();
    }
    json.end_array().key("fields").begin_array();
    for (const access::FieldReason& field : explanation.fields) {
      json.begin_object().key("field").text(field.field);
      json.key("mode").text(access::said(field.mode, schema::Language::en));
      json.key("rule").text(access::said_rule(field.rule, language));
      if (!field.cap.empty()) json.key("cap").text(access::said_rule(field.cap, language));
      json.end_object();
    }
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> who_has_access(Call& call) {
  const auto question = TRY(question_of(call));
  const schema::Language language = question.language;
  const auto everybody = TRY(call.services.access.who(call.actor, question));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("people").begin_array();
    for (const access::Person& person : everybody.people) {
      json.begin_object().key("id").text(to_string(person.id)).key("name").text(person.name);
      json.key("rules").begin_array();
      for (const std::string& rule : person.rules) json.text(access::said_rule(rule, language));
      json.end_array().end_object();
    }
    json.end_array().key("rules").begin_array();
    for (const access::RuleReach& reach : everybody.rules) {
      json.begin_object().key("rule").text(access::said_rule(reach.rule, language));
      json.key("because").text(access::said_phrase(reach.because, language));
      json.key("people").begin_array();
      for (const RecordId id : reach.people) json.text(to_string(id));
      json.end_array().end_object();
    }
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> list_hidden(Call& call) {
  const std::string object(call.request.query("object").value_or(""));
  const schema::Language language = schema_language(asked_language(call));
  const auto hidden = TRY(access::hidden_records(call.services.access, call.actor, object));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("records").begin_array();
    for (const access::HiddenRecord& record : hidden.records) {
      json.begin_object().key("id").text(to_string(record.id)).key("title").text(record.title);
      json.key("reasons").begin_array();
      for (const access::Reason& reason : record.reasons) {
        json.begin_object().key("kind").text(kind_word(reason.kind)).key("rule");
        json.text(access::said_rule(reason.rule, language)).key("because");
        json.text(access::said_phrase(reason.because, language)).end_object();
      }
      json.end_array().end_object();
    }
    json.end_array().key("more").boolean(hidden.more).end_object();
    return {};
  });
}

// Answers alike whether there is such a record or not.
Result<http::Response> request_access(Call& call) {
  Members body = TRY(Members::of_body(call.request));
  records::AccessWish wish{.object = TRY(body.required_text("object", 100))};
  wish.record = TRY(body.id("id")).value_or(RecordId());
  const auto action = TRY(body.text("action", 10)).value_or("read");
  wish.reason = TRY(body.text("reason", kMostReason)).value_or("");
  TRY(body.done());
  if (action != "read" && action != "edit") return wrong("action", "read / edit");
  wish.edits = action == "edit";
  TRY(records::ask_for_access(call.services.writer, call.actor, wish));
  return http::no_content();
}

Result<http::Response> list_shares(Call& call) {
  const std::string object(call.request.query("object").value_or(""));
  const auto record = parse_id(call.request.query("id").value_or("")).value_or(RecordId());
  const auto shares = TRY(call.services.access.shares(call.actor, object, record));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("shares").begin_array();
    for (const access::ShareInfo& share : shares) {
      json.begin_object().key("id").text(to_string(share.id));
      json.key("kind").text(to_string(share.kind)).key("with").text(to_string(share.recipient));
      json.key("action").text(share.edits ? "edit" : "read").key("until");
      share.until ? json.text(to_string(*share.until)) : json.null();
      json.key("by").text(to_string(share.by)).end_object();
    }
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> share_record(Call& call) {
  Members body = TRY(Members::of_body(call.request));
  access::ShareWish wish{.object = TRY(body.required_text("object", 100))};
  wish.record = TRY(body.id("id")).value_or(RecordId());
  wish.recipient = TRY(body.id("with")).value_or(RecordId());
  const auto kind = access::recipient_kind(TRY(body.required_text("kind", 10)));
  const auto action = TRY(body.text("action", 10)).value_or("read");
  const auto until = TRY(body.text("until", 40));
  TRY(body.done());
  if (!kind) return wrong("kind", "user / team / unit");
  if (action != "read" && action != "edit") return wrong("action", "read / edit");
  wish.kind = *kind;
  wish.edits = action == "edit";
  if (until) {
    wish.until = parse_instant(*until);
    if (!wish.until) return wrong("until", "2026-12-31T23:00:00Z");
  }
  const RecordId made = TRY(call.services.access.share(call.actor, wish));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("id").text(to_string(made)).end_object();
    return {};
  });
}

Result<http::Response> unshare_record(Call& call) {
  TRY(call.services.access.unshare(call.actor, TRY(path_id(call.request))));
  return answer_json([](JsonWriter& json) -> Result<void> {
    json.begin_object().end_object();
    return {};
  });
}

}  // namespace kontor::api
