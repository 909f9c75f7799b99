// Files that are part of the program: web client, kits, sentences. See cmake/embed.cmake.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

namespace kontor {

struct EmbeddedFile {
  std::string_view path;   // relative, with '/'
  std::string_view bytes;  // as long as the program lives
};

// Declared beside its use: `namespace kontor::embedded { std::span<const EmbeddedFile> NAME(); }`
inline const EmbeddedFile* find_file(std::span<const EmbeddedFile> files, std::string_view path) {
  auto found = std::ranges::find(files, path, &EmbeddedFile::path);
  return found == files.end() ? nullptr : &*found;
}

}  // namespace kontor
