#include "records/approvals.h"

#include <algorithm>
#include <array>

#include "access/organisation/load.h"
#include "access/rules/block_rules.h"
#include "access/rules/blocks.h"
#include "base/text.h"
#include "records/notices.h"
#include "schema/fields/fields.h"

namespace kontor::records {
namespace {

using access::ApprovalFields;
using access::Id;
using access::Ids;
using access::Organisation;
using query::Action;
using schema::Field;
using schema::FieldValue;
using schema::Object;

constexpr std::size_t kMaxReason = 500;
constexpr const char* kRequested = "requested";
constexpr const char* kApproved = "approved";
constexpr const char* kReturned = "returned";

constexpr auto kSteps = std::to_array<std::pair<ApprovalStep, std::string_view>>({
    {ApprovalStep::request, "request"},
    {ApprovalStep::approve, "approve"},
    {ApprovalStep::send_back, "return"},
    {ApprovalStep::withdraw, "withdraw"},
});

// The unit so many levels above.
Id unit_above(const Organisation& organisation, Id unit, std::int64_t levels) {
  for (; unit && levels > 0; --levels) {
    const access::Unit* at = organisation.unit(unit);
    unit = at ? at->parent : 0;
  }
  return unit;
}

// The next level above `from` at which somebody other than the one who asks decides; 0: none.
std::int64_t next_level(const Organisation& organisation, Id unit, std::int64_t from, Id asking,
                        Instant at) {
  for (std::int64_t level = from + 1; const Id above = unit_above(organisation, unit, level);
       ++level) {
    const Ids heads = organisation.acting_heads(above, at);
    if (std::ranges::any_of(heads, [&](Id head) { return head != asking; })) return level;
  }
  return 0;
}

// One record on its way up, as it is stored.
struct Matter {
  const Object* object = nullptr;
  ApprovalFields fields;
  Record record;
  std::int64_t unit = 0;
  std::string state;
  std::int64_t released = 0, requested = 0, by = 0;
  std::string note;
};

std::size_t place_of(const Object& object, const Field& field) {
  return static_cast<std::size_t>(&field - object.fields.data());
}

std::int64_t number_at(const Record& record, const Object& object, const Field& field) {
  auto* number = std::get_if<std::int64_t>(&record.values[place_of(object, field)]);
  return number ? *number : 0;
}

class Desk {
 public:
  Desk(Writer& writer, storage::Connection& connection, const auth::Actor& actor)
      : workshop_(writer.workshop()),
        blocks_(writer.blocks()),
        connection_(connection),
        actor_(actor),
        now_(workshop_.clock.now()) {}

  Result<void> open() {
    catalogue_ = TRY(workshop_.catalogues.of(connection_));
    list_ = TRY(blocks_.of(connection_, catalogue_));
    if (!workshop_.organisations) return fail(Code::not_found, "approval.off");
    organisation_ = TRY(workshop_.organisations->of(connection_));
    return {};
  }

  Result<Matter> find(std::string_view object_name, RecordId id) {
    const Object* object = TRY(query::find_object(*catalogue_, object_name));
    if (TRY(seen_by(workshop_, connection_, catalogue_, actor_, *object, {id.value})).empty())
      return fail(Code::not_found, "record.not_found");
    const auto fields = access::approval_fields(*object);
    if (!fields || !list_->of<access::Approval>(*object))
      return fail(Code::not_found, "approval.off");
    return TRY(load(*object, *fields, {id.value})).front();
  }

  Result<std::vector<Matter>> load(const Object& object, const ApprovalFields& fields,
                                   std::vector<std::int64_t> ids) {
    const RowShape shape(object);
    std::vector<Matter> matters;
    for (Record& record : TRY(load_records(connection_, shape, make_set(std::move(ids))))) {
      Matter matter{.object = &object, .fields = fields};
      const auto option = number_at(record, object, *fields.state);
      if (const auto* state = fields.state->option(static_cast<int>(option)))
        matter.state = state->key;
      matter.unit = shape.id_at(shape.unit, record);
      matter.released = number_at(record, object, *fields.released);
      matter.requested = number_at(record, object, *fields.requested);
      matter.by = number_at(record, object, *fields.requested_by);
      if (auto* note = std::get_if<std::string>(&record.values[place_of(object, *fields.note)]))
        matter.note = *note;
      matter.record = std::move(record);
      matters.push_back(std::move(matter));
    }
    if (matters.empty()) return fail(Code::not_found, "record.not_found");
    return matters;
  }

  // Who decides now: the heads of the unit that is asked, or who stands in for them.
  Ids deciding(const Matter& matter) const {
    if (matter.state != kRequested || matter.requested <= 0) return {};
    Ids heads = organisation_->acting_heads(
        unit_above(*organisation_, matter.unit, matter.requested), now_);
    std::erase(heads, matter.by);
    return heads;
  }

  bool decides(const Matter& matter) const {
    return std::ranges::binary_search(deciding(matter), actor_.user.value);
  }

  Result<bool> may_request(const Matter& matter) {
    return !TRY(seen_by(workshop_, connection_, catalogue_, actor_, *matter.object,
                        {matter.record.id.value}, Action::edit))
                .empty();
  }

