// Demo data into a workspace, through the same write path as everything else.
#pragma once

#include <functional>

#include "app/demo/generator.h"
#include "auth/actor.h"
#include "base/result.h"
#include "records/write.h"

namespace kontor::app::demo {

struct Loaded {
  std::int64_t companies = 0, people = 0, interactions = 0, deals = 0;
};

// `progress` is told after each batch how many records there are; may be empty. The objects of the
// kits people, companies and sales must exist. All records belong to `owner`.
[[nodiscard]] Result<Loaded> load(records::Writer& writer, const auth::Actor& owner,
                                  const Generator& generator,
                                  const std::function<void(std::int64_t)>& progress);

}  // namespace kontor::app::demo
