#include "records/import/testing_files.h"

namespace kontor::importing::testing {

std::filesystem::path fixtures() {
  return std::filesystem::path(KONTOR_SOURCE_DIR) / "tests/fixtures/import";
}

std::filesystem::path public_data() {
  if (const char* folder = std::getenv("KONTOR_TEST_DATA")) return folder;
  return std::filesystem::path(KONTOR_SOURCE_DIR) / "../shared/data";
}

}  // namespace kontor::importing::testing
