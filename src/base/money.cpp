#include "base/money.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kontor {
namespace {

// ISO 4217 list one, by number of decimals.
constexpr std::string_view kTwoDecimals =
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD "
    "CDF "
    "CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD "
    "HKD "
    "HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD "
    "MMK "
    "MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON "
    "RSD "
    "RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD "
    "TZS "
    "UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG";
constexpr std::string_view kNoDecimals =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
constexpr std::string_view kThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";

struct Sign {
  std::string_view sign;
  std::string_view code;
};
constexpr std::array<Sign, 6> kSigns = {
    {{"€", "EUR"}, {"$", "USD"}, {"£", "GBP"}, {"¥", "JPY"}, {"zł", "PLN"}, {"Kč", "CZK"}}};

bool lists(std::string_view list, std::string_view code) {
  const auto at = list.find(code);
  return at != std::string_view::npos && at % 4 == 0;
}

// The currency that `text` begins or ends with is cut off it.
std::optional<std::string> take_currency(std::string_view& text) {
  auto cut = [&](std::string_view name) {
    if (text.starts_with(name))
      text.remove_prefix(name.size());
    else if (text.ends_with(name))
      text.remove_suffix(name.size());
    else
      return false;
    text = trim(text);
    return true;
  };
  for (const auto& [sign, code] : kSigns)
    if (cut(sign)) return std::string(code);
  for (bool front : {true, false}) {
    if (text.size() < 3) break;
    std::string code(front ? text.substr(0, 3) : text.substr(text.size() - 3));
    std::ranges::transform(code, code.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? c - 32 : c; });
    if (!currency_decimals(code)) continue;
    text = trim(front ? text.substr(3) : text.substr(0, text.size() - 3));
    return code;
  }
  if (cut("Euro") || cut("euro")) return "EUR";
  return {};
}

}  // namespace

std::optional<int> currency_decimals(std::string_view code) {
  if (code.size() != 3) return {};
  if (lists(kTwoDecimals, code)) return 2;
  if (lists(kNoDecimals, code)) return 0;
  if (lists(kThreeDecimals, code)) return 3;
  return {};
}

Result<Money> parse_money(std::string_view text, std::string_view default_currency,
                          NumberStyle style) {
  text = trim(text);
  const bool negative = text.starts_with('-');  // "-5 €" and "-€5" alike
  if (negative) text = trim(text.substr(1));
  const std::string currency = take_currency(text).value_or(std::string(default_currency));
  const auto decimals = currency_decimals(currency);
  if (!decimals) return fail(Code::invalid, "money.currency", {{"currency", currency}});
  // German prices end in ",-" or ",--" where there are no cents.
  for (std::string_view dash : {"--", "-", "\u2013", "\u2014"})
    if (text.size() > dash.size() && text.ends_with(dash) &&
        text[text.size() - dash.size() - 1] == style.decimal) {
      text.remove_suffix(dash.size() + 1);
      break;
    }
  const std::int64_t minor = TRY(parse_decimal(text, *decimals, style));
  return Money{negative ? -minor : minor, currency};
}

std::string money_amount(const Money& money) {
  return decimal_to_string(money.minor, currency_decimals(money.currency).value_or(2));
}

std::string format_money(const Money& money, NumberStyle style) {
  std::string_view name = money.currency;
  for (const auto& [sign, code] : kSigns)
    if (code == money.currency) name = sign;
  return format_decimal(money.minor, currency_decimals(money.currency).value_or(2), style) +
         "\u00A0" + std::string(name);
}

}  // namespace kontor
