// Who belongs where: one tree of units, the seats people have in it, roles, teams, absences and
// territories. An Organisation is an immutable snapshot with one epoch; a change makes a new one.
// Rights look at nothing else: records only name a unit, so that moving one rewrites no record.
//
// Ids are those of o_user, o_unit, o_team and o_territory; 0 means none. Sets are sorted without
// repeats, ready to become a storage::IntSet. Spans of time are half-open: [from, until).
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/time.h"

namespace kontor::access {

using Id = std::int64_t;
using Ids = std::vector<Id>;

inline constexpr int kMaxDepth = 16;        // levels of units, the outermost is 1
inline constexpr int kAllLevels = 1 << 20;  // every level below or above

struct Span {
  std::int64_t from = 0;  // microseconds since 1970 UTC
  std::int64_t until = std::numeric_limits<std::int64_t>::max();
  bool contains(Instant at) const { return from <= at.micros && at.micros < until; }
  auto operator<=>(const Span&) const = default;
};

enum class UnitKind { company, division, group, seat };

struct Unit {
  Id id = 0;
  Id parent = 0;
  UnitKind kind = UnitKind::group;
  std::string name;
  int depth = 1;
  // Nested interval: what lies below has order <= its own order < order_end. There are gaps.
  std::int64_t order = 0, order_end = 0;
  Id company = 0;         // the nearest unit of kind company, itself included; 0: none above
  bool external = false;  // that company is a partner: an agent, a franchisee
  bool closed = false;    // takes nobody new; what it owns stays
};

enum class Place { head, member, deputy };

struct Seat {
  Id id = 0, user = 0, unit = 0;
  Place place = Place::member;
  Span span = {};
};

struct Role {
  Id id = 0;
  std::string name;  // "administrator": the name in rules, never changes
  std::string label_de = {}, label_en = {};
  bool built_in = false;
};

struct Membership {
  Id of = 0;  // role or team
  Id user = 0;
};

// While it lasts `user` is away and `deputy` stands in; 0: nobody does. A deputy who is away
// himself is not replaced by his own.
struct Absence {
  Id id = 0, user = 0, deputy = 0;
  Span span = {};
};

struct Territory {
  Id id = 0;
  std::string name;
};

struct PostalPrefix {
  std::string country;  // ISO 3166 code
  std::string prefix;
  Id territory = 0;
};

struct Holding {
  Id id = 0, territory = 0, user = 0;
  Span span = {};
};

// Who gets a lead nobody was named for: whoever creates it, the holders of its territory in turn,
// or the one of them with the fewest open leads. Where nobody holds it, it waits without an owner
// for the role `dispatch`.
enum class Distribution { off, in_turn, by_load };

// What a snapshot is made of, in any order. Parents must exist and form no circle, intervals must
// be nested (order.h), names of roles unique.
struct OrganisationData {
  std::int64_t epoch = 0;
  std::vector<Unit> units;  // `company`, `external` of descendants and `depth` are computed
  std::vector<Seat> seats;
  std::vector<Role> roles;
  std::vector<Membership> role_members;
  std::vector<Membership> team_members;
  std::vector<Absence> absences;
  std::vector<Territory> territories;
  std::vector<PostalPrefix> prefixes;
  std::vector<Holding> holdings;
  Ids inactive_users;
  Distribution distribution = Distribution::off;
};

class Organisation {
 public:
  explicit Organisation(OrganisationData data);

  std::int64_t epoch() const { return data_.epoch; }

  // --- Units
  const Unit* unit(Id id) const;  // null: there is none
  // By order: parents before what is below them.
  const std::vector<Unit>& units() const { return data_.units; }
  bool is_below(Id unit, Id ancestor) const;  // a unit is below itself
  Ids units_below(Id ancestor) const;         // itself included

