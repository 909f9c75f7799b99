// A text file together with its encoding; UTF-16 is turned into a UTF-8 file first.
#pragma once

#include <string>

#include "records/import/file_bytes.h"
#include "records/import/table.h"

namespace kontor::importing {

struct EncodedFile {
  FileBytes bytes;
  std::string name;        // what the file is in
  std::string read_as;     // what `bytes` are in: "utf-8" for UTF-16
  std::int64_t begin = 0;  // behind the byte-order mark
  bool doubled = false;    // see EncodingGuess
};

// Errors: import.encoding_unknown for an encoding in the options that we cannot read.
Result<EncodedFile> find_encoding(FileBytes bytes, const FileOptions& options);

}  // namespace kontor::importing
