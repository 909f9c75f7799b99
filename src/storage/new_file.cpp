#include "storage/new_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

#include "base/random.h"

namespace kontor::storage {
namespace {

Failure disk_failure(const std::string& path) {
  const Code code = errno == ENOSPC ? Code::storage_full : Code::unavailable;
  const char* key = errno == ENOSPC ? "storage.full" : "storage.disk";
  return Failure(Error{code, key, {}, {}, path + ": " + std::strerror(errno)});
}

bool sync(const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) return false;
  const bool done = ::fsync(file) == 0;
  const int error = errno;
  ::close(file);
  errno = error;
  return done;
}

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace

NewFile::NewFile(std::string final_path)
    : final_path_(std::move(final_path)), path_(final_path_ + ".part-" + random_token(8)) {}

NewFile::~NewFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

Result<void> NewFile::create() {
  const int file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return disk_failure(path_);
  ::close(file);
  return {};
}

Result<void> NewFile::publish() {
  if (!sync(path_, O_RDWR)) return disk_failure(path_);
  if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, final_path_.c_str(), RENAME_NOREPLACE) != 0) {
    if (errno == EEXIST) return fail(Code::conflict, "backup.file_exists", {{"path", final_path_}});
    return disk_failure(final_path_);
  }
  if (!sync(folder_of(final_path_), O_RDONLY | O_DIRECTORY)) return disk_failure(final_path_);
  return {};
}

}  // namespace kontor::storage
