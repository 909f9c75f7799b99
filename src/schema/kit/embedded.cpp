#include "schema/kit/embedded.h"

#include <algorithm>

#include "base/embedded.h"

namespace kontor::embedded {
std::span<const EmbeddedFile> kit_files();
}

namespace kontor::schema {
namespace {

bool needs_are_before(const Kit& kit, const std::vector<Kit>& before) {
  return std::ranges::all_of(kit.needs, [&](const std::string& name) {
    return std::ranges::find(before, name, &Kit::name) != before.end();
  });
}

}  // namespace

Result<std::vector<Kit>> embedded_kits() {
  std::vector<Kit> waiting, ordered;
  for (const EmbeddedFile& file : embedded::kit_files())
    if (file.path.ends_with("/kit.yaml")) waiting.push_back(TRY(load_kit(file.bytes)));
  while (!waiting.empty()) {
    auto next = std::ranges::find_if(
        waiting, [&](const Kit& kit) { return needs_are_before(kit, ordered); });
    if (next == waiting.end())
      return fail(Code::invalid, "kit.needs_itself", {{"name", waiting.front().name}});
    ordered.push_back(std::move(*next));
    waiting.erase(next);
  }
  return ordered;
}

std::string_view embedded_sample(std::string_view name) {
  const EmbeddedFile* file = find_file(embedded::kit_files(), std::string(name) + "/sample.yaml");
  return file ? file->bytes : std::string_view();
}

}  // namespace kontor::schema
