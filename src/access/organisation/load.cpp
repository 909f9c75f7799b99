#include "access/organisation/load.h"

#include "access/organisation/migrations.h"
#include "access/organisation/words.h"

namespace kontor::access {
namespace {

using storage::Connection;
using storage::Row;

Span span_at(const Row& row, int from) {
  Span span{row.integer(from)};
  if (!row.is_null(from + 1)) span.until = row.integer(from + 1);
  return span;
}

// Appends what `make` makes of each row.
template <class T, class Make>
Result<void> fill(Connection& connection, const char* sql, std::vector<T>& list, Make make) {
  return connection.each({sql, {}}, [&](const Row& row) {
    list.push_back(make(row));
    return true;
  });
}

Unit read_unit(const Row& row) {
  Unit unit;
  unit.id = row.integer(0);
  unit.parent = row.integer(1);
  unit.kind = unit_kind(row.text(2)).value_or(UnitKind::group);
  unit.name = row.text(3);
  unit.order = row.integer(4);
  unit.order_end = row.integer(5);
  unit.external = row.integer(6) == 1;
  unit.closed = row.integer(7) == 1;
  return unit;
}

Result<void> load_people(Connection& connection, OrganisationData& data) {
  TRY(fill(connection, "SELECT id, user_id, unit_id, place, from_at, until_at FROM kontor_seat",
           data.seats, [](const Row& row) {
             return Seat{row.integer(0), row.integer(1), row.integer(2),
                         place(row.text(3)).value_or(Place::member), span_at(row, 4)};
           }));
  TRY(fill(connection, "SELECT id, name, label_de, label_en, built_in FROM kontor_role ORDER BY id",
           data.roles, [](const Row& row) {
             return Role{row.integer(0), std::string(row.text(1)), std::string(row.text(2)),
                         std::string(row.text(3)), row.integer(4) == 1};
           }));
  auto membership = [](const Row& row) { return Membership{row.integer(0), row.integer(1)}; };
  TRY(fill(connection, "SELECT role_id, user_id FROM kontor_role_member", data.role_members,
           membership));
  TRY(fill(connection, "SELECT team_id, user_id FROM kontor_team_member", data.team_members,
           membership));
  TRY(fill(connection, "SELECT id, user_id, deputy_id, from_at, until_at FROM kontor_absence",
           data.absences, [](const Row& row) {
             return Absence{row.integer(0), row.integer(1), row.integer(2), span_at(row, 3)};
           }));
  return fill(connection, "SELECT id FROM o_user WHERE f_active = 0 OR deleted_at IS NOT NULL",
              data.inactive_users, [](const Row& row) { return row.integer(0); });
}

Result<void> load_territories(Connection& connection, OrganisationData& data) {
  TRY(fill(connection, "SELECT id, title FROM o_territory WHERE deleted_at IS NULL ORDER BY id",
           data.territories, [](const Row& row) {
             return Territory{row.integer(0), std::string(row.text(1))};
           }));
  TRY(fill(
      connection, "SELECT country, prefix, territory_id FROM kontor_territory_prefix",
      data.prefixes, [](const Row& row) {
        return PostalPrefix{std::string(row.text(0)), std::string(row.text(1)), row.integer(2)};
      }));
  return fill(connection,
              "SELECT id, territory_id, user_id, from_at, until_at FROM kontor_territory_holder",
              data.holdings, [](const Row& row) {
                return Holding{row.integer(0), row.integer(1), row.integer(2), span_at(row, 3)};
              });
}

}  // namespace

Result<std::vector<Named>> list_people(Connection& connection) {
  std::vector<Named> people;
  TRY(fill(connection,
           "SELECT id, title, f_email, f_active FROM o_user WHERE deleted_at IS NULL "
           "ORDER BY title_sort, id",
           people, [](const Row& row) {
             return Named{row.integer(0), std::string(row.text(1)), std::string(row.text(2)),
                          row.integer(3) == 1};
           }));
  return people;
}

Result<std::vector<Named>> list_teams(Connection& connection) {
  std::vector<Named> teams;
  TRY(fill(connection,
           "SELECT id, title FROM o_team WHERE deleted_at IS NULL ORDER BY title_sort, id", teams,
           [](const Row& row) {
             return Named{row.integer(0), std::string(row.text(1))};
           }));
  return teams;
}

Result<std::int64_t> organisation_epoch(Connection& connection) {
  const auto epoch = TRY(connection.integer(
      {"SELECT value FROM kontor_epoch WHERE name = ?", {std::string(kOrganisationEpoch)}}));
  if (!epoch) return fail_internal("kontor_epoch has no row for the organisation");
  return *epoch;
}

Result<OrganisationPtr> load_organisation(Connection& connection) {
  OrganisationData data;
  data.epoch = TRY(organisation_epoch(connection));
  TRY(fill(connection,
           "SELECT id, f_parent, f_kind, title, order_from, order_to, f_external, f_closed "
           "FROM o_unit WHERE deleted_at IS NULL ORDER BY order_from",
           data.units, read_unit));
  TRY(load_people(connection, data));
  TRY(load_territories(connection, data));
  const auto mode = TRY(connection.text({"SELECT mode FROM kontor_distribution", {}}));
  data.distribution = distribution(mode.value_or("off")).value_or(Distribution::off);
  return std::make_shared<const Organisation>(std::move(data));
}

Result<OrganisationPtr> Organisations::of(Connection& connection) {
  return of(connection, TRY(organisation_epoch(connection)));
}

Result<OrganisationPtr> Organisations::of(Connection& connection, std::int64_t epoch) {
  OrganisationPtr shared = current_.load();
  if (shared && shared->epoch() == epoch) return shared;
  OrganisationPtr loaded = TRY(load_organisation(connection));
  // A lagging reader may be behind: its organisation is right for its data, but not to be kept.
  while (!shared || shared->epoch() < loaded->epoch())
    if (current_.compare_exchange_weak(shared, loaded)) break;
  return loaded;
}

}  // namespace kontor::access
