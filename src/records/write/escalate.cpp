#include "records/write/escalate.h"

#include <algorithm>
#include <set>

#include "access/rules/block_rules.h"
#include "query/rights.h"
#include "storage/dialect.h"

namespace kontor::records {
namespace {

using access::BoundBlock;
using access::Escalation;
using access::EscalationFields;
using schema::Field;
using schema::FieldType;
using schema::Object;
using storage::Sql;

// A field of things done or planned that leads to records of `target`.
bool leads_to(const Field& field, const Object& target) {
  return field.type == FieldType::relation && !field.archived && !field.relation.derived &&
         field.relation.target == target.name;
}

// Something done or planned was noted down at the record after `start`.
std::string next_action(const schema::Catalogue& catalogue, const Object& target,
                        const std::string& start) {
  std::string any;
  for (const Object& object : catalogue.objects()) {
    if (!object.timeline || object.archived) continue;
    for (const Field& field : object.fields) {
      if (!leads_to(field, target)) continue;
      const std::string newer = "n.deleted_at IS NULL AND n.created_at > " + start + ")";
      any += any.empty() ? "" : " OR ";
      if (field.relation.link_table.empty())
        any += "EXISTS (SELECT 1 FROM " + object.table + " n WHERE n." + field.value.column +
               " = r.id AND " + newer;
      else
        any += "EXISTS (SELECT 1 FROM " + field.relation.link_table + " l JOIN " + object.table +
               " n ON n.id = l." + field.relation.link_here + " WHERE l." +
               field.relation.link_there + " = r.id AND " + newer;
    }
  }
  return any.empty() ? "FALSE" : any;
}

class Settler {
 public:
  Settler(storage::Transaction& tx, const BoundBlock& bound, const schema::Catalogue& catalogue,
          query::ScopeSource& rights)
      : tx_(tx),
        bound_(bound),
        object_(*bound.object),
        escalation_(std::get<Escalation>(bound.block->what)),
        fields_(*access::escalation_fields(*bound.object)),
        catalogue_(catalogue),
        rights_(rights, tx.engine()) {}

  Result<std::vector<SettledRow>> settle(const storage::IntSet& ids) {
    TRY(lock(ids));
    TRY(fill_start(ids));
    std::vector<SettledRow> changed;
    for (const Row& row : TRY(read(ids))) {
      if (row.stored == row.wanted) continue;
      TRY(write(row));
      changed.push_back(row.record);
    }
    return changed;
  }

 private:
  using Times = std::vector<std::int64_t>;  // 0: empty
  struct Row {
    SettledRow record;
    Times stored, wanted;
  };

  Sql of_these(const storage::IntSet& ids) const {
    return {storage::in_ints(tx_.engine(), "r.id"), {ids}};
  }

  // Whoever writes something about a record waits for who is writing about it now.
  Result<void> lock(const storage::IntSet& ids) {
    if (tx_.engine() != storage::Engine::postgres) return {};
    Sql sql{"SELECT r.id FROM " + object_.table + " r WHERE ", {}};
    sql << of_these(ids) << " ORDER BY r.id FOR UPDATE";
    return tx_.each(sql, [](const storage::Row&) { return true; });
  }

  // Records from before the block was in force: their history knows when they were given away.
  Result<void> fill_start(const storage::IntSet& ids) {
    const std::string& column = fields_.assigned->value.column;
    Sql sql{"UPDATE " + object_.table + " SET " + column +
                " = COALESCE((SELECT max(c.at) FROM kontor_history h JOIN kontor_change c "
                "ON c.id = h.change_id WHERE h.record = " +
                object_.table + ".id AND h.object = ? AND h.field = ?), created_at) WHERE " +
                column + " IS NULL AND " + storage::in_ints(tx_.engine(), "id"),
            {std::int64_t{object_.id}, std::int64_t{object_.field("owner")->id}, ids}};
    TRY(tx_.execute(sql));
    return {};
  }

  std::string start() const {
    const bool assigned = escalation_.start == Escalation::Start::assignment;
    return "r." + (assigned ? fields_.assigned->value.column : "created_at");
  }

  Sql flag(const std::optional<expr::Checked>& condition, bool otherwise) const {
    if (!condition) return {otherwise ? ", 1" : ", 0", {}};
    return Sql{", CASE WHEN ", {}} << condition_sql(*condition, rights_.rule_context(), "r")
                                   << " THEN 1 ELSE 0 END";
  }

  Result<std::vector<Row>> read(const storage::IntSet& ids) {
    Sql sql{"SELECT r.id, r.version, r.zk, r.owner, " + start(), {}};
    sql << flag(bound_.when, true) << flag(bound_.ends, false);
    const std::string acted =
        escalation_.next_action ? next_action(catalogue_, object_, start()) : "FALSE";
    sql << ", CASE WHEN " << acted << " THEN 1 ELSE 0 END";
    for (const Field* step : fields_.steps) sql << ", r." << step->value.column;
    sql << " FROM " << object_.table << " r WHERE r.deleted_at IS NULL AND " << of_these(ids)
        << " ORDER BY r.id";
    std::vector<Row> rows;
    TRY(tx_.each(sql, [&](const storage::Row& row) {
      Row made{.record = {row.integer(0), row.integer(1), row.integer(2)}};
      for (std::size_t i = 0; i < fields_.steps.size(); ++i) {
        const int column = 8 + static_cast<int>(i);
        made.stored.push_back(row.is_null(column) ? 0 : row.integer(column));
      }
      const bool runs =
          !row.is_null(3) && row.integer(5) == 1 && row.integer(6) == 0 && row.integer(7) == 0;
      made.wanted = times(runs, {row.integer(4)});
      rows.push_back(std::move(made));
      return true;
    }));
    return rows;
  }

