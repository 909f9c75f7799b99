#include "expr/detail/functions.h"

#include <algorithm>
#include <array>

namespace kontor::expr {
namespace {

constexpr auto kFunctions = std::to_array<FunctionInfo>({
    {"if", Function::choose, 3, 3},
    {"coalesce", Function::coalesce, 1, -1},
    {"length", Function::length, 1, 1},
    {"lower", Function::lower, 1, 1},
    {"upper", Function::upper, 1, 1},
    {"trim", Function::trim, 1, 1},
    {"join", Function::join, 1, -1},
    {"left", Function::left, 2, 2},
    {"right", Function::right, 2, 2},
    {"round", Function::round, 1, 2},
    {"abs", Function::abs, 1, 1},
    {"min", Function::min, 1, -1},
    {"max", Function::max, 1, -1},
    {"year", Function::year, 1, 1},
    {"month", Function::month, 1, 1},
    {"day", Function::day, 1, 1},
    {"weekday", Function::weekday, 1, 1},
    {"week", Function::week, 1, 1},
    {"date", Function::date, 3, 3},
    {"days_between", Function::days_between, 2, 2},
    {"today", Function::today, 0, 0},
    {"now", Function::now, 0, 0},
    {"start_of", Function::start_of, 1, 2},
    {"end_of", Function::end_of, 1, 2},
    {"anniversary", Function::anniversary, 1, 1},
    {"count", Function::count, 1, 1},
    {"money", Function::money, 2, 2},
});

}  // namespace

const FunctionInfo* find_function(std::string_view name) {
  const auto found = std::ranges::find(kFunctions, name, &FunctionInfo::name);
  return found == kFunctions.end() ? nullptr : &*found;
}

}  // namespace kontor::expr
