#include "records/escalations.h"

#include <algorithm>
#include <map>

#include "access/organisation/load.h"
#include "access/rules/block_rules.h"
#include "access/rules/block_text.h"
#include "access/rules/blocks.h"
#include "events/outbox.h"
#include "records/notices.h"
#include "records/write/escalate.h"

namespace kontor::records {
namespace {

using access::BlockList;
using access::BoundBlock;
using access::Escalation;
using schema::Object;

constexpr std::int64_t kSlice = 500;
// So many steps that begin for somebody at once are told as one: a rule was switched on.
constexpr std::size_t kToldOneByOne = 10;

// Equal for the same escalations; 0 for none.
std::int64_t fingerprint(const BlockList& blocks) {
  std::uint64_t hash = 0;
  for (const BoundBlock& bound : blocks.all) {
    if (!std::holds_alternative<Escalation>(bound.block->what)) continue;
    if (!hash) hash = 14695981039346656037u;
    for (const char c : access::write_block(*bound.block, schema::Language::en, *blocks.catalogue))
      hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  }
  return static_cast<std::int64_t>(hash >> 1);
}

Result<std::int64_t> refreshed(storage::Connection& connection) {
  return TRY(connection.integer({"SELECT value FROM kontor_epoch WHERE name = 'escalations'", {}}))
      .value_or(0);
}

std::vector<const Object*> objects_with_columns(const schema::Catalogue& catalogue) {
  std::vector<const Object*> objects;
  for (const Object& object : catalogue.objects())
    if (access::escalation_fields(object)) objects.push_back(&object);
  std::ranges::sort(objects, {}, [](const Object* object) { return object->id; });
  return objects;
}

Result<std::vector<std::int64_t>> ids_after(storage::Connection& connection, const Object& object,
                                            std::int64_t after, std::int64_t limit) {
  std::vector<std::int64_t> ids;
  TRY(connection.each({"SELECT id FROM " + object.table +
                           " WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?",
                       {after, limit}},
                      [&](const storage::Row& row) {
                        ids.push_back(row.integer(0));
                        return true;
                      }));
  return ids;
}

Result<void> announce_slice(const Workshop& workshop, storage::Transaction& tx,
                            const Object& object) {
  events::Event event;
  event.kind = events::EventKind::slice;
  event.object = object.id;
  event.action = "system";
  TRY(events::append(tx, workshop.ids, std::span(&event, 1)));
  if (workshop.hub) tx.after_commit([hub = workshop.hub] { hub->wake(); });
  return {};
}

// --- Progress of the job

std::string checkpoint_of(const Refreshing& state) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("fingerprint").text(std::to_string(state.fingerprint));
  json.key("object").number(state.object).key("after").text(std::to_string(state.after));
  json.key("done").number(state.done).end_object();
  return text;
}

std::int64_t number_in(const JsonValue& json, std::string_view name) {
  const JsonValue* found = json.find(name);
  if (!found) return 0;
  if (const auto number = found->integer()) return *number;
  return found->text() ? std::stoll(std::string(*found->text())) : 0;
}

Result<Refreshing> state_of(const std::string& checkpoint) {
  if (checkpoint.empty()) return Refreshing{.fingerprint = -1};
  const JsonValue json = TRY(parse_json(checkpoint));
  return Refreshing{.fingerprint = number_in(json, "fingerprint"),
                    .object = static_cast<int>(number_in(json, "object")),
                    .after = number_in(json, "after"),
                    .done = number_in(json, "done")};
}

Result<std::int64_t> count_records(storage::Connection& connection,
                                   const schema::Catalogue& catalogue) {
  std::int64_t total = 0;
  for (const Object* object : objects_with_columns(catalogue))
    total +=
        TRY(connection.integer({"SELECT CAST(sum(n) AS bigint) FROM kontor_class WHERE object = ?",
                                {std::int64_t{object->id}}}))
            .value_or(0);
  return total;
}

Result<std::string> run_refresh(Writer& writer, events::JobContext& context) {
  Refreshing state = TRY(state_of(context.job().checkpoint));
  const Workshop& workshop = writer.workshop();
  std::int64_t total = context.job().total;
  while (!state.finished) {
    if (context.should_stop()) return fail(Code::cancelled, "job.cancelled");
    Refreshing next;
    TRY(workshop.database.write_bulk([&](storage::Transaction& tx) -> Result<void> {
      next = state;
      if (!total) total = TRY(count_records(tx, *TRY(workshop.catalogues.of(tx))));
      TRY(refresh_slice(writer, tx, next, kSlice));
      return context.save(tx, checkpoint_of(next), next.done, std::max(total, next.done));
    }));
    state = next;
  }
  return "{\"done\":" + std::to_string(state.done) + "}";
}

// --- Telling

// A step that has begun for a record.
struct Begun {
  const BoundBlock* bound = nullptr;
  std::int64_t record = 0, owner = 0, at = 0;
  int step = 0;                  // from 1
  access::BlockListPtr of = {};  // keeps `bound`
};

Result<std::vector<Begun>> begun_steps(storage::Connection& connection, const BoundBlock& bound,
                                       Instant now, std::int64_t limit) {
  const auto& escalation = std::get<Escalation>(bound.block->what);
  const auto fields = *access::escalation_fields(*bound.object);
  std::vector<Begun> begun;
  for (std::size_t i = 0; i < escalation.steps.size(); ++i) {
    const std::string column = "r." + fields.steps[i]->value.column;
    const auto step = static_cast<std::int64_t>(i) + 1;
    TRY(connection.each(
        {"SELECT r.id, r.owner, " + column + " FROM " + bound.object->table + " r WHERE " + column +
             " <= ? AND r.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM "
             "kontor_escalation_told t WHERE t.object = ? AND t.record = r.id AND t.step = ? AND "
             "t.at = " +
             column + ") ORDER BY " + column + ", r.id LIMIT ?",
         {now.micros, std::int64_t{bound.object->id}, step, limit}},
        [&](const storage::Row& row) {
          begun.push_back(
              {&bound, row.integer(0), row.integer(1), row.integer(2), static_cast<int>(step)});
          return true;
        }));
  }
  return begun;
}

Result<std::string> name_of(storage::Connection& connection, std::int64_t user) {
  std::string name;
  TRY(connection.each({"SELECT title FROM o_user WHERE id = ?", {user}},
                      [&](const storage::Row& row) {
                        name = row.text(0);
                        return false;
                      }));
  return name;
}

std::string detail_of(const Begun& begun, const std::string& owner) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("step").number(begun.step).key("owner").text(owner).end_object();
  return text;
}

