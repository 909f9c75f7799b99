#include "storage/fresh_database.h"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace kontor::storage::testing {
namespace {

std::string make_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "kontor-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp " + name);
  return name;
}

}  // namespace

FreshDatabase::FreshDatabase(Engine, OpenOptions options) : options_(std::move(options)) {
  folder_ = make_folder();
  options_.url = "sqlite:" + folder_ + "/kontor.db";
  open();
}

FreshDatabase::~FreshDatabase() {
  close();
  std::filesystem::remove_all(folder_);
}

void FreshDatabase::open() {
  auto opened = storage::open(options_);
  if (!opened) throw std::runtime_error(opened.error().internal);
  database_ = std::move(*opened);
}

std::vector<Engine> engines() {
  return {Engine::sqlite};
}

}  // namespace kontor::storage::testing
