#include "storage/postgres/postgres.h"
namespace kontor::storage::postgres {
Result<std::unique_ptr<Database>> open(const OpenOptions&) {
  return fail(Code::unavailable, "storage.open");
}
}  // namespace kontor::storage::postgres
