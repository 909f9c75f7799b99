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

}  // namespace

std::vector<storage::Migration> rule_migrations() {
  return {{"access.101_rules", kRules},
          {"access.102_shares", kShares},
          {"access.103_first_rule", kFirstRule}};
}

}  // namespace kontor::access
