#include "access/viewing.h"

#include "access/administrators.h"
#include "access/reading_log.h"
#include "base/text.h"

namespace kontor::access {
namespace {

Failure refused() {
  return fail(Code::forbidden, "access.view_as");
}

// For an emergency administrators alone.
Result<void> may_view(const RuleRights& asker, RecordId user, bool emergency, Instant now) {
  const bool may = emergency ? asker.has_role("administrator") : answers_for(asker, user, now);
  return may ? Result<void>() : refused();
}

}  // namespace

Result<Viewing> begin_viewing(const Access& access, const auth::Actor& actor, RecordId session,
                              const ViewingWish& wish) {
  const Instant now = access.clock().now();
  const bool emergency = wish.reason.has_value();
  if (emergency && trim(*wish.reason).size() < kLeastReason)
    return fail(Code::invalid, "access.reason", {{"least", std::to_string(kLeastReason)}},
                "reason");
  const std::int64_t minutes = emergency ? wish.minutes : kMostViewingHours * 60;
  Viewing viewing{.viewer = actor.user,
                  .viewed = wish.user,
                  .emergency = emergency,
                  .reason = emergency ? std::string(trim(*wish.reason)) : std::string(),
                  .since = now,
                  .until = {now.micros + minutes * 60 * kMicrosPerSecond}};
  TRY(access.database().write([&](storage::Transaction& tx) -> Result<void> {
    const auto catalogue = TRY(access.catalogues().of(tx));
    const auto asker = TRY(access.rights_of(actor, tx, catalogue));
    if (actor.viewed || TRY(read_viewing(tx, session, now)))
      return fail(Code::conflict, "access.viewing");
    TRY(may_view(*asker, wish.user, emergency, now));
    const auto active = TRY(tx.integer(
        {"SELECT f_active FROM o_user WHERE id = ? AND deleted_at IS NULL", {wish.user.value}}));
    if (wish.user == actor.user || active.value_or(0) != 1) return refused();
    TRY(tx.execute({"DELETE FROM kontor_viewing WHERE session = ?", {session.value}}));
    TRY(
        tx.execute({"INSERT INTO kontor_viewing (session, viewer, viewed, emergency, reason, "
                    "since, until_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    {session.value, actor.user.value, wish.user.value, std::int64_t{emergency},
                     viewing.reason, now.micros, viewing.until.micros}}));
    return add_entry(tx, {.at = now,
                          .kind = emergency ? "emergency" : "view",
                          .user = actor.user,
                          .viewed = wish.user,
                          .reason = viewing.reason});
  }));
  access.shelf().viewings.forget();
  return viewing;
}

Result<void> end_viewing(const Access& access, const auth::Actor& actor, RecordId session) {
  const Instant now = access.clock().now();
  TRY(access.database().write([&](storage::Transaction& tx) -> Result<void> {
    const auto viewing = TRY(read_viewing(tx, session, now));
    TRY(tx.execute({"DELETE FROM kontor_viewing WHERE session = ?", {session.value}}));
    if (!viewing) return {};
    return add_entry(tx,
                     {.at = now, .kind = "ended", .user = actor.user, .viewed = viewing->viewed});
  }));
  access.shelf().viewings.forget();
  return {};
}

Result<std::optional<Viewing>> viewing_of(const Access& access, RecordId session) {
  if (!session) return std::nullopt;
  return access.shelf().viewings.of(access.database(), session, access.clock().now());
}

}  // namespace kontor::access
