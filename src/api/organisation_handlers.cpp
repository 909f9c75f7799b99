#include "api/organisation_handlers.h"

#include <algorithm>

#include "access/organisation/administer.h"
#include "access/organisation/words.h"
#include "base/time.h"
#include "records/hand_over.h"

namespace kontor::api {
namespace {

using access::Organisation;

constexpr std::int64_t kMaxLog = 500;

std::string id_text(std::int64_t id) {
  return std::to_string(id);
}

void write_id(JsonWriter& json, std::int64_t id) {
  id ? json.text(id_text(id)) : json.null();
}

void write_units(JsonWriter& json, const Organisation& organisation) {
  json.key("units").begin_array();
  for (const access::Unit& unit : organisation.units()) {
    json.begin_object().key("id").text(id_text(unit.id)).key("parent");
    write_id(json, unit.parent);
    json.key("name").text(unit.name).key("kind").text(access::to_string(unit.kind));
    json.key("depth").number(unit.depth).key("company");
    write_id(json, unit.company);
    json.key("external").boolean(unit.external).key("closed").boolean(unit.closed).end_object();
  }
  json.end_array();
}

void write_seats(JsonWriter& json, const Organisation& organisation) {
  json.key("seats").begin_array();
  for (const access::Seat& seat : organisation.data().seats) {
    json.begin_object().key("id").text(id_text(seat.id)).key("user").text(id_text(seat.user));
    json.key("unit").text(id_text(seat.unit)).key("place").text(access::to_string(seat.place));
    write_span(json, seat.span);
    json.end_object();
  }
  json.end_array().key("absences").begin_array();
  for (const access::Absence& absence : organisation.data().absences) {
    json.begin_object().key("id").text(id_text(absence.id));
    json.key("user").text(id_text(absence.user)).key("deputy");
    write_id(json, absence.deputy);
    write_span(json, absence.span);
    json.end_object();
  }
  json.end_array();
}

void write_members(JsonWriter& json, const access::Ids& users) {
  json.key("members").begin_array();
  for (std::int64_t user : users) json.text(id_text(user));
  json.end_array();
}

void write_roles(JsonWriter& json, const Organisation& organisation) {
  json.key("roles").begin_array();
  for (const access::Role& role : organisation.data().roles) {
    json.begin_object().key("id").text(id_text(role.id)).key("name").text(role.name);
    json.key("label").begin_object().key("de").text(role.label_de).key("en").text(role.label_en);
    json.end_object().key("built_in").boolean(role.built_in);
    write_members(json, organisation.members_of_role(role.id));
    json.end_object();
  }
  json.end_array();
}

void write_teams(JsonWriter& json, const Organisation& organisation,
                 const std::vector<access::Named>& teams) {
  json.key("teams").begin_array();
  for (const access::Named& team : teams) {
    json.begin_object().key("id").text(id_text(team.id)).key("name").text(team.name);
    write_members(json, organisation.members_of_team(team.id));
    json.end_object();
  }
  json.end_array();
}

void write_people(JsonWriter& json, const std::vector<access::Named>& people) {
  json.key("people").begin_array();
  for (const access::Named& person : people)
    json.begin_object()
        .key("id")
        .text(id_text(person.id))
        .key("name")
        .text(person.name)
        .key("email")
        .text(person.email)
        .key("active")
        .boolean(person.active)
        .end_object();
  json.end_array();
}

Failure wrong_word(const char* name, const char* expected) {
  return fail(Code::bad_request, "request.wrong_kind", {{"name", name}, {"expected", expected}},
              name);
}

Result<std::optional<access::UnitKind>> read_kind(Members& body) {
  const auto word = TRY(body.text("kind", 20));
  if (!word) return std::nullopt;
  const auto kind = access::unit_kind(*word);
  if (!kind) return wrong_word("kind", "company, division, group, seat");
  return kind;
}

Result<std::optional<access::Place>> read_place(Members& body) {
  const auto word = TRY(body.text("place", 20));
  if (!word) return std::nullopt;
  const auto place = access::place(*word);
  if (!place) return wrong_word("place", "head, member, deputy");
  return place;
}

Result<access::NewRole> role_of(Members& body) {
  access::NewRole role{.label_de = TRY(body.required_text("name"))};
  role.label_en = TRY(body.text("name_en")).value_or("");
  TRY(body.done());
  return role;
}

Result<http::Response> set_member(Call& call, bool role, bool member) {
  TRY(organisation_for(call, true));
  const RecordId of = TRY(path_id(call.request));
  std::int64_t user = 0;
  if (member) {
    Members body = TRY(Members::of_body(call.request));
    user = TRY(required_id(body, "user"));
    TRY(body.done());
  } else {
    user = TRY(path_id(call.request, "user")).value;
  }
  auto& store = call.services.organisation;
  TRY(role ? store.set_role(of.value, user, member, call.actor.user)
           : store.set_team(of.value, user, member, call.actor.user));
  return http::no_content();
}

// A body that says a name and nothing else.
Result<std::string> only_name(Call& call) {
  Members body = TRY(Members::of_body(call.request));
  std::string name = TRY(body.required_text("name"));
  TRY(body.done());
  return name;
}

}  // namespace

Result<access::OrganisationPtr> organisation_for(Call& call, bool changes) {
  const query::Reader reader = TRY(call.reader());
  auto organisation = TRY(call.services.organisations.of(reader.connection));
  TRY(access::require_administrator(*organisation, call.actor, changes));
  // Whoever waits for the writer must not keep a reader from others.
  if (changes) call.forget_view();
  return organisation;
}

Result<http::Response> answer_id(std::int64_t id) {
  return answer_json(
      [&](JsonWriter& json) -> Result<void> {
        json.begin_object().key("id").text(id_text(id)).end_object();
        return {};
      },
      201);
}

void write_span(JsonWriter& json, const access::Span& span) {
  json.key("from").text(to_string(Instant{span.from})).key("until");
  span.until == access::Span{}.until ? json.null() : json.text(to_string(Instant{span.until}));
}

Result<access::Span> read_span(Members& body, access::Span span) {
  auto read = [&](const char* name, std::int64_t& into) -> Result<void> {
    const auto text = TRY(body.text(name, 40));
    if (!text) return {};
    const auto instant = parse_instant(*text);
    if (!instant) return wrong_word(name, "2026-12-31T12:00:00Z");
    into = instant->micros;
    return {};
  };
  TRY(read("from", span.from));
  if (body.names("until")) span.until = access::Span{}.until;
  TRY(read("until", span.until));
  return span;
}

Result<std::int64_t> required_id(Members& body, std::string_view name) {
  const auto id = TRY(body.id(name));
  if (id) return id->value;
  return fail(Code::bad_request, "request.missing_member", {{"name", std::string(name)}},
              std::string(name));
}

Result<http::Response> show_organisation(Call& call) {
  const auto organisation = TRY(organisation_for(call, false));
  const query::Reader reader = TRY(call.reader());
  const auto people = TRY(access::list_people(reader.connection));
  const auto teams = TRY(access::list_teams(reader.connection));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("epoch").number(organisation->epoch());
    write_units(json, *organisation);
    write_seats(json, *organisation);
    write_roles(json, *organisation);
    write_teams(json, *organisation, teams);
    write_people(json, people);
    json.end_object();
    return {};
  });
}

