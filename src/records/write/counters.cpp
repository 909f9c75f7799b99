#include "records/write/counters.h"

#include <limits>

#include "schema/counters.h"

namespace kontor::records {

void Counters::note(const std::vector<Item*>& items) {
  for (const Item* item : items) {
    if (!item->writes()) continue;
    const RowShape& shape = *item->shape;
    if (item->old && !shape.is_deleted(*item->old)) count(shape, *item->old, -1);
    if (!shape.is_deleted(item->now)) count(shape, item->now, 1);
  }
}

void Counters::count(const RowShape& shape, const Record& record, std::int64_t sign) {
  const schema::Object& object = shape.object();
  classes_[{object.id, record.zk}] += sign;
  auto value_of = [&](const schema::Field& field) -> const schema::FieldValue& {
    return record.values[static_cast<std::size_t>(&field - object.fields.data())];
  };
  auto option_of = [&](const schema::Field* field) {
    auto* option = field ? std::get_if<std::int64_t>(&value_of(*field)) : nullptr;
    return option ? *option : 0;
  };
  for (const schema::Field* field : schema::tallied_fields(object)) {
    Tally tally{field->id, option_of(object.field(field->pipeline_field)), option_of(field),
                record.zk};
    tallies_[tally] += sign;
    for (const auto& name : field->tally) {
      const schema::Field* summed = object.field(name);
      auto* money = summed ? std::get_if<Money>(&value_of(*summed)) : nullptr;
      if (money && money->minor)
        sums_[{tally, summed->id, money->currency}] += Int128{sign} * money->minor;
    }
  }
}

Result<void> Counters::write(storage::Transaction& tx) {
  TRY(write_classes(tx));
  TRY(write_tallies(tx));
  return write_sums(tx);
}

Result<void> Counters::write_classes(storage::Transaction& tx) {
  for (const auto& [key, difference] : classes_) {
    if (difference == 0) continue;
    TRY(tx.execute({"UPDATE kontor_class SET n = n + ? WHERE object = ? AND id = ?",
                    {difference, key.first, key.second}}));
  }
  return {};
}

Result<void> Counters::write_tallies(storage::Transaction& tx) {
  for (const auto& [tally, difference] : tallies_) {
    if (difference == 0) continue;
    TRY(tx.execute(
        {"INSERT INTO kontor_tally (field, pipeline, option_id, zk, n) VALUES (?, ?, ?, ?, ?) "
         "ON CONFLICT (field, pipeline, option_id, zk) "
         "DO UPDATE SET n = kontor_tally.n + excluded.n",
         {tally.field, tally.pipeline, tally.option, tally.zk, difference}}));
  }
  return {};
}

// A sum that no longer fits is refused: SQLite would go on in floating point, and taking the
// records away again would not bring the old sum back.
Result<void> Counters::write_sums(storage::Transaction& tx) {
  constexpr std::int64_t kHalfOfMost = std::numeric_limits<std::int64_t>::max() / 2 - 1;
  for (const auto& [sum, difference] : sums_) {
    if (difference == 0) continue;
    const auto fitting = narrow(difference);
    const Failure too_large = fail(Code::invalid, "storage.sum_too_large");
    if (!fitting) return too_large;
    const auto written =
        TRY(tx.execute({"INSERT INTO kontor_tally_sum "
                        "(field, pipeline, option_id, zk, sum_field, currency, total) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?) "
                        "ON CONFLICT (field, pipeline, option_id, zk, sum_field, currency) "
                        "DO UPDATE SET total = kontor_tally_sum.total + excluded.total "
                        "WHERE kontor_tally_sum.total / 2 + excluded.total / 2 BETWEEN ? AND ?",
                        {sum.tally.field, sum.tally.pipeline, sum.tally.option, sum.tally.zk,
                         sum.sum_field, sum.currency, *fitting, -kHalfOfMost, kHalfOfMost}}));
    if (written == 0) return too_large;
  }
  return {};
}

}  // namespace kontor::records
