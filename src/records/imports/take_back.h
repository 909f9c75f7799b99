// Takes back everything an import wrote: records, updates, links, and selection values that nobody
// uses any more. What somebody changed afterwards stays and is listed.
#pragma once

#include "records/imports/import.h"
#include "records/undo.h"
#include "records/write.h"

namespace kontor::importing {

class TakeBack {
 public:
  // Goes on where `import.undone` says; saves how far it came with each slice.
  TakeBack(records::Writer& writer, const auth::Actor& actor, Import& import);

  // True: nothing is left.
  [[nodiscard]] Result<bool> slice();
  // Archives unused options and says that the import is undone.
  [[nodiscard]] Result<void> finish();

 private:
  Result<void> note_kept(storage::Connection& connection,
                         const std::vector<records::Skipped>& skipped,
                         std::vector<Undone::Kept>& kept);
  Result<void> count();

  records::Writer& writer_;
  const auth::Actor& actor_;
  Import& import_;
};

}  // namespace kontor::importing
