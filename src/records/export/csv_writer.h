// Exports as separated values that spreadsheets open well: UTF-8 with byte-order mark, semicolon
// and decimal comma in German, comma and point in English.
#pragma once

#include "records/export/cells.h"

namespace kontor::exporting {

Result<> write_csv(const std::vector<std::string>& columns, const NextRow& next,
                   const ExportStyle& style, const Sink& sink);

// Text that a spreadsheet would take for a formula gets an apostrophe in front; the import takes it
// off again. Telephone and other numbers with a sign stay as they are: they cannot do harm.
std::string neutralised(std::string text);

}  // namespace kontor::exporting
