#include "records/write/references.h"

#include <algorithm>
#include <stdexcept>

#include "base/text.h"
#include "query/shown.h"
#include "records/write/rights.h"
#include "storage/dialect.h"

namespace kontor::records {

using query::Action;
using schema::Reference;

namespace {

struct Use {
  Item* item;
  const schema::Field* field;
  Reference* reference;
};

// All references of the items, by the object they lead to.
std::map<const schema::Object*, std::vector<Use>> collect(const Run& run,
                                                          const std::vector<Item*>& items) {
  std::map<const schema::Object*, std::vector<Use>> uses;
  for (Item* item : items) {
    for (auto& [place, edit] : item->edits) {
      const auto& field = item->field(place);
      auto note = [&](Reference& reference) {
        uses[&target_of(run, field)].push_back({item, &field, &reference});
      };
      if (auto* one = std::get_if<Reference>(&edit)) note(*one);
      if (auto* set = std::get_if<schema::ReferenceSet>(&edit)) {
        for (auto& reference : set->add) note(reference);
        for (auto& reference : set->remove) note(reference);
      }
    }
  }
  return uses;
}

void refuse_use(const Use& use, Code code, std::string key) {
  std::vector<ErrorParam> params;
  if (!use.reference->title.empty()) params = {{"value", use.reference->title.substr(0, 100)}};
  refuse(*use.item, {code, std::move(key), std::move(params), use.field->name});
}

// The living records of each folded title that the actor may read the title of.
using Matches = std::map<std::string, std::vector<std::int64_t>>;

Result<Matches> match_titles(Run& run, const schema::Object& target, const std::vector<Use>& uses) {
  auto folds = std::make_shared<std::vector<std::string>>();
  for (const auto& use : uses) {
    if (!use.reference->id) folds->push_back(fold_case(use.reference->title));
  }
  Matches matches;
  if (folds->empty()) return matches;
  std::ranges::sort(*folds);
  folds->erase(std::ranges::unique(*folds).begin(), folds->end());

  std::vector<std::int64_t> named;
  TRY(run.tx->each(
      {"SELECT id, title_fold FROM " + target.table + " WHERE " +
           storage::in_texts(run.tx->engine(), "title_fold") + " AND deleted_at IS NULL",
       {storage::TextSet(folds)}},
      [&](const storage::Row& row) {
        named.push_back(row.integer(0));
        matches[std::string(row.text(1))].push_back(row.integer(0));
        return true;
      }));
  const auto shown = TRY(query::Shown::of(*run.tx, target, std::move(named), *run.rights));
  const schema::Field& title = *target.field(target.title_field);
  for (auto& [fold, ids] : matches)
    std::erase_if(ids, [&](std::int64_t id) { return !shown.reads(id, title); });
  return matches;
}

void take_titles(const Matches& matches, const std::vector<Use>& uses) {
  for (const auto& use : uses) {
    if (use.reference->id) continue;
    auto found = matches.find(fold_case(use.reference->title));
    if (found == matches.end() || found->second.empty()) {
      refuse_use(use, Code::invalid, "relation.not_found");
    } else if (found->second.size() > 1) {
      refuse_use(use, Code::invalid, "relation.ambiguous");
    } else {
      use.reference->id = RecordId{found->second.front()};
    }
  }
}

// Ids made by this batch need no look into the table.
std::vector<std::int64_t> created_here(const Run& run, const schema::Object& target) {
  std::vector<std::int64_t> ids;
  for (const auto& item : run.items) {
    if (item.op == Op::create && item.object == &target && !item.failed())
      ids.push_back(item.id.value);
  }
  std::ranges::sort(ids);
  return ids;
}

Result<void> check_ids(Run& run, const schema::Object& target, const std::vector<Use>& uses) {
  auto created = created_here(run, target);
  std::vector<std::int64_t> ids;
  for (const auto& use : uses) {
    std::int64_t id = use.reference->id.value;
    if (id && !contains(created, id)) ids.push_back(id);
  }
  std::vector<Facts> facts;
  if (!ids.empty()) {
    TRY(run.tx->each({"SELECT id, zk FROM " + target.table + " WHERE " +
                          storage::in_ints(run.tx->engine(), "id") + " AND deleted_at IS NULL",
                      {make_set(std::move(ids))}},
                     [&](const storage::Row& row) {
                       facts.push_back({row.integer(0), row.integer(1)});
                       return true;
                     }));
  }
  auto seen = TRY(admitted(run, target, Action::see, facts));
  // Naming a colleague, a unit or a team is no link to a record of theirs.
  bool people = target.read_only;
  auto linkable = people ? seen : TRY(admitted(run, target, Action::link, facts));
  for (const auto& use : uses) {
    std::int64_t id = use.reference->id.value;
    if (!id || contains(created, id)) continue;
    if (!contains(seen, id)) {
      refuse_use(use, Code::invalid, "relation.not_found");
    } else if (!contains(linkable, id)) {
      refuse_use(use, Code::forbidden, "access.link");
    }
  }
  return {};
}

}  // namespace

const schema::Object& target_of(const Run& run, const schema::Field& field) {
  bool user = field.type == schema::FieldType::user || field.type == schema::FieldType::user_system;
  const schema::Object* target = run.catalogue().object(
      user && field.relation.target.empty() ? "user" : std::string_view(field.relation.target));
  if (!target) throw std::logic_error("relation to an object that is not there: " + field.name);
  return *target;
}

Result<void> resolve_references(Run& run, const std::vector<Item*>& items) {
  for (const auto& [target, uses] : collect(run, items)) {
    take_titles(TRY(match_titles(run, *target, uses)), uses);
    TRY(check_ids(run, *target, uses));
  }
  return {};
}

}  // namespace kontor::records
