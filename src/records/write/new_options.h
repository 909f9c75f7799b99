// Tags: where a field allows it, a text that is no option yet becomes one.
#pragma once

#include "records/write/run.h"

namespace kontor::records {

// The options that would make the batch's values valid; nothing if something else is wrong too.
struct NewOption {
  const schema::Object* object;
  const schema::Field* field;
  std::string text;
};
std::vector<NewOption> missing_options(const Run& run);

// Adds them to the catalogue, as a change of its own.
[[nodiscard]] Result<void> add_options(Writer& writer, const auth::Actor& actor,
                                       const std::vector<NewOption>& options);

}  // namespace kontor::records
