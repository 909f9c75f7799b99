#include "api/rule_handlers.h"

#include "access/preview.h"
#include "access/rules/phrases.h"
#include "access/rules/words.h"
#include "api/decode.h"
#include "api/rule_words.h"
#include "records/escalations.h"

namespace kontor::api {
namespace {

constexpr std::size_t kMaxRulesText = 200'000;

void write_label(JsonWriter& json, const schema::Label& label) {
  json.begin_object().key("de").text(label.de).key("en").text(label.en).end_object();
}

std::string_view word(query::Action action) {
  return access::said(action, schema::Language::en);
}
std::string_view word(query::Mode mode) {
  return access::said(mode, schema::Language::en);
}

// A finding as a sentence; the texts stand with those of errors.
std::string told(const access::Finding& finding, Language language) {
  const auto rule_said = [&](const std::string& name) {
    return access::said_rule(name, schema_language(language));
  };
  const std::vector<ErrorParam> params = {{"rule", rule_said(finding.rule)},
                                          {"other", rule_said(finding.other)},
                                          {"object", finding.object},
                                          {"name", finding.field},
                                          {"records", std::to_string(finding.records)}};
  return sentence({Code::invalid, "lint." + finding.kind, params}, language);
}

void write_findings(const std::vector<access::Finding>& findings, Language language,
                    JsonWriter& json) {
  json.key("findings").begin_array();
  for (const access::Finding& finding : findings) {
    json.begin_object().key("kind").text(finding.kind).key("rule");
    json.text(access::said_rule(finding.rule, schema_language(language)));
    if (!finding.other.empty())
      json.key("other").text(access::said_rule(finding.other, schema_language(language)));
    if (!finding.object.empty()) json.key("object").text(finding.object);
    if (!finding.field.empty()) json.key("field").text(finding.field);
    if (finding.records) json.key("records").number(finding.records);
    json.key("text").text(told(finding, language)).end_object();
  }
  json.end_array();
}

void write_examples(const std::vector<access::SavedExample>& examples, JsonWriter& json) {
  json.key("examples").begin_array();
  for (const access::SavedExample& example : examples) {
    json.begin_object().key("user").text(to_string(example.user));
    json.key("object").text(example.object).key("id").text(to_string(example.record));
    json.key("ask").text(example.ask).key("answer").text(example.answer).end_object();
  }
  json.end_array();
}

Result<http::Response> answer_rules(Call& call, RecordId unit,
                                    const std::vector<access::Finding>* findings) {
  const Language language = asked_language(call);
  const auto rules = TRY(access::rules_in_force(call.services.access, call.actor,
                                                schema_language(language), unit.value));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("language").text(language == Language::de ? "de" : "en");
    json.key("text").text(rules.text).key("table").text(rules.table);
    write_examples(rules.examples, json);
    if (findings) write_findings(*findings, language, json);
    json.end_object();
    return {};
  });
}

Result<std::vector<access::SavedExample>> examples_of(const JsonValue& list) {
  if (!list.is_array())
    return fail(Code::bad_request, "request.not_a_list", {{"name", "examples"}}, "examples");
  std::vector<access::SavedExample> examples;
  for (const JsonValue& item : list.items()) {
    Members members = TRY(Members::of(item));
    access::SavedExample example{.user = TRY(members.id("user")).value_or(RecordId()),
                                 .object = TRY(members.required_text("object", 100))};
    example.record = TRY(members.id("id")).value_or(RecordId());
    example.ask = TRY(members.required_text("ask", 100));
    example.answer = TRY(members.required_text("answer", 20));
    TRY(members.done());
    examples.push_back(std::move(example));
  }
  return examples;
}

void write_delta(std::string_view key, const access::Delta& delta, JsonWriter& json) {
  json.key(key).begin_object().key("gained").number(delta.gained);
  json.key("lost").number(delta.lost).end_object();
}

// Seeing, reading and editing always, other rights where they change.
void write_change(const access::ObjectImpact& impact, JsonWriter& json) {
  json.key("object").text(impact.object->name);
  auto actions = impact.actions;
  for (const auto action : {query::Action::see, query::Action::read, query::Action::edit})
    actions.try_emplace(action);
  for (const auto& [action, delta] : actions) write_delta(word(action), delta, json);
}