  Times times(bool runs, Instant start) const {
    Times times;
    if (runs)
      for (const Instant at : access::step_times(escalation_, start)) times.push_back(at.micros);
    times.resize(fields_.steps.size());
    return times;
  }

  Result<void> write(const Row& row) {
    Sql sql{"UPDATE " + object_.table + " SET ", {}};
    for (std::size_t i = 0; i < fields_.steps.size(); ++i) {
      sql << (i ? ", " : "") << fields_.steps[i]->value.column << " = ?";
      sql.params.push_back(row.wanted[i] ? storage::Value(row.wanted[i]) : storage::Value());
    }
    sql << " WHERE id = ?";
    sql.params.emplace_back(row.record.id);
    TRY(tx_.execute(sql));
    return {};
  }

  storage::Transaction& tx_;
  const BoundBlock& bound_;
  const Object& object_;
  const Escalation& escalation_;
  const EscalationFields fields_;
  const schema::Catalogue& catalogue_;
  const query::Rights rights_;
};

// Which records of an object a batch concerns, and which of them have another owner now.
class Concerned {
 public:
  Concerned(Run& run, const Object& target) : run_(run), target_(target) {}

  Result<void> find() {
    for (const Item* item : live(run_)) {
      if (!item->writes()) continue;
      if (item->object->id == target_.id)
        add_itself(*item);
      else if (item->object->timeline)
        TRY(add_linked(*item));
    }
    return {};
  }

  std::vector<std::int64_t> ids() const { return {ids_.begin(), ids_.end()}; }
  std::vector<std::int64_t> given() const { return {given_.begin(), given_.end()}; }
  bool is_item(std::int64_t id) const { return items_.contains(id); }

 private:
  void add_itself(const Item& item) {
    if (item.op == Op::remove) return;
    ids_.insert(item.id.value);
    items_.insert(item.id.value);
    const bool given =
        item.op == Op::create || std::ranges::binary_search(item.touched, item.shape->owner);
    if (given) given_.insert(item.id.value);
  }

  Result<void> add_linked(const Item& item) {
    for (const Field& field : item.object->fields) {
      if (!leads_to(field, target_)) continue;
      const int place = static_cast<int>(&field - item.object->fields.data());
      if (field.relation.link_table.empty()) {
        add(item.shape->id_at(place, item.now));
        if (item.old) add(item.shape->id_at(place, *item.old));
        continue;
      }
      for (const LinkEdit& edit : item.links) {
        if (edit.field != place) continue;
        for (const std::int64_t id : edit.add) add(id);
        for (const std::int64_t id : edit.remove) add(id);
      }
      if (item.op == Op::remove || item.op == Op::restore) TRY(add_links(item, field));
    }
    return {};
  }

  Result<void> add_links(const Item& item, const Field& field) {
    return run_.tx->each(
        {"SELECT " + field.relation.link_there + " FROM " + field.relation.link_table + " WHERE " +
             field.relation.link_here + " = ?",
         {item.id.value}},
        [&](const storage::Row& row) {
          add(row.integer(0));
          return true;
        });
  }

  void add(std::int64_t id) {
    if (id) ids_.insert(id);
  }

  Run& run_;
  const Object& target_;
  std::set<std::int64_t> ids_, given_, items_;
};

Result<void> note_assignment(Run& run, const Object& object, std::vector<std::int64_t> ids) {
  if (ids.empty()) return {};
  const auto fields = access::escalation_fields(object);
  TRY(run.tx->execute({"UPDATE " + object.table + " SET " + fields->assigned->value.column +
                           " = ? WHERE " + storage::in_ints(run.tx->engine(), "id"),
                       {run.now.micros, make_set(std::move(ids))}}));
  return {};
}

}  // namespace

Result<std::vector<SettledRow>> settle_escalation(storage::Transaction& tx, const BoundBlock& bound,
                                                  const schema::Catalogue& catalogue,
                                                  std::vector<std::int64_t> ids,
                                                  query::ScopeSource& rights) {
  if (ids.empty()) return std::vector<SettledRow>();
  return Settler(tx, bound, catalogue, rights).settle(make_set(std::move(ids)));
}

Result<void> clear_escalation(storage::Transaction& tx, const Object& object,
                              std::vector<std::int64_t> ids) {
  const auto fields = access::escalation_fields(object);
  if (!fields || ids.empty()) return {};
  std::string set = fields->assigned->value.column + " = NULL";
  for (const Field* step : fields->steps) set += ", " + step->value.column + " = NULL";
  TRY(tx.execute({"UPDATE " + object.table + " SET " + set + " WHERE " +
                      fields->assigned->value.column + " IS NOT NULL AND " +
                      storage::in_ints(tx.engine(), "id"),
                  {make_set(std::move(ids))}}));
  return {};
}

// After the rows were written: what ends an escalation may stand in rows of the same batch.
Result<void> escalate(Run& run) {
  const auto blocks = TRY(run.blocks->of(*run.tx, run.shapes->catalogue()));
  for (const BoundBlock& bound : blocks->all) {
    if (!std::holds_alternative<Escalation>(bound.block->what)) continue;
    Concerned concerned(run, *bound.object);
    TRY(concerned.find());
    TRY(note_assignment(run, *bound.object, concerned.given()));
    for (const SettledRow& row :
         TRY(settle_escalation(*run.tx, bound, run.catalogue(), concerned.ids(), *run.rights)))
      if (!concerned.is_item(row.id))
        run.also.push_back({bound.object->id, row.id, row.version, row.zk});
  }
  return {};
}

}  // namespace kontor::records
