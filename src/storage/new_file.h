// A file that appears under its name only when it is complete and on the disk.
#pragma once

#include <string>

#include "base/result.h"

namespace kontor::storage {

class NewFile {
 public:
  explicit NewFile(std::string final_path);
  ~NewFile();  // without publish() nothing stays
  NewFile(const NewFile&) = delete;

  // Makes it, empty, for nobody else to read. Whoever writes then does so at path().
  [[nodiscard]] Result<void> create();
  const std::string& path() const { return path_; }

  // Syncs it and gives it its name. Errors: conflict "backup.file_exists" if somebody else has made
  // one meanwhile, unavailable "storage.disk".
  [[nodiscard]] Result<void> publish();

 private:
  std::string final_path_;
  std::string path_;
};

}  // namespace kontor::storage
