#include "world.h"

#include <algorithm>

#include "base/text.h"
#include "schema/fields/fields.h"

namespace kontor::shows {

using importing::Import;
using importing::RowProblem;
using importing::testing::good;

namespace {

constexpr std::int64_t kAllProblems = 1'000'000;

}  // namespace

void World::expect(bool is_good, const std::string& what) {
  if (!is_good) figures_.wrong.push_back(what);
}

void World::expect_count(const std::string& what, std::int64_t expected, std::int64_t found) {
  expect(expected == found,
         what + ": expected " + std::to_string(expected) + ", found " + std::to_string(found));
}

Import World::bring(const std::string& name, std::string_view bytes, const std::string& object,
                    std::int64_t rows, const std::map<std::string, std::string>& targets,
                    const importing::ImportOptions& options) {
  auto before = home_.dump();
  Import import = good(
      home_.imports().create(home_.anna, {.object = object, .file_name = name, .body = bytes}));
  import = home_.assign(import, targets, options);
  import = home_.check(import);
  expect(home_.dump() == before, name + ": the check wrote something");
  const importing::Tally verdict = *import.verdict;
  import = home_.run(import);
  const importing::Tally& done = import.tally;
  expect(verdict.created == done.created && verdict.updated == done.updated &&
             verdict.skipped == done.skipped && verdict.failed == done.failed,
         name + ": the run did not do what the check said");
  look_at(import, name, rows);
  brought_.push_back({import.id, name, std::move(before)});
  return import;
}

// Every row landed, or a problem names it.
void World::look_at(const Import& import, const std::string& name, std::int64_t rows) {
  const importing::Tally& done = import.tally;
  std::set<std::int64_t> named;
  for (const RowProblem& problem :
       good(home_.imports().problems(home_.anna, import.id, 0, kAllProblems))) {
    named.insert(problem.row);
    ++figures_.problems;
    expect(!problem.problem.key.empty(), name + ": a problem without a reason");
  }
  expect_count(name + ": rows", rows, done.rows);
  expect_count(name + ": rows accounted for", done.rows,
               done.created + done.updated + done.skipped + done.failed);
  const std::int64_t not_landed = done.skipped + done.failed;
  expect(std::ssize(named) >= not_landed, name + ": a row is missing and nobody says why");
  ++figures_.files;
  figures_.rows += done.rows;
  figures_.landed += done.created + done.updated;
  figures_.named += not_landed;
}

void World::take_all_back() {
  for (; !brought_.empty(); brought_.pop_back()) {
    const Brought& last = brought_.back();
    const Import undone = good(home_.imports().undo(home_.anna, last.id, std::chrono::minutes(30)));
    expect(undone.state == importing::ImportState::undone && undone.undone.kept.empty(),
           last.name + ": something was not taken back");
    expect(home_.dump() == last.before,
           last.name + ": the workspace is not as it was before the import");
    ++figures_.taken_back;
  }
}

std::map<std::string, std::string> World::values(const std::string& object,
                                                 const std::string& field) {
  const auto catalogue = home_.space.catalogue();
  const schema::Object& kind = *catalogue->object(object);
  const schema::Field& wanted = *kind.field(field);
  const records::RowShape shape(kind);
  auto snapshot = good(home_.space.database().read());
  std::vector<std::int64_t> ids;
  good(snapshot->each({"SELECT id FROM " + kind.table + " WHERE deleted_at IS NULL ORDER BY id"},
                      [&](const storage::Row& row) {
                        ids.push_back(row.integer(0));
                        return true;
                      }));
  std::map<std::string, std::string> values;
  const auto place = static_cast<std::size_t>(&wanted - kind.fields.data());
  const auto title = static_cast<std::size_t>(kind.field(kind.title_field) - kind.fields.data());
  for (const records::Record& record :
       good(records::load_records(*snapshot, shape, records::make_set(std::move(ids))))) {
    const auto* text = std::get_if<std::string>(&record.values[title]);
    values[text ? *text : std::string()] = schema::to_wire(wanted, record.values[place]);
  }
  return values;
}

std::int64_t World::said(const Import& import, std::string_view key) {
  const auto problems = good(home_.imports().problems(home_.anna, import.id, 0, kAllProblems));
  return std::ranges::count_if(problems, [&](const RowProblem& p) { return p.problem.key == key; });
}

}  // namespace kontor::shows