class Teller {
 public:
  Teller(const Workshop& workshop, storage::Transaction& tx, schema::CataloguePtr catalogue)
      : workshop_(workshop),
        tx_(tx),
        catalogue_(std::move(catalogue)),
        now_(workshop.clock.now()) {}

  Result<void> tell(const std::vector<Begun>& all) {
    const auto organisation = TRY(workshop_.organisations->of(tx_));
    std::map<access::Id, std::vector<const Begun*>> by_person;
    for (const Begun& begun : all) {
      const auto& escalation = std::get<Escalation>(begun.bound->block->what);
      const auto& step = escalation.steps.at(static_cast<std::size_t>(begun.step) - 1);
      TRY(note(begun));
      if (!escalation.tells) continue;
      for (const access::Id person : organisation->superiors(begun.owner, step.supervisor, now_))
        by_person[person].push_back(&begun);
    }
    for (const auto& [person, steps] : by_person)
      TRY(steps.size() > kToldOneByOne ? tell_together(person, steps) : tell_singly(person, steps));
    return {};
  }

 private:
  Result<void> note(const Begun& begun) {
    TRY(tx_.execute(
        {"INSERT INTO kontor_escalation_told (object, record, step, at) VALUES (?, ?, ?, ?) "
         "ON CONFLICT (object, record, step) DO UPDATE SET at = excluded.at",
         {std::int64_t{begun.bound->object->id}, begun.record, std::int64_t{begun.step},
          begun.at}}));
    return {};
  }

  events::Notice notice(access::Id person, const Begun& begun) const {
    return {.user = RecordId{person},
            .kind = "escalation",
            .object = begun.bound->object->id,
            .record = RecordId{begun.record},
            .at = now_};
  }

  Result<void> tell_singly(access::Id person, const std::vector<const Begun*>& steps) {
    for (const Begun* begun : steps) {
      events::Notice one = notice(person, *begun);
      one.detail = detail_of(*begun, TRY(name_of(tx_, begun->owner)));
      one.key = "escalation." + std::to_string(begun->record) + "." + std::to_string(begun->step) +
                "." + std::to_string(begun->at);
      TRY(records::tell(workshop_, tx_, catalogue_, std::move(one)));
    }
    return {};
  }

  // How many of them he sees; which, the list will show.
  Result<void> tell_together(access::Id person, const std::vector<const Begun*>& steps) {
    const schema::Object& object = *steps.front()->bound->object;
    std::vector<std::int64_t> ids;
    for (const Begun* begun : steps)
      if (begun->bound->object == &object) ids.push_back(begun->record);
    const auto seen = TRY(
        seen_by(workshop_, tx_, catalogue_, {.user = RecordId{person}}, object, std::move(ids)));
    if (seen.empty()) return {};
    events::Notice one = notice(person, *steps.front());
    one.kind = "escalations";
    one.object = 0;
    one.record = {};
    one.detail =
        "{\"object\":\"" + object.name + "\",\"count\":" + std::to_string(seen.size()) + "}";
    TRY(records::tell(workshop_, tx_, catalogue_, std::move(one)));
    return {};
  }

