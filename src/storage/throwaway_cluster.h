// A PostgreSQL cluster for one test program, through tools/postgres.
#pragma once

#include <string>

namespace kontor::storage::testing {

class ThrowawayCluster {
 public:
  enum class Disk { durable, fast };

  // Throws std::runtime_error when it does not start. `settings` are "-c NAME=VALUE" words.
  explicit ThrowawayCluster(Disk disk, const std::string& settings = {});
  ~ThrowawayCluster();
  ThrowawayCluster(const ThrowawayCluster&) = delete;

  const std::string& url() const { return url_; }

  // kill -9, and recovery.
  void crash() const;

 private:
  std::string folder_;
  std::string url_;
};

}  // namespace kontor::storage::testing
