// A disk that fails when told to: SQLite's own file system with some calls answered by EIO.
#pragma once

namespace kontor::storage::sqlite {

enum class DiskCall : unsigned { read = 1, write = 2, sync = 4, truncate = 8 };

// While one lives, every file opened by SQLite in this process goes through it. For tests.
class FaultyDisk {
 public:
  FaultyDisk();
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;

  // The n-th call from now on (1: the next) fails; with `for_good` all after it too. Of the given
  // kinds only; 0 never fails, but counts.
  void fail(unsigned kinds, int nth, bool for_good = false);
  // Whether it has failed since.
  bool has_failed() const;
  // Calls of the given kinds since fail().
  int calls() const;
};

}  // namespace kontor::storage::sqlite
