// The cells of an export, typed, so that each format writes them its own way.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "base/time.h"
#include "base/zone.h"

namespace kontor::exporting {

struct DecimalCell {
  std::int64_t value = 0;
  int decimals = 0;
};

using Cell = std::variant<std::monostate, std::string, DecimalCell, Money, Date, Instant, bool>;

// Fills one row with exactly as many cells as there are columns; false when there are no more.
using NextRow = std::function<Result<bool>(std::vector<Cell>& cells)>;
// Takes the next piece of the file.
using Sink = std::function<Result<>(std::string_view bytes)>;

// In whose language and where the file will be read.
struct ExportStyle {
  std::string language = "de";  // "de" or "en"
  TimeZone zone = TimeZone::utc();
  bool byte_order_mark = true;  // separated values: what tells spreadsheets that it is UTF-8
  bool german() const { return language == "de"; }
};

}  // namespace kontor::exporting