  std::int64_t next(const Matter& matter, std::int64_t from, Id asking) const {
    return next_level(*organisation_, matter.unit, from, asking, now_);
  }

  Result<ApprovalPerson> person(Id user) const {
    ApprovalPerson person{.id = RecordId{user}};
    TRY(connection_.each({"SELECT title FROM o_user WHERE id = ?", {user}},
                         [&](const storage::Row& row) {
                           person.name = row.text(0);
                           return false;
                         }));
    return person;
  }

  const access::BlockListPtr& list() const { return list_; }
  const schema::CataloguePtr& catalogue() const { return catalogue_; }

 private:
  const Workshop& workshop_;
  access::Blocks& blocks_;
  storage::Connection& connection_;
  const auth::Actor& actor_;
  const Instant now_;
  schema::CataloguePtr catalogue_;
  access::BlockListPtr list_;
  access::OrganisationPtr organisation_;
};

// --- Taking a step

struct Notice {
  std::string kind;
  Ids to;
};

class Stepper {
 public:
  Stepper(Writer& writer, const auth::Actor& actor, const ApprovalWish& wish)
      : writer_(writer), actor_(actor), wish_(wish) {}

  Result<void> take() {
    if (!actor_.may_write) return fail(Code::forbidden, "login.read_only");
    const bool needs_reason = wish_.step == ApprovalStep::send_back;
    if (wish_.reason.size() > kMaxReason || (needs_reason && trim(wish_.reason).empty()))
      return fail(Code::invalid, "approval.reason", {{"max", std::to_string(kMaxReason)}},
                  "reason");
    {
      const auto snapshot = TRY(writer_.workshop().database.read());
      Desk desk(writer_, *snapshot, actor_);
      TRY(desk.open());
      catalogue_ = desk.catalogue();
      matter_ = TRY(desk.find(wish_.object, wish_.record));
      name_ = TRY(desk.person(actor_.user.value)).name;
      TRY(decide(desk));
    }
    return write();
  }

 private:
  Result<void> decide(Desk& desk) {
    const bool pending = matter_.state == kRequested;
    switch (wish_.step) {
      case ApprovalStep::request:
        if (pending) return fail(Code::conflict, "approval.pending");
        if (!TRY(desk.may_request(matter_))) return fail(Code::forbidden, "access.edit");
        return ask(desk, matter_.released, actor_.user.value, true);
      case ApprovalStep::approve:
        TRY(must_decide(desk));
        set(matter_.fields.released, matter_.requested);
        return ask(desk, matter_.requested, matter_.by, false);
      case ApprovalStep::send_back:
        TRY(must_decide(desk));
        finish(kReturned);
        notice_ = {"approval_returned", {matter_.by}};
        return {};
      case ApprovalStep::withdraw:
        if (!pending) return fail(Code::conflict, "approval.not_pending");
        if (matter_.by != actor_.user.value) return fail(Code::forbidden, "approval.not_yours");
        finish({});
        return {};
    }
    return {};
  }

  Result<void> must_decide(Desk& desk) const {
    if (matter_.state != kRequested) return fail(Code::conflict, "approval.not_pending");
    if (matter_.by == actor_.user.value) return fail(Code::forbidden, "approval.own_request");
    if (!desk.decides(matter_)) return fail(Code::forbidden, "approval.not_yours");
    return {};
  }

  // The next level is asked; when there is none it is approved.
  Result<void> ask(Desk& desk, std::int64_t from, Id asking, bool first) {
    const std::int64_t level = desk.next(matter_, from, asking);
    if (!level && first) return fail(Code::conflict, "approval.nobody");
    if (!level) {
      finish(kApproved);
      notice_ = {"approval_approved", {matter_.by}};
      return {};
    }
    set_state(kRequested);
    set(matter_.fields.requested, level);
    set(matter_.fields.requested_by, asking);
    set_note();
    matter_.state = kRequested;
    matter_.requested = level;
    matter_.by = asking;
    notice_ = {"approval_requested", desk.deciding(matter_)};
    return {};
  }

  void finish(std::string_view state) {
    set_state(state);
    fields_.push_back({matter_.fields.requested->name, schema::FieldEdit(FieldValue())});
    set_note();
  }

  void set(const Field* field, std::int64_t value) {
    fields_.push_back({field->name, schema::FieldEdit(FieldValue(value))});
  }
  void set_state(std::string_view state) {
    const schema::Option* option = matter_.fields.state->option(state);
    fields_.push_back(
        {matter_.fields.state->name,
         schema::FieldEdit(option ? FieldValue(std::int64_t{option->id}) : FieldValue())});
  }
  void set_note() {
    const std::string reason(trim(wish_.reason));
    fields_.push_back({matter_.fields.note->name,
                       schema::FieldEdit(reason.empty() ? FieldValue() : FieldValue(reason))});
  }

