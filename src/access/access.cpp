#include "access/access.h"

#include "access/system_rights.h"

namespace kontor::access {
Result<std::unique_ptr<query::ScopeSource>> Access::rights(
    const auth::Actor& actor, storage::Connection& connection,
    const schema::CataloguePtr& catalogue) const {
  Asker asker{.user = actor.user.value,
              .may_write = actor.may_write,
              .at = clock_.now(),
              .zone = actor.zone};
  if (actor.kind == auth::ActorKind::system) {
    expr::Bindings bindings;
    bindings.me = asker.user;
    bindings.now = asker.at.micros;
    bindings.zone = asker.zone;
    return std::make_unique<SystemRights>(std::move(bindings), connection, shelf_.row_counts);
  }
  const auto active = TRY(connection.integer(
      {"SELECT f_active FROM o_user WHERE id = ? AND deleted_at IS NULL", {asker.user}}));
  asker.active = active.value_or(0) == 1;
  return TRY(RuleRights::make(shelf_, asker, connection, catalogue));
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
