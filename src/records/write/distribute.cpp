#include "records/write/distribute.h"

#include <algorithm>

#include "access/rules/block_rules.h"
#include "base/zone.h"
#include "records/write/default_values.h"
#include "records/write/load_old.h"
#include "storage/dialect.h"

namespace kontor::records {
namespace {

using schema::Field;
using schema::OptionKind;

// The stage the record is in, if it is one of leads.
const Field* lead_stage(const Item& item) {
  for (const Field& field : item.object->fields) {
    if (field.type != schema::FieldType::status || field.archived) continue;
    const auto place = static_cast<int>(&field - item.object->fields.data());
    auto* id = std::get_if<std::int64_t>(&item.value(place));
    const schema::Option* stage = id ? field.option(static_cast<int>(*id)) : nullptr;
    if (stage && stage->kind == OptionKind::qualification) return &field;
  }
  return nullptr;
}

// Stages in which there is still work to do.
storage::IntSet open_stages(const Field& status) {
  std::vector<std::int64_t> ids;
  for (const schema::Option& option : status.options)
    if (option.kind == OptionKind::qualification || option.kind == OptionKind::open)
      ids.push_back(option.id);
  return make_set(std::move(ids));
}

const access::Assignment* assignment_of(const access::BlockList& blocks,
                                        const schema::Object& object) {
  const access::BoundBlock* bound = blocks.of<access::Assignment>(object);
  return bound ? &std::get<access::Assignment>(bound->block->what) : nullptr;
}

Date due_date(const access::Assignment::Task& task, Instant now) {
  const TimeZone zone = TimeZone::find(access::kBlockZone).value_or(TimeZone::utc());
  Date date = zone.date_of(now);
  if (task.state) return access::add_working_days(date, task.days, *task.state);
  date.days += task.days;
  return date;
}

}  // namespace

// Whose turn it was is one row that the next lead waits for, so that nobody is passed over.
Result<std::int64_t> Distributor::next_in_turn(std::int64_t territory, const access::Ids& takers) {
  TRY(
      run_.tx->execute({"INSERT INTO kontor_distribution_turn (territory_id, last_user) VALUES (?, "
                        "0) ON CONFLICT (territory_id) DO UPDATE SET last_user = "
                        "kontor_distribution_turn.last_user",
                        {territory}}));
  const auto last = TRY(run_.tx->integer(
      {"SELECT last_user FROM kontor_distribution_turn WHERE territory_id = ?", {territory}}));
  auto next = std::ranges::upper_bound(takers, last.value_or(0));
  const std::int64_t user = next == takers.end() ? takers.front() : *next;
  TRY(run_.tx->execute({"UPDATE kontor_distribution_turn SET last_user = ? WHERE territory_id = ?",
                        {user, territory}}));
  return user;
}

Result<std::int64_t> Distributor::least_loaded(const Item& item, const Field& status,
                                               const access::Ids& takers) {
  std::int64_t chosen = 0, fewest = 0;
  for (std::int64_t user : takers) {
    const auto stored =
        TRY(run_.tx->integer({"SELECT count(*) FROM " + item.object->table +
                                  " WHERE owner = ? AND deleted_at IS NULL AND " +
                                  storage::in_ints(run_.tx->engine(), status.value.column),
                              {user, open_stages(status)}}));
    const std::int64_t load = stored.value_or(0) + given_[user];
    if (chosen && load >= fewest) continue;
    chosen = user;
    fewest = load;
  }
  return chosen;
}

Result<bool> Distributor::distribute(Item& item) {
  const access::Assignment* block = assignment_of(blocks_, *item.object);
  const auto mode = block ? block->to : organisation_.data().distribution;
  if (mode == access::Distribution::off || item.op != Op::create) return false;
  if (std::ranges::binary_search(item.given, item.shape->owner)) return false;
  const Field* status = lead_stage(item);
  if (!status) return false;
  const std::int64_t territory = item.shape->id_at(item.shape->territory, item.now);
  const access::Ids takers = organisation_.takers_of(territory, run_.now);
  std::int64_t user = 0;
  if (!takers.empty())
    user = mode == access::Distribution::in_turn ? TRY(next_in_turn(territory, takers))
                                                 : TRY(least_loaded(item, *status, takers));
  ++given_[user];
  item.value(item.shape->owner) = user ? schema::FieldValue(user) : schema::FieldValue{};
  return true;
}

Result<std::optional<Item>> task_for(Run& run, const access::BlockList& blocks, const Item& lead) {
  const access::Assignment* block = assignment_of(blocks, *lead.object);
  const schema::Object* object = run.catalogue().object("task");
  if (!block || !block->task || !object) return std::optional<Item>();
  Item task{.change = lead.change, .implied = true, .handed = true, .op = Op::create};
  task.object = object;
  task.shape = &run.shapes->of(*object);
  task.id = task.outcome.id = run.workshop.ids.next();
  TRY(load_items(run, {&task}));
  const auto set = [&](std::string_view name, schema::FieldValue value) {
    const Field* field = object->field(name);
    if (field) task.value(static_cast<int>(field - object->fields.data())) = std::move(value);
  };
  for (auto& [place, edit] : TRY(default_values(run, *task.shape)))
    if (auto* value = std::get_if<schema::FieldValue>(&edit)) task.value(place) = *value;
  const std::int64_t owner = lead.shape->owner_of(lead.now);
  set("subject", block->task->subject);
  set("due", std::int64_t{due_date(*block->task, run.now).days});
  set("assignee", owner);
  set("owner", owner);
  const Field* link = object->field(lead.object->name);
  if (link && link->relation.target == lead.object->name) set(link->name, lead.id.value);
  return std::optional(std::move(task));
}

}  // namespace kontor::records
