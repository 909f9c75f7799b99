#include "access/access.h"

#include "access/system_rights.h"

namespace kontor::access {
Result<std::unique_ptr<query::ScopeSource>> Access::rights(
    const auth::Actor& actor, storage::Connection& connection,
    const schema::CataloguePtr& catalogue) const {
  if (actor.kind == auth::ActorKind::system) {
    expr::Bindings bindings;
    bindings.me = actor.user.value;
    bindings.now = clock_.now().micros;
    bindings.zone = actor.zone;
    return std::make_unique<SystemRights>(std::move(bindings), connection, shelf_.row_counts);
  }
  return TRY(rights_of(actor, connection, catalogue));
}

Result<Asker> Access::asker_of(RecordId user, const auth::Actor& like,
                               storage::Connection& connection) const {
  const auto active = TRY(connection.integer(
      {"SELECT f_active FROM o_user WHERE id = ? AND deleted_at IS NULL", {user.value}}));
  return Asker{.user = user.value,
               .active = active.value_or(0) == 1,
               .may_write = like.may_write && !like.viewed,
               .at = clock_.now(),
               .zone = like.zone};
}

Result<std::unique_ptr<RuleRights>> Access::rights_of(const auth::Actor& actor,
                                                      storage::Connection& connection,
                                                      const schema::CataloguePtr& catalogue) const {
  Onlooker onlooker{.asker = TRY(asker_of(actor.user, actor, connection))};
  if (actor.viewed) {
    if (!actor.emergency) onlooker.viewer = onlooker.asker;
    onlooker.notes_all = actor.emergency;
    // Who is locked out himself sees nothing through the eyes of others.
    const bool active = onlooker.asker.active;
    onlooker.asker = TRY(asker_of(actor.viewed, actor, connection));
    onlooker.asker.active &= active;
  }
  return RuleRights::make(shelf_, onlooker, connection, catalogue);
}

Result<std::unique_ptr<RuleRights>> Access::rights_of(RecordId user,
                                                      storage::Connection& connection,
                                                      const schema::CataloguePtr& catalogue) const {
  return RuleRights::make(shelf_, {.asker = TRY(asker_of(user, {}, connection))}, connection,
                          catalogue);
}

Result<std::unique_ptr<View>> Access::view(const auth::Actor& actor,
                                           storage::Deadline deadline) const {
  auto snapshot = TRY(database_.read(deadline));
  auto catalogue = TRY(catalogues_.of(*snapshot));
  auto scopes = TRY(rights(actor, *snapshot, catalogue));
  return std::unique_ptr<View>(
      new View(std::move(snapshot), std::move(catalogue), std::move(scopes), cursors_, plans_));
}

}  // namespace kontor::access
