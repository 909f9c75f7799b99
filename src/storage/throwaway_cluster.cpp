#include "storage/throwaway_cluster.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <unistd.h>

namespace kontor::storage::testing {
namespace {

namespace fs = std::filesystem;

// Test programs lie in a build folder below the source tree.
std::string script() {
  for (fs::path folder : {fs::read_symlink("/proc/self/exe"), fs::current_path()}) {
    for (; folder != folder.root_path(); folder = folder.parent_path()) {
      if (fs::exists(folder / "tools/postgres")) return (folder / "tools/postgres").string();
    }
  }
  throw std::runtime_error("tools/postgres is not above the test program nor the current folder");
}

// The first line a command prints.
std::string output_of(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error(command);
  std::array<char, 1024> line{};
  const bool printed = std::fgets(line.data(), line.size(), pipe) != nullptr;
  if (pclose(pipe) != 0) throw std::runtime_error("failed: " + command);
  std::string text = printed ? line.data() : "";
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace

ThrowawayCluster::ThrowawayCluster(Disk disk, const std::string& settings) {
  std::string folder = "/var/tmp/kontor-postgres-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("mkdtemp " + folder);
  folder_ = folder;
  // --with: it also ends when this program is killed.
  url_ = output_of(script() + " start --with " + std::to_string(getpid()) + " " +
                   (disk == Disk::fast ? "--fast " : "") + settings + " " + folder_);
}

ThrowawayCluster::~ThrowawayCluster() {
  if (std::system((script() + " stop " + folder_).c_str()) != 0) {
    std::fprintf(stderr, "a test cluster stays behind: %s\n", folder_.c_str());
  }
}

void ThrowawayCluster::crash() const {
  output_of(script() + " crash " + folder_);
}

}  // namespace kontor::storage::testing