  // --- People and units
  // Where the user sits in whatever place; the main unit is the one sat in first.
  Ids units_of(Id user, Instant at) const;
  Id main_unit(Id user, Instant at) const;
  Id company_of(Id user, Instant at) const;
  // Units the user heads, or acts for as head: as deputy of a head who is away, or from a deputy's
  // seat while no head is there.
  Ids headed_units(Id user, Instant at) const;
  // Of a unit: its heads, whether they are there or not.
  Ids heads_of(Id unit, Instant at) const;
  // Who decides for the unit right now: heads who are there, deputies of those who are not, else
  // the deputies' seats. Empty: nobody; the next unit above does.
  Ids acting_heads(Id unit, Instant at) const;
  // Superiors of the level (1: the next). Units without anybody acting, and those that the user
  // heads himself, are no level. Each head counts once.
  Ids superiors(Id user, int level, Instant at) const;
  // Everybody to whom `user` is a superior of a level up to `levels`. A head who is away stays one,
  // beside whoever stands in.
  Ids reports(Id user, int levels, Instant at) const;
  // Everybody with a seat in the unit itself.
  Ids people_in(Id unit, Instant at) const;

  // --- Being away
  bool is_present(Id user, Instant at) const;  // active, and not away
  // For whom the user stands in ("my.deputies"), and who does for the user.
  Ids deputy_for(Id user, Instant at) const;
  Ids deputies_of(Id user, Instant at) const;

  // --- Roles and teams
  const Role* role(std::string_view name) const;
  bool has_role(Id user, std::string_view name) const;
  Ids roles_of(Id user) const;
  Ids teams_of(Id user) const;
  Ids members_of_role(Id role) const;
  Ids members_of_team(Id team) const;

  // --- Territories
  const Territory* territory(Id id) const;
  // The territory with the longest prefix of the code; 0: none. An empty country is Germany. A code
  // that its country cannot have (letters or a wrong length in DE, AT, CH) has none.
  Id territory_for(std::string_view country, std::string_view postal_code) const;
  Ids territories_of(Id user, Instant at) const;
  Ids holders_of(Id territory, Instant at) const;
  // Those of them, or of their deputies, who are there to take something new.
  Ids takers_of(Id territory, Instant at) const;

  const OrganisationData& data() const { return data_; }

  // The first instant after `at` at which an answer may differ because a span begins or ends. What
  // was computed at `at` holds until then.
  Instant next_change(Instant at) const;

 private:
  struct Node {
    std::size_t parent;  // place in data_.units; kNone
    std::size_t end;     // first place behind the subtree
    std::vector<std::uint32_t> seats;
  };
  struct Ladder;

  void index_units();
  void index_people();
  void index_territories();
  void collect_changes();
  std::size_t place_of(Id unit) const;
  bool heads(Id user, std::size_t unit, Instant at) const;
  int distance(Id superior, Id user, int levels, Instant at, bool acting) const;

  OrganisationData data_;
  std::vector<Node> nodes_;
  std::unordered_map<Id, std::size_t> unit_places_;
  std::unordered_map<Id, std::vector<std::uint32_t>> seats_of_;     // places in data_.seats
  std::unordered_map<Id, std::vector<std::uint32_t>> absences_of_;  // who is away
  std::unordered_map<Id, std::vector<std::uint32_t>> stands_in_;    // who stands in
  std::unordered_map<Id, std::vector<std::uint32_t>> holdings_of_;  // by user
  std::unordered_map<Id, std::vector<std::uint32_t>> held_by_;      // by territory
  std::unordered_map<Id, std::size_t> territory_places_;
  std::unordered_map<std::string, Id> prefixes_;  // "DE:803"
  std::map<std::string, std::size_t, std::less<>> role_places_;
  std::vector<std::int64_t> changes_;  // ascending
};

// A postal code as it is compared: upper case, without blanks and hyphens; in front of a German,
// Austrian or Swiss one the letter of the country is dropped ("D-80331").
std::string tidy_postal_code(std::string_view country, std::string_view code);

}  // namespace kontor::access
