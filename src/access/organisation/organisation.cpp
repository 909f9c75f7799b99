#include "access/organisation/organisation.h"

#include <algorithm>
#include <set>

namespace kontor::access {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

void tidy(Ids& ids) {
  std::ranges::sort(ids);
  auto rest = std::ranges::unique(ids);
  ids.erase(rest.begin(), rest.end());
}

bool has(const Ids& ids, Id id) {
  return std::ranges::binary_search(ids, id);
}

using Places = std::unordered_map<Id, std::vector<std::uint32_t>>;

const std::vector<std::uint32_t>& places_of(const Places& places, Id id) {
  static const std::vector<std::uint32_t> none;
  auto found = places.find(id);
  return found == places.end() ? none : found->second;
}

Ids members(const std::vector<Membership>& list, Id of) {
  Ids users;
  for (const Membership& member : list)
    if (member.of == of) users.push_back(member.user);
  tidy(users);
  return users;
}

// Each of these people who is there, and the deputies of each who is away.
Ids with_deputies(const Organisation& organisation, const Ids& people, Instant at) {
  Ids ids;
  for (Id person : people) {
    if (organisation.is_present(person, at)) {
      ids.push_back(person);
      continue;
    }
    for (Id deputy : organisation.deputies_of(person, at))
      if (organisation.is_present(deputy, at)) ids.push_back(deputy);
  }
  return ids;
}

Ids memberships(const std::vector<Membership>& list, Id user) {
  Ids all;
  for (const Membership& member : list)
    if (member.user == user) all.push_back(member.of);
  tidy(all);
  return all;
}

}  // namespace

Organisation::Organisation(OrganisationData data) : data_(std::move(data)) {
  std::ranges::sort(data_.inactive_users);
  index_units();
  index_people();
  index_territories();
  collect_changes();
}

void Organisation::index_units() {
  auto& units = data_.units;
  std::ranges::sort(units, {}, &Unit::order);
  for (std::size_t i = 0; i < units.size(); ++i) unit_places_.emplace(units[i].id, i);
  nodes_.resize(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    Unit& unit = units[i];
    auto end = std::ranges::lower_bound(units, unit.order_end, {}, &Unit::order);
    nodes_[i].end = std::max(i + 1, static_cast<std::size_t>(end - units.begin()));
    // Parents lie before what is below them: they are done.
    nodes_[i].parent = place_of(unit.parent);
    const bool inner = nodes_[i].parent < i;
    unit.depth = inner ? units[nodes_[i].parent].depth + 1 : 1;
    if (unit.kind == UnitKind::company) {
      unit.company = unit.id;
    } else {
      unit.company = inner ? units[nodes_[i].parent].company : 0;
      unit.external = inner && units[nodes_[i].parent].external;
    }
  }
}

void Organisation::index_people() {
  // Who sat down first comes first: that is the main unit.
  std::ranges::sort(data_.seats, [](const Seat& a, const Seat& b) {
    return std::pair(a.span.from, a.id) < std::pair(b.span.from, b.id);
  });
  for (std::uint32_t i = 0; i < data_.seats.size(); ++i) {
    const std::size_t unit = place_of(data_.seats[i].unit);
    if (unit == kNone) continue;
    nodes_[unit].seats.push_back(i);
    seats_of_[data_.seats[i].user].push_back(i);
  }
  for (std::uint32_t i = 0; i < data_.absences.size(); ++i) {
    absences_of_[data_.absences[i].user].push_back(i);
    if (data_.absences[i].deputy) stands_in_[data_.absences[i].deputy].push_back(i);
  }
  for (std::size_t i = 0; i < data_.roles.size(); ++i) role_places_.emplace(data_.roles[i].name, i);
}

void Organisation::index_territories() {
  for (std::size_t i = 0; i < data_.territories.size(); ++i)
    territory_places_.emplace(data_.territories[i].id, i);
  for (const PostalPrefix& prefix : data_.prefixes)
    prefixes_.emplace(prefix.country + ":" + prefix.prefix, prefix.territory);
  for (std::uint32_t i = 0; i < data_.holdings.size(); ++i) {
    holdings_of_[data_.holdings[i].user].push_back(i);
    held_by_[data_.holdings[i].territory].push_back(i);
  }
}

void Organisation::collect_changes() {
  auto add = [&](const Span& span) {
    changes_.push_back(span.from);
    changes_.push_back(span.until);
  };
  for (const Seat& seat : data_.seats) add(seat.span);
  for (const Absence& absence : data_.absences) add(absence.span);
  for (const Holding& holding : data_.holdings) add(holding.span);
  tidy(changes_);
}

