#include "access/preview.h"

#include <algorithm>

#include "access/organisation/migrations.h"
#include "access/rules/spoken.h"
#include "access/rules/store.h"
#include "access/rules/text.h"
#include "access/unit_rules.h"
#include "base/zone.h"
#include "query/rights.h"
#include "query/titles.h"

namespace kontor::access {
namespace {

using query::Action;

constexpr std::chrono::milliseconds kMostTime{9'000};
constexpr std::int64_t kConfirmable = 60 * 60 * kMicrosPerSecond;
constexpr std::size_t kExamplesEach = 2;

// The rules that are asked about, and those in force, in one state of the database.
struct Candidates {
  std::unique_ptr<View> view;
  std::vector<Rule> rules;
  RuleBookPtr before, after;
  std::int64_t epoch = 0;
  std::set<std::string> sets;
  std::int64_t unit = 0;
  bool administers = true;

  // A head hears of numbers of what he sees; administrators of all.
  query::ScopeSource* reader() const { return administers ? nullptr : &view->rights(); }
};

Result<Candidates> candidates(const Access& access, const auth::Actor& actor, std::string_view text,
                              std::int64_t unit, bool changes) {
  Candidates made;
  made.view = TRY(access.view(actor));
  TRY(require_rule_writer(access, made.view->rights(), unit, changes));
  storage::Connection& connection = made.view->connection();
  const auto& catalogue = made.view->catalogue();
  made.epoch = TRY(rights_epochs(connection)).rules;
  made.rules = TRY(read_spoken(connection, text, *catalogue));
  if (const auto* writer = dynamic_cast<const RuleRights*>(&made.view->rights())) {
    made.administers = writer->has_role(kAdministrator);
    TRY(check_unit_rules(access, *writer, made.rules, unit, connection, catalogue));
  }
  made.unit = unit;
  for (Rule& rule : made.rules) rule.unit = unit;
  made.after =
      TRY(RuleBook::make(TRY(beside_others(connection, *catalogue, made.rules, unit)), catalogue));
  made.before = TRY(access.shelf().books.of(connection, catalogue, made.epoch));
  made.sets = made.before->sets();
  made.sets.insert(made.after->sets().begin(), made.after->sets().end());
  return made;
}

std::int64_t weight_of(const ObjectImpact& impact) {
  std::int64_t weight = 0;
  for (const auto& [action, delta] : impact.actions) weight += delta.gained + delta.lost;
  for (const FieldChange& change : impact.fields) weight += change.records;
  return weight;
}

// All that the numbers hang on but the records themselves.
std::string question_of(const Candidates& made, const auth::Actor& actor) {
  const schema::Catalogue& catalogue = *made.view->catalogue();
  return "rules\n" + to_string(actor.user) + '\n' + std::to_string(made.unit) + '\n' +
         std::to_string(made.epoch) + '\n' + std::to_string(catalogue.version()) + '\n' +
         write_rules(made.rules, schema::Language::en, catalogue);
}

class PreviewMaker {
 public:
  PreviewMaker(const Access& access, Candidates candidates)
      : now_(access.clock().now()), candidates_(std::move(candidates)) {}

  Result<Preview> run() {
    storage::Connection& connection = candidates_.view->connection();
    preview_.catalogue = candidates_.view->catalogue();
    auto impact = TRY(Impact::make(candidates_.before, candidates_.after, connection,
                                   storage::Deadline::in(kMostTime), candidates_.reader()));
    const auto everyone = TRY(Everyone::load(connection, candidates_.sets, now_));
    preview_.people = everyone.people().size();
    for (const Candidate& person : everyone.people()) {
      const auto one = everyone.one(person.id);
      PersonImpact changed = TRY(impact.of(one.principal, one.shared));
      preview_.exact &= changed.exact;
      if (changed.objects.empty()) continue;
      add(person, std::move(changed));
      // Where examples lie is asked with the person's sets, which need not be kept for everybody.
      if (preview_.affected.size() > 2 * kMostAffected) shorten();
    }
    shorten();
    TRY(add_examples());
    return std::move(preview_);
  }

  const Candidates& candidates() const { return candidates_; }

 private:
  void add(const Candidate& person, PersonImpact changed) {
    Affected affected{.id = person.id, .name = person.name};
    for (ObjectImpact& impact : changed.objects) {
      affected.weight += weight_of(impact);
      add_to_sums(impact);
      affected.objects.push_back({std::move(impact), {}});
    }
    preview_.affected.push_back(std::move(affected));
  }

  void add_to_sums(const ObjectImpact& impact) {
    auto sums = std::ranges::find(preview_.objects, impact.object, &ObjectImpact::object);
    if (sums == preview_.objects.end()) {
      preview_.objects.push_back({.object = impact.object});
      sums = preview_.objects.end() - 1;
    }
    for (const auto& [action, delta] : impact.actions) {
      sums->actions[action].gained += delta.gained;
      sums->actions[action].lost += delta.lost;
      preview_.gained += delta.gained;
      preview_.lost += delta.lost;
    }
  }

  void shorten() {
    std::ranges::stable_sort(preview_.affected, std::ranges::greater(), &Affected::weight);
    if (preview_.affected.size() <= kMostAffected) return;
    preview_.more += preview_.affected.size() - kMostAffected;
    preview_.affected.resize(kMostAffected);
  }

  Result<void> add_examples() {
    const std::size_t count = std::min(kMostWithExamples, preview_.affected.size());
    query::Rights rights(candidates_.view->rights(), candidates_.view->connection().engine());
    for (std::size_t i = 0; i < count; ++i)
      for (AffectedObject& object : preview_.affected[i].objects) TRY(add_examples(object, rights));
    return {};
  }

  Result<void> add_examples(AffectedObject& affected, query::Rights& rights) {
    storage::Connection& connection = candidates_.view->connection();
    const schema::Object& object = *affected.impact.object;
    if (TRY(rights.require(object))->nothing()) return {};
    for (const ChangedRows& rows : affected.impact.rows) {
      storage::Sql sql{"SELECT r.id FROM " + object.table + " r WHERE ", {}};
      sql << rows.where << " AND " << rights.visible(object, "r") << " LIMIT "
          << std::to_string(kExamplesEach);
      std::vector<std::int64_t> ids;
      TRY(connection.each(sql, [&](const storage::Row& row) {
        ids.push_back(row.integer(0));
        return true;
      }));
      for (auto& [id, title] : TRY(query::read_titles(connection, object, ids, rights)))
        affected.examples.push_back({rows.action, rows.gained, RecordId{id}, std::move(title)});
    }
    return {};
  }

  Instant now_;
  Candidates candidates_;
  Preview preview_;
};

Result<std::vector<Finding>> findings_of(const Candidates& made, Instant now) {
  storage::Connection& connection = made.view->connection();
  const auto everyone = TRY(Everyone::load(connection, made.after->sets(), now));
  auto findings = lint_rules(made.rules, *made.after, TimeZone::utc().date_of(now));
  if (!made.administers) return findings;  // the others count records, seen or not
  for (Finding& finding : TRY(lint_people(made.rules, *made.after, everyone, connection)))
    findings.push_back(std::move(finding));
  return findings;
}

// What the preview gave to carry back was of these rules, and not long ago.
bool confirms(const Access& access, const std::string& confirm, const std::string& question) {
  if (confirm.empty()) return false;
  const auto opened = access.cursors().open(confirm, question);
  return opened && access.clock().now().micros - opened->key.id < kConfirmable;
}

}  // namespace

Result<RulesInForce> rules_in_force(const Access& access, const auth::Actor& actor,
                                    schema::Language language, std::int64_t unit) {
  const auto view = TRY(access.view(actor));
  TRY(require_rule_writer(access, view->rights(), unit, false));
  auto rules = TRY(load_rules(view->connection(), *view->catalogue()));
  std::erase_if(rules, [&](const Rule& rule) { return rule.unit != unit; });
  RulesInForce found{.text = TRY(write_spoken(view->connection(), std::move(rules), language,
                                              *view->catalogue()))};
  if (unit) return found;
  found.table = TRY(saved_table(view->connection()));
  found.examples = TRY(saved_examples(view->connection(), *view->catalogue()));
  return found;
}

Result<Preview> preview_rules(const Access& access, const auth::Actor& actor, std::string_view text,
                              std::int64_t unit) {
  PreviewMaker maker(access, TRY(candidates(access, actor, text, unit, false)));
  Preview preview = TRY(maker.run());
  const Candidates& made = maker.candidates();
  storage::Connection& connection = made.view->connection();
  preview.findings = TRY(findings_of(made, access.clock().now()));
  preview.wrong = TRY(wrong_examples(connection, *made.after, TRY(saved_table(connection)),
                                     TRY(saved_examples(connection, *preview.catalogue)),
                                     access.clock().now()));
  if (preview.affected.empty() && preview.exact) return preview;
  query::Cursor cursor;
  cursor.key.id = access.clock().now().micros;
  preview.confirm = access.cursors().seal(cursor, question_of(made, actor));
  return preview;
}

Result<std::vector<Finding>> lint(const Access& access, const auth::Actor& actor,
                                  std::string_view text, std::int64_t unit) {
  const Candidates made = TRY(candidates(access, actor, text, unit, false));
  return findings_of(made, access.clock().now());
}

Result<std::vector<Finding>> save_rules(const Access& access, const auth::Actor& actor,
                                        const RulesWish& wish) {
  const Instant now = access.clock().now();
  std::int64_t epoch = 0;
  std::vector<Finding> findings;
  {  // the snapshot ends before writing begins
    PreviewMaker maker(access, TRY(candidates(access, actor, wish.text, wish.unit, true)));
    epoch = maker.candidates().epoch;
    findings = TRY(findings_of(maker.candidates(), now));
    if (!confirms(access, wish.confirm, question_of(maker.candidates(), actor))) {
      const Preview preview = TRY(maker.run());
      if (!preview.affected.empty() || !preview.exact)
        return fail(
            Code::conflict, "rule.confirm",
            {{"gained", std::to_string(preview.gained)}, {"lost", std::to_string(preview.lost)}},
            "confirm");
    }
  }
  TRY(access.database().write([&](storage::Transaction& tx) -> Result<void> {
    const auto catalogue = TRY(access.catalogues().of(tx));
    TRY(require_rule_writer(access, *TRY(access.rights(actor, tx, catalogue)), wish.unit, true));
    // Others have changed the rules since the numbers were told.
    if (TRY(rights_epochs(tx)).rules != epoch) return fail(Code::conflict, "rule.changed");
    const auto rules = TRY(read_spoken(tx, wish.text, *catalogue));
    const auto book =
        TRY(RuleBook::make(TRY(beside_others(tx, *catalogue, rules, wish.unit)), catalogue));
    if (wish.table && !wish.unit) TRY(save_table(tx, *wish.table));
    if (wish.examples && !wish.unit) TRY(save_examples(tx, *wish.examples, *catalogue));
    const auto wrong = TRY(
        wrong_examples(tx, *book, TRY(saved_table(tx)), TRY(saved_examples(tx, *catalogue)), now));
    if (!wrong.empty())
      return fail(Code::invalid, "rule.example",
                  {{"example", wrong.front().example},
                   {"answer", wrong.front().answer},
                   {"expected", wrong.front().expected}},
                  "examples");
    return replace_rules(tx, rules, catalogue, actor.user, now, wish.unit);
  }));
  return findings;
}

}  // namespace kontor::access
