// The functions of the language: their names, and how many arguments they take. What the arguments
// must be is decided in check_call.cpp.
#pragma once

#include <string_view>

#include "expr/check.h"

namespace kontor::expr {

// clang-format off
enum class Function : int {
  choose,  // if
  coalesce, length, lower, upper, trim, join, left, right, round, abs, min, max,
  year, month, day, weekday, week, date, days_between, today, now, start_of, end_of, anniversary,
  count, money,
};
// clang-format on

struct FunctionInfo {
  std::string_view name;
  Function function;
  int fewest, most;  // arguments; most -1: any number
};

// Null if there is no function of this name.
const FunctionInfo* find_function(std::string_view name);

}  // namespace kontor::expr
