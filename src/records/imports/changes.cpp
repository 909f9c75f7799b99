#include "records/imports/changes.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "records/import/encoding.h"

namespace kontor::importing {
namespace {

constexpr std::array<std::string_view, 7> kLabels = {"",    "private", "work", "mobile",
                                                     "fax", "main",    "other"};

// Linked records under the names by which the table of known column names has them.
std::vector<std::string> target_names(const std::vector<ImportTarget>& targets,
                                      const schema::Object& object, std::vector<Target>& known) {
  std::vector<std::string> paths;
  known = guessable(targets, object);
  for (const ImportTarget& target : targets) paths.push_back(target.path);
  for (const ImportTarget& target : targets) {
    const auto dot = target.path.find('.');
    if (target.kind != ImportTarget::Kind::link || target.key != LinkKey::title ||
        dot == std::string::npos)
      continue;
    known.push_back({target.path.substr(0, dot), "record", {}});
    paths.push_back(target.path);
  }
  return paths;
}

bool takes_several(const ImportTarget& target, const schema::Field& field) {
  using schema::FieldType;
  if (target.kind == ImportTarget::Kind::part) return field.parts[0].name == "street";
  if (target.kind != ImportTarget::Kind::value) return field.has_many_values();
  return field.has_many_values() || field.type == FieldType::text ||
         field.type == FieldType::long_text;
}

Result<void> check_columns(const Import& import, const schema::Object& object,
                           const std::vector<ImportTarget>& targets) {
  std::vector<std::string_view> single;
  for (const ColumnChoice& choice : import.columns) {
    if (choice.target.empty()) continue;
    const ImportTarget* target = find_target(targets, choice.target);
    if (!target)
      return fail(Code::invalid, "import.unknown_target",
                  {{"target", std::string(truncate(choice.target, 100))}}, "columns");
    const auto& field = object.fields[static_cast<std::size_t>(target->field)];
    if (takes_several(*target, field)) continue;
    if (std::ranges::find(single, choice.target) != single.end())
      return fail(Code::invalid, "import.target_twice", {{"target", choice.target}}, "columns");
    single.push_back(choice.target);
  }
  return {};
}

Result<void> apply_column(Import& import, const ImportChanges::ColumnChange& change) {
  const auto count = static_cast<int>(import.columns.size());
  if (change.index < 0 || change.index >= count ||
      (change.label_column && *change.label_column >= count))
    return fail(Code::invalid, "import.unknown_column", {{"column", std::to_string(change.index)}},
                "columns");
  ColumnChoice& choice = import.columns[static_cast<std::size_t>(change.index)];
  if (change.target) {
    if (choice.target != *change.target) choice.label.clear();
    choice.target = *change.target;
    choice.confidence = 100;
    choice.state = choice.target.empty() ? GuessState::none : GuessState::sure;
  }
  if (change.label) {
    if (std::ranges::find(kLabels, *change.label) == kLabels.end())
      return fail(Code::invalid, "value.unknown_label", {{"value", change.label->substr(0, 100)}},
                  "columns");
    choice.label = *change.label;
  }
  if (change.label_column) choice.label_column = *change.label_column;
  if (change.decimal) choice.decimal = *change.decimal;
  if (!change.dates) return {};
  if (!change.dates->empty() && !parse_date_format(*change.dates))
    return fail(Code::invalid, "import.unknown_format", {{"format", change.dates->substr(0, 100)}},
                "columns");
  choice.dates = *change.dates;
  return {};
}

Result<void> apply_fixes(Import& import, const ImportChanges& changes) {
  const auto columns = static_cast<int>(import.columns.size());
  for (const ImportChanges::Cell& cell : changes.cells) {
    if (cell.column < 0 || cell.column >= columns)
      return fail(Code::invalid, "import.unknown_column", {{"column", std::to_string(cell.column)}},
                  "cells");
    auto& fixes = import.fixes.cells[cell.row];
    if (cell.value) fixes[cell.column] = storable(truncate(*cell.value, 4096));
    if (!cell.value) fixes.erase(cell.column);
    if (fixes.empty()) import.fixes.cells.erase(cell.row);
  }
  for (const ImportChanges::RowAction& action : changes.rows)
    if (action.skip)
      import.fixes.skipped.insert(action.row);
    else
      import.fixes.skipped.erase(action.row);
  if (import.fixes.cells.size() + import.fixes.skipped.size() > kMaxFixes)
    return fail(Code::too_large, "import.too_many_fixes");
  return {};
}

}  // namespace

void guess_columns(Import& import, const schema::Object& object,
                   const std::vector<ImportTarget>& targets) {
  std::vector<Target> known;
  const std::vector<std::string> paths = target_names(targets, object, known);
  const std::vector<ColumnGuess> guesses = guess_targets(import.file.found.columns, known);
  std::vector<std::string> taken;
  for (std::size_t i = 0; i < guesses.size() && i < import.columns.size(); ++i) {
    ColumnChoice& choice = import.columns[i];
    const ColumnGuess& guess = guesses[i];
    const auto found = std::ranges::find(known, guess.path, &Target::path);
    choice.target = found == known.end() ? std::string()
                                         : paths[static_cast<std::size_t>(found - known.begin())];
    choice.label = guess.label;
    choice.label_column = guess.label_column;
    choice.confidence = guess.confidence;
    choice.state = guess.state;
    const ImportTarget* target = find_target(targets, choice.target);
    if (!target || takes_several(*target, object.fields[static_cast<std::size_t>(target->field)]))
      continue;
    if (std::ranges::find(taken, choice.target) != taken.end()) {
      choice.target.clear();
      choice.state = GuessState::none;
    }
    taken.push_back(choice.target);
  }
}

bool needs_new_look(const FileChoice& choice, const FileInfo& found) {
  return (choice.encoding && *choice.encoding != found.encoding) ||
         (choice.separator && *choice.separator != found.separator) ||
         (choice.header && *choice.header != found.header) ||
         (choice.sheet && *choice.sheet != found.sheet);
}

Result<void> apply_changes(Import& import, const ImportChanges& changes,
                           const schema::Catalogue& catalogue) {
  const schema::Object* object = catalogue.object(import.object);
  if (!object) return fail(Code::not_found, "object.unknown", {{"name", import.object}});
  for (const auto& change : changes.columns) TRY(apply_column(import, change));
  TRY(check_columns(import, *object, import_targets(catalogue, *object)));
  if (changes.options) import.options = *changes.options;
  return apply_fixes(import, changes);
}

Result<void> check_assigned(const Import& import, const schema::Catalogue& catalogue) {
  const schema::Object* object = catalogue.object(import.object);
  if (!object || object->archived)
    return fail(Code::not_found, "object.unknown", {{"name", import.object}});
  const auto targets = import_targets(catalogue, *object);
  TRY(check_columns(import, *object, targets));
  if (std::ranges::all_of(import.columns, [](auto& choice) { return choice.target.empty(); }))
    return fail(Code::invalid, "import.nothing_assigned");
  const auto undecided = undecided_columns(import, *object, targets);
  if (undecided.empty()) return {};
  const auto column = static_cast<std::size_t>(undecided.front());
  return fail(Code::invalid, "import.format_needed",
              {{"name", import.file.found.columns[column].name},
               {"column", std::to_string(undecided.front())}},
              "columns");
}

}  // namespace kontor::importing
