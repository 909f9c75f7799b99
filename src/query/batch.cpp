#include "query/batch.h"

#include <algorithm>

#include "query/path.h"
#include "storage/dialect.h"

namespace kontor::query {
namespace {

using schema::Field;
using schema::FieldType;
using storage::quoted;
using storage::Sql;

storage::IntSet sorted_set(const std::vector<std::int64_t>& ids) {
  auto set = std::make_shared<std::vector<std::int64_t>>(ids);
  std::ranges::sort(*set);
  return set;
}

// All statements answer: record, number, text, extra, more.

Sql entries_sql(const Field& field, const storage::IntSet& ids, storage::Engine engine) {
  const std::string more = field.type == FieldType::phones ? "c.e164" : "NULL";
  return {"SELECT c.record, 0, c.value, c.label, " + more + " FROM " + quoted(field.child_table) +
              " c WHERE " + storage::in_ints(engine, "c.record") + " ORDER BY c.record, c.position",
          {ids}};
}

Sql options_sql(const Field& field, const storage::IntSet& ids, storage::Engine engine) {
  return {"SELECT c.record, c.option_id FROM " + quoted(field.child_table) + " c WHERE " +
              storage::in_ints(engine, "c.record") + " ORDER BY c.record, c.option_id",
          {ids}};
}

// Where the records a relation leads to are listed beside the record they belong to. The linked
// record is `t`; of a derived relation it holds the link itself.
struct Links {
  std::string from;
  std::string here;   // the record of the page
  std::string there;  // the linked record
  std::string join;   // what leads from one to the other: " AND ..."
};

Links links_of(const Field& field, const schema::Object& target) {
  if (field.relation.derived) {
    const Field* back = target.field(field.relation.inverse);
    return {quoted(target.table) + " t", "t." + quoted(back->value.column), "t.id", ""};
  }
  const std::string there = "l." + quoted(field.relation.link_there);
  return {quoted(field.relation.link_table) + " l CROSS JOIN " + quoted(target.table) + " t",
          "l." + quoted(field.relation.link_here), there, " AND t.id = " + there};
}

// The linked record is visible and, where the link is a field of its own, so is that field.
Sql may_link(const Field& field, const schema::Object& target, const Rights& rights,
             std::string_view alias) {
  Sql sql = rights.visible(target, alias);
  const Field* back = field.relation.derived ? target.field(field.relation.inverse) : nullptr;
  if (!back) return sql;
  if (auto readable = rights.readable(target, *back, alias)) sql << " AND " << *readable;
  return sql;
}

// The linked title, as far as it may be read.
Sql title_of(const schema::Object& target, const Rights& rights) {
  const Field* titled = target.field(target.title_field);
  const auto readable = titled ? rights.readable(target, *titled, "t") : std::nullopt;
  if (!readable) return {"t.title", {}};
  return Sql{"CASE WHEN ", {}} << *readable << " THEN t.title END";
}

// The first linked records of one record, by id: an order every index of links has.
Sql links_sql(const Field& field, const schema::Object& target, const Rights& rights,
              const Sql& record, int shown) {
  const Links links = links_of(field, target);
  Sql sql = Sql{"SELECT " + links.here + ", t.id, ", {}} << title_of(target, rights);
  return sql << " FROM " << links.from << " WHERE " << links.here << " = " << record << links.join
             << " AND " << may_link(field, target, rights, "t") << " ORDER BY " << links.there
             << " LIMIT " << std::to_string(shown);
}

// The same for each record of a set, in one statement.
Sql all_links_sql(const Field& field, const schema::Object& target, const Rights& rights,
                  const storage::IntSet& ids, int shown) {
  Sql sql{"SELECT f.* FROM " + storage::ints_rows(rights.engine(), "k") + " CROSS JOIN LATERAL (",
          {ids}};
  return sql << links_sql(field, target, rights, {"k.value", {}}, shown) << ") f"
             << storage::ints_order(rights.engine(), "k") << ", 2";
}

Sql link_counts_sql(const Field& field, const schema::Object& target, const Rights& rights,
                    const storage::IntSet& ids) {
  const Links links = links_of(field, target);
  Sql sql{"SELECT " + links.here + ", count(*) FROM " + links.from + " WHERE " +
              storage::in_ints(rights.engine(), links.here) + links.join + " AND ",
          {ids}};
  return sql << may_link(field, target, rights, "t") << " GROUP BY " << links.here << " ORDER BY "
             << links.here;
}

}  // namespace

Result<Batch> Batch::read(storage::Connection& connection, const Column& column,
                          const schema::Catalogue& catalogue, const Rights& rights,
                          const std::vector<std::int64_t>& ids, int shown_links) {
  Batch batch;
  const Field& field = *column.field;
  const storage::IntSet set = sorted_set(ids);
  const schema::Object* target = target_of(field, catalogue);
  const bool numbers = target || field.type == FieldType::multi_select;
  const auto take = [&](const Sql& sql) {
    return connection.each(sql, [&](const storage::Row& row) {
      batch.add(row, numbers);
      return true;
    });
  };
  if (!target) {
    const bool options = field.type == FieldType::multi_select;
    TRY(take(options ? options_sql(field, set, rights.engine())
                     : entries_sql(field, set, rights.engine())));
  } else if (rights.engine() == storage::Engine::postgres) {
    TRY(take(all_links_sql(field, *target, rights, set, shown_links)));
  } else {  // a statement each costs less than what SQLite makes of a limit inside a join
    for (const std::int64_t id : *set)
      TRY(take(links_sql(field, *target, rights, {"?", {id}}, shown_links)));
  }
  if (target) TRY(batch.count(connection, link_counts_sql(field, *target, rights, set)));
  batch.finish();
  return batch;
}

void Batch::add(const storage::Row& row, bool numbers) {
  Item item{.record = row.integer(0), .number = numbers ? row.integer(1) : 0};
  if (row.size() > 2) item.text = keep(row.text(2));
  if (row.size() > 3) item.extra = keep(row.text(3));
  if (row.size() > 4) item.more = keep(row.text(4));
  items_.push_back(item);
}

Batch::Span Batch::keep(std::string_view text) {
  const Span span{arena_.size(), text.size()};
  arena_.insert(arena_.end(), text.begin(), text.end());
  return span;
}

Result<void> Batch::count(storage::Connection& connection, const Sql& sql) {
  return connection.each(sql, [this](const storage::Row& row) {
    totals_.emplace_back(row.integer(0), row.integer(1));
    return true;
  });
}

// Only now the arena stays where it is.
void Batch::finish() {
  const std::string_view arena(arena_.data(), arena_.size());
  cells_.reserve(items_.size());
  for (const Item& item : items_) {
    const auto view = [&](Span span) { return arena.substr(span.begin, span.size); };
    cells_.push_back({.filled = true,
                      .number = item.number,
                      .text = view(item.text),
                      .extra = view(item.extra),
                      .more = view(item.more)});
  }
}

Batch::Values Batch::of(std::int64_t record) const {
  const auto range = std::ranges::equal_range(items_, record, {}, &Item::record);
  const std::size_t begin = static_cast<std::size_t>(range.begin() - items_.begin());
  Values values{std::span(cells_).subspan(begin, range.size()),
                static_cast<std::int64_t>(range.size())};
  using Total = std::pair<std::int64_t, std::int64_t>;
  const auto total = std::ranges::lower_bound(totals_, record, {}, &Total::first);
  if (total != totals_.end() && total->first == record) values.total = total->second;
  return values;
}

}  // namespace kontor::query
