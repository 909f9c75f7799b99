#include "access/rules/principal.h"

#include <algorithm>
#include <charconv>

#include "access/organisation/words.h"
#include "base/zone.h"

namespace kontor::access {
namespace {

void tidy(Ids& ids) {
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  std::erase(ids, 0);
}

int number_of(std::string_view text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// "reports(2)", "units", "#17": ids before any walk through the tree.
Ids word_set(std::string_view word, const Organisation& organisation, Id user, Instant at) {
  if (word == "unit") return {organisation.main_unit(user, at)};
  if (word == "units") return organisation.units_of(user, at);
  if (word == "headed") return organisation.headed_units(user, at);
  if (word == "teams") return organisation.teams_of(user);
  if (word == "territories") return organisation.territories_of(user, at);
  if (word == "organisation") return {organisation.company_of(user, at)};
  if (word == "deputies") return organisation.deputy_for(user, at);
  if (word.starts_with("reports")) {
    const bool bounded = word.size() > 8;
    return organisation.reports(user, bounded ? number_of(word.substr(8), 1) : kAllLevels, at);
  }
  if (word.starts_with('#')) {
    Id id = 0;
    std::from_chars(word.data() + 1, word.data() + word.size(), id);
    return {id};
  }
  return {};  // contact, customer, products, topics: nobody has any before there is a portal
}

Ids below(const Ids& tops, int levels, const Organisation& organisation) {
  Ids all;
  for (const Id top : tops) {
    const Unit* unit = organisation.unit(top);
    if (!unit) continue;
    for (const Id id : organisation.units_below(top))
      if (organisation.unit(id)->depth <= unit->depth + levels) all.push_back(id);
  }
  return all;
}

Ids above(const Ids& bottoms, int levels, const Organisation& organisation) {
  Ids all;
  for (const Id bottom : bottoms) {
    const Unit* unit = organisation.unit(bottom);
    for (int up = 0; unit && up <= levels; ++up, unit = organisation.unit(unit->parent))
      all.push_back(unit->id);
  }
  return all;
}

void mix(std::uint64_t& hash, std::uint64_t value) {
  hash ^= value + 0x9E3779B97F4A7C15 + (hash << 6) + (hash >> 2);
  hash *= 0xBF58476D1CE4E5B9;
}

void mix(std::uint64_t& hash, std::string_view text) {
  mix(hash, std::hash<std::string_view>()(text));
}

}  // namespace

bool Principal::is(const Audience& audience) const {
  using Kind = Audience::Kind;
  switch (audience.kind) {
    case Kind::all:
      return standing != Standing::nobody;
    case Kind::staff:
      return standing == Standing::staff;
    case Kind::external:
      return standing == Standing::external;
    case Kind::portal:
      return standing == Standing::portal;
    case Kind::head:
      return audience.name.empty() ? !headed_kinds.empty() : headed_kinds.contains(audience.name);
    case Kind::role:
      return roles.contains(audience.name);
    case Kind::team:
      return teams.contains(audience.name);
    case Kind::organisation:
      return organisations.contains(audience.name);
    case Kind::key:
      return !key.empty() && key == audience.name;
  }
  return false;
}

bool Principal::concerned_by(const Rule& rule) const {
  if (rule.from && today < *rule.from) return false;
  if (rule.until && today >= *rule.until) return false;
  if (rule.unit && !std::ranges::binary_search(inside, rule.unit)) return false;
  return std::ranges::any_of(rule.audience, [&](const Audience& who) { return is(who); });
}

std::uint64_t Principal::fingerprint() const {
  std::uint64_t hash = static_cast<std::uint64_t>(standing) * 2 + writes;
  for (const auto* names : {&roles, &teams, &organisations, &headed_kinds}) {
    mix(hash, names->size());
    for (const auto& name : *names) mix(hash, name);
  }
  mix(hash, key);
  for (const Id unit : inside) mix(hash, static_cast<std::uint64_t>(unit));
  mix(hash, static_cast<std::uint64_t>(today.days));
  mix(hash, static_cast<std::uint64_t>(bindings.me));
  for (const auto& [name, set] : bindings.mine) {
    mix(hash, name);
    if (!set) continue;
    mix(hash, set->size());
    for (const std::int64_t id : *set) mix(hash, static_cast<std::uint64_t>(id));
  }
  return hash;
}

Principal make_principal(const Asker& asker, const Organisation& organisation,
                         const std::set<std::string>& sets, const SharedRecords& shared,
                         const std::vector<std::string>& team_names) {
  Principal principal;
  principal.bindings.me = asker.user;
  principal.bindings.now = asker.at.micros;
  principal.bindings.zone = asker.zone;
  principal.today = TimeZone::find(asker.zone).value_or(TimeZone::utc()).date_of(asker.at);
  if (!asker.active) return principal;

  const Unit* main = organisation.unit(organisation.main_unit(asker.user, asker.at));
  principal.standing =
      main && main->external ? Principal::Standing::external : Principal::Standing::staff;
  principal.writes = asker.may_write;
  principal.key = asker.key;
  for (const Role& role : organisation.data().roles)
    if (organisation.has_role(asker.user, role.name)) principal.roles.insert(role.name);
  principal.teams.insert(team_names.begin(), team_names.end());
  if (const Unit* company = organisation.unit(organisation.company_of(asker.user, asker.at)))
    principal.organisations.insert(company->name);
  for (const Id unit : organisation.headed_units(asker.user, asker.at))
    principal.headed_kinds.insert(std::string(to_string(organisation.unit(unit)->kind)));
  principal.inside = above(organisation.units_of(asker.user, asker.at), kAllLevels, organisation);
  tidy(principal.inside);
  for (const std::string& name : sets)
    principal.bindings.mine[name] =
        std::make_shared<const Ids>(set_of(name, organisation, asker.user, asker.at, shared));
  return principal;
}

Ids set_of(std::string_view name, const Organisation& organisation, Id user, Instant at,
           const SharedRecords& shared) {
  if (name == "shared" || name == "shared see" || name == "shared read") return shared.read;
  if (name == "shared edit") return shared.edit;
  Ids ids;
  const bool down = name.starts_with("below "), up = name.starts_with("above ");
  if (down || up) {
    const std::string_view rest = name.substr(6);
    const auto blank = rest.find(' ');
    const int levels =
        blank == std::string_view::npos ? kAllLevels : number_of(rest.substr(blank + 1), 1);
    const Ids from = word_set(rest.substr(0, blank), organisation, user, at);
    ids = down ? below(from, levels, organisation) : above(from, levels, organisation);
  } else {
    ids = word_set(name, organisation, user, at);
  }
  tidy(ids);
  return ids;
}

}  // namespace kontor::access
