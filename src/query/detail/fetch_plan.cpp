#include "query/detail/fetch_plan.h"

#include <algorithm>

#include "query/fetch.h"
#include "storage/dialect.h"

namespace kontor::query {
namespace {

using schema::Field;
using schema::FieldType;
using storage::quoted;
using storage::Sql;

FetchKind kind_of(const Field& field, const schema::FieldPart* part) {
  if (field.has_many_values()) return FetchKind::many;
  if (is_to_one(field)) return FetchKind::record;
  if (!part && field.type == FieldType::money) return FetchKind::money;
  if (!part && field.type == FieldType::postal_address) return FetchKind::address;
  switch (part ? part->type : field.type) {
    case FieldType::text:
    case FieldType::long_text:
    case FieldType::person_name:
    case FieldType::auto_number:
      return FetchKind::text;
    default:
      return FetchKind::number;
  }
}

std::size_t title_place(const schema::Object& object) {
  const Field* field = object.field(object.title_field);
  return field ? place_of(object, *field) : 0;
}

}  // namespace

FetchPlan::FetchPlan(const schema::Object& object, schema::CataloguePtr catalogue, Rights& rights)
    : catalogue_(std::move(catalogue)), rights_(rights) {
  select_ << "SELECT r.id, r.version, r.title, r.owner, r.zk";
  add_source(object, "r", {}, kHeadId);
}

Result<void> FetchPlan::add(const Path& path) {
  fetched_.push_back(TRY(plan(path)));
  columns_.push_back(
      {std::string(path.text), path.object, path.field, path.part, path.hops.empty()});
  return {};
}

Result<FetchColumn> FetchPlan::plan(const Path& path) {
  FetchColumn column{.kind = kind_of(*path.field, path.part)};
  std::size_t source = 0;
  for (const Field* hop : path.hops) {
    column.chain.push_back({source, place_of(*sources_[source].object, *hop)});
    source = TRY(join(source, *hop));
  }
  column.chain.push_back({source, place_of(*path.object, *path.field)});
  if (column.kind == FetchKind::many) return plan_many(path, std::move(column));
  if (column.kind == FetchKind::record) {
    column.target = TRY(join(source, *path.field));
    column.at = width_;
    add_column(sources_[column.target].alias, "title");
    return column;
  }
  const std::string alias = sources_[source].alias;
  column.at = width_;
  if (column.kind == FetchKind::address) {
    for (const auto& part : path.field->parts) add_column(alias, part.column);
    return column;
  }
  add_column(alias, path.part ? path.part->column : path.field->value.column);
  if (column.kind == FetchKind::money) add_column(alias, path.field->currency_column);
  return column;
}

// Several values are read for the records themselves only.
Result<FetchColumn> FetchPlan::plan_many(const Path& path, FetchColumn column) {
  if (!path.hops.empty() || path.part) {
    return fail(Code::invalid, "query.many_behind_relation", {{"field", std::string(path.text)}},
                std::string(path.text));
  }
  if (const auto* target = target_of(*path.field, *catalogue_)) TRY(rights_.require(*target));
  return column;
}

// The source that `relation` leads to from `from`, joined at most once.
Result<std::size_t> FetchPlan::join(std::size_t from, const Field& relation) {
  std::vector<const Field*> hops = sources_[from].hops;
  hops.push_back(&relation);
  const auto found = std::ranges::find(sources_, hops, &FetchSource::hops);
  if (found != sources_.end()) return static_cast<std::size_t>(found - sources_.begin());
  if (sources_.size() > kMaxJoins) {
    return fail(Code::invalid, "query.too_many_relations", {{"max", std::to_string(kMaxJoins)}},
                "fields");
  }
  const schema::Object* target = target_of(relation, *catalogue_);
  if (!target) return fail_internal("relation without a target: " + relation.name);
  TRY(rights_.require(*target));
  const std::string alias = "h" + std::to_string(sources_.size());
  joins_ << " LEFT JOIN " << quoted(target->table) << " " << alias << " ON " << alias
         << ".id = " << sources_[from].alias << "." << quoted(relation.value.column) << " AND "
         << rights_.visible(*target, alias);
  const int id = width_;
  add_column(alias, "id");
  add_source(*target, alias, std::move(hops), id);
  return sources_.size() - 1;
}

void FetchPlan::add_source(const schema::Object& object, std::string alias,
                           std::vector<const Field*> hops, int id) {
  RowModes modes(object, alias, rights_, id, width_, select_);
  sources_.push_back(
      {std::move(alias), &object, std::move(hops), id, title_place(object), std::move(modes)});
}

void FetchPlan::add_column(const std::string& alias, const std::string& column) {
  select_ << ", " << alias << "." << quoted(column);
  ++width_;
}

Sql FetchPlan::statement(std::vector<std::int64_t> ids) const {
  const auto engine = rights_.engine();
  Sql sql = select_;
  sql << Sql{
      " FROM " + storage::ints_rows(engine, "k") + " CROSS JOIN " + quoted(object().table) + " r",
      {std::make_shared<const std::vector<std::int64_t>>(std::move(ids))}};
  return sql << joins_ << " WHERE r.id = k.value" << storage::ints_order(engine, "k");
}

}  // namespace kontor::query
