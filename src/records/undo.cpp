#include "records/undo.h"

#include <algorithm>
#include <map>

#include "base/json.h"
#include "query/shown.h"
#include "records/history.h"
#include "schema/fields/fields.h"

namespace kontor::records {

using schema::Field;
using schema::FieldEdit;
using schema::FieldValue;

namespace {

constexpr std::size_t kSlice = 1'000;  // records

// What a change did to one field: from its first row to its last.
struct FieldStory {
  std::string first_old, last_new;
};

// What a change did to one record.
struct Story {
  int object = 0;
  std::int64_t record = 0;
  std::optional<HistoryAction> whole;  // the first of created, deleted, restored
  std::string created;                 // all values, as JSON
  std::map<int, FieldStory> fields;    // by Field::id
};

struct Slice {
  std::vector<Story> stories;
  bool last = true;  // nothing comes after
};

void take_row(Story& story, const storage::Row& row) {
  auto action = static_cast<HistoryAction>(row.integer(2));
  if (action == HistoryAction::updated) {
    auto [entry, first] = story.fields.try_emplace(static_cast<int>(row.integer(3)));
    if (first) entry->second.first_old = std::string(row.text(4));
    entry->second.last_new = std::string(row.text(5));
  } else if (!story.whole) {
    story.whole = action;
    if (action == HistoryAction::created) story.created = std::string(row.text(5));
  }
}

Result<Slice> read_slice(storage::Connection& connection, RecordId change, RecordId after) {
  Slice slice;
  TRY(connection.each(
      {"SELECT object, record, action, field, old_value, new_value FROM kontor_history "
       "WHERE change_id = ? AND record > ? AND action <> 5 ORDER BY record, version",
       {change.value, after.value}},
      [&](const storage::Row& row) {
        if (slice.stories.empty() || slice.stories.back().record != row.integer(1)) {
          slice.last = slice.stories.size() < kSlice;
          if (!slice.last) return false;
          slice.stories.push_back({static_cast<int>(row.integer(0)), row.integer(1), {}, {}, {}});
        }
        take_row(slice.stories.back(), row);
        return true;
      }));
  return slice;
}

// Makes the opposite changes of the records of one object.
class Opposite {
 public:
  Opposite(const RowShape& shape, const query::Shown& shown, std::vector<Skipped>& skipped,
           Batch& batch)
      : shape_(shape), shown_(shown), skipped_(skipped), batch_(batch) {}

  void add(const Story& story, const Record* record) {
    if (!record) return;  // not even in the trash any more
    bool deleted = shape_.is_deleted(*record);
    if (story.whole == HistoryAction::created || story.whole == HistoryAction::restored) {
      if (deleted) return;
      if (story.whole == HistoryAction::created && !is_as_created(story, *record))
        return skip(*record, "", "changed_later");
      push(Op::remove, *record);
    } else if (story.whole == HistoryAction::deleted) {
      if (deleted) push(Op::restore, *record);
    } else if (!deleted) {
      add_fields(story, *record);
    }
  }

 private:
  const schema::Object& object() const { return shape_.object(); }

  Change& push(Op op, const Record& record) {
    Change change{op, object().name, record.id, record.version};
    return batch_.changes.emplace_back(std::move(change));
  }

  // What may not be seen is not reported either.
  void skip(const Record& record, std::string field, std::string reason) {
    if (skipped_.size() < kMaxSkipped && shown_.has(record.id.value))
      skipped_.push_back({object().name, record.id, std::move(field), std::move(reason)});
  }

  const FieldValue& value_of(const Record& record, const Field& field) const {
    return record.values[static_cast<std::size_t>(&field - object().fields.data())];
  }

  static bool holds_links(const Field& field) {
    return field.type == schema::FieldType::relation && field.has_many_values();
  }

  // What a field was when the change was done with the record it created.
  static FieldValue value_then(const Story& story, const JsonValue& created, const Field& field) {
    if (auto later = story.fields.find(field.id); later != story.fields.end()) {
      auto json = parse_json(later->second.last_new);
      return json ? schema::from_history(field, *json) : FieldValue{};
    }
    const JsonValue* was = created.find(field.name);
    return was ? schema::from_history(field, *was) : FieldValue{};
  }

  // Nobody has touched it since: what the server keeps itself does not count.
  bool is_as_created(const Story& story, const Record& record) const {
    auto json = parse_json(story.created);
    if (!json) return false;
    for (const Field& field : object().fields) {
      if (field.read_only || holds_links(field)) continue;
      const JsonValue* was = json->find(field.name);
      FieldValue then = value_then(story, *json, field);
      if (schema::to_wire(field, then) != schema::to_wire(field, value_of(record, field))) {
        bool unset = !was && field.type == schema::FieldType::checkbox &&
                     value_of(record, field) == FieldValue(std::int64_t{0});
        if (!unset) return false;
      }
    }
    return true;
  }

  void add_fields(const Story& story, const Record& record) {
    std::vector<FieldInput> inputs;
    for (const auto& [id, was] : story.fields) {
      auto field = std::ranges::find(object().fields, id, &Field::id);
      if (field == object().fields.end() || field->read_only || field->archived) continue;
      if (is_hidden(record, *field)) continue;
      if (holds_links(*field)) {
        inputs.push_back({field->name, links_back(was)});
      } else if (schema::to_wire(*field, value_of(record, *field)) != was.last_new) {
        skip(record, field->name, "changed_later");
      } else {
        inputs.push_back({field->name, value_back(*field, was)});
      }
    }
    if (!inputs.empty()) push(Op::update, record).fields = std::move(inputs);
  }

