// Changes of the tree.
#include <algorithm>

#include "access/organisation/detail/edit.h"
#include "access/organisation/order.h"
#include "access/organisation/words.h"
#include "storage/dialect.h"

namespace kontor::access {
namespace {

Result<const Unit*> find_unit(const Edit& edit, Id id) {
  const Unit* unit = edit.tree.unit(id);
  if (!unit) return fail(Code::not_found, "not_found");
  return unit;
}

// Where a unit may go: below an open one; only companies stand alone.
Result<void> check_parent(const Edit& edit, Id parent, UnitKind kind) {
  if (parent == 0) {
    if (kind == UnitKind::company) return {};
    return fail(Code::invalid, "organisation.company_needed", {}, "parent");
  }
  const Unit* above = edit.tree.unit(parent);
  if (!above) return fail(Code::invalid, "organisation.unit", {}, "parent");
  if (above->closed) return fail(Code::conflict, "organisation.closed", {}, "parent");
  return {};
}

Result<void> check_depth(const std::vector<Placement>& placed) {
  for (const Placement& at : placed)
    if (at.depth > kMaxDepth)
      return fail(Code::invalid, "organisation.depth", {{"max", std::to_string(kMaxDepth)}},
                  "parent");
  return {};
}

// Many rows with one statement: a move of hundreds of units is a few round trips.
Result<void> write_placements(Edit& edit, const std::vector<Placement>& placed) {
  constexpr std::size_t kRows = 100;
  constexpr std::string_view kTuple =
      "(CAST(? AS bigint), CAST(? AS bigint), CAST(? AS bigint), CAST(? AS bigint))";
  for (std::size_t first = 0; first < placed.size(); first += kRows) {
    storage::Sql sql{
        "UPDATE o_unit SET order_from = v.column2, order_to = v.column3, f_depth = v.column4 "
        "FROM (VALUES ",
        {}};
    for (std::size_t i = first; i < std::min(placed.size(), first + kRows); ++i) {
      sql << (i == first ? "" : ", ") << kTuple;
      for (const std::int64_t value :
           {placed[i].unit, placed[i].order, placed[i].order_end, std::int64_t{placed[i].depth}})
        sql.params.emplace_back(value);
    }
    sql << ") AS v WHERE o_unit.id = v.column1";
    TRY(edit.execute(std::move(sql)));
  }
  return {};
}

storage::Value or_null(Id id) {
  return id ? storage::Value(id) : storage::Value();
}

// The companies of units follow from the tree; the columns are there to be read through query.
Result<void> settle_companies(Edit& edit, Id below) {
  const OrganisationPtr after = TRY(load_organisation(edit.tx));
  Ids users;
  for (Id id : after->units_below(below)) {
    const Unit& unit = *after->unit(id);
    const Unit* before = edit.tree.unit(id);
    if (before && before->company == unit.company && before->external == unit.external) continue;
    TRY(edit.execute({"UPDATE o_unit SET organisation = ?, f_external = ? WHERE id = ?",
                      {or_null(unit.company), std::int64_t{unit.external}, id}}));
    for (Id user : after->people_in(id, edit.now)) users.push_back(user);
  }
  return edit.settle_users(users);
}

Result<void> check_closing(const Edit& edit, const Unit& unit) {
  auto refuse = [](const char* what) {
    return fail(Code::conflict, "organisation.in_use", {{"what", what}}, "closed");
  };
  for (const Unit& other : edit.tree.units())
    if (other.parent == unit.id && !other.closed) return refuse("units");
  for (const Seat& seat : edit.tree.data().seats)
    if (seat.unit == unit.id && edit.now.micros < seat.span.until) return refuse("people");
  return {};
}

Result<void> move(Edit& edit, const Unit& unit, Id parent, UnitKind kind) {
  if (edit.tree.is_below(parent, unit.id))
    return fail(Code::invalid, "organisation.circle", {}, "parent");
  TRY(check_parent(edit, parent, kind));
  const auto placed = place_below(edit.tree, unit.id, parent);
  TRY(check_depth(placed));
  TRY(edit.execute({"UPDATE o_unit SET f_parent = ? WHERE id = ?", {or_null(parent), unit.id}}));
  TRY(write_placements(edit, placed));
  return edit.note("unit.moved", unit.id, [&](JsonWriter& json) {
    json.key("from").text(std::to_string(unit.parent)).key("to").text(std::to_string(parent));
  });
}

Result<void> change_kind(Edit& edit, const Unit& unit, const UnitChange& change) {
  const UnitKind kind = change.kind.value_or(unit.kind);
  const bool external = change.external.value_or(unit.external);
  if (change.external && kind != UnitKind::company)
    return fail(Code::invalid, "organisation.external", {}, "external");
  if (!change.parent) TRY(check_parent(edit, unit.parent, kind));
  TRY(
      edit.execute({"UPDATE o_unit SET f_kind = ?, f_external = ?, version = version + 1, "
                    "changed_at = ?, changed_by = ? WHERE id = ?",
                    {std::string(to_string(kind)), std::int64_t{external}, edit.now.micros,
                     edit.author(), unit.id}}));
  return edit.note("unit.changed", unit.id, [&](JsonWriter& json) {
    json.key("kind").text(to_string(kind)).key("external").boolean(external);
  });
}

Result<void> set_closed(Edit& edit, const Unit& unit, bool closed) {
  if (closed) TRY(check_closing(edit, unit));
  TRY(
      edit.execute({"UPDATE o_unit SET f_closed = ?, version = version + 1, changed_at = ?, "
                    "changed_by = ? WHERE id = ?",
                    {std::int64_t{closed}, edit.now.micros, edit.author(), unit.id}}));
  return edit.note(closed ? "unit.closed" : "unit.opened", unit.id);
}

}  // namespace

Result<Id> OrganisationStore::add_unit(const NewUnit& unit, RecordId by) {
  const std::string name = TRY(checked_name(unit.name));
  if (unit.external && unit.kind != UnitKind::company)
    return fail(Code::invalid, "organisation.external", {}, "external");
  Id id = 0;
  TRY(change(by, [&](Edit& edit) -> Result<void> {
    TRY(check_parent(edit, unit.parent, unit.kind));
    id = TRY(edit.insert_row(
        "o_unit", kUnitObject, name,
        {"f_kind, f_parent, f_depth, f_external, f_closed, order_from, "
         "order_to",
         {std::string(to_string(unit.kind)), or_null(unit.parent), std::int64_t{1},
          std::int64_t{unit.external}, std::int64_t{0}, std::int64_t{0}, std::int64_t{0}}}));
    const auto placed = place_below(edit.tree, id, unit.parent);
    TRY(check_depth(placed));
    TRY(write_placements(edit, placed));
    TRY(settle_companies(edit, id));
    return edit.note("unit.added", id, [&](JsonWriter& json) { json.key("name").text(name); });
  }));
  return id;
}

Result<void> OrganisationStore::change_unit(Id id, const UnitChange& change_, RecordId by) {
  std::optional<std::string> name;
  if (change_.name) name = TRY(checked_name(*change_.name));
  return change(by, [&](Edit& edit) -> Result<void> {
    const Unit& unit = *TRY(find_unit(edit, id));
    if (name && *name != unit.name) {
      TRY(edit.rename_row("o_unit", id, *name));
      TRY(edit.note("unit.renamed", id, [&](JsonWriter& json) { json.key("name").text(*name); }));
    }
    if (change_.kind || change_.external) TRY(change_kind(edit, unit, change_));
    if (change_.parent && *change_.parent != unit.parent)
      TRY(move(edit, unit, *change_.parent, change_.kind.value_or(unit.kind)));
    if (change_.closed && *change_.closed != unit.closed)
      TRY(set_closed(edit, unit, *change_.closed));
    const bool companies = change_.kind || change_.external || change_.parent;
    return companies ? settle_companies(edit, id) : Result<void>();
  });
}

}  // namespace kontor::access
