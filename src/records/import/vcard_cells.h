// A vCard as cells: which of our fields each of its properties means.
#pragma once

#include <string>
#include <vector>

#include "records/import/vcard_parse.h"

namespace kontor::importing {

struct VcardCell {
  int order = 0;       // columns stand in this order, whatever card they come from
  std::string name;    // "TEL work"; the second in one card is "TEL work 2"
  std::string target;  // field path, or several ("company.name, name"): the first that there is;
                       // empty for what we have no field for
  std::string label;
  std::string value;
};

struct VcardCells {
  std::vector<VcardCell> cells;  // each name once
  int pictures = 0;              // binary properties that were left out
  bool group = false;            // the card lists others
};

// Nothing that a person typed is dropped: properties without a field of ours become cells without a
// target. Only what programs keep for themselves (REV, PRODID, X-ABUID ...) is.
VcardCells vcard_cells(const Vcard& card);

}  // namespace kontor::importing
