#include "query/conditions.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "base/text.h"
#include "expr/parse.h"
#include "expr/to_sql.h"
#include "query/order.h"
#include "query/path.h"
#include "storage/dialect.h"

namespace kontor::query {
namespace {

using expr::CheckedNode;
using expr::CheckedPtr;
using expr::Op;
using storage::quoted;
using storage::Sql;

void split(const CheckedPtr& node, std::vector<CheckedPtr>& parts) {
  if (node->op != Op::logical_and) {
    parts.push_back(node);
    return;
  }
  for (const auto& child : node->children) split(child, parts);
}

bool reads_fields(const CheckedPtr& node) {
  return node->op == Op::path || std::ranges::any_of(node->children, reads_fields);
}

// The field (or part) of the record itself that a comparison is about; null if it is not that.
const expr::Step* compared_step(const CheckedNode& node) {
  if (node.children.empty() || node.children[0]->op != Op::path) return nullptr;
  const auto& path = node.children[0]->path;
  const bool own = path.size() == 1 && path[0].facet.empty() && path[0].field;
  return own ? &path[0] : nullptr;
}

const schema::FieldPart& stored(const expr::Step& step) {
  return step.part ? *step.part : step.field->value;
}

// The column the SQL of this comparison looks at (docs/dev/expressions.md: texts are equal when
// their folded forms are, and ordered by their sort keys).
std::string compared_column(Op op, const schema::FieldPart& part) {
  switch (op) {
    case Op::equal:
    case Op::in:
    case Op::begins_with:
      return part.fold_column.empty() ? part.column : part.fold_column;
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return part.sort_column.empty() ? part.column : part.sort_column;
    case Op::reached:
    case Op::older_than:
    case Op::within:
      return part.column;
    default:
      return {};
  }
}

bool holds_rows(const schema::Index& index, bool trash) {
  if (index.rows == schema::IndexRows::all) return true;
  return trash == (index.rows == schema::IndexRows::deleted);
}

// Of one catalogue, worked out once.
class IndexLists {
 public:
  IndexList of(const schema::Object& object, const schema::CataloguePtr& catalogue, bool trash) {
    std::lock_guard lock(mutex_);
    if (catalogue_ != catalogue) lists_.clear();
    catalogue_ = catalogue;
    IndexList& list = lists_[{object.id, trash}];
    if (list) return list;
    auto made = std::make_shared<std::vector<schema::Index>>();
    for (auto& index : schema::indexes(object)) {
      if (index.table == object.table && holds_rows(index, trash))
        made->push_back(std::move(index));
    }
    return list = std::move(made);
  }