  // Neither that the change touched it nor whether somebody did since is for the actor to know.
  bool is_hidden(const Record& record, const Field& field) const {
    return shown_.has(record.id.value) && shown_.mode(record.id.value, field) == query::Mode::none;
  }

  static FieldEdit value_back(const Field& field, const FieldStory& was) {
    auto json = parse_json(was.first_old);
    FieldValue value = json ? schema::from_history(field, *json) : FieldValue{};
    bool reference =
        field.type == schema::FieldType::relation || field.type == schema::FieldType::user;
    if (reference && !is_empty(value))
      return schema::Reference{RecordId{std::get<std::int64_t>(value)}};
    return value;
  }

  static std::vector<schema::Reference> references(const std::string& text) {
    std::vector<schema::Reference> list;
    auto json = parse_json(text);
    if (!json) return list;
    for (const auto& item : json->items()) {
      auto id = item.text() ? parse_id(*item.text()) : std::nullopt;
      if (id) list.push_back({*id});
    }
    return list;
  }

  // What went comes back, what came goes.
  static FieldEdit links_back(const FieldStory& was) {
    schema::ReferenceSet set;
    set.add = references(was.first_old);
    set.remove = references(was.last_new);
    return set;
  }

  const RowShape& shape_;
  const query::Shown& shown_;
  std::vector<Skipped>& skipped_;
  Batch& batch_;
};

Result<Batch> opposite_of(storage::Connection& connection, const schema::Catalogue& catalogue,
                          query::ScopeSource& rights, const Slice& slice,
                          std::vector<Skipped>& skipped) {
  Batch batch;
  std::map<int, std::vector<const Story*>> by_object;
  for (const auto& story : slice.stories) by_object[story.object].push_back(&story);
  for (const auto& [id, stories] : by_object) {
    const schema::Object* object = catalogue.object(id);
    if (!object) continue;
    RowShape shape(*object);
    std::vector<std::int64_t> ids;
    for (const Story* story : stories) ids.push_back(story->record);
    auto records = TRY(load_records(connection, shape, make_set(std::move(ids))));
    std::vector<std::int64_t> loaded;
    for (const Record& record : records) loaded.push_back(record.id.value);
    const auto shown = TRY(query::Shown::of(connection, *object, std::move(loaded), rights));
    Opposite opposite(shape, shown, skipped, batch);
    for (const Story* story : stories) {
      auto found = std::ranges::lower_bound(records, RecordId{story->record}, {}, &Record::id);
      bool there = found != records.end() && found->id.value == story->record;
      opposite.add(*story, there ? &*found : nullptr);
    }
  }
  return batch;
}

// A record that may not be seen is not reported either.
void take_outcomes(const Batch& batch, const BatchResult& written, UndoResult& result) {
  for (std::size_t i = 0; i < written.outcomes.size(); ++i) {
    const Outcome& outcome = written.outcomes[i];
    result.undone += outcome.changed;
    if (outcome.errors.empty() || outcome.errors[0].key == "record.not_found") continue;
    const Error& error = outcome.errors.front();
    bool later = error.key == "conflict.fields" || error.key == "conflict.changed";
    if (result.skipped.size() < kMaxSkipped)
      result.skipped.push_back(
          {batch.changes[i].object, outcome.id, error.field, later ? "changed_later" : error.key});
  }
  if (written.change) result.change = written.change;
}

}  // namespace

Result<void> undo_slice(
    Writer& writer, const auth::Actor& actor, RecordId change, UndoProgress& progress,
    const std::function<Result<void>(storage::Transaction&, const UndoProgress&)>& beside) {
  Slice slice;
  Batch batch;
  UndoProgress begun = progress;
  {
    const Workshop& workshop = writer.workshop();
    auto snapshot = TRY(workshop.database.read());
    auto catalogue = TRY(workshop.catalogues.of(*snapshot));
    auto rights = TRY(workshop.rights(actor, *snapshot, catalogue));
    slice = TRY(read_slice(*snapshot, change, progress.after));
    batch = TRY(opposite_of(*snapshot, *catalogue, *rights, slice, begun.result.skipped));
  }
  if (!slice.stories.empty()) begun.after = RecordId{slice.stories.back().record};
  begun.done = slice.last;
  batch.reason = Reason::undo;
  batch.undoes = change;
  batch.change = progress.result.change;
  batch.keep_going = true;
  auto after = [&](const BatchResult& written) {
    UndoProgress now = begun;
    take_outcomes(batch, written, now.result);
    return now;
  };
  if (beside)
    batch.beside = [&](storage::Transaction& tx, const BatchResult& written) {
      return beside(tx, after(written));
    };
  progress = after(TRY(writer.write(actor, batch)));
  return {};
}

Result<UndoResult> undo(Writer& writer, const auth::Actor& actor, RecordId change) {
  const Workshop& workshop = writer.workshop();
  {
    auto snapshot = TRY(workshop.database.read());
    auto info = TRY(find_change(*snapshot, change));
    if (!info) return fail(Code::not_found, "change.not_found");
    // Of others' changes nobody hears more than what they may undo of them.
    const bool over = info->undone_by || info->at.micros < workshop.clock.now().micros - kUndoReach;
    if (over && info->actor != actor.user) return fail(Code::not_found, "change.not_found");
    if (info->undone_by) return fail(Code::conflict, "undo.already");
    if (info->at.micros < workshop.clock.now().micros - kUndoReach)
      return fail(Code::conflict, "undo.too_old");
  }
  UndoProgress progress;
  while (!progress.done) TRY(undo_slice(writer, actor, change, progress));
  bool nothing = progress.result.undone == 0 && progress.result.skipped.empty();
  if (nothing) return fail(Code::not_found, "change.not_found");
  return std::move(progress.result);
}

}  // namespace kontor::records
