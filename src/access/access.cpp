#include "access/access.h"

#include "access/staff_rules.h"

namespace kontor::access {
namespace {

Result<StaffRules::Standing> standing_of(const auth::Actor& actor,
                                         storage::Connection& connection) {
  if (actor.kind == auth::ActorKind::system) return StaffRules::Standing{true, true};
  const auto active = TRY(connection.integer(
      {"SELECT f_active FROM o_user WHERE id = ? AND deleted_at IS NULL", {actor.user.value}}));
  const bool reads = active.value_or(0) == 1;
  return StaffRules::Standing{reads, reads && actor.may_write};
}

}  // namespace

Result<std::unique_ptr<query::ScopeSource>> Access::rights(const auth::Actor& actor,
                                                           storage::Connection& connection,
                                                           const schema::CataloguePtr&) const {
  expr::Bindings bindings;
  bindings.me = actor.user.value;
  bindings.now = clock_.now().micros;
  bindings.zone = actor.zone;
  return std::make_unique<StaffRules>(TRY(standing_of(actor, connection)), std::move(bindings),
                                      connection);
}

Result<std::unique_ptr<View>> Access::view(const auth::Actor& actor,
                                           storage::Deadline deadline) const {
  auto snapshot = TRY(database_.read(deadline));
  auto catalogue = TRY(catalogues_.of(*snapshot));
  auto scopes = TRY(rights(actor, *snapshot, catalogue));
  return std::unique_ptr<View>(
      new View(std::move(snapshot), std::move(catalogue), std::move(scopes), cursors_));
}

}  // namespace kontor::access
