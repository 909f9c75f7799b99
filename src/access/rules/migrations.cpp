#include "access/rules/migrations.h"

namespace kontor::access {
namespace {

constexpr const char* kRules = R"(
CREATE TABLE kontor_rule (
  id {int} PRIMARY KEY,
  name {text} NOT NULL UNIQUE,
  text {text} NOT NULL,
  active {int} NOT NULL,
  changed_at {int} NOT NULL,
  changed_by {int}
);
INSERT INTO kontor_epoch (name, value) VALUES ('rules', 1);
)";

// What a new workspace begins with: the ready set "single office".
constexpr const char* kFirstRule = R"(
INSERT INTO kontor_rule (id, name, text, active, changed_at) VALUES (1, 'single office',
'- rule: single office
  applies_to: all
  for: staff
  may: [see, read, edit, delete, count, create, assign, link, export]
  fields: {personal: edit, special: edit, internal: edit}
  because: Everyone on staff sees and edits everything
', 1, 0);
)";

constexpr const char* kShares = R"(
CREATE TABLE kontor_share (
  id {int} PRIMARY KEY,
  object {int} NOT NULL,
  record {int} NOT NULL,
  kind {text} NOT NULL,
  recipient {int} NOT NULL,
  action {text} NOT NULL,
  from_at {int} NOT NULL,
  until_at {int},
  by_user {int},
  via {int}
);
CREATE INDEX kontor_share_recipient ON kontor_share (kind, recipient, record);
CREATE INDEX kontor_share_record ON kontor_share (record, kind, recipient);
INSERT INTO kontor_epoch (name, value) VALUES ('shares', 1);
)";

// What rules are tried on at every save; sessions that look through the eyes of somebody else; and
// what was read of protected fields.
constexpr const char* kAnswers = R"(
CREATE TABLE kontor_rule_table (
  id {int} PRIMARY KEY,
  text {text} NOT NULL
);
CREATE TABLE kontor_rule_example (
  id {int} PRIMARY KEY,
  user_id {int} NOT NULL,
  object {int} NOT NULL,
  record {int} NOT NULL,
  ask {text} NOT NULL,
  answer {text} NOT NULL
);
CREATE TABLE kontor_viewing (
  session {int} PRIMARY KEY,
  viewer {int} NOT NULL,
  viewed {int} NOT NULL,
  emergency {int} NOT NULL,
  reason {text} NOT NULL,
  since {int} NOT NULL,
  until_at {int} NOT NULL
);
CREATE TABLE kontor_access_log (
  id {int} PRIMARY KEY,
  at {int} NOT NULL,
  kind {text} NOT NULL,
  user_id {int},
  viewed {int},
  object {int},
  record_count {int} NOT NULL,
  records {text} NOT NULL,
  fields {text} NOT NULL,
  rules {text} NOT NULL,
  route {text} NOT NULL,
  reason {text} NOT NULL
);
CREATE INDEX kontor_access_log_at ON kontor_access_log (at, id);
CREATE INDEX kontor_access_log_user ON kontor_access_log (user_id, at, id);
CREATE INDEX kontor_access_log_viewed ON kontor_access_log (viewed, at, id);
)";

// Rules that heads write for their unit; empty: for the whole workspace.
constexpr const char* kUnitRules = "ALTER TABLE kontor_rule ADD COLUMN unit {int};";

}  // namespace

std::vector<storage::Migration> rule_migrations() {
  return {{"access.101_rules", kRules},
          {"access.102_shares", kShares},
          {"access.103_first_rule", kFirstRule},
          {"access.110_answers", kAnswers},
          {"access.111_unit_rules", kUnitRules}};
}

}  // namespace kontor::access
