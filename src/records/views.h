// Saved views: somebody's own, or shared by everyone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "records/write.h"

namespace kontor::records {

inline constexpr std::size_t kMaxViewSettings = 64 << 10;  // bytes of JSON
inline constexpr std::size_t kMaxViews = 200;              // of one object

// What is given changes; a new view needs a label.
struct ViewInput {
  std::optional<schema::Label> label = {};
  std::optional<schema::ViewKind> kind = {};
  std::optional<std::string> filter = {};             // canonical expression text
  std::optional<std::vector<std::string>> sort = {};  // paths, "-" in front: descending
  std::optional<std::string> settings = {};           // a JSON object
  std::optional<bool> shared = {};
  std::optional<int> position = {};
};

// Errors: not_found object.unknown, view.not_found (also somebody else's own view); invalid
// view.label, view.settings, view.sort, view.too_many, expr.* with the field.
[[nodiscard]] Result<std::int64_t> create_view(Writer& writer, const auth::Actor& actor,
                                               const std::string& object, const ViewInput& input);
[[nodiscard]] Result<void> update_view(Writer& writer, const auth::Actor& actor, std::int64_t id,
                                       const ViewInput& input);
[[nodiscard]] Result<void> delete_view(Writer& writer, const auth::Actor& actor, std::int64_t id);

}  // namespace kontor::records