  // The program writes these fields, in the name of the person, who may not edit them.
  Result<void> write() {
    auth::Actor author = auth::system_actor(auth::SystemWork::approval);
    author.user = actor_.user;
    author.name = name_;
    author.zone = actor_.zone;
    Batch batch;
    Change change{Op::update, matter_.object->name, matter_.record.id, matter_.record.version};
    change.fields = std::move(fields_);
    batch.changes.push_back(std::move(change));
    batch.beside = [&](storage::Transaction& tx, const BatchResult&) { return tell_all(tx); };
    const auto result = TRY(writer_.write(author, batch));
    for (const Error& error : result.outcomes.front().errors) return Failure(error);
    return {};
  }

  Result<void> tell_all(storage::Transaction& tx) {
    std::string detail;
    JsonWriter json(detail);
    json.begin_object().key("by").text(name_).key("reason").text(trim(wish_.reason)).end_object();
    for (const Id user : notice_.to) {
      if (user == actor_.user.value) continue;
      TRY(tell(writer_.workshop(), tx, catalogue_,
               {.user = RecordId{user},
                .kind = notice_.kind,
                .object = matter_.object->id,
                .record = matter_.record.id,
                .detail = detail,
                .at = writer_.workshop().clock.now()}));
    }
    return {};
  }

  Writer& writer_;
  const auth::Actor& actor_;
  const ApprovalWish& wish_;
  schema::CataloguePtr catalogue_;
  Matter matter_;
  std::string name_;
  std::vector<FieldInput> fields_;
  Notice notice_;
};

Result<std::vector<ApprovalStep>> steps_open(Desk& desk, const Matter& matter, Id reader) {
  std::vector<ApprovalStep> may;
  if (matter.state == kRequested) {
    if (desk.decides(matter)) may = {ApprovalStep::approve, ApprovalStep::send_back};
    if (matter.by == reader) may.push_back(ApprovalStep::withdraw);
  } else if (TRY(desk.may_request(matter)) && desk.next(matter, matter.released, reader)) {
    may.push_back(ApprovalStep::request);
  }
  return may;
}

Result<std::vector<std::int64_t>> requested_ids(const query::Reader& reader, const Object& object,
                                                const ApprovalFields& fields) {
  std::vector<std::int64_t> ids;
  TRY(reader.connection.each(
      {"SELECT id FROM " + object.table + " WHERE " + fields.requested->value.column +
           " > 0 AND deleted_at IS NULL ORDER BY changed_at",
       {}},
      [&](const storage::Row& row) {
        ids.push_back(row.integer(0));
        return true;
      }));
  return ids;
}

}  // namespace

Result<void> take_approval_step(Writer& writer, const auth::Actor& actor,
                                const ApprovalWish& wish) {
  return Stepper(writer, actor, wish).take();
}

Result<ApprovalState> approval_of(Writer& writer, const query::Reader& reader,
                                  const auth::Actor& actor, std::string_view object,
                                  RecordId record) {
  Desk desk(writer, reader.connection, actor);
  TRY(desk.open());
  const Matter matter = TRY(desk.find(object, record));
  ApprovalState state{.state = matter.state,
                      .released = matter.released,
                      .requested = matter.requested,
                      .note = matter.note};
  if (matter.by) state.by = TRY(desk.person(matter.by));
  for (const Id user : desk.deciding(matter)) state.with.push_back(TRY(desk.person(user)));
  state.may = TRY(steps_open(desk, matter, actor.user.value));
  return state;
}

Result<std::vector<PendingApproval>> pending_approvals(Writer& writer, const query::Reader& reader,
                                                       const auth::Actor& actor) {
  Desk desk(writer, reader.connection, actor);
  TRY(desk.open());
  std::vector<PendingApproval> pending;
  for (const access::BoundBlock& bound : desk.list()->all) {
    const Object* object = desk.catalogue()->object(bound.object->id);
    const auto fields = access::approval_fields(*object);
    if (!fields || !std::holds_alternative<access::Approval>(bound.block->what)) continue;
    const auto ids = TRY(requested_ids(reader, *object, *fields));
    const auto seen =
        TRY(seen_by(writer.workshop(), reader.connection, desk.catalogue(), actor, *object, ids));
    if (seen.empty()) continue;
    const RowShape shape(*object);
    for (const Matter& matter : TRY(desk.load(*object, *fields, seen))) {
      if (!desk.decides(matter) || pending.size() == kMaxPending) continue;
      const auto changed = matter.record.values[static_cast<std::size_t>(shape.changed_at)];
      pending.push_back({.object = object->name,
                         .record = matter.record.id,
                         .title = TRY(title_for(reader, *object, matter.record.id)).value_or(""),
                         .by = TRY(desk.person(matter.by)),
                         .note = matter.note,
                         .since = {std::get<std::int64_t>(changed)}});
    }
  }
  return pending;
}

std::string_view to_string(ApprovalStep step) {
  return std::ranges::find(kSteps, step, &std::pair<ApprovalStep, std::string_view>::first)->second;
}

std::optional<ApprovalStep> approval_step(std::string_view word) {
  const auto found =
      std::ranges::find(kSteps, word, &std::pair<ApprovalStep, std::string_view>::second);
  return found == kSteps.end() ? std::nullopt : std::optional(found->first);
}

}  // namespace kontor::records
