#include "records/import/file_bytes.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace kontor::importing {
namespace {

constexpr std::size_t kWindow = 2 << 20;

Failure unreadable(const char* what) {
  auto failure = fail(Code::bad_request, "import.unreadable");
  failure.error().internal = std::string(what) + ": " + std::strerror(errno);
  return failure;
}

}  // namespace

Result<FileBytes> FileBytes::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return unreadable("open");
  FileBytes file(descriptor, 0);
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return unreadable("stat");
  if (!S_ISREG(status.st_mode)) {  // a pipe or device would have no end
    errno = EINVAL;
    return unreadable("open");
  }
  file.size_ = status.st_size;
  return file;
}

Result<FileBytes> FileBytes::create_nameless(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0) return FileBytes(descriptor, 0);
  // Not every file system knows nameless files.
  std::string path = folder + "/kontor-import-XXXXXX";
  const int named = ::mkostemp(path.data(), O_CLOEXEC);
  if (named < 0) return unreadable("temporary file");
  ::unlink(path.c_str());
  return FileBytes(named, 0);
}

FileBytes::FileBytes(FileBytes&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_),
      window_(std::move(other.window_)),
      begin_(other.begin_) {}

FileBytes& FileBytes::operator=(FileBytes&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(size_, other.size_);
  std::swap(window_, other.window_);
  std::swap(begin_, other.begin_);
  return *this;
}

FileBytes::~FileBytes() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<FileBytes> FileBytes::again() const {
  const int descriptor = ::fcntl(descriptor_, F_DUPFD_CLOEXEC, 0);
  if (descriptor < 0) return unreadable("dup");
  return FileBytes(descriptor, size_);
}

Result<std::string_view> FileBytes::at(std::int64_t offset, std::size_t want) {
  if (offset >= size_) return std::string_view();
  const auto left = static_cast<std::size_t>(size_ - offset);
  const auto end = begin_ + static_cast<std::int64_t>(window_.size());
  const auto needed = static_cast<std::int64_t>(std::min(want, left));
  if (offset < begin_ || offset + needed > end) {
    const std::size_t size = std::min(left, std::max(want, kWindow));
    window_.resize(size);
    begin_ = offset;
    std::size_t read = 0;
    while (read < size) {
      const ssize_t got = ::pread(descriptor_, window_.data() + read, size - read, offset + read);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return unreadable("read");
      if (got == 0) break;  // someone cut the file: what is there counts
      read += got;
    }
    window_.resize(read);
  }
  return std::string_view(window_).substr(offset - begin_);
}

Result<> FileBytes::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), size_);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      auto failure = fail(Code::storage_full, "import.no_space");
      failure.error().internal = std::strerror(errno);
      return failure;
    }
    size_ += written;
    bytes.remove_prefix(written);
  }
  return {};
}

}  // namespace kontor::importing
