#include "records/imports/import.h"

#include <array>
#include <utility>

namespace kontor::importing {
namespace {

constexpr std::array<std::pair<ImportState, std::string_view>, 8> kStates{{
    {ImportState::mapping, "mapping"},
    {ImportState::checking, "checking"},
    {ImportState::checked, "checked"},
    {ImportState::running, "running"},
    {ImportState::stopped, "stopped"},
    {ImportState::done, "done"},
    {ImportState::undoing, "undoing"},
    {ImportState::undone, "undone"},
}};

}  // namespace

std::string_view to_string(ImportState state) {
  return kStates[static_cast<std::size_t>(state)].second;
}

std::optional<ImportState> parse_import_state(std::string_view word) {
  for (const auto& [state, name] : kStates)
    if (name == word) return state;
  return std::nullopt;
}

}  // namespace kontor::importing
