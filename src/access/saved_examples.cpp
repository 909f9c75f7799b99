#include "access/saved_examples.h"

#include "access/rules/answers.h"
#include "access/rules/decide.h"
#include "access/rules/everyone.h"
#include "access/rules/rule_catalogue.h"
#include "access/rules/words.h"
#include "query/rights.h"

namespace kontor::access {
namespace {

using schema::Language;

constexpr std::size_t kMostTable = 100'000;  // bytes

Failure unknown(const std::string& name) {
  return fail(Code::invalid, "rule.example_unknown", {{"name", name}}, "examples");
}

// The answer under these rules; a record that is gone is seen by nobody.
Result<std::string> answer_to(const SavedExample& example, storage::Connection& connection,
                              const RuleBook& book, const Everyone& everyone) {
  const schema::Object* object = book.catalogue()->object(example.object);
  const ObjectRules* rules = object ? book.of(*object) : nullptr;
  if (!rules) return std::string("no");
  const auto one = everyone.one(example.user);
  auto truth = truth_of(all_rules(*rules), one.principal, one.principal.bindings, connection,
                        *object, example.record);
  const auto action = meaning<query::Action>(example.ask, Language::en);
  if (!truth && truth.error().code == Code::not_found)
    return std::string(action ? "no" : said(query::Mode::none, Language::en));
  if (!truth) return Failure(std::move(truth).error());
  const Holds holds = [&](const BoundRule& rule) { return truth->at(&rule); };
  if (action) return std::string(allowed(*action, *rules, one.principal, holds) ? "yes" : "no");
  const schema::Field* field = object->field(example.ask);
  if (!field) return std::string(said(query::Mode::none, Language::en));
  const auto shown = modes(*rules, one.principal, holds);
  return std::string(said(shown.at(query::place_of(*object, *field)), Language::en));
}

Result<void> check(const SavedExample& example, storage::Transaction& tx,
                   const schema::Catalogue& catalogue) {
  const schema::Object* object = catalogue.object(example.object);
  if (!object || is_built_in(*object)) return unknown(example.object);
  const auto exists = [&](const std::string& table, RecordId id) {
    return tx.integer(
        {"SELECT id FROM " + table + " WHERE id = ? AND deleted_at IS NULL", {id.value}});
  };
  if (!TRY(exists("o_user", example.user))) return unknown(to_string(example.user));
  if (!TRY(exists(object->table, example.record))) return unknown(to_string(example.record));
  if (meaning<query::Action>(example.ask, Language::en))
    return example.answer == "yes" || example.answer == "no" ? Result<void>()
                                                             : unknown(example.answer);
  if (!object->field(example.ask)) return unknown(example.ask);
  if (!meaning<query::Mode>(example.answer, Language::en)) return unknown(example.answer);
  return {};
}

}  // namespace

Result<std::string> saved_table(storage::Connection& connection) {
  return TRY(connection.text({"SELECT text FROM kontor_rule_table WHERE id = 1", {}})).value_or("");
}

Result<std::vector<SavedExample>> saved_examples(storage::Connection& connection,
                                                 const schema::Catalogue& catalogue) {
  std::vector<SavedExample> examples;
  TRY(connection.each(
      {"SELECT user_id, object, record, ask, answer FROM kontor_rule_example ORDER BY id", {}},
      [&](const storage::Row& row) {
        const schema::Object* object = catalogue.object(static_cast<int>(row.integer(1)));
        if (object)
          examples.push_back({RecordId{row.integer(0)}, object->name, RecordId{row.integer(2)},
                              std::string(row.text(3)), std::string(row.text(4))});
        return true;
      }));
  return examples;
}

Result<void> save_table(storage::Transaction& tx, const std::string& table) {
  if (table.size() > kMostTable)
    return fail(Code::invalid, "rule.too_many", {{"max", std::to_string(kMostTable)}}, "table");
  TRY(tx.execute({"DELETE FROM kontor_rule_table", {}}));
  TRY(tx.execute({"INSERT INTO kontor_rule_table (id, text) VALUES (1, ?)", {table}}));
  return {};
}

Result<void> save_examples(storage::Transaction& tx, const std::vector<SavedExample>& examples,
                           const schema::Catalogue& catalogue) {
  if (examples.size() > kMostExamples)
    return fail(Code::invalid, "rule.too_many", {{"max", std::to_string(kMostExamples)}},
                "examples");
  TRY(tx.execute({"DELETE FROM kontor_rule_example", {}}));
  std::int64_t id = 0;
  for (const SavedExample& example : examples) {
    TRY(check(example, tx, catalogue));
    TRY(
        tx.execute({"INSERT INTO kontor_rule_example (id, user_id, object, record, ask, answer) "
                    "VALUES (?, ?, ?, ?, ?, ?)",
                    {++id, example.user.value, std::int64_t{catalogue.object(example.object)->id},
                     example.record.value, example.ask, example.answer}}));
  }
  return {};
}

Result<std::vector<WrongExample>> wrong_examples(storage::Connection& connection,
                                                 const RuleBook& book, const std::string& table,
                                                 const std::vector<SavedExample>& examples,
                                                 Instant at) {
  std::vector<WrongExample> wrong = TRY(run_table(table, book));
  if (examples.empty()) return wrong;
  const auto everyone = TRY(Everyone::load(connection, book.sets(), at));
  for (const SavedExample& example : examples) {
    const std::string answer = TRY(answer_to(example, connection, book, everyone));
    if (answer == example.answer) continue;
    const auto name =
        TRY(connection.text({"SELECT title FROM o_user WHERE id = ?", {example.user.value}}));
    wrong.push_back({name.value_or("") + " " + example.ask + " " + example.object + " " +
                         to_string(example.record),
                     answer, example.answer});
  }
  return wrong;
}

}  // namespace kontor::access
