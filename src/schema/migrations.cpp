#include "schema/migrations.h"

namespace kontor::schema {
namespace {

// Lists of names (default_sort, tally, ...) are stored with blanks between them.
constexpr const char* kCatalogue = R"(
CREATE TABLE kontor_epoch (
  name {text} PRIMARY KEY,
  value {int} NOT NULL
);
INSERT INTO kontor_epoch (name, value) VALUES ('schema', 1);
CREATE TABLE kontor_kit (
  name {text} PRIMARY KEY,
  version {int} NOT NULL
);
CREATE TABLE kontor_object (
  id {int} PRIMARY KEY,
  name {text} NOT NULL UNIQUE,
  label_de {text} NOT NULL, label_en {text} NOT NULL,
  plural_de {text} NOT NULL, plural_en {text} NOT NULL,
  icon {text} NOT NULL, colour {text} NOT NULL, kit {text} NOT NULL,
  title_field {text} NOT NULL, default_sort {text} NOT NULL, quick_add {text} NOT NULL,
  key_fields {text} NOT NULL, subtitle {text} NOT NULL,
  timeline {int} NOT NULL, date_field {text} NOT NULL,
  archived {int} NOT NULL, position {int} NOT NULL
);
CREATE TABLE kontor_field (
  id {int} PRIMARY KEY,
  object {int} NOT NULL,
  name {text} NOT NULL,
  label_de {text} NOT NULL, label_en {text} NOT NULL,
  help_de {text} NOT NULL, help_en {text} NOT NULL,
  type {text} NOT NULL, field_class {text} NOT NULL,
  required {int} NOT NULL, unique_value {int} NOT NULL, indexed {int} NOT NULL,
  read_only {int} NOT NULL, archived {int} NOT NULL, position {int} NOT NULL,
  decimals {int} NOT NULL, currency {text} NOT NULL, pattern {text} NOT NULL,
  default_value {text} NOT NULL, open_options {int} NOT NULL, pipeline_field {text} NOT NULL, tally {text} NOT NULL,
  name_parts {text} NOT NULL,
  target {text} NOT NULL, cardinality {text} NOT NULL, inverse {text} NOT NULL,
  derived {int} NOT NULL, link_table {text} NOT NULL, link_here {text} NOT NULL,
  link_there {text} NOT NULL,
  UNIQUE (object, name)
);
CREATE TABLE kontor_option (
  field {int} NOT NULL,
  id {int} NOT NULL,
  name {text} NOT NULL,
  label_de {text} NOT NULL, label_en {text} NOT NULL,
  colour {text} NOT NULL, kind {text} NOT NULL, pipeline {text} NOT NULL,
  probability {int} NOT NULL, archived {int} NOT NULL, position {int} NOT NULL,
  PRIMARY KEY (field, id)
);
CREATE TABLE kontor_view (
  id {int} PRIMARY KEY,
  object {int} NOT NULL,
  name {text} NOT NULL,
  label_de {text} NOT NULL, label_en {text} NOT NULL,
  kind {text} NOT NULL, filter {text} NOT NULL, sort {text} NOT NULL, settings {text} NOT NULL,
  owner {int} NOT NULL, position {int} NOT NULL
);
)";

constexpr const char* kCounters = R"(
CREATE TABLE kontor_class (
  object {int} NOT NULL,
  id {int} NOT NULL,
  owner {int} NOT NULL, unit {int} NOT NULL, territory {int} NOT NULL,
  organisation {int} NOT NULL, confidential {int} NOT NULL,
  n {int} NOT NULL,
  PRIMARY KEY (object, id)
);
CREATE UNIQUE INDEX kontor_class_key
  ON kontor_class (object, owner, unit, territory, organisation, confidential);
CREATE TABLE kontor_tally (
  field {int} NOT NULL,
  pipeline {int} NOT NULL,
  option_id {int} NOT NULL,
  zk {int} NOT NULL,
  n {int} NOT NULL,
  PRIMARY KEY (field, pipeline, option_id, zk)
);
CREATE TABLE kontor_tally_sum (
  field {int} NOT NULL,
  pipeline {int} NOT NULL,
  option_id {int} NOT NULL,
  zk {int} NOT NULL,
  sum_field {int} NOT NULL,
  currency {text} NOT NULL,
  total {int} NOT NULL,
  PRIMARY KEY (field, pipeline, option_id, zk, sum_field, currency)
);
CREATE TABLE kontor_number (
  field {int} NOT NULL,
  period {text} NOT NULL,
  last {int} NOT NULL,
  PRIMARY KEY (field, period)
);
)";

constexpr const char* kWords = R"(
CREATE TABLE kontor_word (
  word {text} PRIMARY KEY
){keyed};
CREATE TABLE kontor_word_variant (
  variant {text} NOT NULL,
  word {text} NOT NULL,
  PRIMARY KEY (variant, word)
){keyed};
)";

constexpr const char* kKitViews = R"(
ALTER TABLE kontor_kit ADD COLUMN views {text} NOT NULL DEFAULT '';
)";

}  // namespace

std::vector<storage::Migration> migrations() {
  return {{"schema.001_catalogue", kCatalogue},
          {"schema.002_counters", kCounters},
          {"schema.003_words", kWords},
          {"schema.004_kit_views", kKitViews}};
}

}  // namespace kontor::schema
