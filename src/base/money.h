// Money: minor units and a currency (ISO 4217, with its number of decimals).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.h"
#include "base/result.h"

namespace kontor {

// How many decimals a currency has ("EUR" 2, "JPY" 0, "KWD" 3); nothing if there is no such
// currency.
std::optional<int> currency_decimals(std::string_view code);

struct Money {
  std::int64_t minor = 0;
  std::string currency;
  bool operator==(const Money&) const = default;
};

// "1.234,56 €", "EUR 12", "CHF 1'234.50", "-5 $"; without a currency in the text the default
// counts. Errors: those of parse_decimal, money.currency (unknown or none).
Result<Money> parse_money(std::string_view text, std::string_view default_currency,
                          NumberStyle style);

// "1234.56" at the currency's decimals.
std::string money_amount(const Money& money);
// "1.234,56 €": the sign for currencies that have one known to everybody, else the code.
std::string format_money(const Money& money, NumberStyle style);

}  // namespace kontor
