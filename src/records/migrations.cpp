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

}  // namespace

std::vector<storage::Migration> migrations() {
  return {{"records.001_history", kHistory},
          {"records.002_keys", kKeys},
          {"records.003_schema", kSchemaHistory}};
}

}  // namespace kontor::records