void write_affected(const access::AffectedObject& affected, JsonWriter& json) {
  json.begin_object();
  write_change(affected.impact, json);
  json.key("fields").begin_array();
  for (const access::FieldChange& change : affected.impact.fields) {
    json.begin_object().key("field").text(change.field->name);
    json.key("from").text(word(change.from)).key("to").text(word(change.to));
    json.key("records").number(change.records).end_object();
  }
  json.end_array().key("examples").begin_array();
  for (const access::PreviewExample& example : affected.examples) {
    json.begin_object().key("action").text(word(example.action));
    json.key("gained").boolean(example.gained).key("id").text(to_string(example.id));
    json.key("title").text(example.title).end_object();
  }
  json.end_array().end_object();
}

void write_preview(const access::Preview& preview, Language language, JsonWriter& json) {
  json.begin_object().key("confirm");
  preview.confirm.empty() ? json.null() : json.text(preview.confirm);
  json.key("gained").number(preview.gained).key("lost").number(preview.lost);
  json.key("people").number(static_cast<std::int64_t>(preview.people));
  json.key("objects").begin_array();
  for (const access::ObjectImpact& impact : preview.objects) {
    json.begin_object();
    write_change(impact, json);
    json.end_object();
  }
  json.end_array().key("affected").begin_array();
  for (const access::Affected& person : preview.affected) {
    json.begin_object().key("id").text(to_string(person.id)).key("name").text(person.name);
    json.key("objects").begin_array();
    for (const access::AffectedObject& affected : person.objects) write_affected(affected, json);
    json.end_array().end_object();
  }
  json.end_array().key("more").number(static_cast<std::int64_t>(preview.more));
  json.key("exact").boolean(preview.exact);
  write_findings(preview.findings, language, json);
  json.key("wrong").begin_array();
  for (const access::WrongExample& wrong : preview.wrong) {
    json.begin_object().key("example").text(wrong.example).key("answer").text(wrong.answer);
    json.key("expected").text(wrong.expected).end_object();
  }
  json.end_array().end_object();
}

// Rules to be looked at, and the unit they are written for.
struct Draft {
  std::string text;
  RecordId unit;
};

// A unit may be without rules of its own; a house without any would be closed to everybody.
Result<std::string> text_of(Members& body, RecordId unit) {
  const auto text = TRY(body.text("text", kMaxRulesText));
  if (!text) return body.required_text("text", kMaxRulesText);
  if (text->empty() && !unit) return fail(Code::invalid, "rule.locks_out");
  return *text;
}

Result<Draft> draft_of(Call& call) {
  Members body = TRY(Members::of_body(call.request));
  Draft draft{.unit = TRY(body.id("unit")).value_or(RecordId())};
  draft.text = TRY(text_of(body, draft.unit));
  TRY(body.done());
  return draft;
}

}  // namespace

Result<http::Response> read_rules(Call& call) {
  const auto unit = parse_id(call.request.query("unit").value_or("")).value_or(RecordId());
  return answer_rules(call, unit, nullptr);
}

Result<http::Response> change_rules(Call& call) {
  Members body = TRY(Members::of_body(call.request));
  const RecordId unit = TRY(body.id("unit")).value_or(RecordId());
  access::RulesWish wish{.text = TRY(text_of(body, unit))};
  wish.table = TRY(body.text("table", kMaxRulesText));
  if (const JsonValue* examples = body.value("examples"))
    wish.examples = TRY(examples_of(*examples));
  wish.confirm = TRY(body.text("confirm", 4096)).value_or("");
  wish.unit = unit.value;
  TRY(body.done());
  const auto findings = TRY(access::save_rules(call.services.access, call.actor, wish));
  TRY(records::refresh_if_needed(call.services.jobs, call.services.writer));
  return answer_rules(call, unit, &findings);
}

Result<http::Response> preview_rules(Call& call) {
  const Draft draft = TRY(draft_of(call));
  const auto preview =
      TRY(access::preview_rules(call.services.access, call.actor, draft.text, draft.unit.value));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    write_preview(preview, asked_language(call), json);
    return {};
  });
}

Result<http::Response> lint_rules(Call& call) {
  const Draft draft = TRY(draft_of(call));
  const auto findings =
      TRY(access::lint(call.services.access, call.actor, draft.text, draft.unit.value));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object();
    write_findings(findings, asked_language(call), json);
    json.end_object();
    return {};
  });
}

Result<http::Response> list_ready_sets(Call& call) {
  const auto language = schema_language(asked_language(call));
  const auto sets = TRY(call.services.access.ready_sets(call.actor, language));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("sets").begin_array();
    for (const auto& set : sets) {
      json.begin_object().key("name").text(set.name).key("label");
      write_label(json, set.label);
      json.key("description");
      write_label(json, set.description);
      json.key("text").text(set.text).key("table").text(set.table);
      json.key("examples").number(set.examples).end_object();
    }
    json.end_array().end_object();
    return {};
  });
}

}  // namespace kontor::api
