// Changes of seats, absences, roles and teams.
#include <algorithm>

#include "access/organisation/detail/edit.h"
#include "access/organisation/migrations.h"
#include "access/organisation/words.h"

namespace kontor::access {
namespace {

bool overlap(const Span& a, const Span& b) {
  return a.from < b.until && b.from < a.until;
}

Result<void> check_seat(Edit& edit, const Seat& seat) {
  TRY(check_span(seat.span));
  const Unit* unit = edit.tree.unit(seat.unit);
  if (!unit) return fail(Code::invalid, "organisation.unit", {}, "unit");
  if (unit->closed) return fail(Code::conflict, "organisation.closed", {}, "unit");
  TRY(edit.require_user(seat.user, "user"));
  for (const Seat& other : edit.tree.data().seats)
    if (other.id != seat.id && other.user == seat.user && other.unit == seat.unit &&
        overlap(other.span, seat.span))
      return fail(Code::conflict, "organisation.seat_twice", {}, "user");
  return {};
}

template <class T>
const T* find(const std::vector<T>& list, Id id) {
  auto found = std::ranges::find(list, id, &T::id);
  return found == list.end() ? nullptr : &*found;
}

void write_span(JsonWriter& json, const Span& span) {
  json.key("from").text(to_string(Instant{span.from}));
  if (span.until != Span{}.until) json.key("until").text(to_string(Instant{span.until}));
}

Result<void> remove(Edit& edit, const char* table, Id id) {
  return edit.execute({"DELETE FROM " + std::string(table) + " WHERE id = ?", {id}});
}

Result<void> check_last_administrator(const Edit& edit, Id role, Id leaving) {
  const Role* administrator = edit.tree.role(kAdministrator);
  if (!administrator || administrator->id != role) return {};
  const auto& inactive = edit.tree.data().inactive_users;
  for (Id user : edit.tree.members_of_role(role))
    if (user != leaving && !std::ranges::binary_search(inactive, user)) return {};
  return fail(Code::conflict, "organisation.last_administrator", {}, "user");
}

Result<void> set_member(Edit& edit, const char* table, const char* column, Id of, Id user,
                        bool member) {
  const std::string name(table), key(column);
  if (!member)
    return edit.execute(
        {"DELETE FROM " + name + " WHERE " + key + " = ? AND user_id = ?", {of, user}});
  TRY(edit.require_user(user, "user"));
  return edit.execute(
      {"INSERT INTO " + name + " (" + key + ", user_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
       {of, user}});
}

Result<NewRole> checked(const NewRole& role) {
  NewRole labels{.label_de = TRY(checked_name(role.label_de))};
  labels.label_en =
      role.label_en.empty() ? labels.label_de : std::string(TRY(checked_name(role.label_en)));
  return labels;
}

// Rules are written with labels: two roles of one name could not be told apart.
Result<void> check_label(const Edit& edit, Id role, const NewRole& labels) {
  for (const Role& other : edit.tree.data().roles)
    if (other.id != role &&
        (other.label_de == labels.label_de || other.label_en == labels.label_en))
      return fail(Code::conflict, "organisation.role_exists", {{"name", labels.label_de}}, "name");
  return {};
}

// One that is there and was made here.
Result<void> require_own_role(const Edit& edit, Id role) {
  const Role* found = find(edit.tree.data().roles, role);
  if (!found) return fail(Code::not_found, "not_found");
  if (found->built_in) return fail(Code::conflict, "organisation.built_in");
  return {};
}

Result<void> require_team(Edit& edit, Id team) {
  return edit.require({"SELECT 1 FROM o_team WHERE id = ? AND deleted_at IS NULL", {team}},
                      {Code::not_found, "not_found"});
}

void write_user(JsonWriter& json, Id user) {
  json.key("user").text(std::to_string(user));
}

}  // namespace

Result<Id> OrganisationStore::put_seat(const Seat& seat_, RecordId by) {
  Seat seat = seat_;
  TRY(change(by, [&](Edit& edit) -> Result<void> {
    const bool fresh = seat_.id == 0;
    Ids users = {seat.user};
    if (!fresh) {
      const Seat* before = find(edit.tree.data().seats, seat.id);
      if (!before) return fail(Code::not_found, "not_found");
      users.push_back(before->user);
    }
    seat.id = fresh ? edit.ids.next().value : seat_.id;
    TRY(check_seat(edit, seat));
    TRY(edit.execute(
        {"INSERT INTO kontor_seat (id, user_id, unit_id, place, from_at, until_at) VALUES (?, ?, "
         "?, "
         "?, ?, ?) ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id, unit_id = "
         "excluded.unit_id, place = excluded.place, from_at = excluded.from_at, until_at = "
         "excluded.until_at",
         {seat.id, seat.user, seat.unit, std::string(to_string(seat.place)), seat.span.from,
          end_of(seat.span)}}));
    TRY(edit.note(fresh ? "seat.added" : "seat.changed", seat.unit, [&](JsonWriter& json) {
      write_user(json, seat.user);
      json.key("place").text(to_string(seat.place));
      write_span(json, seat.span);
    }));
    return edit.settle_users(users);
  }));
  return seat.id;
}

Result<void> OrganisationStore::remove_seat(Id seat, RecordId by) {
  return change(by, [&](Edit& edit) -> Result<void> {
    const Seat* before = find(edit.tree.data().seats, seat);
    if (!before) return fail(Code::not_found, "not_found");
    TRY(remove(edit, "kontor_seat", seat));
    TRY(edit.note("seat.removed", before->unit,
                  [&](JsonWriter& json) { write_user(json, before->user); }));
    return edit.settle_users({before->user});
  });
}

Result<Id> OrganisationStore::put_absence(const Absence& absence_, RecordId by) {
  Absence absence = absence_;
  TRY(check_span(absence.span));
  if (absence.user == absence.deputy)
    return fail(Code::invalid, "organisation.own_deputy", {}, "deputy");
  TRY(change(by, [&](Edit& edit) -> Result<void> {
    const bool fresh = absence_.id == 0;
    if (!fresh && !find(edit.tree.data().absences, absence.id))
      return fail(Code::not_found, "not_found");
    absence.id = fresh ? edit.ids.next().value : absence_.id;
    TRY(edit.require_user(absence.user, "user"));
    if (absence.deputy) TRY(edit.require_user(absence.deputy, "deputy"));
    TRY(edit.execute(
        {"INSERT INTO kontor_absence (id, user_id, deputy_id, from_at, until_at) VALUES (?, ?, ?, "
         "?, ?) ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id, deputy_id = "
         "excluded.deputy_id, from_at = excluded.from_at, until_at = excluded.until_at",
         {absence.id, absence.user,
          absence.deputy ? storage::Value(absence.deputy) : storage::Value(), absence.span.from,
          end_of(absence.span)}}));
    return edit.note(fresh ? "absence.added" : "absence.changed", absence.user,
                     [&](JsonWriter& json) {
                       json.key("deputy").text(std::to_string(absence.deputy));
                       write_span(json, absence.span);
                     });
  }));
  return absence.id;
}

Result<void> OrganisationStore::remove_absence(Id absence, RecordId by) {
  return change(by, [&](Edit& edit) -> Result<void> {
    const Absence* before = find(edit.tree.data().absences, absence);
    if (!before) return fail(Code::not_found, "not_found");
    TRY(remove(edit, "kontor_absence", absence));
    return edit.note("absence.removed", before->user);
  });
}

Result<Id> OrganisationStore::add_role(const NewRole& role, RecordId by) {
  const NewRole labels = TRY(checked(role));
  Id id = 0;
  TRY(change(by, [&](Edit& edit) -> Result<void> {
    TRY(check_label(edit, 0, labels));
    id = edit.ids.next().value;
    const std::string name = "role_" + std::to_string(id);
    TRY(
        edit.execute({"INSERT INTO kontor_role (id, name, label_de, label_en, built_in) "
                      "VALUES (?, ?, ?, ?, 0)",
                      {id, name, labels.label_de, labels.label_en}}));
    return edit.note("role.added", id,
                     [&](JsonWriter& json) { json.key("name").text(labels.label_de); });
  }));
  return id;
}

Result<void> OrganisationStore::rename_role(Id role, const NewRole& wish, RecordId by) {
  const NewRole labels = TRY(checked(wish));
  return change(by, [&](Edit& edit) -> Result<void> {
    TRY(require_own_role(edit, role));
    TRY(check_label(edit, role, labels));
    TRY(edit.execute({"UPDATE kontor_role SET label_de = ?, label_en = ? WHERE id = ?",
                      {labels.label_de, labels.label_en, role}}));
    return edit.note("role.renamed", role,
                     [&](JsonWriter& json) { json.key("name").text(labels.label_de); });
  });
}

Result<void> OrganisationStore::remove_role(Id role, RecordId by) {
  return change(by, [&](Edit& edit) -> Result<void> {
    TRY(require_own_role(edit, role));
    TRY(edit.execute({"DELETE FROM kontor_role_member WHERE role_id = ?", {role}}));
    TRY(remove(edit, "kontor_role", role));
    return edit.note("role.removed", role);
  });
}

Result<void> OrganisationStore::set_role(Id role, Id user, bool member, RecordId by) {
  return change(by, [&](Edit& edit) -> Result<void> {
    if (!find(edit.tree.data().roles, role)) return fail(Code::not_found, "not_found");
    if (!member) TRY(check_last_administrator(edit, role, user));
    TRY(set_member(edit, "kontor_role_member", "role_id", role, user, member));
    return edit.note(member ? "role.given" : "role.taken", role,
                     [&](JsonWriter& json) { write_user(json, user); });
  });
}

Result<Id> OrganisationStore::add_team(const std::string& name, RecordId by) {
  const std::string tidy = TRY(checked_name(name));
  Id id = 0;
  TRY(change(by, [&](Edit& edit) -> Result<void> {
    id = TRY(edit.insert_row("o_team", kTeamObject, tidy));
    return edit.note("team.added", id, [&](JsonWriter& json) { json.key("name").text(tidy); });
  }));
  return id;
}

Result<void> OrganisationStore::rename_team(Id team, const std::string& name, RecordId by) {
  const std::string tidy = TRY(checked_name(name));
  return change(by, [&](Edit& edit) -> Result<void> {
    TRY(require_team(edit, team));
    TRY(edit.rename_row("o_team", team, tidy));
    return edit.note("team.renamed", team, [&](JsonWriter& json) { json.key("name").text(tidy); });
  });
}

Result<void> OrganisationStore::remove_team(Id team, RecordId by) {
  return change(by, [&](Edit& edit) -> Result<void> {
    TRY(require_team(edit, team));
    TRY(edit.execute({"DELETE FROM kontor_team_member WHERE team_id = ?", {team}}));
    TRY(edit.delete_row("o_team", kTeamObject, team));
    return edit.note("team.removed", team);
  });
}

Result<void> OrganisationStore::set_team(Id team, Id user, bool member, RecordId by) {
  return change(by, [&](Edit& edit) -> Result<void> {
    TRY(require_team(edit, team));
    TRY(set_member(edit, "kontor_team_member", "team_id", team, user, member));
    return edit.note(member ? "team.joined" : "team.left", team,
                     [&](JsonWriter& json) { write_user(json, user); });
  });
}

}  // namespace kontor::access
