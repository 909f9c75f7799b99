#include "api/kit_handlers.h"

#include "api/decode.h"
#include "api/organisation_handlers.h"
#include "records/kits.h"

namespace kontor::api {
namespace {

void write_label(JsonWriter& json, const schema::Label& label) {
  json.begin_object().key("de").text(label.de).key("en").text(label.en).end_object();
}

void write_texts(JsonWriter& json, const std::vector<std::string>& texts) {
  json.begin_array();
  for (const std::string& text : texts) json.text(text);
  json.end_array();
}

}  // namespace

Result<http::Response> list_kits(Call& call) {
  const auto kits = TRY(records::list_kits(*TRY(call.reader()).catalogue));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("kits").begin_array();
    for (const records::KitInfo& kit : kits) {
      json.begin_object().key("name").text(kit.name).key("icon").text(kit.icon).key("label");
      write_label(json, kit.label);
      json.key("description");
      write_label(json, kit.description);
      json.key("needs");
      write_texts(json, kit.needs);
      json.key("objects");
      write_texts(json, kit.objects);
      json.key("installed").boolean(kit.installed);
      json.key("outdated").boolean(kit.outdated).end_object();
    }
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> install_kit(Call& call) {
  TRY(organisation_for(call, true));  // kits change what everyone sees
  Members body = TRY(Members::of_body(call.request));
  const bool sample = TRY(body.boolean("sample")).value_or(false);
  TRY(body.done());
  const auto installed = TRY(records::install_kits(call.services.writer, call.actor,
                                                   {call.request.param("name")}, sample));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("installed");
    write_texts(json, installed.kits);
    json.key("sample_records").number(installed.sample_records).end_object();
    return {};
  });
}

Result<http::Response> remove_sample(Call& call) {
  TRY(organisation_for(call, true));  // and whose samples are kept is told by name
  const auto removal = TRY(records::remove_sample(call.services.writer, call.actor));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("removed").number(removal.removed).key("change");
    removal.change ? json.text(to_string(removal.change)) : json.null();
    json.key("kept").begin_array();
    for (const records::SampleRecordInfo& kept : removal.kept)
      json.begin_object()
          .key("object")
          .text(kept.object)
          .key("id")
          .text(to_string(kept.id))
          .key("title")
          .text(kept.title)
          .end_object();
    json.end_array().end_object();
    return {};
  });
}

}  // namespace kontor::api
