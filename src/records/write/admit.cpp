// Is this a batch at all? Sizes, objects, ids. Errors: write.*, object.unknown.
#include <set>

#include "records/write/run.h"

namespace kontor::records {
namespace {

constexpr std::size_t kMaxIdempotencyKey = 128;

Result<void> admit_batch(const Run& run) {
  const Batch& batch = run.batch;
  if (!run.actor.may_write) return fail(Code::forbidden, "write.read_only");
  if (batch.changes.size() > kMaxChanges) {
    return fail(Code::too_large, "write.too_many", {{"limit", std::to_string(kMaxChanges)}});
  }
  if (batch.idempotency_key.size() > kMaxIdempotencyKey)
    return fail(Code::bad_request, "idempotency.too_long");
  return {};
}

Item make_item(Run& run, const Change& change, std::size_t place) {
  Item item;
  item.change = place;
  item.op = change.op;
  item.base_version = change.base_version;
  item.object = run.catalogue().object(change.object);
  item.id = change.op == Op::create && !change.id ? run.workshop.ids.next() : change.id;
  item.outcome.id = item.id;
  if (!item.object || item.object->archived) {
    refuse(item, {Code::not_found, "object.unknown", {{"name", change.object.substr(0, 100)}}});
  } else if (item.object->read_only) {
    refuse(item, {Code::forbidden, "object.read_only"});
  } else if (!item.id) {
    refuse(item, {Code::not_found, "record.not_found"});
  } else if (change.base_version < 0) {
    refuse(item, {Code::bad_request, "write.base_version"});
  }
  if (item.object) item.shape = &run.shapes->of(*item.object);
  return item;
}

}  // namespace

Result<void> admit(Run& run) {
  TRY(admit_batch(run));
  run.items.clear();
  run.items.reserve(run.batch.changes.size());
  std::set<RecordId> seen;
  for (const auto& change : run.batch.changes) {
    Item item = make_item(run, change, run.items.size());
    if (!item.failed() && !seen.insert(item.id).second)
      refuse(item, {Code::bad_request, "write.repeated_record"});
    run.items.push_back(std::move(item));
  }
  return {};
}

}  // namespace kontor::records
