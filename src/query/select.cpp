#include "query/select.h"

#include <algorithm>

#include "query/detail/readable_text.h"
#include "query/match.h"
#include "query/planner.h"
#include "storage/dialect.h"

namespace kontor::query {
namespace {

using storage::quoted;
using storage::Sql;

Sql from_object(const schema::Object& object) {
  return {" FROM " + quoted(object.table) + " " + std::string(kRoot) + " WHERE ", {}};
}

// Where some texts are hidden from the reader, only the newest matches are looked at.
constexpr std::int64_t kMostVerified = 1'000;

// Counters know exactly how many records each class has.
Result<Count> count_classes(const Scope& scope, const Reader& reader) {
  Sql sql{"SELECT sum(n) FROM kontor_class WHERE object = ?", {std::int64_t{scope.object->id}}};
  if (!scope.everything) {
    sql << " AND " << counter_in_scope(scope, "id", reader.connection.engine());
  }
  return Count{TRY(reader.connection.integer(sql)).value_or(0), true};
}

bool only_classes_and_shares(const Conditions& conditions, const Scope& scope) {
  if (!conditions.parts.empty() || conditions.trash) return false;
  if (!scope.limits.empty() || !scope.forbids.empty()) return false;
  return scope.everything || scope.row_terms.empty();
}

// Shared records whose class shows nothing.
Result<std::int64_t> count_shared_besides(const Scope& scope, const Reader& reader) {
  if (!scope.shared || scope.shared->empty()) return std::int64_t{0};
  const auto engine = reader.connection.engine();
  Sql sql{"SELECT count(*) FROM " + quoted(scope.object->table) +
              " r WHERE r.deleted_at IS NULL AND " + storage::in_ints(engine, "r.id"),
          {scope.shared}};
  if (scope.classes && !scope.classes->empty())
    sql << " AND NOT (" << storage::among(engine, "r.zk", scope.classes) << ")";
  return TRY(reader.connection.integer(sql)).value_or(0);
}

Result<Part> found_by_words(const std::string& text, const schema::Object& object,
                            const Reader& reader, Rights& rights) {
  if (reads_all_texts(object, rights)) return match_part(text, object, rights);
  auto sql = visible_matches(object, {text}, MatchIn::anywhere, rights);
  sql << Sql{" LIMIT ?", {kMostVerified}};
  std::vector<std::int64_t> ids;
  TRY(reader.connection.each(sql, [&](const storage::Row& row) {
    ids.push_back(row.integer(0));
    return true;
  }));
  ids = TRY(readable_matches(text, object, std::move(ids), reader, rights));
  std::ranges::sort(ids);
  auto set = std::make_shared<const std::vector<std::int64_t>>(std::move(ids));
  return Part{.condition = {storage::in_ints(rights.engine(), "r.id"), {storage::IntSet(set)}}};
}

}  // namespace

Result<Select> Select::bind(const SelectRequest& request, const schema::Object& object,
                            const Reader& reader, Rights& rights) {
  Conditions conditions =
      TRY(bind_conditions(request.filter, request.trash, object, reader.catalogue, rights));
  Order order = TRY(bind_order(request.sort, object, reader.catalogue, rights));
  if (!request.search.empty()) {
    conditions.parts.push_back(TRY(found_by_words(request.search, object, reader, rights)));
  }
  return Select(reader, rights, std::move(conditions), std::move(order));
}

Result<SelectedPage> Select::page(int limit, const std::optional<Cursor>& cursor,
                                  std::int64_t offset) const {
  PageWish wish{.limit = limit, .offset = offset};
  if (cursor) {
    wish.after = cursor->key;
    wish.backward = cursor->backward;
  }
  Planner planner(conditions_, order_, *rights_, reader_->connection, reader_->plans);
  FoundIds found = TRY(planner.page(wish));
  const bool more = found.ids.size() > static_cast<std::size_t>(limit);
  if (more) found.ids.pop_back();
  if (wish.backward) std::ranges::reverse(found.ids);

  SelectedPage page{Selection(*conditions_.object, std::move(found.ids)), {}, {}};
  const bool has_next = wish.backward ? cursor.has_value() : more;
  const bool has_prev = wish.backward ? more : cursor || offset > 0;
  const auto& start = wish.backward ? found.last : found.first;
  const auto& end = wish.backward ? found.first : found.last;
  if (has_next && end) page.next = Cursor{*end, false};
  if (has_prev && start) page.prev = Cursor{*start, true};
  return page;
}

bool Select::only_classes() const {
  const Scope& scope = rights_->scope(*conditions_.object);
  const bool no_shares = !scope.shared || scope.shared->empty();
  return only_classes_and_shares(conditions_, scope) && (scope.everything || no_shares);
}

Result<Sql> Select::rows(const std::vector<Sql>& read) const {
  Planner planner(conditions_, order_, *rights_, reader_->connection, reader_->plans);
  return all_rows(conditions_, *rights_, TRY(planner.gather(read)));
}

Result<Count> Select::count(std::int64_t cap) const {
  const Scope& scope = rights_->scope(*conditions_.object);
  if (only_classes_and_shares(conditions_, scope)) {
    Count count = TRY(count_classes(scope, *reader_));
    if (!scope.everything) count.value += TRY(count_shared_besides(scope, *reader_));
    return count;
  }
  Planner planner(conditions_, order_, *rights_, reader_->connection, reader_->plans);
  const AccessPath path = TRY(planner.gather({}));
  const std::int64_t stop = cap == 0 ? 0 : cap + 1;
  const auto sql = count_statement(conditions_, *rights_, path, stop);
  const std::int64_t value = TRY(reader_->connection.integer(sql)).value_or(0);
  if (cap > 0 && value > cap) return Count{cap, false};
  return Count{value, true};
}

Selection Select::joined(const std::vector<Selection>& parts) {
  std::vector<std::int64_t> ids;
  for (const auto& part : parts) ids.insert(ids.end(), part.ids().begin(), part.ids().end());
  return Selection(parts.at(0).object(), std::move(ids));
}

Result<Selection> Select::one(const schema::Object& object, RecordId id, const Reader& reader,
                              Rights& rights, bool trash) {
  TRY(rights.require(object));
  Sql sql = Sql{"SELECT r.id", {}} << from_object(object) << Sql{"r.id = ?", {id.value}};
  sql << (trash ? " AND r.deleted_at IS NOT NULL AND " : " AND r.deleted_at IS NULL AND ")
      << rights.in_scope(object, kRoot);
  std::vector<std::int64_t> ids;
  if (const auto found = TRY(reader.connection.integer(sql))) ids.push_back(*found);
  return Selection(object, std::move(ids));
}

Result<Selection> Select::visible(const schema::Object& object,
                                  const std::vector<std::int64_t>& ids, const Reader& reader,
                                  Rights& rights) {
  TRY(rights.require(object));
  auto set = std::make_shared<std::vector<std::int64_t>>(ids);
  std::ranges::sort(*set);
  set->erase(std::ranges::unique(*set).begin(), set->end());
  Sql sql = Sql{"SELECT r.id", {}} << from_object(object);
  sql << Sql{storage::in_ints(rights.engine(), "r.id"), {storage::IntSet(set)}} << " AND "
      << rights.visible(object, kRoot);
  std::vector<std::int64_t> seen;
  TRY(reader.connection.each(sql, [&](const storage::Row& row) {
    seen.push_back(row.integer(0));
    return true;
  }));
  std::ranges::sort(seen);
  std::vector<std::int64_t> kept;
  for (const auto id : ids) {
    if (std::ranges::binary_search(seen, id)) kept.push_back(id);
  }
  return Selection(object, std::move(kept));
}

}  // namespace kontor::query
