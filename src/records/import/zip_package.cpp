#include "records/import/zip_package.h"

#include <zip.h>

namespace kontor::importing {
namespace {

Failure broken(const char* detail) {
  auto failure = fail(Code::invalid, "import.xlsx_broken");
  failure.error().internal = detail;
  return failure;
}

struct CloseFile {
  void operator()(zip_file_t* file) const {
    if (file) zip_fclose(file);
  }
};

}  // namespace

struct ZipPackage::Archive {
  zip_t* zip = nullptr;
  ~Archive() {
    if (zip) zip_discard(zip);
  }
};

ZipPackage::ZipPackage(std::unique_ptr<Archive> archive) : archive_(std::move(archive)) {}
ZipPackage::ZipPackage(ZipPackage&&) noexcept = default;
ZipPackage& ZipPackage::operator=(ZipPackage&&) noexcept = default;
ZipPackage::~ZipPackage() = default;

Result<ZipPackage> ZipPackage::open(const std::string& path) {
  int error = 0;
  auto archive = std::make_unique<Archive>();
  archive->zip = zip_open(path.c_str(), ZIP_RDONLY, &error);
  if (!archive->zip) return broken("zip_open");
  const auto entries = zip_get_num_entries(archive->zip, 0);
  if (entries > kMaxZipEntries) return fail(Code::too_large, "import.zip_bomb");
  std::uint64_t packed = 0, unpacked = 0;
  for (zip_int64_t i = 0; i < entries; ++i) {
    zip_stat_t status;
    if (zip_stat_index(archive->zip, i, 0, &status) != 0) return broken("zip_stat");
    if (status.valid & ZIP_STAT_ENCRYPTION_METHOD && status.encryption_method != ZIP_EM_NONE)
      return fail(Code::invalid, "import.encrypted");
    if (!(status.valid & ZIP_STAT_SIZE) || !(status.valid & ZIP_STAT_COMP_SIZE))
      return broken("no sizes");
    packed += status.comp_size;
    unpacked += status.size;
    if (status.size > kMaxUnpacked || unpacked > kMaxUnpacked)
      return fail(Code::too_large, "import.zip_bomb");
  }
  // Small files may repeat themselves a lot without being a danger.
  constexpr std::uint64_t kHarmless = 8 << 20;
  if (unpacked > kHarmless && unpacked > packed * kMaxZipRatio)
    return fail(Code::too_large, "import.zip_bomb");
  return ZipPackage(std::move(archive));
}

bool ZipPackage::has(const std::string& name) const {
  return zip_name_locate(archive_->zip, name.c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<XmlReader::Source> ZipPackage::part(const std::string& name) const {
  const auto index = zip_name_locate(archive_->zip, name.c_str(), ZIP_FL_NOCASE);
  if (index < 0) return broken(name.c_str());
  std::shared_ptr<zip_file_t> file(zip_fopen_index(archive_->zip, index, 0), CloseFile());
  if (!file) return broken("zip_fopen");
  // The sizes in the directory may lie: what is really unpacked is counted too.
  auto left = std::make_shared<std::uint64_t>(kMaxUnpacked);
  return [file, left](char* buffer, std::size_t size) -> std::int64_t {
    const auto got = zip_fread(file.get(), buffer, size);
    if (got <= 0) return got;
    if (static_cast<std::uint64_t>(got) > *left) return -1;
    *left -= static_cast<std::uint64_t>(got);
    return got;
  };
}

}  // namespace kontor::importing
