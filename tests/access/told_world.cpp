#include "told_world.h"

#include <algorithm>
#include <stdexcept>

#include "access/organisation/words.h"
#include "expr/testing/catalogue.h"

namespace kontor::access::testing {
namespace {

using expr::Atom;
using expr::testing::ObjectBuilder;
using expr::testing::option;
using schema::FieldClass;
using schema::FieldType;

std::int64_t number(const JsonValue& value, std::string_view name) {
  const JsonValue* found = value.find(name);
  if (!found) throw std::runtime_error("no " + std::string(name));
  return found->integer().value_or(0);
}

std::string text(const JsonValue& value, std::string_view name) {
  const JsonValue* found = value.find(name);
  return found ? std::string(found->text().value_or("")) : std::string();
}

bool flag(const JsonValue& value, std::string_view name) {
  const JsonValue* found = value.find(name);
  return found && found->boolean().value_or(false);
}

Span span(const JsonValue& value) {
  Span made;
  made.from = number(value, "from");
  if (const auto until = value.find("until")->integer()) made.until = *until;
  return made;
}

template <class Read>
void each(const JsonValue& world, std::string_view name, Read read) {
  for (const JsonValue& item : world.find(name)->items()) read(item);
}

// Nested intervals, by walking down.
void number_units(std::vector<Unit>& units, Id parent, std::int64_t& next) {
  for (Unit& unit : units) {
    if (unit.parent != parent) continue;
    unit.order = next++;
    number_units(units, unit.id, next);
    unit.order_end = next++;
  }
}

void read_organisation(const JsonValue& world, ToldWorld& told) {
  OrganisationData& data = told.organisation;
  each(world, "units", [&](const JsonValue& json) {
    Unit unit;
    unit.id = number(json, "id");
    unit.parent = number(json, "parent");
    unit.kind = *unit_kind(text(json, "kind"));
    unit.name = text(json, "name");
    unit.external = flag(json, "external");
    data.units.push_back(std::move(unit));
  });
  std::int64_t next = 1;
  number_units(data.units, 0, next);
  each(world, "seats", [&](const JsonValue& json) {
    data.seats.push_back({number(json, "id"), number(json, "user"), number(json, "unit"),
                          *place(text(json, "place")), span(json)});
  });
  each(world, "absences", [&](const JsonValue& json) {
    data.absences.push_back(
        {number(json, "id"), number(json, "user"), number(json, "deputy"), span(json)});
  });
  each(world, "roles", [&](const JsonValue& json) {
    data.roles.push_back({number(json, "id"), text(json, "name")});
  });
  each(world, "roleMembers", [&](const JsonValue& json) {
    data.role_members.push_back({number(json, "of"), number(json, "user")});
  });
  each(world, "teams",
       [&](const JsonValue& json) { told.teams[number(json, "id")] = text(json, "name"); });
  each(world, "teamMembers", [&](const JsonValue& json) {
    data.team_members.push_back({number(json, "of"), number(json, "user")});
  });
  each(world, "territories", [&](const JsonValue& json) {
    data.territories.push_back({number(json, "id"), text(json, "name")});
  });
  each(world, "prefixes", [&](const JsonValue& json) {
    data.prefixes.push_back(
        {text(json, "country"), text(json, "prefix"), number(json, "territory")});
  });
  each(world, "holdings", [&](const JsonValue& json) {
    data.holdings.push_back(
        {number(json, "id"), number(json, "territory"), number(json, "user"), span(json)});
  });
}

void read_users(const JsonValue& world, ToldWorld& told, expr::testing::World& records) {
  each(world, "users", [&](const JsonValue& json) {
    const Id id = number(json, "id");
    auto& record = records.add("user", id);
    record.deleted = flag(json, "deleted");
    if (flag(json, "active") && !record.deleted) return;
    told.gone.push_back(id);
    told.organisation.inactive_users.push_back(id);
  });
}

void read_record(const JsonValue& json, expr::testing::World& records) {
  auto& record = records.add(text(json, "object"), number(json, "id"));
  for (const JsonMember& member : json.members()) {
    if (member.name == "id" || member.name == "object" || member.value.is_null()) continue;
    if (member.name == "acted") continue;
    if (member.name == "deleted") {
      record.deleted = flag(json, "deleted");
      continue;
    }
    const schema::Field* field = record.object->field(member.name);
    if (!field) throw std::runtime_error("no field " + member.name);
    Atom atom;
    if (const auto truth = member.value.boolean())
      atom = std::int64_t{*truth};
    else if (const auto value = member.value.integer())
      atom = *value;
    else if (field->type == FieldType::select)
      atom = std::int64_t{field->option(*member.value.text())->id};
    else
      atom = std::string(*member.value.text());
    record.values[member.name] = {atom};
  }
}

std::int64_t key_value(const expr::testing::Record& record, const char* name) {
  const auto found = record.values.find(name);
  if (found == record.values.end() || found->second.empty()) return 0;
  return std::get<std::int64_t>(found->second.front());
}

// Numbers the classes against the order of their first records.
void classify(const expr::testing::World& records, ToldWorld& told) {
  std::map<std::array<std::int64_t, 5>, std::int64_t> ids;
  std::int64_t next = 100;
  for (const auto& [id, record] : records.records()) {
    if (record.object->name != "deal") continue;
    const std::array<std::int64_t, 5> key = {
        key_value(record, "owner"), key_value(record, "unit"), key_value(record, "territory"),
        key_value(record, "organisation"), key_value(record, "confidential")};
    const auto [entry, fresh] = ids.try_emplace(key, next);
    if (fresh) told.classes.push_back({next--, key});
    told.class_of[id] = entry->second;
  }
}

void read_answers(const JsonValue& answers, ToldWorld& told) {
  for (const JsonMember& user : answers.find("users")->members()) {
    Answer& answer = told.users[std::stoll(user.name)];
    for (const JsonMember& action : user.value.members()) {
      if (action.name == "modes") {
        for (const JsonMember& deal : action.value.members())
          answer.modes[std::stoll(deal.name)] = std::string(*deal.value.text());
        continue;
      }
      for (const JsonValue& id : action.value.items())
        answer.allowed[action.name].push_back(*id.integer());
      std::ranges::sort(answer.allowed[action.name]);
    }
  }
  for (const JsonMember& code : answers.find("territories")->members())
    told.territories[code.name] = *code.value.integer();
}

}  // namespace

schema::CataloguePtr told_catalogue() {
  ObjectBuilder user(1, "user", {"Benutzer", "User"});
  user.add(FieldType::text, "name", {"Name", "Name"});
  ObjectBuilder company(3, "company", {"Firma", "Company"});
  company.add(FieldType::text, "name", {"Name", "Name"});
  company.add(FieldType::text, "city", {"Ort", "City"});
  ObjectBuilder deal(4, "deal", {"Chance", "Deal"});
  deal.add(FieldType::text, "name", {"Name", "Name"});
  deal.add(FieldType::text, "contact", {"Ansprechperson", "Contact"}).field_class =
      FieldClass::personal;
  deal.add(FieldType::text, "note", {"Notiz", "Note"}).field_class = FieldClass::special;
  deal.add(FieldType::number, "margin", {"Marge", "Margin"}).field_class = FieldClass::internal;
  deal.add(FieldType::select, "stage", {"Phase", "Stage"}).options = {
      option(1, "lead", {"Interessent", "Lead"}), option(2, "offer", {"Angebot", "Offer"}),
      option(3, "won", {"Gewonnen", "Won"})};
  deal.add(FieldType::text, "code", {"Postleitzahl", "Postal code"});
  deal.add(FieldType::number, "depth", {"Tiefe", "Depth"});
  deal.to_one("user", "won_by", {"Gewonnen von", "Won by"});
  deal.add(FieldType::date_time, "escalated_at", {"Eskaliert ab", "Escalated at"});
  deal.to_one("company", "company", {"Firma", "Company"});
  for (const auto& [name, label] : std::initializer_list<std::pair<const char*, schema::Label>>{
           {"assigned_at", {"Zugewiesen am", "Assigned on"}},
           {"escalates_at_1", {"Eskalation 1", "Escalation 1"}},
           {"escalates_at_2", {"Eskalation 2", "Escalation 2"}},
           {"escalates_at_3", {"Eskalation 3", "Escalation 3"}}})
    deal.add(FieldType::date_time, name, label).read_only = true;
  deal.derived("grant", "deal", "grants", {"Freigaben", "Grants"});
  ObjectBuilder grant(5, "grant", {"Freigabe", "Grant"});
  grant.add(FieldType::text, "name", {"Name", "Name"});
  grant.to_one("deal", "deal", {"Chance", "Deal"});
  grant.to_one("user", "holder", {"Inhaber", "Holder"});
  grant.add(FieldType::checkbox, "active", {"Aktiv", "Active"});
  grant.add(FieldType::date_time, "from_at", {"Von", "From"});
  schema::Object users = user.done();
  users.read_only = true;  // rules are not about accounts
  return std::make_shared<const schema::Catalogue>(
      1, std::vector<schema::Object>{users, company.done(), deal.done(), grant.done()});
}

const std::vector<std::string>& told_fields() {
  static const std::vector<std::string> kFields = {"name",   "contact", "note",
                                                   "margin", "stage",   "code"};
  return kFields;
}

ToldWorld read_world(std::string_view line, expr::testing::World& records) {
  const auto json = parse_json(line);
  if (!json) throw std::runtime_error("a world that is no JSON: " + json.error().key);
  ToldWorld told;
  told.seed = number(*json, "seed");
  told.now = {number(*json, "now")};
  told.text = text(*json, "text");
  read_organisation(*json, told);
  read_users(*json, told, records);
  each(*json, "records", [&](const JsonValue& record) {
    read_record(record, records);
    if (flag(record, "acted")) told.acted.insert(number(record, "id"));
  });
  each(*json, "shares", [&](const JsonValue& share) {
    told.shares.push_back({number(share, "id"), number(share, "record"), number(share, "recipient"),
                           text(share, "kind"), text(share, "action"), span(share)});
  });
  classify(records, told);
  read_answers(*json->find("answers"), told);
  return told;
}

}  // namespace kontor::access::testing
