// For tests: a workspace with imports, driven without jobs in the background.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "records/dump.h"
#include "records/import/testing_files.h"
#include "records/imports/imports.h"
#include "records/testing.h"

namespace kontor::importing::testing {

// Unwraps, or fails the test with the error's key.
template <class T>
T good(Result<T> result) {
  if (!result)
    throw std::runtime_error(result.error().key + " " + result.error().internal + " " +
                             result.error().field);
  return *std::move(result);
}

class ImportSpace {
 public:
  explicit ImportSpace(storage::Engine engine,
                       std::vector<std::string> kits = {"people", "companies", "sales"})
      : space(engine, std::move(kits)) {
    folder_ = "/tmp/kontor-imports-XXXXXX";
    if (!::mkdtemp(folder_.data())) throw std::runtime_error("no folder");
    restart();
  }
  ~ImportSpace() {
    imports_.reset();
    std::filesystem::remove_all(folder_);
  }

  // As after the program was started anew.
  void restart() {
    imports_.reset();
    jobs_ = std::make_unique<events::Jobs>(space.database(), space.ids(), space.clock(), nullptr);
    imports_ = std::make_unique<Imports>(space.writer(), *jobs_, folder_);
  }

  Imports& imports() { return *imports_; }
  events::Jobs& jobs() { return *jobs_; }

  Import create(std::string_view csv, const std::string& object = "person") {
    return good(imports().create(anna, {.object = object, .file_name = "test.csv", .body = csv}));
  }
  // Column to target by the columns' names; others keep their guess.
  Import assign(const Import& import, const std::map<std::string, std::string>& targets,
                std::optional<ImportOptions> options = {}) {
    ImportChanges changes{.options = options};
    for (std::size_t i = 0; i < import.columns.size(); ++i)
      if (auto found = targets.find(import.file.found.columns[i].name); found != targets.end())
        changes.columns.push_back({.index = static_cast<int>(i), .target = found->second});
    return good(imports().change(anna, import.id, changes));
  }
  Import check(const Import& import) { return good(imports().check_now(anna, import.id, {})); }
  Import run(const Import& import) { return good(imports().run_now(anna, import.id, {})); }
  Import check_and_run(const Import& import) {
    check(import);
    return run(import);
  }
  std::vector<RowProblem> problems(const Import& import) {
    return good(imports().problems(anna, import.id, 0, 10'000));
  }
  // "3 emails value.not_an_email" for each, in their order.
  std::vector<std::string> said(const Import& import) {
    std::vector<std::string> lines;
    for (const RowProblem& problem : problems(import))
      lines.push_back(std::to_string(problem.row) + " " + problem.field + " " +
                      problem.problem.key);
    return lines;
  }
  std::int64_t living(const std::string& object) {
    return space.number("SELECT count(*) FROM o_" + object + " WHERE deleted_at IS NULL");
  }
  // The living record of this title.
  RecordId id_of(const std::string& object, const std::string& title) {
    auto snapshot = space.database().read();
    auto id = (*snapshot)->integer(
        {"SELECT id FROM o_" + object + " WHERE title = ? AND deleted_at IS NULL ORDER BY id",
         {title}});
    return {good(std::move(id)).value_or(0)};
  }
  std::string value(const std::string& object, const std::string& title, const std::string& field) {
    return space.value(object, id_of(object, title), field);
  }

  std::vector<std::string> dump() {
    auto snapshot = space.database().read();
    return good(records::dump_workspace(**snapshot, *space.catalogue()));
  }

  records::testing::Workspace space;
  auth::Actor anna = space.user("Anna");

 private:
  std::string folder_;
  std::unique_ptr<events::Jobs> jobs_;
  std::unique_ptr<Imports> imports_;
};

}  // namespace kontor::importing::testing
