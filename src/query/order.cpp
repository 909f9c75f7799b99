#include "query/order.h"

#include <limits>

#include "expr/parse.h"
#include "query/path.h"

namespace kontor::query {
namespace {

using schema::FieldType;
using storage::Sql;
using storage::Value;

bool is_text(FieldType type) {
  return type == FieldType::text || type == FieldType::auto_number ||
         type == FieldType::person_name;
}

bool is_sortable(const schema::Field& field, const schema::FieldPart* part) {
  if (field.has_many_values() || field.type == FieldType::long_text) return false;
  return part || field.type != FieldType::postal_address;
}

// Option ids in the order of the options: then the id itself can be sorted by.
bool ids_follow_positions(const schema::Field& field) {
  for (std::size_t i = 1; i < field.options.size(); ++i) {
    if (field.options[i - 1].id > field.options[i].id) return false;
  }
  return true;
}

bool never_null(const schema::Field& field) {
  return field.type == FieldType::checkbox || field.name == "created_at" ||
         field.name == "changed_at";
}

// What is compared: a record by its title, an option by its place in the list.
std::string compared_path(const Path& path, const schema::Catalogue& catalogue) {
  const std::string text(path.text);
  if (path.part) return text;
  if (const auto* target = target_of(*path.field, catalogue)) {
    return text + '.' + target->title_field;
  }
  const bool option =
      path.field->type == FieldType::select || path.field->type == FieldType::status;
  return option ? text + ".position" : text;
}

// The column that already holds the value, if there is one that every reader of the row may see.
std::string bare_column(const Path& path, const Rights& rights) {
  if (!path.hops.empty() || is_to_one(*path.field)) return {};
  if (rights.readable(*path.object, *path.field, kRoot)) return {};
  const schema::FieldPart& part = path.part ? *path.part : path.field->value;
  if (!part.sort_column.empty()) return part.sort_column;
  if (is_text(part.type)) return {};
  return ids_follow_positions(*path.field) ? part.column : std::string();
}

Result<OrderTerm> bind_term(std::string_view text, const schema::Object& object,
                            const schema::CataloguePtr& catalogue, Rights& rights) {
  OrderTerm term;
  term.descending = text.starts_with('-');
  if (term.descending) text.remove_prefix(1);
  const Path path = TRY(resolve(text, object, *catalogue));
  if (!is_sortable(*path.field, path.part)) {
    return fail(Code::invalid, "query.not_sortable", {{"field", std::string(text)}},
                std::string(text));
  }
  term.column = bare_column(path, rights);
  if (!term.column.empty()) {
    term.value = {std::string(kRoot) + '.' + term.column, {}};
    term.nullable = !never_null(*path.field);
    term.bytes = is_text(path.part ? path.part->type : path.field->type);
    return term;
  }
  const auto tree = TRY(expr::parse(compared_path(path, *catalogue)));
  const auto checked = TRY(expr::check(tree, catalogue, object, {.any_type = true}));
  TRY(rights.require(checked));
  term.value = value_sql(checked, rights.context(), kRoot, true);
  term.bytes = checked.root->type.kind == expr::TypeKind::text;
  return term;
}

// --- Conditions

Sql bound(Value value) {
  return {"?", {std::move(value)}};
}

// Spelled as a range, because SQLite does not use an index for "is not null".
Sql filled(const OrderTerm& term) {
  Sql sql = term.value;
  if (term.column.empty()) return sql << " IS NOT NULL";
  const Value lowest =
      term.bytes ? Value(storage::Blob{}) : Value(std::numeric_limits<std::int64_t>::min());
  return sql << " >= " << bound(lowest);
}

Sql empty(const OrderTerm& term) {
  return Sql(term.value) << " IS NULL";
}

Sql equal(const OrderTerm& term, const Value& value) {
  if (std::holds_alternative<std::monostate>(value)) return empty(term);
  return Sql(term.value) << " = " << bound(value);
}

bool down(bool descending, bool backward) {
  return descending != backward;
}

Sql past(const OrderTerm& term, const Value& value, bool backward) {
  return Sql(term.value) << (down(term.descending, backward) ? " < " : " > ") << bound(value);
}

Sql both(const Sql& prefix, const Sql& more) {
  if (prefix.text.empty()) return more;
  return Sql(prefix) << " AND " << more;
}

// All rows: a segment of those with a value in the first term, and one of those without.
void add_whole(const Order& order, bool backward, std::vector<Segment>& out) {
  if (order.terms.empty() || !order.terms[0].nullable) {
    out.push_back({{}, 0, !order.terms.empty()});
    return;
  }
  out.push_back({filled(order.terms[0]), 0, true});
  out.push_back({empty(order.terms[0]), 1, false});
  if (backward) std::swap(out[0], out[1]);
}

// Rows behind `value` in term `at`, among those that agree with `prefix`. Empty values are the last
// of the first term, the smallest of every other.
void add_past(const Order& order, std::size_t at, const Value& value, const Sql& prefix,
              bool backward, std::vector<Segment>& out) {
  const OrderTerm& term = order.terms[at];
  const bool empty_last = at == 0 ? !backward : down(term.descending, backward);
  if (std::holds_alternative<std::monostate>(value)) {
    if (!empty_last) out.push_back({both(prefix, filled(term)), at, true});
    return;
  }
  out.push_back({both(prefix, past(term, value, backward)), at, true});
  if (term.nullable && empty_last) out.push_back({both(prefix, empty(term)), at + 1, false});
}

void add_direction(Sql& sql, bool descending) {
  sql << (descending ? " DESC NULLS LAST" : " ASC NULLS FIRST");
}

}  // namespace

namespace {

std::string reversed(const std::string& term) {
  return term.starts_with('-') ? term.substr(1) : '-' + term;
}

// An order that begins like the object's own, or like the reverse of it, goes on like it: then an
// index has it, and equal last names are in the order of their first names.
std::vector<std::string> completed(const std::vector<std::string>& sort,
                                   const std::vector<std::string>& own) {
  if (sort.empty()) return own;
  if (sort.size() >= own.size()) return sort;
  std::vector<std::string> whole = sort;
  const bool turned = sort[0] != own[0];
  for (std::size_t i = 0; i < own.size(); ++i) {
    const std::string term = turned ? reversed(own[i]) : own[i];
    if (i >= sort.size())
      whole.push_back(term);
    else if (sort[i] != term)
      return sort;
  }
  return whole;
}

}  // namespace

Result<Order> bind_order(const std::vector<std::string>& sort, const schema::Object& object,
                         const schema::CataloguePtr& catalogue, Rights& rights) {
  if (sort.size() > kMaxSortTerms) {
    return fail(Code::invalid, "query.too_many_sorts", {{"max", std::to_string(kMaxSortTerms)}},
                "sort");
  }
  Order order;
  for (const auto& text : completed(sort, object.default_sort)) {
    order.terms.push_back(TRY(bind_term(text, object, catalogue, rights)));
  }
  order.id_descending = !order.terms.empty() && order.terms.back().descending;
  return order;
}

std::vector<Segment> segments(const Order& order, const std::optional<Key>& after, bool backward) {
  std::vector<Segment> out;
  if (!after) {
    add_whole(order, backward, out);
    return out;
  }
  std::vector<Sql> prefixes(order.terms.size() + 1);  // [n]: the first n terms are equal
  for (std::size_t i = 0; i < order.terms.size(); ++i) {
    prefixes[i + 1] = both(prefixes[i], equal(order.terms[i], after->values[i]));
  }
  const Sql id_past = Sql{std::string(kRoot) + ".id", {}}
                      << (down(order.id_descending, backward) ? " < " : " > ") << bound(after->id);
  out.push_back({both(prefixes.back(), id_past), order.terms.size(), false});
  for (std::size_t i = order.terms.size(); i-- > 0;) {
    add_past(order, i, after->values[i], prefixes[i], backward, out);
  }
  return out;
}

Sql beyond(const Order& order, const Key& after, bool backward) {
  Sql sql;
  for (const auto& segment : segments(order, after, backward)) {
    sql << (sql.text.empty() ? "((" : " OR (") << segment.condition << ")";
  }
  return sql << ")";
}

Sql order_by(const Order& order, const Segment& segment, bool backward) {
  Sql sql{" ORDER BY ", {}};
  for (std::size_t i = segment.first_term; i < order.terms.size(); ++i) {
    const OrderTerm& term = order.terms[i];
    if (i == 0 && term.nullable && !segment.first_filled) {
      sql << "(" << term.value << " IS NULL)";
      add_direction(sql, backward);
      sql << ", ";
    }
    sql << term.value;
    add_direction(sql, down(term.descending, backward));
    sql << ", ";
  }
  sql << kRoot << ".id";
  add_direction(sql, down(order.id_descending, backward));
  return sql;
}

bool serves(const schema::Index& index, std::size_t fixed, const Order& order, bool backward) {
  std::optional<bool> against;  // whether the index is read from its end
  std::size_t at = fixed;
  const auto next_is = [&](std::string_view column, bool descending) {
    if (at >= index.columns.size() || index.columns[at].name != column) return false;
    const bool reversed = index.columns[at++].descending != descending;
    if (!against) against = reversed;
    return *against == reversed;
  };
  for (std::size_t i = 0; i < order.terms.size(); ++i) {
    const OrderTerm& term = order.terms[i];
    if (term.column.empty()) return false;
    if (!next_is(term.column, down(term.descending, backward))) return false;
  }
  return next_is("id", down(order.id_descending, backward));
}

}  // namespace kontor::query
