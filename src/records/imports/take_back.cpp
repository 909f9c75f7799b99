#include "records/imports/take_back.h"

#include <algorithm>

#include "records/history.h"
#include "records/imports/import_store.h"
#include "records/imports/pass.h"
#include "schema/change/draft.h"

namespace kontor::importing {
namespace {

constexpr std::size_t kMaxKept = 1'000;  // that are listed

// Whether a living record has the option.
Result<bool> is_used(storage::Connection& connection, const schema::Object& object,
                     const schema::Field& field, const schema::Option& option) {
  const std::string from = field.child_table.empty()
                               ? object.table + " t WHERE t." + field.value.column + " = ?"
                               : field.child_table + " c JOIN " + object.table +
                                     " t ON t.id = c.record WHERE c.option_id = ?";
  return TRY(connection.integer({"SELECT 1 FROM " + from + " AND t.deleted_at IS NULL LIMIT 1",
                                 {std::int64_t{option.id}}}))
      .has_value();
}

Result<schema::CataloguePtr> without_unused(storage::Connection& connection,
                                            const schema::Catalogue& before, const Import& import) {
  schema::Draft draft(before);
  const schema::Object* object = before.object(import.object);
  for (const auto& [name, labels] : import.tally.options) {
    schema::Field* field = object ? draft.field(import.object, name) : nullptr;
    if (!field) continue;
    for (schema::Option& option : field->options)
      if (!option.archived && labels.contains(option.label.de) &&
          !TRY(is_used(connection, *object, *field, option)))
        option.archived = true;
  }
  return draft.finish();
}

}  // namespace

TakeBack::TakeBack(records::Writer& writer, const auth::Actor& actor, Import& import)
    : writer_(writer), actor_(actor), import_(import) {}

Result<bool> TakeBack::slice() {
  records::UndoProgress progress{.after = import_.undone.after};
  progress.result.change = import_.undone.change;
  Import next;
  TRY(records::undo_slice(
      writer_, actor_, import_.change, progress,
      [&](storage::Transaction& tx, const records::UndoProgress& now) -> Result<void> {
        next = import_;
        next.undone.after = now.after;
        next.undone.change = now.result.change;
        TRY(note_kept(tx, now.result.skipped, next.undone.kept));
        return save_progress(tx, next);
      }));
  import_ = std::move(next);
  return progress.done;
}

Result<void> TakeBack::note_kept(storage::Connection& connection,
                                 const std::vector<records::Skipped>& skipped,
                                 std::vector<Undone::Kept>& kept) {
  const auto catalogue = TRY(writer_.workshop().catalogues.of(connection));
  for (const records::Skipped& one : skipped) {
    const bool known = std::ranges::find(kept, one.id, &Undone::Kept::id) != kept.end();
    const schema::Object* object = catalogue->object(one.object);
    if (known || !object || kept.size() >= kMaxKept) continue;
    const auto title = TRY(
        connection.text({"SELECT title FROM " + object->table + " WHERE id = ?", {one.id.value}}));
    kept.push_back({one.object, one.id, title.value_or(""), one.reason});
  }
  return {};
}

Result<void> TakeBack::count() {
  if (!import_.undone.change) return {};
  auto snapshot = TRY(writer_.workshop().database.read());
  import_.undone.removed = import_.undone.restored = 0;
  return snapshot->each(
      {"SELECT record, min(action) FROM kontor_history WHERE change_id = ? AND action IN (2, 3) "
       "GROUP BY record",
       {import_.undone.change.value}},
      [&](const storage::Row& row) {
        ++(row.integer(1) == static_cast<std::int64_t>(records::HistoryAction::deleted)
               ? import_.undone.removed
               : import_.undone.restored);
        return true;
      });
}

Result<void> TakeBack::finish() {
  TRY(count());
  import_.state = ImportState::undone;
  return change_schema(
      writer_, actor_,
      [&](storage::Transaction& tx, const schema::Catalogue& before) {
        return without_unused(tx, before, import_);
      },
      [&](storage::Transaction& tx) { return save_progress(tx, import_); });
}

}  // namespace kontor::importing
