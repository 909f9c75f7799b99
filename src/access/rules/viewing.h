// Looking through the eyes of somebody else: what both people see, and nothing more.
#pragma once

#include "access/rules/principal.h"
#include "access/rules/ways.h"

namespace kontor::access {

// What conditions of the viewed person and renamed ones of the viewer are asked with.
expr::Bindings both_bindings(const Principal& viewed, const Principal& viewer);

// Where a way of either leads, shown as the weaker of them shows it; against it stands whatever
// stands against one of them. The viewer's conditions are renamed to ask for the viewer's sets.
Ways both_ways(const Ways& viewed, const Ways& viewer, Id viewer_id);

}  // namespace kontor::access
