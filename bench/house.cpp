#include "house.h"

#include <array>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <unistd.h>

#include "records/kits.h"

namespace kontor::bench {
namespace {

using storage::Engine;

constexpr std::array<std::int64_t, 4> kLevels{1, 3, 12, 60};
constexpr std::int64_t kTerritories = 30, kTeams = 5;
constexpr std::int64_t kFirstTerritory = 3'000'000, kFirstTeam = 4'000'000;

constexpr const char* kRules = R"(
- rule: own
  applies_to: all
  for: all
  may: [see, read, edit, create, link, share]
  when: owner = me
  fields: {personal: edit}
- rule: heads
  applies_to: all
  for: head
  may: [see, read, assign, count]
  when: unit below my.headed and not confidential
- rule: territories
  applies_to: all
  for: all
  may: [see, read]
  when: territory in my.territories and not confidential
- rule: all
  applies_to: all
  for: role dispatch
  may: [see, read, edit, count]
)";

std::string text(std::int64_t number) {
  return std::to_string(number);
}

// Units of a level lie evenly below those of the level above.
struct Tree {
  std::array<std::int64_t, 4> begins{};
  Tree() {
    for (std::size_t i = 1; i < begins.size(); ++i) begins[i] = begins[i - 1] + kLevels[i - 1];
  }
  std::size_t level(std::int64_t unit) const {
    std::size_t level = begins.size() - 1;
    while (unit < begins[level]) --level;
    return level;
  }
  std::int64_t parent(std::int64_t unit) const {  // -1: none
    const std::size_t at = level(unit);
    if (at == 0) return -1;
    return begins[at - 1] + (unit - begins[at]) * kLevels[at - 1] / kLevels[at];
  }
  // The first ones head a unit each, the others sit in units of the last level.
  std::int64_t unit_of(std::int64_t user) const {
    return user < House::kUnits ? user : begins.back() + user * 7 % kLevels.back();
  }
};

// Numbers of places in the tree, from `next` on: each unit encloses those below it.
void lay_out(const Tree& tree, std::int64_t unit, std::int64_t& next,
             std::array<std::array<std::int64_t, 2>, House::kUnits>& places) {
  auto& place = places[static_cast<std::size_t>(unit)];
  place[0] = next++;
  for (std::int64_t child = unit + 1; child < House::kUnits; ++child)
    if (tree.parent(child) == unit) lay_out(tree, child, next, places);
  place[1] = next++;
}

class Script {
 public:
  explicit Script(Engine engine) : engine_(engine) {}

  void rows(const std::string& into, std::int64_t count,
            const std::function<std::string(std::int64_t)>& row) {
    sql_ += "INSERT INTO " + into + " VALUES ";
    for (std::int64_t i = 0; i < count; ++i) sql_ += (i ? ", (" : "(") + row(i) + ")";
    sql_ += ";\n";
  }
  void add(const std::string& sql) { sql_ += sql; }
  // "WITH RECURSIVE n(i) AS (0 .. count - 1)"
  static std::string numbers(std::int64_t count) {
    return "WITH RECURSIVE n(i) AS (SELECT CAST(0 AS bigint) UNION ALL SELECT i + 1 FROM n "
           "WHERE i < " +
           text(count - 1) + ")";
  }
  std::string sort_key(const std::string& title) const {
    return engine_ == Engine::sqlite ? "CAST(lower(" + title + ") AS BLOB)"
                                     : "convert_to(lower(" + title + "), 'UTF8')";
  }
  // "title, title_fold, title_sort"
  std::string titles(const std::string& title) const {
    return title + ", lower(" + title + "), " + sort_key(title);
  }
  std::string take() { return std::move(sql_); }