Instant Organisation::next_change(Instant at) const {
  auto next = std::ranges::upper_bound(changes_, at.micros);
  return {next == changes_.end() ? std::numeric_limits<std::int64_t>::max() : *next};
}

// --- Units

std::size_t Organisation::place_of(Id unit) const {
  auto found = unit_places_.find(unit);
  return found == unit_places_.end() ? kNone : found->second;
}

const Unit* Organisation::unit(Id id) const {
  const std::size_t place = place_of(id);
  return place == kNone ? nullptr : &data_.units[place];
}

bool Organisation::is_below(Id unit, Id ancestor) const {
  const std::size_t inner = place_of(unit), outer = place_of(ancestor);
  if (inner == kNone || outer == kNone) return false;
  return outer <= inner && inner < nodes_[outer].end;
}

Ids Organisation::units_below(Id ancestor) const {
  Ids ids;
  const std::size_t place = place_of(ancestor);
  if (place == kNone) return ids;
  for (std::size_t i = place; i < nodes_[place].end; ++i) ids.push_back(data_.units[i].id);
  tidy(ids);
  return ids;
}

// --- People and units

Ids Organisation::units_of(Id user, Instant at) const {
  Ids ids;
  for (auto seat : places_of(seats_of_, user))
    if (data_.seats[seat].span.contains(at)) ids.push_back(data_.seats[seat].unit);
  tidy(ids);
  return ids;
}

Id Organisation::main_unit(Id user, Instant at) const {
  for (auto seat : places_of(seats_of_, user))
    if (data_.seats[seat].span.contains(at)) return data_.seats[seat].unit;
  return 0;
}

Id Organisation::company_of(Id user, Instant at) const {
  const Unit* main = unit(main_unit(user, at));
  return main ? main->company : 0;
}

bool Organisation::heads(Id user, std::size_t unit, Instant at) const {
  return std::ranges::any_of(nodes_[unit].seats, [&](std::uint32_t i) {
    const Seat& seat = data_.seats[i];
    return seat.user == user && seat.place == Place::head && seat.span.contains(at);
  });
}

Ids Organisation::heads_of(Id unit, Instant at) const {
  Ids ids;
  const std::size_t place = place_of(unit);
  if (place == kNone) return ids;
  for (auto i : nodes_[place].seats) {
    const Seat& seat = data_.seats[i];
    if (seat.place == Place::head && seat.span.contains(at)) ids.push_back(seat.user);
  }
  tidy(ids);
  return ids;
}

Ids Organisation::acting_heads(Id unit, Instant at) const {
  Ids ids = with_deputies(*this, heads_of(unit, at), at);
  const std::size_t place = place_of(unit);
  if (ids.empty() && place != kNone) {
    for (auto i : nodes_[place].seats) {
      const Seat& seat = data_.seats[i];
      if (seat.place == Place::deputy && seat.span.contains(at) && is_present(seat.user, at))
        ids.push_back(seat.user);
    }
  }
  tidy(ids);
  return ids;
}

Ids Organisation::headed_units(Id user, Instant at) const {
  Ids ids, candidates;
  auto consider = [&](Id of, bool own) {
    for (auto i : places_of(seats_of_, of)) {
      const Seat& seat = data_.seats[i];
      if (!seat.span.contains(at) || seat.place == Place::member) continue;
      const bool heads = own && seat.place == Place::head;
      (heads ? ids : candidates).push_back(seat.unit);
    }
  };
  consider(user, true);
  for (Id away : deputy_for(user, at)) consider(away, false);
  for (Id unit : candidates)
    if (has(acting_heads(unit, at), user)) ids.push_back(unit);
  tidy(ids);
  return ids;
}

// The way up from one unit: each stop is a unit with heads that were not met before.
struct Organisation::Ladder {
  const Organisation& tree;
  Id user;
  Instant at;
  bool acting;  // who decides now; otherwise heads, whether they are there or not
  std::size_t unit;
  std::set<Id> met = {};

  // The heads of the next level; empty: there is none.
  Ids next() {
    for (; unit != kNone; unit = tree.nodes_[unit].parent) {
      if (tree.heads(user, unit, at)) continue;
      const Id id = tree.data_.units[unit].id;
      Ids heads = acting ? tree.acting_heads(id, at) : tree.heads_of(id, at);
      std::erase_if(heads, [&](Id head) { return head == user || met.contains(head); });
      if (heads.empty()) continue;
      met.insert(heads.begin(), heads.end());
      unit = tree.nodes_[unit].parent;
      return heads;
    }
    return {};
  }
};

Ids Organisation::superiors(Id user, int level, Instant at) const {
  Ids ids;
  for (Id unit : units_of(user, at)) {
    Ladder ladder{*this, user, at, true, place_of(unit)};
    Ids heads;
    for (int i = 0; i < level; ++i) {
      heads = ladder.next();
      if (heads.empty()) break;
    }
    ids.insert(ids.end(), heads.begin(), heads.end());
  }
  tidy(ids);
  return ids;
}

