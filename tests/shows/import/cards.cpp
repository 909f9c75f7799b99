// vCards as real clients write them: Outlook, iPhone, Android, Evolution, Thunderbird ...
#include <algorithm>

#include "base/text.h"
#include "records/import/encoding.h"
#include "world.h"

namespace kontor::shows {
namespace {

// Cards in a file, by their first lines; UTF-16 has a zero beside every letter.
std::int64_t cards_in(std::string bytes) {
  std::erase(bytes, '\0');
  const std::string text = fold_case(bytes);
  std::int64_t count = 0;
  for (std::size_t at = 0; (at = text.find("begin:vcard", at)) != std::string::npos; ++at)
    count += at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r' ||
             static_cast<unsigned char>(text[at - 1]) > 0x7F;
  return count;
}

}  // namespace

void bring_cards(World& world) {
  namespace fs = std::filesystem;
  std::vector<fs::path> paths;
  for (const auto& entry :
       fs::recursive_directory_iterator(importing::testing::public_data() / "05-vcard"))
    if (entry.path().extension() == ".vcf") paths.push_back(entry.path());
  std::ranges::sort(paths);
  world.expect(paths.size() >= 20, "the vCards of real clients are missing");
  for (const fs::path& path : paths) {
    const std::string bytes = importing::testing::read_file(path);
    world.bring(path.filename().string(), bytes, "person", cards_in(bytes), {},
                {.new_options = importing::Missing::create});
  }
}

}  // namespace kontor::shows
