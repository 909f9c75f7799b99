#include "api/territory_handlers.h"

#include <algorithm>

#include "access/organisation/words.h"
#include "api/organisation_handlers.h"

namespace kontor::api {
namespace {

using access::Organisation;

// "80", or "AT 10" for a country other than Germany.
access::PostalPrefix read_prefix(const std::string& text) {
  const auto blank = text.find(' ');
  if (blank == 2) return {text.substr(0, 2), text.substr(3), 0};
  return {"DE", text, 0};
}

std::string prefix_text(const access::PostalPrefix& prefix) {
  return prefix.country == "DE" ? prefix.prefix : prefix.country + " " + prefix.prefix;
}

void write_territory(JsonWriter& json, const Organisation& organisation,
                     const access::Territory& territory) {
  json.begin_object().key("id").text(std::to_string(territory.id)).key("name").text(territory.name);
  std::vector<std::string> prefixes;
  for (const access::PostalPrefix& prefix : organisation.data().prefixes)
    if (prefix.territory == territory.id) prefixes.push_back(prefix_text(prefix));
  std::ranges::sort(prefixes);
  json.key("prefixes").begin_array();
  for (const std::string& prefix : prefixes) json.text(prefix);
  json.end_array().key("holders").begin_array();
  for (const access::Holding& holding : organisation.data().holdings) {
    if (holding.territory != territory.id) continue;
    json.begin_object().key("id").text(std::to_string(holding.id));
    json.key("user").text(std::to_string(holding.user));
    write_span(json, holding.span);
    json.end_object();
  }
  json.end_array().end_object();
}

constexpr std::size_t kMaxPrefixes = 100'000;

}  // namespace

Result<http::Response> list_territories(Call& call) {
  const auto organisation = TRY(organisation_for(call, false));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object()
        .key("distribution")
        .text(access::to_string(organisation->data().distribution));
    json.key("territories").begin_array();
    for (const access::Territory& territory : organisation->data().territories)
      write_territory(json, *organisation, territory);
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> find_territory(Call& call) {
  const auto organisation = TRY(organisation_for(call, false));
  const std::string country(call.request.query("country").value_or("DE"));
  const std::string code(call.request.query("postal_code").value_or(""));
  const access::Id id = organisation->territory_for(country, code);
  const access::Territory* found = organisation->territory(id);
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("territory");
    found ? write_territory(json, *organisation, *found) : void(json.null());
    json.key("holders").begin_array();
    for (access::Id user : organisation->holders_of(id, system_clock().now()))
      json.text(std::to_string(user));
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> change_distribution(Call& call) {
  TRY(organisation_for(call, true));
  Members body = TRY(Members::of_body(call.request));
  const auto mode = access::distribution(TRY(body.required_text("mode", 20)));
  TRY(body.done());
  if (!mode)
    return fail(Code::bad_request, "request.wrong_kind",
                {{"name", "mode"}, {"expected", "off, in_turn, by_load"}}, "mode");
  TRY(call.services.organisation.set_distribution(*mode, call.actor.user));
  return http::no_content();
}

Result<http::Response> add_territory(Call& call) {
  TRY(organisation_for(call, true));
  Members body = TRY(Members::of_body(call.request));
  const std::string name = TRY(body.required_text("name"));
  TRY(body.done());
  return answer_id(TRY(call.services.organisation.add_territory(name, call.actor.user)));
}

Result<http::Response> change_territory(Call& call) {
  TRY(organisation_for(call, true));
  const RecordId id = TRY(path_id(call.request));
  Members body = TRY(Members::of_body(call.request));
  const auto name = TRY(body.text("name"));
  const auto prefixes = TRY(body.texts("prefixes", kMaxPrefixes));
  TRY(body.done());
  auto& store = call.services.organisation;
  if (prefixes) {
    std::vector<access::PostalPrefix> list;
    for (const std::string& text : *prefixes) list.push_back(read_prefix(text));
    TRY(store.set_prefixes(id.value, std::move(list), call.actor.user));
  }
  if (name) TRY(store.rename_territory(id.value, *name, call.actor.user));
  return http::no_content();
}

Result<http::Response> remove_territory(Call& call) {
  TRY(organisation_for(call, true));
  const RecordId id = TRY(path_id(call.request));
  TRY(call.services.organisation.remove_territory(id.value, call.actor.user));
  return http::no_content();
}

Result<http::Response> add_holder(Call& call) {
  TRY(organisation_for(call, true));
  access::Holding holding;
  holding.territory = TRY(path_id(call.request)).value;
  Members body = TRY(Members::of_body(call.request));
  holding.user = TRY(required_id(body, "user"));
  holding.span = TRY(read_span(body, {system_clock().now().micros}));
  TRY(body.done());
  return answer_id(TRY(call.services.organisation.put_holding(holding, call.actor.user)));
}

Result<http::Response> remove_holder(Call& call) {
  TRY(organisation_for(call, true));
  const RecordId holder = TRY(path_id(call.request, "holder"));
  TRY(call.services.organisation.remove_holding(holder.value, call.actor.user));
  return http::no_content();
}

}  // namespace kontor::api
