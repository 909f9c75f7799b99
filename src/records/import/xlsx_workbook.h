// The parts of a workbook that say how its sheets are to be read (ECMA-376 part 1, chapter 18).
#pragma once

#include <string>
#include <vector>

#include "records/import/file_bytes.h"
#include "records/import/xlsx_values.h"
#include "records/import/zip_package.h"

namespace kontor::importing {

struct Sheet {
  std::string name;
  std::string part;  // "xl/worksheets/sheet1.xml"
};

struct Workbook {
  std::vector<Sheet> sheets;          // visible ones, in their order
  std::vector<NumberFormat> formats;  // by the style number of a cell
  bool epoch_1904 = false;
};
Result<Workbook> read_workbook(const ZipPackage& package);

// The strings that cells name by number. They wait in a file, so that only their places take
// memory.
class SharedStrings {
 public:
  static Result<SharedStrings> read(const ZipPackage& package, const std::string& spool_folder);
  // Empty for a number that does not exist.
  Result<std::string> at(std::size_t index);

 private:
  explicit SharedStrings(FileBytes bytes) : bytes_(std::move(bytes)) {}
  FileBytes bytes_;
  std::vector<std::uint32_t> ends_;
};

}  // namespace kontor::importing