 private:
  std::mutex mutex_;
  schema::CataloguePtr catalogue_;
  std::map<std::pair<int, bool>, IndexList> lists_;
};

IndexList indexes_of(const schema::Object& object, const schema::CataloguePtr& catalogue,
                     bool trash) {
  static IndexLists lists;
  return lists.of(object, catalogue, trash);
}

std::optional<std::size_t> index_on(const std::string& column,
                                    std::span<const schema::Index> indexes) {
  const auto found = std::ranges::find_if(indexes, [&](const schema::Index& index) {
    return !column.empty() && index.columns[0].name == column;
  });
  if (found == indexes.end()) return std::nullopt;
  return static_cast<std::size_t>(found - indexes.begin());
}

// The field's column in the comparison at the root of `node`; empty if it is no such comparison.
// Only one value for all rows can be looked up, and proves that the field is filled.
std::string root_column(const CheckedNode& node) {
  const expr::Step* step = compared_step(node);
  if (!step || step->field->has_many_values()) return {};
  if (std::any_of(node.children.begin() + 1, node.children.end(), reads_fields)) return {};
  return compared_column(node.op, stored(*step));
}

// What an index can find of "a and b and ...".
std::optional<std::size_t> index_for(const expr::Checked& checked, const Conditions& conditions) {
  std::vector<CheckedPtr> nodes;
  split(checked.root, nodes);
  for (const auto& node : nodes) {
    if (const auto index = index_on(root_column(*node), conditions.indexes)) return index;
  }
  return std::nullopt;
}

std::vector<Part> ways_to_see(const Conditions& conditions, const Rights& rights) {
  const schema::Object& object = *conditions.object;
  const Scope& scope = rights.scope(object);
  std::vector<Part> ways;
  if (scope.everything || object.read_only) return ways;  // other rooms made such tables
  if (scope.classes && !scope.classes->empty()) {
    const std::string zk = std::string(kRoot) + ".zk";
    ways.push_back({.condition = {storage::in_ints(rights.engine(), zk), {scope.classes}},
                    .index = index_on("zk", conditions.indexes)});
  }
  if (scope.shared && !scope.shared->empty()) {
    ways.push_back({.ids = {"SELECT value AS id FROM " + storage::ints_rows(rights.engine(), "t"),
                            {scope.shared}}});
  }
  for (std::size_t i = 0; i < scope.row_terms.size(); ++i) {
    ways.push_back({.condition = rights.row_term(object, i, kRoot),
                    .index = index_for(scope.row_terms[i].condition, conditions)});
  }
  const bool all_found =
      std::ranges::all_of(ways, [](const Part& way) { return way.index || !way.ids.text.empty(); });
  return all_found ? ways : std::vector<Part>();
}

Part bind_part(const expr::Checked& whole, const CheckedPtr& node, const Conditions& conditions,
               const Rights& rights) {
  expr::Checked checked = whole;
  checked.root = node;
  Part part{.condition = Sql{"(", {}} << where_sql(checked, rights.context(), kRoot) << ")"};
  const expr::Step* step = compared_step(*node);
  if (!step || step->field->has_many_values()) return part;
  if (rights.readable(*conditions.object, *step->field, kRoot)) return part;
  const std::string column = root_column(*node);
  part.index = index_on(column, conditions.indexes);
  if (node->op == Op::equal) part.fixed = column;
  return part;
}

Result<expr::Checked> understand(std::string_view filter, const schema::Object& object,
                                 const schema::CataloguePtr& catalogue, Rights& rights) {
  const auto tree = TRY(expr::parse(filter));
  auto checked = TRY(expr::check(tree, catalogue, object));
  TRY(rights.require(checked));
  return checked;
}

}  // namespace

Sql Conditions::rows() const {
  return {std::string(kRoot) + (trash ? ".deleted_at IS NOT NULL" : ".deleted_at IS NULL"), {}};
}

const Part* Conditions::fixing(const std::string& column) const {
  const auto found = std::ranges::find(parts, column, &Part::fixed);
  return found == parts.end() ? nullptr : &*found;
}

Sql Conditions::rest(const Rights& rights, std::span<const schema::IndexColumn> held) const {
  Sql sql;
  const Scope& scope = rights.scope(*object);
  const bool all = scope.everything && scope.limits.empty() && scope.forbids.empty();
  if (!all) sql << " AND " << rights.in_scope(*object, kRoot);
  for (const Part& part : parts) {
    const bool known = std::ranges::any_of(
        held, [&](const schema::IndexColumn& column) { return fixing(column.name) == &part; });
    if (!known) sql << " AND " << part.condition;
  }
  return sql;
}

Result<Conditions> bind_conditions(std::string_view filter, bool trash,
                                   const schema::Object& object,
                                   const schema::CataloguePtr& catalogue, Rights& rights) {
  TRY(rights.require(object));
  Conditions conditions{.object = &object, .trash = trash};
  conditions.kept_indexes = indexes_of(object, catalogue, trash);
  conditions.indexes = *conditions.kept_indexes;
  conditions.ways = ways_to_see(conditions, rights);
  if (trim(filter).empty()) return conditions;

  const auto read = understand(filter, object, catalogue, rights);
  if (!read) {
    Error error = read.error();
    return Failure(error.field.empty() ? std::move(error).in_field("filter") : std::move(error));
  }
  const expr::Checked& checked = *read;
  std::vector<CheckedPtr> nodes;
  split(checked.root, nodes);
  for (const auto& node : nodes) {
    conditions.parts.push_back(bind_part(checked, node, conditions, rights));
  }
  return conditions;
}

Part linked_from(const schema::Field& field, const schema::Object& target, std::int64_t record,
                 const Rights& rights, const Conditions& conditions) {
  if (const auto* back = field.relation.derived ? target.field(field.relation.inverse) : nullptr) {
    const std::string column = back->value.column;
    Part part{.condition = {std::string(kRoot) + '.' + quoted(column) + " = ?", {record}},
              .index = index_on(column, conditions.indexes),
              .fixed = column};
    if (auto readable = rights.readable(target, *back, kRoot)) {
      part.condition << " AND " << *readable;
      part.fixed.clear();
    }
    return part;
  }
  Part part{.ids = {"SELECT l." + quoted(field.relation.link_there) + " AS id FROM " +
                        quoted(field.relation.link_table) + " l WHERE l." +
                        quoted(field.relation.link_here) + " = ?",
                    {record}}};
  part.condition = Sql{std::string(kRoot) + ".id IN (", {}} << part.ids << ")";
  return part;
}

}  // namespace kontor::query
