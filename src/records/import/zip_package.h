// The parts of a zip file, unpacked piece by piece. What would unpack to more than it should is
// refused before anything is unpacked (RELIABILITY: zip bombs).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "records/import/xml_reader.h"

namespace kontor::importing {

inline constexpr std::uint64_t kMaxUnpacked = 200 << 20;
inline constexpr std::int64_t kMaxZipEntries = 10'000;
inline constexpr std::uint64_t kMaxZipRatio = 100;

class ZipPackage {
 public:
  // Errors: import.xlsx_broken, import.zip_bomb, import.encrypted.
  static Result<ZipPackage> open(const std::string& path);
  ZipPackage(ZipPackage&&) noexcept;
  ZipPackage& operator=(ZipPackage&&) noexcept;
  ~ZipPackage();

  bool has(const std::string& name) const;
  // A part as a source for XmlReader; it must not outlive the package. Error: import.xlsx_broken if
  // there is no such part.
  Result<XmlReader::Source> part(const std::string& name) const;

 private:
  struct Archive;
  explicit ZipPackage(std::unique_ptr<Archive> archive);
  std::unique_ptr<Archive> archive_;
};

}  // namespace kontor::importing