  const Workshop& workshop_;
  storage::Transaction& tx_;
  schema::CataloguePtr catalogue_;
  const Instant now_;
};

Result<std::vector<Begun>> all_begun(Writer& writer, storage::Connection& connection,
                                     const schema::CataloguePtr& catalogue, std::int64_t limit) {
  std::vector<Begun> all;
  const auto blocks = TRY(writer.blocks().of(connection, catalogue));
  for (const BoundBlock& bound : blocks->all) {
    if (!std::holds_alternative<Escalation>(bound.block->what)) continue;
    const auto some = TRY(begun_steps(connection, bound, writer.workshop().clock.now(), limit));
    all.insert(all.end(), some.begin(), some.end());
  }
  for (Begun& begun : all) begun.of = blocks;
  return all;
}

// Mostly there is nothing to tell, and nothing to write then.
Result<bool> is_any_begun(Writer& writer) {
  const auto snapshot = TRY(writer.workshop().database.read());
  const auto catalogue = TRY(writer.workshop().catalogues.of(*snapshot));
  return !TRY(all_begun(writer, *snapshot, catalogue, 1)).empty();
}

}  // namespace

Result<void> refresh_slice(Writer& writer, storage::Transaction& tx, Refreshing& state,
                           std::int64_t limit) {
  const Workshop& workshop = writer.workshop();
  const auto catalogue = TRY(workshop.catalogues.of(tx));
  const auto blocks = TRY(writer.blocks().of(tx, catalogue));
  const std::int64_t print = fingerprint(*blocks);
  if (state.fingerprint != print) state = {.fingerprint = print};
  for (const Object* object : objects_with_columns(*catalogue)) {
    if (object->id < state.object) continue;
    if (object->id > state.object) state.after = 0;
    state.object = object->id;
    const auto ids = TRY(ids_after(tx, *object, state.after, limit));
    if (ids.empty()) continue;
    state.after = ids.back();
    state.done += static_cast<std::int64_t>(ids.size());
    const BoundBlock* bound = blocks->of<Escalation>(*object);
    if (!bound) return clear_escalation(tx, *object, ids);
    const auto rights =
        TRY(workshop.rights(auth::system_actor(auth::SystemWork::escalation), tx, catalogue));
    const auto changed = TRY(settle_escalation(tx, *bound, *catalogue, ids, *rights));
    return changed.empty() ? Result<void>() : announce_slice(workshop, tx, *object);
  }
  state.finished = true;
  TRY(tx.execute({"UPDATE kontor_epoch SET value = ? WHERE name = 'escalations'", {print}}));
  return {};
}

Result<void> refresh_escalations(Writer& writer) {
  for (Refreshing state{.fingerprint = -1}; !state.finished;) {
    Refreshing next;
    TRY(writer.workshop().database.write_bulk([&](storage::Transaction& tx) -> Result<void> {
      next = state;
      return refresh_slice(writer, tx, next, kSlice);
    }));
    state = next;
  }
  return {};
}

Result<void> refresh_if_needed(events::Jobs& jobs, Writer& writer) {
  {
    const auto snapshot = TRY(writer.workshop().database.read());
    const auto catalogue = TRY(writer.workshop().catalogues.of(*snapshot));
    const auto blocks = TRY(writer.blocks().of(*snapshot, catalogue));
    if (fingerprint(*blocks) == TRY(refreshed(*snapshot))) return {};
  }
  TRY(jobs.add({.kind = kEscalationRefreshJob, .key = kEscalationRefreshJob}));
  return {};
}

Result<std::int64_t> tell_escalations(Writer& writer, std::int64_t limit) {
  const Workshop& workshop = writer.workshop();
  if (!workshop.organisations || !TRY(is_any_begun(writer))) return std::int64_t{0};
  std::int64_t told = 0;
  TRY(workshop.database.write_bulk([&](storage::Transaction& tx) -> Result<void> {
    const auto catalogue = TRY(workshop.catalogues.of(tx));
    const auto all = TRY(all_begun(writer, tx, catalogue, limit));
    told = static_cast<std::int64_t>(all.size());
    return Teller(workshop, tx, catalogue).tell(all);
  }));
  return told;
}

void add_escalation_jobs(events::Jobs& jobs, Writer& writer) {
  jobs.handle(kEscalationRefreshJob,
              [&writer](events::JobContext& context) { return run_refresh(writer, context); });
  jobs.repeat("escalation.tell", std::chrono::seconds(30),
              [&jobs, &writer](events::JobContext& context) -> Result<std::string> {
                TRY(refresh_if_needed(jobs, writer));
                while (!context.should_stop() && TRY(tell_escalations(writer, kSlice)) > 0) {
                }
                return std::string("{}");
              });
}

}  // namespace kontor::records
