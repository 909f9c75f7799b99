#include "auth/migrations.h"

namespace kontor::auth {
namespace {

constexpr const char* kUsers = R"(
CREATE TABLE o_user (
  id {int} PRIMARY KEY,
  version {int} NOT NULL,
  title {text}, title_fold {text}, title_sort {blob},
  owner {int}, unit {int}, territory {int}, organisation {int},
  confidential {int} NOT NULL,
  zk {int} NOT NULL,
  created_at {int} NOT NULL, created_by {int},
  changed_at {int} NOT NULL, changed_by {int},
  deleted_at {int},
  f_name {text} NOT NULL,
  f_email {text} NOT NULL,
  f_language {text} NOT NULL,
  f_active {int} NOT NULL
);
CREATE INDEX o_user__order ON o_user (title_sort, id, zk) WHERE deleted_at IS NULL;
CREATE INDEX o_user__class ON o_user (zk, title_sort, id) WHERE deleted_at IS NULL;
CREATE INDEX o_user__changed ON o_user (changed_at, id, zk) WHERE deleted_at IS NULL;
CREATE INDEX o_user__class_changed ON o_user (zk, changed_at, id) WHERE deleted_at IS NULL;
CREATE INDEX o_user__deleted ON o_user (deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX o_user__f_owner ON o_user (owner, title_sort, id, zk) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX o_user__u_email ON o_user (f_email) WHERE deleted_at IS NULL;
)";

constexpr const char* kSecrets = R"(
CREATE TABLE kontor_credential (
  user_id {int} PRIMARY KEY,
  password_hash {text} NOT NULL,
  changed_at {int} NOT NULL
);
CREATE TABLE kontor_session (
  hash {blob} PRIMARY KEY,
  id {int} NOT NULL UNIQUE,
  user_id {int} NOT NULL,
  created_at {int} NOT NULL,
  seen_at {int} NOT NULL,
  expires_at {int} NOT NULL,
  by_link {int} NOT NULL,
  address {text} NOT NULL,
  agent {text} NOT NULL
);
CREATE INDEX kontor_session_user ON kontor_session (user_id);
CREATE INDEX kontor_session_expires ON kontor_session (expires_at);
CREATE TABLE kontor_login_link (
  hash {blob} PRIMARY KEY,
  user_id {int} NOT NULL,
  expires_at {int} NOT NULL
);
CREATE INDEX kontor_login_link_user ON kontor_login_link (user_id);
CREATE TABLE kontor_api_key (
  id {int} PRIMARY KEY,
  hash {blob} NOT NULL UNIQUE,
  user_id {int} NOT NULL,
  name {text} NOT NULL,
  beginning {text} NOT NULL,
  may_write {int} NOT NULL,
  created_at {int} NOT NULL,
  expires_at {int},
  used_at {int}
);
CREATE INDEX kontor_api_key_user ON kontor_api_key (user_id);
)";

constexpr const char* kThrottle = R"(
CREATE TABLE kontor_throttle (
  who {text} PRIMARY KEY,
  failures {int} NOT NULL,
  last_at {int} NOT NULL,
  blocked_until {int} NOT NULL
);
CREATE INDEX kontor_throttle_last ON kontor_throttle (last_at);
CREATE TABLE kontor_known_place (
  user_id {int} NOT NULL,
  place {text} NOT NULL,
  seen_at {int} NOT NULL,
  PRIMARY KEY (user_id, place)
);
)";

// When somebody was last here: sessions end and are gone, this stays.
constexpr const char* kSeen = R"(
CREATE TABLE kontor_seen (
  user_id {int} PRIMARY KEY,
  seen_at {int} NOT NULL
);
INSERT INTO kontor_seen (user_id, seen_at)
  SELECT user_id, max(seen_at) FROM kontor_session GROUP BY user_id;
)";

}  // namespace

std::vector<storage::Migration> migrations() {
  return {{"auth.001_users", kUsers},
          {"auth.002_secrets", kSecrets},
          {"auth.003_throttle", kThrottle},
          {"auth.004_seen", kSeen}};
}

}  // namespace kontor::auth
