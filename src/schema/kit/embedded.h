// The kits that are part of the program (folder kits/).
#pragma once

#include <vector>

#include "schema/kit/kit.h"

namespace kontor::schema {

// In the order in which they are offered: each after the kits it needs. Read once; a kit that
// cannot be read is a bug the tests find.
[[nodiscard]] Result<std::vector<Kit>> embedded_kits();

// The text of kits/<name>/sample.yaml; empty if it has none.
std::string_view embedded_sample(std::string_view name);

}  // namespace kontor::schema
