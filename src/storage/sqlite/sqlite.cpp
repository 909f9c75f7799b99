#include "storage/sqlite/sqlite.h"

#include <utility>

#include "storage/sqlite/readers.h"
#include "storage/sqlite/writer.h"

namespace kontor::storage::sqlite {
namespace {

// Reads go through the file map; page caches hold little more than what is being changed.
constexpr int kWriterCacheKib = 40 << 10;  // what a large import touches between two commits
constexpr int kReaderCacheKib = 2 << 10;

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(std::unique_ptr<Handle> writing, std::unique_ptr<Handle> checkpointing,
                 bool acknowledge_before_commit)
      : writer_(std::move(writing), std::move(checkpointing), acknowledge_before_commit) {}

  Result<void> open_readers(const HandleOptions& options, int count) {
    return readers_.open(options, count);
  }

  Engine engine() const override { return Engine::sqlite; }
  Result<std::unique_ptr<Snapshot>> read(Deadline deadline) override {
    return readers_.lease(deadline);
  }
  Result<void> write(const WriteJob& job) override {
    return writer_.submit(job, Writer::Kind::ordinary);
  }
  Result<void> write_bulk(const WriteJob& job) override {
    return writer_.submit(job, Writer::Kind::bulk);
  }
  bool writers_waiting() const override { return writer_.others_waiting(); }

 private:
  Writer writer_;  // closed last, which moves the log into the database
  Readers readers_;
};

}  // namespace

Result<std::unique_ptr<Database>> open(const std::string& path, const OpenOptions& options) {
  HandleOptions settings{.path = path,
                         .read_only = false,
                         .cache_kib = kWriterCacheKib,
                         .mmap_bytes = options.mmap_bytes,
                         .statements = 256};
  auto writing = TRY(Handle::open(settings));
  settings.cache_kib = kReaderCacheKib;
  auto database = std::make_unique<SqliteDatabase>(std::move(writing), TRY(Handle::open(settings)),
                                                   options.acknowledge_before_commit);
  settings.read_only = true;
  settings.statements = 128;
  TRY(database->open_readers(settings, options.readers));
  return database;
}

}  // namespace kontor::storage::sqlite
