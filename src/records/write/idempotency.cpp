#include "records/write/idempotency.h"

#include "base/json.h"

namespace kontor::records {
namespace {

// FNV-1a, 64 bits: tells apart what one person sends under one key; nobody gains by a collision.
std::string hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ull;
  for (unsigned char byte : text) hash = (hash ^ byte) * 1099511628211ull;
  return std::to_string(hash);
}

void describe(JsonWriter& json, const Change& change) {
  json.begin_object().key("op").number(static_cast<int>(change.op)).key("object");
  // The id of what is created is ours, not the sender's.
  json.text(change.object).key("id").number(change.op == Op::create ? 0 : change.id.value);
  json.key("base").number(change.base_version).key("fields").begin_array();
  for (const auto& input : change.fields) {
    json.text(input.field);
    if (auto* value = std::get_if<JsonValue>(&input.value)) json.value(*value);
  }
  json.end_array().key("overwrite").begin_array();
  for (const auto& field : change.overwrite) json.text(field);
  json.end_array().end_object();
}

std::string fingerprint_of(const Batch& batch) {
  std::string text;
  JsonWriter json(text);
  json.begin_array();
  for (const auto& change : batch.changes) describe(json, change);
  json.end_array();
  return hash_of(text);
}

std::string write_answer(const BatchResult& result) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("change").number(result.change.value).key("outcomes").begin_array();
  for (const auto& outcome : result.outcomes) {
    json.begin_array().number(outcome.id.value).number(outcome.version);
    json.boolean(outcome.changed).boolean(outcome.merged).end_array();
  }
  json.end_array().end_object();
  return text;
}

Result<BatchResult> read_answer(std::string_view text) {
  JsonValue json = TRY(parse_json(text));
  BatchResult result;
  result.written = true;
  result.replayed = true;
  auto number = [](const JsonValue* value) { return value ? value->integer().value_or(0) : 0; };
  result.change = RecordId{number(json.find("change"))};
  const JsonValue* outcomes = json.find("outcomes");
  if (!outcomes) return fail_internal("broken answer of an idempotency key");
  for (const auto& item : outcomes->items()) {
    if (item.items().size() != 4) return fail_internal("broken answer of an idempotency key");
    Outcome outcome;
    outcome.id = RecordId{number(&item.items()[0])};
    outcome.version = number(&item.items()[1]);
    outcome.changed = item.items()[2].boolean().value_or(false);
    outcome.merged = item.items()[3].boolean().value_or(false);
    result.outcomes.push_back(std::move(outcome));
  }
  return result;
}

}  // namespace

Result<std::optional<BatchResult>> claim_key(Run& run) {
  std::int64_t actor = run.actor.user.value;
  const std::string& key = run.batch.idempotency_key;
  std::string fingerprint = fingerprint_of(run.batch);
  TRY(run.tx->execute({"DELETE FROM kontor_idempotency WHERE actor = ? AND key = ? AND at < ?",
                       {actor, key, run.now.micros - kKeyLifetime}}));
  std::optional<std::string> first, answer;
  TRY(run.tx->each(
      {"SELECT fingerprint, answer FROM kontor_idempotency WHERE actor = ? AND key = ?",
       {actor, key}},
      [&](const storage::Row& row) {
        first = std::string(row.text(0));
        answer = std::string(row.text(1));
        return false;
      }));
  if (!first) {
    TRY(
        run.tx->execute({"INSERT INTO kontor_idempotency (actor, key, fingerprint, answer, at) "
                         "VALUES (?, ?, ?, '', ?)",
                         {actor, key, fingerprint, run.now.micros}}));
    return std::optional<BatchResult>();
  }
  if (*first != fingerprint) return fail(Code::conflict, "idempotency.reused");
  return std::optional<BatchResult>(TRY(read_answer(*answer)));
}

Result<void> keep_answer(Run& run, const BatchResult& result) {
  TRY(run.tx->execute({"UPDATE kontor_idempotency SET answer = ? WHERE actor = ? AND key = ?",
                       {write_answer(result), run.actor.user.value, run.batch.idempotency_key}}));
  return {};
}

}  // namespace kontor::records
