#include "api/rule_text_handlers.h"

#include "access/rules/block.h"
#include "access/rules/spoken.h"
#include "access/rules/text.h"
#include "access/rules/words.h"
#include "access/unit_rules.h"
#include "api/decode.h"
#include "api/rule_words.h"
#include "expr/parse.h"

namespace kontor::api {
namespace {

using access::Rule;

constexpr std::size_t kMaxRulesText = 200'000;

class RuleJson {
 public:
  RuleJson(JsonWriter& json, schema::Language language, const schema::Catalogue& catalogue)
      : json_(json), language_(language), catalogue_(catalogue) {}

  // `said`: the rule as it is written in the language, with roles as they are called.
  void write(const Rule& rule, const Rule& said) {
    json_.begin_object().key("kind").text(kind_word(rule.kind)).key("name").text(said.name);
    json_.key("objects").begin_array();
    for (const std::string& object : rule.objects) json_.text(object);
    json_.end_array();
    write_audience(rule, said);
    json_.key("actions").begin_array();
    for (const query::Action action : rule.actions)
      json_.text(access::said(action, schema::Language::en));
    json_.end_array();
    write_condition(rule);
    write_fields(rule);
    json_.key("log").boolean(rule.log);
    write_day("from", rule.from);
    write_day("until", rule.until);
    json_.key("because").text(said.because);
    json_.key("block");
    said.block ? json_.text(said.block->name) : json_.null();
    // The text of a block stands at its first rule: all texts together are the whole.
    const bool told = rule.block && rule.block == block_;
    block_ = rule.block;
    json_.key("text").text(told ? std::string()
                                : access::write_rules({said}, language_, catalogue_));
    json_.end_object();
  }

 private:
  void write_audience(const Rule& rule, const Rule& said) {
    json_.key("for").begin_array();
    for (std::size_t i = 0; i < rule.audience.size(); ++i) {
      const access::Audience& who = rule.audience[i];
      json_.begin_object().key("kind").text(access::said(who.kind, schema::Language::en));
      json_.key("name").text(who.name).key("said").text(said.audience[i].name).end_object();
    }
    json_.end_array();
  }

  void write_condition(const Rule& rule) {
    json_.key("when");
    if (!rule.when) {
      json_.null();
    } else if (language_ == schema::Language::en) {
      json_.text(expr::render(rule.when));
    } else {
      json_.text(expr::render_surface(rule.when, language_, catalogue_,
                                      access::object_of(rule, catalogue_)));
    }
  }

  void write_fields(const Rule& rule) {
    json_.key("fields").begin_array();
    for (const access::FieldMode& field : rule.fields) {
      json_.begin_object().key("class");
      field.field_class ? json_.text(access::said(*field.field_class, schema::Language::en))
                        : json_.null();
      json_.key("field");
      field.field_class ? json_.null() : json_.text(field.field);
      const bool looks = rule.kind == access::RuleKind::masks;
      json_.key("mode").text(looks ? access::said(field.style, schema::Language::en)
                                   : std::string(access::said(field.mode, schema::Language::en)));
      json_.end_object();
    }
    json_.end_array();
  }

  void write_day(const char* name, const std::optional<Date>& day) {
    json_.key(name);
    day ? json_.text(to_string(*day)) : json_.null();
  }

  JsonWriter& json_;
  schema::Language language_;
  const schema::Catalogue& catalogue_;
  access::BlockPtr block_;  // of the rule written last
};

}  // namespace

Result<http::Response> read_rule_text(Call& call) {
  const auto view = TRY(call.services.access.view(call.actor));
  Members body = TRY(Members::of_body(call.request));
  const std::string text = TRY(body.text("text", kMaxRulesText)).value_or("");
  const std::string asked = TRY(body.text("language", 10)).value_or("de");
  const RecordId unit = TRY(body.id("unit")).value_or(RecordId());
  TRY(body.done());
  TRY(access::require_rule_writer(call.services.access, view->rights(), unit.value, false));
  if (asked != "de" && asked != "en")
    return fail(Code::bad_request, "request.wrong_kind",
                {{"name", "language"}, {"expected", "de / en"}}, "language");
  const schema::Language language = asked == "de" ? schema::Language::de : schema::Language::en;
  const schema::Catalogue& catalogue = *view->catalogue();
  const auto rules = TRY(access::read_spoken(view->connection(), text, catalogue));
  const auto said = TRY(access::speak(view->connection(), rules, language));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("language").text(asked);
    json.key("text").text(access::write_rules(said, language, catalogue));
    json.key("rules").begin_array();
    RuleJson writer(json, language, catalogue);
    for (std::size_t i = 0; i < rules.size(); ++i) writer.write(rules[i], said[i]);
    json.end_array().end_object();
    return {};
  });
}

}  // namespace kontor::api
