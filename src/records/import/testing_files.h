// For tests: files with given contents, and where the public test data lies.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

#include "records/import/table.h"

namespace kontor::importing::testing {

// A file that lives as long as this object.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view contents) : path_("/tmp/kontor-test-XXXXXX") {
    const int descriptor = ::mkstemp(path_.data());
    if (descriptor >= 0) ::close(descriptor);
    std::ofstream(path_, std::ios::binary) << contents;
  }
  ~TemporaryFile() { std::remove(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream out;
  out << stream.rdbuf();
  return out.str();
}

inline std::string unpacked(const std::filesystem::path& path) {
  std::string out;
  FILE* pipe = ::popen(("zcat '" + path.string() + "'").c_str(), "r");
  char buffer[65536];
  for (std::size_t got; pipe && (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
    out.append(buffer, got);
  if (pipe) ::pclose(pipe);
  return out;
}

// Files of our own, and the collection beside the repository.
std::filesystem::path fixtures();
std::filesystem::path public_data();

struct ReadAll {
  std::string error;  // key
  FileInfo info;
  std::vector<Row> rows;

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& column : info.columns) names.push_back(column.name);
    return names;
  }
  std::vector<std::vector<std::string>> cells() const {
    std::vector<std::vector<std::string>> cells;
    for (const auto& row : rows) cells.push_back(row.cells);
    return cells;
  }
  bool has_problem(std::string_view key) const {
    for (const auto& problem : info.problems)
      if (problem.key == key) return true;
    for (const auto& row : rows)
      for (const auto& problem : row.problems)
        if (problem.key == key) return true;
    return false;
  }
  std::size_t problems() const {
    std::size_t count = info.problems.size();
    for (const auto& row : rows) count += row.problems.size();
    return count;
  }
};

inline ReadAll read_all(const std::string& path, const FileOptions& options = {}) {
  ReadAll all;
  auto file = open_import_file(path, options);
  if (!file) {
    all.error = file.error().key;
    return all;
  }
  all.info = (*file)->info();
  auto reader = (*file)->rows();
  Row row;
  while (reader) {
    const auto more = (*reader)->next(row);
    if (!more) all.error = more.error().key;
    if (!more || !*more) break;
    all.rows.push_back(row);
  }
  return all;
}

inline ReadAll read_text(std::string_view contents, const FileOptions& options = {}) {
  const TemporaryFile file(contents);
  return read_all(file.path(), options);
}

}  // namespace kontor::importing::testing
