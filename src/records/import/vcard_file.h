// Address books of vCards as an import file: one row for each card, one column for each kind of
// value that any card has.
#pragma once

#include "records/import/file_bytes.h"
#include "records/import/table.h"

namespace kontor::importing {

// Does the file begin like an address book, in whatever encoding?
bool looks_like_vcard(std::string_view head);

Result<std::unique_ptr<ImportFile>> open_vcard_file(FileBytes bytes, const FileOptions& options);

}  // namespace kontor::importing
