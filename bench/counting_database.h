// Databases that count what writing asks of them, for gates that do not depend on the machine.
#pragma once

#include <cstdint>

#include "storage/database.h"

namespace kontor::bench {

struct Written {
  std::uint64_t statements = 0;  // rows inserted together are one
  std::uint64_t steps = 0;       // SQLite's virtual machine
};

// Passes everything on.
class CountingDatabase : public storage::Database {
 public:
  explicit CountingDatabase(storage::Database& inner) : inner_(inner) {}

  storage::Engine engine() const override { return inner_.engine(); }
  Result<std::unique_ptr<storage::Snapshot>> read(storage::Deadline deadline) override {
    return inner_.read(deadline);
  }
  Result<void> write(const storage::WriteJob& job) override { return inner_.write(counted(job)); }
  Result<void> write_bulk(const storage::WriteJob& job) override {
    return inner_.write_bulk(counted(job));
  }
  bool writers_waiting() const override { return inner_.writers_waiting(); }

  Written written;

 private:
  storage::WriteJob counted(const storage::WriteJob& job);

  storage::Database& inner_;
};

}  // namespace kontor::bench
