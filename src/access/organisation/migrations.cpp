#include "access/organisation/migrations.h"

#include <string>

namespace kontor::access {
namespace {

std::string record_table(const std::string& name, const std::string& fields) {
  const std::string table = "o_" + name;
  std::string sql = "CREATE TABLE " + table +
                    " (id {int} PRIMARY KEY, version {int} NOT NULL, "
                    "title {text}, title_fold {text}, title_sort {blob}, "
                    "owner {int}, unit {int}, territory {int}, organisation {int}, "
                    "confidential {int} NOT NULL, zk {int} NOT NULL, "
                    "created_at {int} NOT NULL, created_by {int}, "
                    "changed_at {int} NOT NULL, changed_by {int}, deleted_at {int}" +
                    fields + ");";
  const std::string alive = ") WHERE deleted_at IS NULL;";
  auto index = [&](const std::string& of, const std::string& columns) {
    sql += "CREATE INDEX " + table + "__" + of + " ON " + table + " (" + columns + alive;
  };
  index("order", "title_sort, id, zk");
  index("class", "zk, title_sort, id");
  index("changed", "changed_at, id, zk");
  index("class_changed", "zk, changed_at, id");
  index("f_owner", "owner, title_sort, id, zk");
  sql += "CREATE INDEX " + table + "__deleted ON " + table +
         " (deleted_at, id) WHERE deleted_at IS NOT NULL;";
  return sql;
}

constexpr const char* kMembers = R"(
CREATE TABLE kontor_seat (
  id {int} PRIMARY KEY,
  user_id {int} NOT NULL,
  unit_id {int} NOT NULL,
  place {text} NOT NULL,
  from_at {int} NOT NULL,
  until_at {int}
);
CREATE INDEX kontor_seat_unit ON kontor_seat (unit_id);
CREATE INDEX kontor_seat_user ON kontor_seat (user_id);
CREATE TABLE kontor_role (
  id {int} PRIMARY KEY,
  name {text} NOT NULL UNIQUE,
  label_de {text} NOT NULL,
  label_en {text} NOT NULL,
  built_in {int} NOT NULL
);
CREATE TABLE kontor_role_member (
  role_id {int} NOT NULL,
  user_id {int} NOT NULL,
  PRIMARY KEY (role_id, user_id)
);
CREATE TABLE kontor_team_member (
  team_id {int} NOT NULL,
  user_id {int} NOT NULL,
  PRIMARY KEY (team_id, user_id)
);
CREATE TABLE kontor_absence (
  id {int} PRIMARY KEY,
  user_id {int} NOT NULL,
  deputy_id {int},
  from_at {int} NOT NULL,
  until_at {int}
);
CREATE TABLE kontor_territory_prefix (
  country {text} NOT NULL,
  prefix {text} NOT NULL,
  territory_id {int} NOT NULL,
  PRIMARY KEY (country, prefix)
);
CREATE TABLE kontor_territory_holder (
  id {int} PRIMARY KEY,
  territory_id {int} NOT NULL,
  user_id {int} NOT NULL,
  from_at {int} NOT NULL,
  until_at {int}
);
INSERT INTO kontor_role (id, name, label_de, label_en, built_in) VALUES
  (1, 'administrator', 'Administration', 'Administration', 1),
  (2, 'dispatch', 'Disposition', 'Dispatch', 1),
  (3, 'sales', 'Vertrieb', 'Sales', 1),
  (4, 'service', 'Service', 'Service', 1),
  (5, 'controlling', 'Controlling', 'Controlling', 1);
INSERT INTO kontor_epoch (name, value) VALUES ('organisation', 1);
)";

// Every change of the organisation, who made it and when. `detail` is JSON.
constexpr const char* kLog = R"(
CREATE TABLE kontor_organisation_log (
  id {int} PRIMARY KEY,
  at {int} NOT NULL,
  by_user {int},
  action {text} NOT NULL,
  subject {int} NOT NULL,
  detail {text} NOT NULL
);
)";

// How new leads find their owner, and whose turn it was in each territory.
constexpr const char* kDistribution = R"(
CREATE TABLE kontor_distribution (
  id {int} PRIMARY KEY,
  mode {text} NOT NULL
);
INSERT INTO kontor_distribution (id, mode) VALUES (1, 'off');
CREATE TABLE kontor_distribution_turn (
  territory_id {int} PRIMARY KEY,
  last_user {int} NOT NULL
);
)";

// Who may read what others have read.
constexpr const char* kAuditor = R"(
INSERT INTO kontor_role (id, name, label_de, label_en, built_in)
  SELECT (SELECT max(id) + 1 FROM kontor_role), 'auditor', 'Prüfung', 'Audit', 1
  WHERE NOT EXISTS (SELECT 1 FROM kontor_role WHERE name = 'auditor');
UPDATE kontor_epoch SET value = value + 1 WHERE name = 'organisation';
)";

}  // namespace

std::vector<storage::Migration> organisation_migrations() {
  return {{"access.001_units",
           record_table("unit",
                        ", f_kind {text} NOT NULL, f_parent {int}, f_depth {int} NOT NULL, "
                        "f_external {int} NOT NULL, f_closed {int} NOT NULL, "
                        "order_from {int} NOT NULL, order_to {int} NOT NULL") +
               record_table("team", "") + record_table("territory", "")},
          {"access.002_members", kMembers},
          {"access.003_organisation_log", kLog},
          {"access.004_distribution", kDistribution},
          {"access.011_auditor", kAuditor}};
}

}  // namespace kontor::access
