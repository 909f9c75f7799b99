#include "storage/step_limit.h"

namespace kontor::storage {

Result<bool> each_within(std::uint64_t most, Connection& connection, const Sql& sql,
                         const RowVisitor& visit) {
  if (auto* counting = dynamic_cast<CountingConnection*>(&connection))
    return counting->each_within(most, sql, visit);
  TRY(connection.each(sql, visit));
  return true;
}

}  // namespace kontor::storage
