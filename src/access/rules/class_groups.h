// Classes for which all conditions come out alike, so that what follows from them is worked out
// once for each group.
#pragma once

#include <string>
#include <vector>

#include "access/rules/class_verdict.h"

namespace kontor::access {

// One letter for each condition of a group.
inline constexpr char kNo = 'n', kYes = 'y', kOpen = 'o';

struct ClassGroups {
  std::vector<std::uint32_t> of;    // of each class: its group
  std::vector<std::string> truths;  // of each group: a letter for each condition
};

ClassGroups group_classes(const ClassColumns& classes,
                          const std::vector<const expr::Checked*>& conditions,
                          const expr::Bindings& bindings, Shared shared);

}  // namespace kontor::access
