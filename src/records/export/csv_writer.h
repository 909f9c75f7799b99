// Exports as separated values that spreadsheets open well: UTF-8 with byte-order mark, semicolon
// and decimal comma in German, comma and point in English.
#pragma once

#include "records/export/cells.h"

namespace kontor::exporting {

// Piece by piece: the first line, then one line for each row.
void append_csv_header(std::string& out, const std::vector<std::string>& columns,
                       const ExportStyle& style);
void append_csv_row(std::string& out, const std::vector<Cell>& cells, const ExportStyle& style);

Result<> write_csv(const std::vector<std::string>& columns, const NextRow& next,
                   const ExportStyle& style, const Sink& sink);

// Text that a spreadsheet would take for a formula gets an apostrophe in front; the import takes it
// off again, also where one stood there before. Telephone and other numbers with a sign stay as
// they are: they cannot do harm.
std::string neutralised(std::string text);

}  // namespace kontor::exporting