Result<http::Response> show_organisation_log(Call& call) {
  TRY(organisation_for(call, false));
  const auto limit = TRY(query_integer(call.request, "limit", 100, 1, kMaxLog));
  const auto entries = TRY(call.services.organisation.log(static_cast<int>(limit)));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("entries").begin_array();
    for (const access::LogEntry& entry : entries) {
      json.begin_object().key("at").text(to_string(entry.at)).key("by");
      write_id(json, entry.by);
      json.key("action").text(entry.action).key("subject").text(id_text(entry.subject));
      json.key("detail").raw(entry.detail).end_object();
    }
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> add_unit(Call& call) {
  TRY(organisation_for(call, true));
  Members body = TRY(Members::of_body(call.request));
  access::NewUnit unit;
  unit.name = TRY(body.required_text("name"));
  unit.kind = TRY(read_kind(body)).value_or(access::UnitKind::group);
  unit.parent = TRY(body.id("parent")).value_or(RecordId{}).value;
  unit.external = TRY(body.boolean("external")).value_or(false);
  TRY(body.done());
  return answer_id(TRY(call.services.organisation.add_unit(unit, call.actor.user)));
}

Result<http::Response> change_unit(Call& call) {
  TRY(organisation_for(call, true));
  const RecordId id = TRY(path_id(call.request));
  Members body = TRY(Members::of_body(call.request));
  access::UnitChange change;
  change.name = TRY(body.text("name"));
  change.kind = TRY(read_kind(body));
  const auto parent = TRY(body.id("parent"));
  if (body.names("parent")) change.parent = parent.value_or(RecordId{}).value;
  change.external = TRY(body.boolean("external"));
  change.closed = TRY(body.boolean("closed"));
  TRY(body.done());
  TRY(call.services.organisation.change_unit(id.value, change, call.actor.user));
  return http::no_content();
}

Result<http::Response> add_seat(Call& call) {
  TRY(organisation_for(call, true));
  Members body = TRY(Members::of_body(call.request));
  access::Seat seat;
  seat.user = TRY(required_id(body, "user"));
  seat.unit = TRY(required_id(body, "unit"));
  seat.place = TRY(read_place(body)).value_or(access::Place::member);
  seat.span = TRY(read_span(body, {system_clock().now().micros}));
  TRY(body.done());
  return answer_id(TRY(call.services.organisation.put_seat(seat, call.actor.user)));
}

Result<http::Response> change_seat(Call& call) {
  const auto organisation = TRY(organisation_for(call, true));
  const RecordId id = TRY(path_id(call.request));
  const auto& seats = organisation->data().seats;
  const auto found = std::ranges::find(seats, id.value, &access::Seat::id);
  if (found == seats.end()) return fail(Code::not_found, "not_found");
  access::Seat seat = *found;
  Members body = TRY(Members::of_body(call.request));
  seat.unit = TRY(body.id("unit")).value_or(RecordId{seat.unit}).value;
  seat.place = TRY(read_place(body)).value_or(seat.place);
  seat.span = TRY(read_span(body, seat.span));
  TRY(body.done());
  TRY(call.services.organisation.put_seat(seat, call.actor.user));
  return http::no_content();
}

Result<http::Response> remove_seat(Call& call) {
  TRY(organisation_for(call, true));
  const RecordId id = TRY(path_id(call.request));
  TRY(call.services.organisation.remove_seat(id.value, call.actor.user));
  return http::no_content();
}

Result<http::Response> add_absence(Call& call) {
  TRY(organisation_for(call, true));
  Members body = TRY(Members::of_body(call.request));
  access::Absence absence;
  absence.user = TRY(required_id(body, "user"));
  absence.deputy = TRY(body.id("deputy")).value_or(RecordId{}).value;
  absence.span = TRY(read_span(body, {system_clock().now().micros}));
  TRY(body.done());
  return answer_id(TRY(call.services.organisation.put_absence(absence, call.actor.user)));
}

Result<http::Response> remove_absence(Call& call) {
  TRY(organisation_for(call, true));
  const RecordId id = TRY(path_id(call.request));
  TRY(call.services.organisation.remove_absence(id.value, call.actor.user));
  return http::no_content();
}

Result<http::Response> add_role(Call& call) {
  TRY(organisation_for(call, true));
  Members body = TRY(Members::of_body(call.request));
  const access::NewRole role = TRY(role_of(body));
  return answer_id(TRY(call.services.organisation.add_role(role, call.actor.user)));
}

Result<http::Response> change_role(Call& call) {
  TRY(organisation_for(call, true));
  const RecordId id = TRY(path_id(call.request));
  Members body = TRY(Members::of_body(call.request));
  const access::NewRole role = TRY(role_of(body));
  TRY(call.services.organisation.rename_role(id.value, role, call.actor.user));
  return http::no_content();
}

Result<http::Response> remove_role(Call& call) {
  TRY(organisation_for(call, true));
  const RecordId id = TRY(path_id(call.request));
  TRY(call.services.organisation.remove_role(id.value, call.actor.user));
  return http::no_content();
}

Result<http::Response> add_role_member(Call& call) {
  return set_member(call, true, true);
}

Result<http::Response> remove_role_member(Call& call) {
  return set_member(call, true, false);
}

Result<http::Response> add_team(Call& call) {
  TRY(organisation_for(call, true));
  const std::string name = TRY(only_name(call));
  return answer_id(TRY(call.services.organisation.add_team(name, call.actor.user)));
}

Result<http::Response> change_team(Call& call) {
  TRY(organisation_for(call, true));
  const RecordId id = TRY(path_id(call.request));
  const std::string name = TRY(only_name(call));
  TRY(call.services.organisation.rename_team(id.value, name, call.actor.user));
  return http::no_content();
}

Result<http::Response> remove_team(Call& call) {
  TRY(organisation_for(call, true));
  const RecordId id = TRY(path_id(call.request));
  TRY(call.services.organisation.remove_team(id.value, call.actor.user));
  return http::no_content();
}

Result<http::Response> add_team_member(Call& call) {
  return set_member(call, false, true);
}

Result<http::Response> remove_team_member(Call& call) {
  return set_member(call, false, false);
}

Result<http::Response> hand_over_records(Call& call) {
  TRY(organisation_for(call, true));
  const RecordId from = TRY(path_id(call.request));
  Members body = TRY(Members::of_body(call.request));
  const RecordId to{TRY(required_id(body, "to"))};
  const bool leaves = TRY(body.boolean("leaves")).value_or(false);
  TRY(body.done());
  TRY(call.services.users.get(from));
  const auto heir = TRY(call.services.users.get(to));
  if (!heir.active || from == to) return fail(Code::invalid, "organisation.user", {}, "to");
  if (leaves) TRY(call.services.users.set_active(from, false, call.actor.user));
  const RecordId job = TRY(records::hand_over(call.services.jobs, from, to, call.actor.user));
  return answer_id(job.value);
}

}  // namespace kontor::api
