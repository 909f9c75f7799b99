#include "storage/sqlite/faulty_disk.h"

#include <atomic>
#include <list>
#include <mutex>
#include <sqlite3.h>

namespace kontor::storage::sqlite {
namespace {

std::atomic<unsigned> failing_kinds = 0;
std::atomic<int> calls_made = 0;
std::atomic<int> failing_call = 0;
std::atomic<bool> fails_for_good = false;
std::atomic<bool> failed = false;

sqlite3_vfs* real_vfs = nullptr;
sqlite3_vfs faulty_vfs;

// Takes the place of one of SQLite's tables of methods; there is one for each way of locking.
struct Table {
  sqlite3_io_methods faulty;  // first: a file's pMethods points here
  const sqlite3_io_methods* real;
};
std::mutex tables_mutex;
std::list<Table> tables;

const sqlite3_io_methods& real_of(const sqlite3_file* file) {
  return *reinterpret_cast<const Table*>(file->pMethods)->real;
}

bool fails(DiskCall kind) {
  if ((failing_kinds & static_cast<unsigned>(kind)) == 0) return false;
  const int call = ++calls_made, failing = failing_call;
  const bool now = failing != 0 && (call == failing || (call > failing && fails_for_good));
  if (now) failed = true;
  return now;
}

int read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 at) {
  return fails(DiskCall::read) ? SQLITE_IOERR_READ : real_of(file).xRead(file, bytes, count, at);
}
int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
  return fails(DiskCall::write) ? SQLITE_IOERR_WRITE : real_of(file).xWrite(file, bytes, count, at);
}
// Counted, but not done: nobody cuts the power, and a slow disk would make the tests slow.
int sync(sqlite3_file*, int) {
  return fails(DiskCall::sync) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}
int truncate(sqlite3_file* file, sqlite3_int64 size) {
  return fails(DiskCall::truncate) ? SQLITE_IOERR_TRUNCATE : real_of(file).xTruncate(file, size);
}

const sqlite3_io_methods* faulty_table_for(const sqlite3_io_methods* real) {
  const std::lock_guard lock(tables_mutex);
  for (const Table& table : tables) {
    if (table.real == real) return &table.faulty;
  }
  Table& made = tables.emplace_back(Table{*real, real});
  made.faulty.xRead = read;
  made.faulty.xWrite = write;
  made.faulty.xSync = sync;
  made.faulty.xTruncate = truncate;
  return &made.faulty;
}

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
  const int code = real_vfs->xOpen(real_vfs, name, file, flags, out);
  if (code == SQLITE_OK && file->pMethods != nullptr) {
    file->pMethods = faulty_table_for(file->pMethods);
  }
  return code;
}

}  // namespace

FaultyDisk::FaultyDisk() {
  real_vfs = sqlite3_vfs_find(nullptr);
  faulty_vfs = *real_vfs;
  faulty_vfs.zName = "kontor-faulty";
  faulty_vfs.xOpen = open;
  sqlite3_vfs_register(&faulty_vfs, 1);
  fail(0, 0);
}

FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_unregister(&faulty_vfs);
  sqlite3_vfs_register(real_vfs, 1);
}

void FaultyDisk::fail(unsigned kinds, int nth, bool for_good) {
  failed = false;
  fails_for_good = for_good;
  failing_call = nth;
  calls_made = 0;
  failing_kinds = kinds;
}

bool FaultyDisk::has_failed() const {
  return failed;
}

int FaultyDisk::calls() const {
  return calls_made;
}

}  // namespace kontor::storage::sqlite
