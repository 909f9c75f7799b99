#include "records/migrations.h"

namespace kontor::records {
namespace {

constexpr const char* kHistory = R"(
CREATE TABLE kontor_change (
  id {int} PRIMARY KEY,
  actor {int} NOT NULL,
  actor_name {text} NOT NULL,
  at {int} NOT NULL,
  reason {text} NOT NULL,
  undoes {int} NOT NULL,
  undone_by {int} NOT NULL
);
CREATE INDEX kontor_change_actor ON kontor_change (actor, id);
CREATE TABLE kontor_history (
  change_id {int} NOT NULL,
  object {int} NOT NULL,
  record {int} NOT NULL,
  version {int} NOT NULL,
  action {int} NOT NULL,
  field {int} NOT NULL,
  old_value {text},
  new_value {text}
);
CREATE INDEX kontor_history_record ON kontor_history (record, version);
CREATE INDEX kontor_history_change ON kontor_history (change_id, record);
)";

constexpr const char* kKeys = R"(
CREATE TABLE kontor_duplicate_key (
  key {int} NOT NULL,
  record {int} NOT NULL,
  PRIMARY KEY (key, record)
){keyed};
CREATE TABLE kontor_idempotency (
  actor {int} NOT NULL,
  key {text} NOT NULL,
  fingerprint {text} NOT NULL,
  answer {text} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (actor, key)
);
CREATE INDEX kontor_idempotency_at ON kontor_idempotency (at);
)";

constexpr const char* kSchemaHistory = R"(
CREATE TABLE kontor_schema_history (
  change_id {int} NOT NULL,
  version {int} NOT NULL,
  kind {int} NOT NULL,
  object {text} NOT NULL,
  name {text} NOT NULL,
  property {text} NOT NULL,
  old_value {text} NOT NULL,
  new_value {text} NOT NULL
);
CREATE INDEX kontor_schema_history_change ON kontor_schema_history (change_id);
)";

// Which steps of escalations their superiors were told of (`at`: the step's column then), and the
// fingerprint of the escalations that the columns of all records were worked out for.
constexpr const char* kEscalations = R"(
CREATE TABLE kontor_escalation_told (
  object {int} NOT NULL,
  record {int} NOT NULL,
  step {int} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (object, record, step)
);
INSERT INTO kontor_epoch (name, value) VALUES ('escalations', 0);
)";

// Whether customers are protected, and who asked about whom (a fingerprint of what was typed).
constexpr const char* kProtection = R"(
CREATE TABLE kontor_protection (
  id {int} PRIMARY KEY,
  protecting {int} NOT NULL
);
INSERT INTO kontor_protection (id, protecting) VALUES (1, 0);
CREATE TABLE kontor_protection_log (
  id {int} PRIMARY KEY,
  user_id {int} NOT NULL,
  object {int} NOT NULL,
  at {int} NOT NULL,
  question {int} NOT NULL,
  known {int} NOT NULL
);
CREATE INDEX kontor_protection_log_user ON kontor_protection_log (user_id, at);
)";

}  // namespace

std::vector<storage::Migration> migrations() {
  return {{"records.001_history", kHistory},
          {"records.002_keys", kKeys},
          {"records.003_schema", kSchemaHistory},
          {"records.004_escalations", kEscalations},
          {"records.005_protection", kProtection}};
}

}  // namespace kontor::records
