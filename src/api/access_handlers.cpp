#include "api/access_handlers.h"

#include "api/decode.h"
#include "records/escalations.h"

namespace kontor::api {
namespace {

constexpr std::size_t kMaxRulesText = 200'000;

Language language_of(const Call& call) {
  const auto asked = call.request.query("language");
  if (!asked) return call.language;
  return *asked == "de" ? Language::de : Language::en;
}

schema::Language of(Language language) {
  return language == Language::de ? schema::Language::de : schema::Language::en;
}

void write_label(JsonWriter& json, const schema::Label& label) {
  json.begin_object().key("de").text(label.de).key("en").text(label.en).end_object();
}

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
  return question;
}

std::string_view kind_name(access::RuleKind kind) {
  switch (kind) {
    case access::RuleKind::allow:
      return "rule";
    case access::RuleKind::limit:
      return "limit";
    case access::RuleKind::forbid:
      return "forbid";
    case access::RuleKind::cap:
      return "cap";
  }
  return "rule";
}

}  // namespace

Result<http::Response> read_rules(Call& call) {
  const Language language = language_of(call);
  const auto text = TRY(call.services.access.rules_text(call.actor, of(language)));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("language").text(language == Language::de ? "de" : "en");
    json.key("text").text(text).end_object();
    return {};
  });
}

Result<http::Response> change_rules(Call& call) {
  Members body = TRY(Members::of_body(call.request));
  const auto text = TRY(body.required_text("text", kMaxRulesText));
  TRY(body.done());
  TRY(call.services.access.change_rules(call.actor, text));
  TRY(records::refresh_if_needed(call.services.jobs, call.services.writer));
  return read_rules(call);
}

Result<http::Response> list_ready_sets(Call& call) {
  const auto language = of(language_of(call));
  const auto sets = TRY(call.services.access.ready_sets(call.actor, language));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("sets").begin_array();
    for (const auto& set : sets) {
      json.begin_object().key("name").text(set.name).key("label");
      write_label(json, set.label);
      json.key("description");
      write_label(json, set.description);
      json.key("text").text(set.text).key("examples").number(set.examples).end_object();
    }
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> explain_access(Call& call) {
  const auto explanation = TRY(call.services.access.explain(call.actor, TRY(question_of(call))));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("allowed").boolean(explanation.allowed).key("reasons").begin_array();
    for (const access::Reason& reason : explanation.reasons) {
      json.begin_object().key("kind").text(kind_name(reason.kind)).key("rule").text(reason.rule);
      json.key("because").text(reason.because).key("holds").boolean(reason.holds).end_object();
    }
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> who_has_access(Call& call) {
  const auto people = TRY(call.services.access.who(call.actor, TRY(question_of(call))));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("people").begin_array();
    for (const access::Person& person : people) {
      json.begin_object().key("id").text(to_string(person.id));
      json.key("name").text(person.name).end_object();
    }
    json.end_array().end_object();
    return {};
  });
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
