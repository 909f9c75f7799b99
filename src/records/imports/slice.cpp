#include "records/imports/slice.h"

#include <algorithm>

#include "base/text.h"
#include "query/shown.h"

namespace kontor::importing {

using records::Op;
using schema::FieldValue;

namespace {

constexpr std::size_t kShown = 100;
constexpr std::size_t kNothing = SIZE_MAX;

// Several values come together, parts of an address too; of everything else the file's counts.
FieldValue merged(const FieldValue& present, const FieldValue& more) {
  if (auto* ids = std::get_if<schema::Ids>(&more)) {
    schema::Ids all = *ids;
    if (auto* known = std::get_if<schema::Ids>(&present))
      all.insert(all.end(), known->begin(), known->end());
    std::ranges::sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
    return all;
  }
  if (auto* entries = std::get_if<schema::Entries>(&more)) {
    schema::Entries all;
    if (auto* known = std::get_if<schema::Entries>(&present)) all = *known;
    for (const schema::Entry& entry : *entries) {
      const bool known = std::ranges::any_of(all, [&](const schema::Entry& other) {
        return fold_case(other.value) == fold_case(entry.value) ||
               (!entry.e164.empty() && other.e164 == entry.e164);
      });
      if (!known && all.size() < 50) all.push_back(entry);
    }
    return all;
  }
  if (auto* parts = std::get_if<schema::Parts>(&more)) {
    auto* known = std::get_if<schema::Parts>(&present);
    if (!known) return more;
    schema::Parts all = *known;
    for (std::size_t i = 0; i < all.values.size(); ++i)
      if (parts->values[i].index() != 0) all.values[i] = parts->values[i];
    return all;
  }
  return more;
}

bool can_create(const LinkColumn& link) {
  const schema::Field* title = link.other ? link.other->field(link.other->title_field) : nullptr;
  return title && !link.other->read_only && link.target->key == LinkKey::title &&
         title->type == schema::FieldType::text && !title->read_only;
}

}  // namespace

Result<Slice> Slice::prepare(const SliceContext& context, const Import& import,
                             const auth::Actor& actor, std::vector<MappedRow> rows) {
  Slice slice(std::move(rows));
  for (const LinkColumn& link : context.mapper.links())
    slice.link_paths_.push_back(link.target->path);
  TRY(slice.load_matches(context, import, actor));
  slice.plan(context, import);
  slice.make_batch(context);
  return slice;
}

Result<void> Slice::load_matches(const SliceContext& context, const Import& import,
                                 const auth::Actor& actor) {
  const records::Workshop& workshop = context.writer.workshop();
  auto snapshot = TRY(workshop.database.read());
  auto rights = TRY(workshop.rights(actor, *snapshot, context.mapper.catalogue()));
  TRY(context.links.look_up(*snapshot, *rights, context.mapper.links(), rows_));
  keys_.resize(rows_.size());
  if (import.options.duplicates == OnDuplicate::create) return {};
  for (std::size_t i = 0; i < rows_.size(); ++i)
    if (!rows_[i].lost) keys_[i] = context.matches.keys(rows_[i]);
  TRY(context.matches.look_up(*snapshot, *rights, keys_));
  if (import.options.duplicates != OnDuplicate::update) return {};
  std::vector<std::int64_t> ids;
  for (const auto& keys : keys_)
    if (const RecordId id = context.matches.find(keys)) ids.push_back(id.value);
  if (ids.empty()) return {};
  const schema::Object& object = context.mapper.object();
  const records::RowShape shape(object);
  const auto shown = TRY(query::Shown::of(*snapshot, object, ids, *rights));
  for (records::Record& record :
       TRY(load_records(*snapshot, shape, records::make_set(std::move(ids))))) {
    // What is hidden is empty here: to import the same would say that it is the same.
    for (std::size_t i = 0; i < record.values.size() && i < object.fields.size(); ++i)
      if (!shown.reads(record.id.value, object.fields[i])) record.values[i] = FieldValue{};
    existing_.emplace(record.id.value, std::move(record));
  }
  return {};
}

void Slice::plan(const SliceContext& context, const Import& import) {
  plans_.reserve(rows_.size());
  for (std::size_t i = 0; i < rows_.size(); ++i) plan_row(context, import, i);
}

void Slice::plan_row(const SliceContext& context, const Import& import, std::size_t row) {
  Plan& plan = plans_.emplace_back();
  plan.row = row;
  if (rows_[row].lost) return;
  const auto& keys = keys_[row];
  const RecordId match = context.matches.find(keys);
  const auto here =
      std::ranges::find_if(keys, [&](auto& k) { return pending_by_key_.contains(k); });
  const bool earlier = context.earlier_keys && std::ranges::any_of(keys, [&](auto& key) {
                         return context.earlier_keys->contains(key);
                       });
  plan.duplicate = match || here != keys.end() || earlier;
  if (plan.duplicate && import.options.duplicates == OnDuplicate::skip) {
    plan.what = What::skip;
    return;
  }
  std::size_t place = pending_.size();
  if (match && existing_.contains(match.value)) {
    const auto [known, first] = pending_of_.try_emplace(match.value, place);
    place = known->second;
    plan.what = What::update;
    if (first) {
      const records::Record& record = existing_.at(match.value);
      pending_.push_back({.op = Op::update,
                          .id = record.id,
                          .base_version = record.version,
                          .values = record.values});
      plan.first = true;
    }
  } else if (here != keys.end()) {
    place = pending_by_key_.at(*here);
    plan.what = What::update;
  } else if (earlier) {
    plan.what = What::update;  // of a record that a rehearsal did not keep: nothing to try
    plan.pending = kNothing;
    return;
  } else {
    plan.what = What::create;
    plan.first = true;
    pending_.push_back({.id = context.writer.new_id(),
                        .values = std::vector<FieldValue>(rows_[row].values.size())});
  }
  plan.pending = place;
  for (const std::string& key : keys) {
    pending_by_key_.try_emplace(key, place);
    if (context.earlier_keys) context.earlier_keys->insert(key);
  }
  overlay(context, import, plan, pending_[place]);
}

void Slice::overlay(const SliceContext& context, const Import& import, Plan& plan,
                    Pending& pending) {
  MappedRow& row = rows_[plan.row];
  for (std::size_t i = 0; i < row.values.size(); ++i) {
    if (is_empty(row.values[i])) continue;
    FieldValue value = is_empty(pending.values[i]) ? std::move(row.values[i])
                                                   : merged(pending.values[i], row.values[i]);
    if (value == pending.values[i]) continue;
    pending.values[i] = std::move(value);
    pending.touched.insert(static_cast<int>(i));
  }
  for (std::size_t i = 0; i < row.links.size(); ++i)
    if (!row.links[i].text.empty()) add_link(context, import, plan, pending, i);
}

void Slice::add_link(const SliceContext& context, const Import& import, Plan& plan,
                     Pending& pending, std::size_t wish) {
  const LinkWish& named = rows_[plan.row].links[wish];
  const LinkColumn& column = context.mapper.links()[named.link];
  const int field = column.target->field;
  const bool several = column.field->has_many_values();
  auto set = [&](RecordId id) {
    auto& list = pending.links[field];
    if (!several) list.clear();
    if (std::ranges::find(list, id, &schema::Reference::id) == list.end()) list.push_back({id});
  };
  if (const auto* found = context.links.find(named.link, named.text)) {
    if (found->ambiguous) return plan.ambiguous.push_back(wish);
    return set(found->id);
  }
  if (import.options.link_missing == Missing::leave || !can_create(column) ||
      length(named.text) > 600)
    return plan.not_found.push_back(wish);
  const auto name = std::pair(named.link, fold_case(named.text));
  const auto [made, fresh] = made_of_.try_emplace(name, made_.size());
  if (fresh) {
    const bool counted = context.earlier_links && !context.earlier_links->insert(name).second;
    made_.push_back({named.link, named.text, context.writer.new_id(), !counted});
  }
  pending.needs.push_back(made->second);
  set(made_[made->second].id);
}

void Slice::make_batch(const SliceContext& context) {
  batch_.reason = records::Reason::import;
  batch_.keep_going = true;
  batch_.changes.reserve(made_.size() + pending_.size());
  for (const Made& made : made_) {
    const schema::Object& other = *context.mapper.links()[made.link].other;
    records::Change change{.op = Op::create, .object = other.name, .id = made.id};
    change.fields.push_back(
        {other.title_field, schema::FieldEdit(FieldValue(std::string(made.name)))});
    batch_.changes.push_back(std::move(change));
  }
  const schema::Object& object = context.mapper.object();
  for (Pending& pending : pending_) {
    records::Change change{.op = pending.op,
                           .object = object.name,
                           .id = pending.id,
                           .base_version = pending.base_version};
    for (const int place : pending.touched) {
      const auto i = static_cast<std::size_t>(place);
      change.fields.push_back(
          {object.fields[i].name, schema::FieldEdit(std::move(pending.values[i]))});
    }
    for (auto& [place, references] : pending.links) {
      const schema::Field& field = object.fields[static_cast<std::size_t>(place)];
      if (field.has_many_values())
        change.fields.push_back(
            {field.name, schema::FieldEdit(schema::ReferenceSet{false, references, {}})});
      else
        change.fields.push_back({field.name, schema::FieldEdit(references.front())});
    }
    batch_.changes.push_back(std::move(change));
  }
}

// Why the record was not written; of a linked record that could not be made, why that was not.
const records::Outcome* Slice::failure(const Plan& plan, const records::BatchResult& result) const {
  const bool writes = plan.what == What::create || plan.what == What::update;
  if (!writes || plan.pending == kNothing) return nullptr;
  const records::Outcome& outcome = result.outcomes[made_.size() + plan.pending];
  if (outcome.errors.empty()) return nullptr;
  for (const std::size_t made : pending_[plan.pending].needs)
    if (!result.outcomes[made].errors.empty()) return &result.outcomes[made];
  return &outcome;
}

void Slice::settle(const records::BatchResult& result, Tally& tally,
                   std::vector<RowProblem>& problems) const {
  for (std::size_t i = 0; i < made_.size(); ++i)
    if (made_[i].first && result.outcomes[i].errors.empty())
      ++tally.links[link_paths_[made_[i].link]].created;
  for (const Plan& plan : plans_) settle_row(plan, failure(plan, result), tally, problems);
}

void Slice::settle_row(const Plan& plan, const records::Outcome* failed, Tally& tally,
                       std::vector<RowProblem>& problems) const {
  const MappedRow& row = rows_[plan.row];
  ++tally.rows;
  tally.duplicates += plan.duplicate;
  if (plan.what == What::skip) {
    ++tally.skipped;
    problems.push_back({row.number, {.key = "import.duplicate_skipped"}});
    return;
  }
  const bool lost = plan.what == What::lost || failed;
  tally.failed += lost;
  tally.created += !lost && plan.what == What::create;
  tally.updated += !lost && plan.what == What::update;
  const std::size_t before = problems.size();
  if (failed) {
    const Error& error = failed->errors.front();
    problems.push_back(
        {row.number, {error.key, error.params, Severity::error, -1}, error.field, {}});
  }
  problems.insert(problems.end(), row.problems.begin(), row.problems.end());
  if (!lost) count_links(plan, tally, problems);
  tally.warnings += !lost && problems.size() > before;
}

void Slice::count_links(const Plan& plan, Tally& tally, std::vector<RowProblem>& problems) const {
  const MappedRow& row = rows_[plan.row];
  for (std::size_t i = 0; i < row.links.size(); ++i) {
    const LinkWish& wish = row.links[i];
    auto& counts = tally.links[link_paths_[wish.link]];
    auto complain = [&](const char* key) {
      ++counts.not_found;
      const std::string shown(truncate(wish.text, kShown));
      problems.push_back({row.number,
                          {key, {{"value", shown}}, Severity::warning, wish.column},
                          link_paths_[wish.link],
                          shown});
    };
    if (wish.text.empty()) {
      ++counts.empty;
    } else if (std::ranges::find(plan.not_found, i) != plan.not_found.end()) {
      complain("import.link_not_found");
    } else if (std::ranges::find(plan.ambiguous, i) != plan.ambiguous.end()) {
      complain("import.link_ambiguous");
    } else {
      ++counts.linked;
    }
  }
}

void Slice::learn(const records::BatchResult& result, LinkFinder& links) const {
  for (std::size_t i = 0; i < made_.size(); ++i)
    if (result.outcomes[i].errors.empty()) links.learn(made_[i].link, made_[i].name, made_[i].id);
}

}  // namespace kontor::importing
