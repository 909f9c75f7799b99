// money: {"amount": "49.00", "currency": "EUR"}; a bare decimal means the field's currency.
#include "base/money.h"

#include "schema/fields/kinds.h"

namespace kontor::schema {
namespace {

// Ten trillion euros: thousands of the largest amounts still have a sum.
constexpr std::int64_t kMostMinorUnits = 1'000'000'000'000'000;

Result<FieldEdit> read_amount(const Field& field, const JsonValue& amount, std::string currency) {
  auto decimals = currency_decimals(currency);
  if (!decimals) return bad_value("money.currency", field, {{"currency", currency.substr(0, 20)}});
  std::string digits;
  if (auto text = amount.text()) {
    digits = std::string(*text);
  } else if (auto number = amount.number()) {
    digits = std::move(*number);
  } else {
    return expected("money", field, amount);
  }
  if (digits.empty()) return FieldEdit(FieldValue{});
  if (digits.size() > 40) return bad_value("number.range", field, {{"text", digits.substr(0, 40)}});
  auto minor = parse_decimal(digits, *decimals);
  if (!minor) return Failure(std::move(minor).error().in_field(field.name));
  if (*minor > kMostMinorUnits || *minor < -kMostMinorUnits)
    return bad_value("number.range", field, {{"text", digits}});
  return FieldEdit(FieldValue(Money{*minor, std::move(currency)}));
}

Result<FieldEdit> read(const Field& field, const JsonValue& json) {
  if (!json.is_object()) return read_amount(field, json, field.currency);
  std::string currency = field.currency;
  const JsonValue* amount = nullptr;
  for (const auto& member : json.members()) {
    if (member.name == "amount") {
      amount = &member.value;
    } else if (member.name == "currency" && member.value.text()) {
      currency = std::string(*member.value.text());
    } else {
      return bad_value("value.unknown_part", field, {{"part", member.name.substr(0, 100)}});
    }
  }
  if (!amount) return expected("money", field, json);
  if (amount->is_null()) return FieldEdit(FieldValue{});
  return read_amount(field, *amount, std::move(currency));
}

void write(JsonWriter& json, const Field&, const FieldValue& value) {
  const auto& money = std::get<Money>(value);
  json.begin_object().key("amount").text(money_amount(money));
  json.key("currency").text(money.currency).end_object();
}

}  // namespace

const FieldKind kMoneyKind{read, write, recall_by_reading<read>};

}  // namespace kontor::schema
