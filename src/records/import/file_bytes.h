// A file on disk, looked at through a window of bounded size; and files without a name that hold
// what was unpacked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kontor::importing {

// Owns the descriptor. Not safe to share between threads.
class FileBytes {
 public:
  static Result<FileBytes> open(const std::string& path);
  // A new, empty file in the folder that vanishes when closed.
  static Result<FileBytes> create_nameless(const std::string& folder);

  FileBytes(FileBytes&& other) noexcept;
  FileBytes& operator=(FileBytes&& other) noexcept;
  ~FileBytes();

  // Another window on the same file.
  Result<FileBytes> again() const;

  std::int64_t size() const { return size_; }
  // At least `want` bytes from `offset` on, fewer only at the end of the file. Valid until the next
  // call.
  Result<std::string_view> at(std::int64_t offset, std::size_t want);
  Result<> append(std::string_view bytes);

 private:
  explicit FileBytes(int descriptor, std::int64_t size) : descriptor_(descriptor), size_(size) {}
  int descriptor_ = -1;
  std::int64_t size_ = 0;
  std::string window_;
  std::int64_t begin_ = 0;  // of the window in the file
};

}  // namespace kontor::importing
