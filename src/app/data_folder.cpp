#include "app/data_folder.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/random.h"

namespace kontor::app {
namespace {

Failure cannot_use(const std::string& path) {
  return fail(Code::unavailable, "app.data_folder",
              {{"path", path}, {"reason", std::strerror(errno)}});
}

// A secret that was only half written would lock everyone out: it appears whole or not at all.
Result<std::string> make_secret(const std::string& path, std::size_t bytes) {
  const std::string fresh = path + "." + random_token(8);
  const std::string secret = random_bytes(bytes);
  const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return cannot_use(fresh);
  const bool written =
      ::write(file, secret.data(), secret.size()) == ssize_t(secret.size()) && ::fsync(file) == 0;
  ::close(file);
  if (!written || ::rename(fresh.c_str(), path.c_str()) != 0) return cannot_use(path);
  return secret;
}

}  // namespace

Result<void> make_data_folder(const std::string& folder) {
  std::error_code error;
  if (std::filesystem::is_directory(folder, error)) return {};
  std::filesystem::create_directories(folder, error);
  if (error) {
    errno = error.value();
    return cannot_use(folder);
  }
  if (::chmod(folder.c_str(), 0700) != 0) return cannot_use(folder);
  return {};
}

Result<int> lock_data_folder(const std::string& folder) {
  const std::string path = folder + "/lock";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return cannot_use(path);
  if (::flock(file, LOCK_EX | LOCK_NB) == 0) return file;
  ::close(file);
  return fail(Code::conflict, "app.in_use", {{"path", folder}});
}

void unlock_data_folder(int lock) {
  ::close(lock);
}

Result<std::string> load_secret(const std::string& folder, std::size_t bytes) {
  const std::string path = folder + "/secret.key";
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return errno == ENOENT ? make_secret(path, bytes) : cannot_use(path);
  std::string secret(bytes + 1, '\0');
  const auto read = ::read(file, secret.data(), secret.size());
  ::close(file);
  if (read != ssize_t(bytes)) {
    errno = EINVAL;
    return cannot_use(path);
  }
  secret.resize(bytes);
  return secret;
}

}  // namespace kontor::app
