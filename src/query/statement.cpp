#include "query/statement.h"

#include <algorithm>

#include "storage/dialect.h"

namespace kontor::query {
namespace {

using storage::Engine;
using storage::quoted;
using storage::Sql;

Sql number(std::int64_t value) {
  return {"?", {value}};
}

std::string root(std::string_view column) {
  return std::string(kRoot) + '.' + quoted(column);
}

bool is_name(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// The columns that SQL of ours reads at kRoot: `r.zk`, `r."f_name"`.
std::vector<std::string> columns_of_root(std::string_view text) {
  const std::string prefix = std::string(kRoot) + '.';
  std::vector<std::string> columns;
  for (auto at = text.find(prefix); at != std::string_view::npos; at = text.find(prefix, at + 1)) {
    if (at > 0 && is_name(text[at - 1])) continue;
    auto begin = at + prefix.size();
    if (begin < text.size() && text[begin] == '"') ++begin;
    auto end = begin;
    while (end < text.size() && is_name(text[end])) ++end;
    columns.emplace_back(text.substr(begin, end - begin));
  }
  return columns;
}

class Writer {
 public:
  Writer(const Conditions& conditions, const Order& order, const Rights& rights,
         const AccessPath& path)
      : conditions_(conditions), order_(order), rights_(rights), path_(path) {}

  Sql ids(const PageWish& wish) const {
    if (path_.kind == AccessPath::Kind::walk) return walk(wish);
    Sql sql = select_keys() << found_rows();
    if (wish.after) sql << " AND " << beyond(order_, *wish.after, wish.backward);
    return limited(sql << order_by(order_, {}, wish.backward), wish.limit, wish.offset);
  }

  Sql count(std::int64_t cap) const {
    if (cap == 0) return Sql{"SELECT count(*)", {}} << found_rows();
    Sql sql = Sql{"SELECT count(*) FROM (SELECT 1", {}} << found_rows();
    return sql << " LIMIT " << number(cap) << ") c";
  }

  Sql probe(const PageWish& wish, std::int64_t cap) const {
    Sql sql{"SELECT count(*) FROM (", {}};
    if (path_.kind == AccessPath::Kind::walk) {
      sql << "SELECT 1" << table() << walked_rows();
      if (path_.segment) {
        const auto all = segments(order_, wish.after, wish.backward);
        const Sql& condition = all[*path_.segment].condition;
        if (!condition.text.empty()) sql << " AND " << condition;
      } else if (wish.after) {
        sql << " AND " << beyond(order_, *wish.after, wish.backward);
      }
    } else if (by_ids()) {
      sql << "SELECT 1 FROM (" << ids_found() << ") p";
    } else if (by_classes()) {
      sql << "SELECT 1" << table() << " WHERE " << conditions_.rows() << " AND "
          << conditions_.ways[0].condition;
    } else {
      sql << "SELECT 1" << table() << " WHERE " << conditions_.rows() << " AND "
          << part().condition;
    }
    return sql << " LIMIT " << number(cap) << ") c";
  }

  // PostgreSQL finds its own way to the rows, but not with an eye on the order.
  Sql found_rows() const {
    Sql where = Sql{" WHERE ", {}} << conditions_.rows() << conditions_.rest(rights_);
    if (by_ids()) {
      Sql sql = Sql{" FROM (", {}} << ids_found() << ") k CROSS JOIN "
                                   << quoted(conditions_.object->table) << " " << kRoot;
      return sql << where << " AND " << kRoot << ".id = k.id";
    }
    if (by_classes()) where << " AND " << conditions_.ways[0].condition;
    if (sqlite()) return table() << where;
    Sql sql{" FROM (SELECT " + std::string(kRoot) + ".*", {}};
    return sql << table() << where << " OFFSET 0) " << kRoot << " WHERE TRUE";
  }

 private:
  const Part& part() const { return conditions_.parts[path_.part]; }

  // Classes are all there is to rights: one range of an index for each.
  bool by_classes() const {
    return path_.kind == AccessPath::Kind::scope && conditions_.ways.size() == 1 &&
           conditions_.ways[0].ids.text.empty();
  }

  // Other tables, or several ways, give the ids; the rows are read after them.
  bool by_ids() const {
    if (path_.kind == AccessPath::Kind::scope) return !by_classes();
    return path_.kind == AccessPath::Kind::gather && !part().ids.text.empty();
  }

  Sql ids_found() const {
    if (path_.kind != AccessPath::Kind::scope) return part().ids;
    Sql sql;
    for (const Part& way : conditions_.ways) {
      if (!sql.text.empty()) sql << " UNION ";
      if (!way.ids.text.empty()) {
        sql << way.ids;
        continue;
      }
      sql << "SELECT " << root("id") << " AS id FROM " << quoted(conditions_.object->table) << " "
          << kRoot << storage::indexed_by(rights_.engine(), conditions_.indexes[*way.index].name)
          << " WHERE " << conditions_.rows() << " AND " << way.condition;
    }
    return sql;
  }

  bool sqlite() const { return rights_.engine() == Engine::sqlite; }

  // " FROM table r", held to the index of the path.
  Sql table() const {
    std::string text = " FROM " + quoted(conditions_.object->table) + ' ' + std::string(kRoot);
    if (!sqlite()) return {text, {}};
    if (path_.kind == AccessPath::Kind::walk || by_classes()) {
      text += storage::indexed_by(Engine::sqlite, conditions_.indexes[path_.index].name);
    } else if (path_.kind == AccessPath::Kind::gather && part().index) {
      text += storage::indexed_by(Engine::sqlite, conditions_.indexes[*part().index].name);
    } else if (path_.kind == AccessPath::Kind::scan) {
      text += path_.cover
                  ? storage::indexed_by(Engine::sqlite, conditions_.indexes[*path_.cover].name)
                  : " NOT INDEXED";
    }
    return {text, {}};
  }

  Sql select_keys() const {
    Sql sql{"SELECT " + std::string(kRoot) + ".id", {}};
    for (const OrderTerm& term : order_.terms) sql << ", " << term.value;
    return sql;
  }

  // Segment after segment, each a range of the index; the first rows are those wanted.
  Sql walk(const PageWish& wish) const {
    const auto parts = segments(order_, wish.after, wish.backward);
    if (path_.segment) return arm(parts[*path_.segment], wish, wish.limit, wish.offset);
    if (parts.size() == 1) return arm(parts[0], wish, wish.limit, wish.offset);
    Sql sql;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      sql << (i == 0 ? "SELECT * FROM (" : " UNION ALL SELECT * FROM (")
          << arm(parts[i], wish, wish.limit + wish.offset, 0) << ") s" << std::to_string(i);
    }
    return limited(sql, wish.limit, wish.offset);
  }

  Sql arm(const Segment& segment, const PageWish& wish, std::int64_t limit,
          std::int64_t offset) const {
    const Sql ordered = order_by(order_, segment, wish.backward);
    Sql where = walked_rows();
    if (!segment.condition.text.empty()) where << " AND " << segment.condition;
    const Sql rest = conditions_.rest(rights_, held());
    if (path_.budget == 0 || rest.text.empty()) {
      return limited(select_keys() << table() << where << rest << ordered, limit, offset);
    }
    Sql sql = select_keys() << " FROM (SELECT " << walked_columns(rest) << table() << where
                            << ordered << " LIMIT " << number(path_.budget) << ") " << kRoot;
    return limited(sql << " WHERE TRUE" << rest, limit, offset);
  }

  // " WHERE ..." of the range of the index that is walked.
  Sql walked_rows() const {
    Sql sql = Sql{" WHERE ", {}} << conditions_.rows();
    for (const auto& column : held()) sql << " AND " << conditions_.fixing(column.name)->condition;
    return sql;
  }

  // The columns at the beginning of the walked index that parts fix.
  std::span<const schema::IndexColumn> held() const {
    return std::span(conditions_.indexes[path_.index].columns).first(path_.fixed);
  }

  // What the conditions and the order need of each row. SQLite would carry columns nobody needs.
  std::string walked_columns(const Sql& rest) const {
    if (!sqlite()) return std::string(kRoot) + ".*";
    std::vector<std::string> columns = {"id"};
    const auto add = [&columns](const std::string& column) {
      if (std::ranges::find(columns, column) == columns.end()) columns.push_back(column);
    };
    std::ranges::for_each(columns_of_root(rest.text), add);
    for (const OrderTerm& term : order_.terms) add(term.column);
    std::string text;
    for (const auto& column : columns) text += (text.empty() ? "" : ", ") + root(column);
    return text;
  }

  static Sql limited(Sql sql, std::int64_t limit, std::int64_t offset) {
    sql << " LIMIT " << number(limit);
    if (offset > 0) sql << " OFFSET " << number(offset);
    return sql;
  }

  const Conditions& conditions_;
  const Order& order_;
  const Rights& rights_;
  const AccessPath& path_;
};

bool holds(const schema::Index& index, const std::string& column) {
  if (column == "id" || column == "deleted_at") return true;  // the latter is its condition
  return std::ranges::find(index.columns, column, &schema::IndexColumn::name) !=
         index.columns.end();
}

bool holds_all(const schema::Index& index, const Sql& sql) {
  return std::ranges::all_of(columns_of_root(sql.text),
                             [&](const std::string& column) { return holds(index, column); });
}

}  // namespace

bool stays_in_index(const Conditions& conditions, const Order& order, const Rights& rights,
                    const AccessPath& path) {
  std::optional<std::size_t> index = path.index;
  if (path.kind == AccessPath::Kind::scan) return false;
  if (path.kind == AccessPath::Kind::gather) index = conditions.parts[path.part].index;
  const bool several = conditions.ways.size() != 1 || !conditions.ways[0].index;
  if (!index || (path.kind == AccessPath::Kind::scope && several)) return false;
  const schema::Index& read = conditions.indexes[*index];
  return holds_all(read, conditions.rest(rights)) &&
         std::ranges::all_of(order.terms,
                             [&](const OrderTerm& term) { return holds_all(read, term.value); });
}

std::optional<std::size_t> covering_index(const Conditions& conditions, const Rights& rights,
                                          const std::vector<Sql>& read) {
  std::optional<std::size_t> found;
  if (conditions.object->read_only) return found;  // other rooms made its table, without these
  const Sql rest = conditions.rest(rights);
  const auto first = read.empty() ? std::vector<std::string>() : columns_of_root(read[0].text);
  for (std::size_t i = 0; i < conditions.indexes.size(); ++i) {
    const schema::Index& index = conditions.indexes[i];
    const bool whole = index.rows == schema::IndexRows::living && !conditions.trash;
    if (!whole || !holds_all(index, rest)) continue;
    if (!std::ranges::all_of(read, [&](const Sql& sql) { return holds_all(index, sql); })) continue;
    if (first.size() == 1 && index.columns[0].name == first[0]) return i;
    if (!found) found = i;
  }
  return found;
}

Sql ids_statement(const Conditions& conditions, const Order& order, const Rights& rights,
                  const AccessPath& path, const PageWish& wish) {
  return Writer(conditions, order, rights, path).ids(wish);
}

Sql all_rows(const Conditions& conditions, const Rights& rights, const AccessPath& path) {
  return Writer(conditions, {}, rights, path).found_rows();
}

Sql count_statement(const Conditions& conditions, const Rights& rights, const AccessPath& path,
                    std::int64_t cap) {
  return Writer(conditions, {}, rights, path).count(cap);
}

Sql probe_statement(const Conditions& conditions, const Order& order, const Rights& rights,
                    const AccessPath& path, const PageWish& wish, std::int64_t cap) {
  return Writer(conditions, order, rights, path).probe(wish, cap);
}

}  // namespace kontor::query