 private:
  Engine engine_;
  std::string sql_;
};

constexpr const char* kHead =
    "(id, version, title, title_fold, title_sort, confidential, zk, created_at, changed_at";

void add_people(Script& script) {
  const Tree tree;
  const auto head = [&](std::int64_t id, const std::string& name) {
    return text(id) + ", 1, " + script.titles("'" + name + "'") + ", 0, 0, 1, 1";
  };
  script.rows(std::string("o_user ") + kHead + ", unit, f_name, f_email, f_language, f_active)",
              House::kUsers, [&](std::int64_t i) {
                const std::string name = "Person " + text(i);
                return head(House::kFirstUser + i, name) + ", " +
                       text(House::kFirstUnit + tree.unit_of(i)) + ", '" + name + "', 'p" +
                       text(i) + "@house.example', 'de', 1";
              });
  std::array<std::array<std::int64_t, 2>, House::kUnits> places{};
  std::int64_t next = std::int64_t{1} << 59;  // behind the unit that every workspace begins with
  lay_out(tree, 0, next, places);
  script.rows(std::string("o_unit ") + kHead +
                  ", f_kind, f_parent, f_depth, f_external, f_closed, order_from, order_to)",
              House::kUnits, [&](std::int64_t i) {
                const std::string parent = i ? text(House::kFirstUnit + tree.parent(i)) : "NULL";
                const auto& place = places[static_cast<std::size_t>(i)];
                return head(House::kFirstUnit + i, "Unit " + text(i)) +
                       (i ? ", 'group', " : ", 'company', ") + parent + ", " +
                       text(static_cast<std::int64_t>(tree.level(i)) + 1) + ", 0, 0, " +
                       text(place[0]) + ", " + text(place[1]);
              });
  script.rows("kontor_seat (id, user_id, unit_id, place, from_at)", House::kUsers,
              [&](std::int64_t i) {
                return text(5'000'000 + i) + ", " + text(House::kFirstUser + i) + ", " +
                       text(House::kFirstUnit + tree.unit_of(i)) +
                       (i < House::kUnits ? ", 'head', 0" : ", 'member', 0");
              });
  script.rows(std::string("o_territory ") + kHead + ")", kTerritories,
              [&](std::int64_t i) { return head(kFirstTerritory + i, "Territory " + text(i)); });
  script.rows("kontor_territory_holder (id, territory_id, user_id, from_at)", kTerritories,
              [&](std::int64_t i) {
                return text(6'000'000 + i) + ", " + text(kFirstTerritory + i) + ", " +
                       text(House::kFirstUser + 190 + i % 10) + ", 0";
              });
  script.rows(std::string("o_team ") + kHead + ")", kTeams,
              [&](std::int64_t i) { return head(kFirstTeam + i, "Team " + text(i)); });
  script.rows("kontor_team_member (team_id, user_id)", kTeams * 8, [&](std::int64_t i) {
    return text(kFirstTeam + i % kTeams) + ", " + text(House::kFirstUser + 150 + i);
  });
  script.add("INSERT INTO kontor_role_member (role_id, user_id) SELECT id, " +
             text(House::kFirstUser + House::kSeesEverything) +
             " FROM kontor_role WHERE name = 'dispatch';\n"
             "INSERT INTO kontor_role_member (role_id, user_id) SELECT id, " +
             text(House::kFirstUser + House::kAdministrator) +
             " FROM kontor_role WHERE name = 'administrator';\n");
}

std::string random(std::int64_t below, int salt) {
  return "((i * 48271 + " + text(salt * 7'919) + ") % 2147483647 * 16807 % 2147483647 % " +
         text(below) + ")";
}

// A deal of somebody lies in one of three territories; a tenth is confidential.
void add_deals(Script& script, std::int64_t object) {
  const std::string user = random(House::kUsers, 1), unit_begin = text(Tree().begins.back());
  const std::string unit = "(CASE WHEN u < " + text(House::kUnits) + " THEN u ELSE " + unit_begin +
                           " + u * 7 % " + text(kLevels.back()) + " END)";
  const std::string first_user = text(House::kFirstUser), first_unit = text(House::kFirstUnit);
  script.add(
      "INSERT INTO o_deal (id, version, title, title_fold, title_sort, owner, unit, "
      "territory, organisation, confidential, zk, created_at, created_by, changed_at, "
      "changed_by, f_value, f_value_currency) " +
      Script::numbers(House::kDeals) + ", d AS (SELECT i, " + user + " AS u, " + random(3, 2) +
      " AS t, (CASE WHEN " + random(10, 3) + " = 0 THEN 1 ELSE 0 END) AS c FROM n) SELECT " +
      text(House::kFirstDeal) + " + i, 1, " + script.titles("'Anfrage ' || i") + ", " + first_user +
      " + u, " + first_unit + " + " + unit + ", " + text(kFirstTerritory) + " + (u * 3 + t) % " +
      text(kTerritories) + ", " + first_unit + ", c, 1 + u * 6 + t * 2 + c, i, " + first_user +
      " + u, " + random(House::kDeals, 5) + ", " + first_user + " + u, 100 * " +
      random(100'000, 6) + ", 'EUR' FROM d;\n");
  script.add(
      "INSERT INTO kontor_class (object, id, owner, unit, territory, organisation, "
      "confidential, n) SELECT " +
      text(object) +
      ", zk, owner, unit, territory, organisation, confidential, count(*) FROM o_deal "
      "GROUP BY zk, owner, unit, territory, organisation, confidential;\n");
}

void add_shares(Script& script, std::int64_t object) {
  script.add(
      "INSERT INTO kontor_share (id, object, record, kind, recipient, action, from_at, "
      "until_at, by_user) " +
      Script::numbers(House::kShares) + " SELECT 1 + i, " + text(object) + ", " +
      text(House::kFirstDeal) + " + " + random(House::kDeals, 8) +
      ", CASE WHEN i % 4 = 0 THEN 'team' ELSE 'user' END, CASE WHEN i % 4 = 0 THEN " +
      text(kFirstTeam) + " + " + random(kTeams, 9) + " ELSE " + text(House::kFirstUser) + " + " +
      random(House::kUsers, 10) + " END, 'read', 0, NULL, " + text(House::kFirstUser) +
      " FROM n;\n");
}

Result<void> fill(storage::Transaction& tx) {
  const auto object =
      TRY(tx.integer({"SELECT id FROM kontor_object WHERE name = 'deal'", {}})).value_or(0);
  Script script(tx.engine());
  add_people(script);
  add_deals(script, object);
  add_shares(script, object);
  script.add("UPDATE kontor_epoch SET value = value + 1; ANALYZE;");
  TRY(tx.script(script.take()));
  TRY(tx.execute({"UPDATE kontor_rule SET text = ?", {std::string(kRules)}}));
  return {};
}

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().key + ": " + result.error().internal);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

}  // namespace

House::House(Engine engine) : fresh_(engine) {
  fresh_.close();
  const bool sqlite = engine == Engine::sqlite;
  if (!sqlite) {
    char pattern[] = "/tmp/kontor-house-XXXXXX";
    folder_ = mkdtemp(pattern);
  }
  workspace_ = must(app::Workspace::open({.data = sqlite ? fresh_.folder() : folder_,
                                          .database = sqlite ? "" : fresh_.options().url}));
  auth::Actor keeper;
  keeper.user = must(
      workspace_->accounts().users.add({.name = "Keeper", .email = "keeper@house.example"}, {}));
  must(
      records::install_kits(workspace_->writer(), keeper, {"people", "companies", "sales"}, false));
  must(workspace_->database().write(fill));
}

House::~House() {
  workspace_.reset();
  if (!folder_.empty()) std::filesystem::remove_all(folder_);
}

}  // namespace kontor::bench