// 0: not a superior within the levels.
int Organisation::distance(Id superior, Id user, int levels, Instant at, bool acting) const {
  int nearest = 0;
  for (Id unit : units_of(user, at)) {
    Ladder ladder{*this, user, at, acting, place_of(unit)};
    for (int level = 1; level <= levels; ++level) {
      const Ids heads = ladder.next();
      if (heads.empty()) break;
      if (!has(heads, superior)) continue;
      nearest = nearest ? std::min(nearest, level) : level;
      break;
    }
  }
  return nearest;
}

Ids Organisation::reports(Id user, int levels, Instant at) const {
  Ids below;
  for (Id unit : headed_units(user, at))
    for (Id inner : units_below(unit))
      for (Id person : people_in(inner, at)) below.push_back(person);
  tidy(below);
  std::erase_if(below, [&](Id person) {
    return person == user || (distance(user, person, levels, at, false) == 0 &&
                              distance(user, person, levels, at, true) == 0);
  });
  return below;
}

Ids Organisation::people_in(Id unit, Instant at) const {
  Ids ids;
  const std::size_t place = place_of(unit);
  if (place == kNone) return ids;
  for (auto i : nodes_[place].seats)
    if (data_.seats[i].span.contains(at)) ids.push_back(data_.seats[i].user);
  tidy(ids);
  return ids;
}

// --- Being away

bool Organisation::is_present(Id user, Instant at) const {
  if (has(data_.inactive_users, user)) return false;
  return std::ranges::none_of(places_of(absences_of_, user),
                              [&](std::uint32_t i) { return data_.absences[i].span.contains(at); });
}

Ids Organisation::deputy_for(Id user, Instant at) const {
  Ids ids;
  for (auto i : places_of(stands_in_, user))
    if (data_.absences[i].span.contains(at)) ids.push_back(data_.absences[i].user);
  tidy(ids);
  return ids;
}

Ids Organisation::deputies_of(Id user, Instant at) const {
  Ids ids;
  for (auto i : places_of(absences_of_, user)) {
    const Absence& absence = data_.absences[i];
    if (absence.deputy && absence.span.contains(at)) ids.push_back(absence.deputy);
  }
  tidy(ids);
  return ids;
}

// --- Roles and teams

const Role* Organisation::role(std::string_view name) const {
  auto found = role_places_.find(name);
  return found == role_places_.end() ? nullptr : &data_.roles[found->second];
}

bool Organisation::has_role(Id user, std::string_view name) const {
  const Role* wanted = role(name);
  return wanted && std::ranges::any_of(data_.role_members, [&](const Membership& member) {
           return member.of == wanted->id && member.user == user;
         });
}

Ids Organisation::roles_of(Id user) const {
  return memberships(data_.role_members, user);
}

Ids Organisation::teams_of(Id user) const {
  return memberships(data_.team_members, user);
}

Ids Organisation::members_of_role(Id role) const {
  return members(data_.role_members, role);
}

Ids Organisation::members_of_team(Id team) const {
  return members(data_.team_members, team);
}

// --- Territories

const Territory* Organisation::territory(Id id) const {
  auto found = territory_places_.find(id);
  return found == territory_places_.end() ? nullptr : &data_.territories[found->second];
}

Id Organisation::territory_for(std::string_view country, std::string_view postal_code) const {
  if (prefixes_.empty()) return 0;
  const std::string land(country.empty() ? "DE" : country);
  const std::string code = tidy_postal_code(land, postal_code);
  if (code.empty()) return 0;
  for (std::size_t length = code.size(); length > 0; --length) {
    auto found = prefixes_.find(land + ":" + code.substr(0, length));
    if (found != prefixes_.end()) return found->second;
  }
  return 0;
}

Ids Organisation::territories_of(Id user, Instant at) const {
  Ids ids;
  for (auto i : places_of(holdings_of_, user))
    if (data_.holdings[i].span.contains(at)) ids.push_back(data_.holdings[i].territory);
  tidy(ids);
  return ids;
}

Ids Organisation::holders_of(Id territory, Instant at) const {
  Ids ids;
  for (auto i : places_of(held_by_, territory))
    if (data_.holdings[i].span.contains(at)) ids.push_back(data_.holdings[i].user);
  tidy(ids);
  return ids;
}

Ids Organisation::takers_of(Id territory, Instant at) const {
  Ids ids = with_deputies(*this, holders_of(territory, at), at);
  tidy(ids);
  return ids;
}

}  // namespace kontor::access
