// Writes the rows: records, their child tables, their links. Nothing is decided here any more; a
// broken unique key (two writers at once on PostgreSQL) makes the whole start again.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "records/write/numbers.h"
#include "records/write/run.h"
#include "storage/dialect.h"
#include "storage/inserter.h"

namespace kontor::records {

using schema::Field;
using schema::FieldType;
using storage::Sql;

namespace {

std::string joined(const std::vector<std::string>& columns) {
  std::string text;
  for (const auto& column : columns) text += (text.empty() ? "" : ", ") + column;
  return text;
}

Result<void> insert_rows(Run& run, const std::vector<Item*>& items) {
  const RowShape& shape = *items.front()->shape;
  storage::Inserter inserter(*run.tx, shape.object().table, joined(shape.insert_columns()),
                             static_cast<int>(shape.insert_columns().size()));
  for (Item* item : items) {
    if (item->op != Op::create) continue;
    shape.append(item->now, inserter.row());
    TRY(inserter.end_row());
  }
  return inserter.finish();
}

Result<void> update_row(Run& run, Item& item) {
  const RowShape& shape = *item.shape;
  Sql sql{"UPDATE " + item.object->table + " SET version = ?, zk = ?",
          {item.now.version, item.now.zk}};
  auto set = [&](int place) {
    for (const auto& column : shape.columns(place)) sql << ", " << column << " = ?";
    shape.append_field(place, item.value(place), sql.params);
  };
  set(shape.changed_at);
  set(shape.changed_by);
  for (int place : item.touched) {
    if (!item.field(place).has_many_values()) set(place);
  }
  sql << " WHERE id = ?";
  sql.params.emplace_back(item.id.value);
  if (TRY(run.tx->execute(sql)) != 1) return fail_internal("record vanished while it was locked");
  return {};
}

// The rows of one child table: all of a record's are written again when any differs.
class ChildWriter {
 public:
  ChildWriter(Run& run, const Field& field, std::size_t place)
      : run_(run),
        place_(place),
        kind_(field.type),
        table_(field.child_table),
        inserter_(*run.tx, field.child_table, columns(field.type), width(field.type)) {}

  Result<void> write(const Item& item) {
    const auto& value = item.now.values[place_];
    if (auto* ids = std::get_if<schema::Ids>(&value)) {
      for (auto id : *ids) {
        inserter_.row().insert(inserter_.row().end(), {item.id.value, id});
        TRY(inserter_.end_row());
      }
    }
    if (auto* entries = std::get_if<schema::Entries>(&value)) TRY(write_entries(item.id, *entries));
    return {};
  }

  Result<void> clear(const std::vector<Item*>& items) {
    std::vector<std::int64_t> ids;
    for (const Item* item : items) {
      bool changed = std::ranges::binary_search(item->touched, static_cast<int>(place_));
      if (item->old && changed && !is_empty(item->old->values[place_]))
        ids.push_back(item->id.value);
    }
    if (ids.empty()) return {};
    TRY(run_.tx->execute(
        {"DELETE FROM " + table_ + " WHERE " + storage::in_ints(run_.tx->engine(), "record"),
         {make_set(std::move(ids))}}));
    return {};
  }

  Result<void> finish() { return inserter_.finish(); }

 private:
  static std::string columns(FieldType type) {
    if (type == FieldType::multi_select) return "record, option_id";
    return type == FieldType::phones ? "record, position, value, fold, label, e164"
                                     : "record, position, value, fold, label";
  }
  static int width(FieldType type) {
    return type == FieldType::multi_select ? 2 : type == FieldType::phones ? 6 : 5;
  }

  Result<void> write_entries(RecordId id, const schema::Entries& entries) {
    std::int64_t position = 0;
    auto text_or_null = [](const std::string& text) {
      return text.empty() ? storage::Value() : storage::Value(text);
    };
    for (const auto& entry : entries) {
      auto& row = inserter_.row();
      row.emplace_back(id.value);
      row.emplace_back(position++);
      row.emplace_back(entry.value);
      row.emplace_back(fold_case(entry.value));
      row.push_back(text_or_null(entry.label));
      if (kind_ == FieldType::phones) row.push_back(text_or_null(entry.e164));
      TRY(inserter_.end_row());
    }
    return {};
  }

  Run& run_;
  std::size_t place_;
  FieldType kind_;
  std::string table_;
  storage::Inserter inserter_;
};

Result<void> write_children(Run& run, const std::vector<Item*>& items) {
  for (int place : items.front()->shape->children) {
    ChildWriter writer(run, items.front()->field(place), static_cast<std::size_t>(place));
    TRY(writer.clear(items));
    for (Item* item : items) {
      if (std::ranges::binary_search(item->touched, place)) TRY(writer.write(*item));
    }
    TRY(writer.finish());
  }
  return {};
}

// A table at a time: one by one they would be as many round trips as records.
Result<void> write_links(Run& run, const std::vector<Item*>& items) {
  std::map<std::pair<std::string, std::string>, storage::Inserter> inserters;  // table, this side
  for (Item* item : items) {
    for (const auto& edit : item->links) {
      const auto& relation = item->field(edit.field).relation;
      if (!edit.remove.empty()) {
        TRY(run.tx->execute({"DELETE FROM " + relation.link_table + " WHERE " + relation.link_here +
                                 " = ? AND " +
                                 storage::in_ints(run.tx->engine(), relation.link_there),
                             {item->id.value, make_set(edit.remove)}}));
      }
      auto& inserter =
          inserters
              .try_emplace({relation.link_table, relation.link_here}, *run.tx, relation.link_table,
                           relation.link_here + ", " + relation.link_there, 2,
                           "ON CONFLICT DO NOTHING")
              .first->second;
      for (auto id : edit.add) {
        inserter.row().insert(inserter.row().end(), {item->id.value, id});
        TRY(inserter.end_row());
      }
    }
  }
  for (auto& [table, inserter] : inserters) TRY(inserter.finish());
  return {};
}

}  // namespace

Result<void> persist(Run& run) {
  for (const auto& items : live_by_object(run)) {
    TRY(assign_numbers(run, items));
    TRY(insert_rows(run, items));
    for (Item* item : items) {
      if (item->op != Op::create && item->writes()) TRY(update_row(run, *item));
    }
    TRY(write_children(run, items));
  }
  return write_links(run, live(run));
}

}  // namespace kontor::records
