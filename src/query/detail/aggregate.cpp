#include "query/detail/aggregate.h"

#include <algorithm>
#include <array>

#include "base/decimal.h"
#include "base/money.h"
#include "base/time.h"
#include "expr/parse.h"
#include "expr/to_sql.h"
#include "query/order.h"

namespace kontor::query {
namespace {

using schema::FieldType;
using storage::Sql;

constexpr int kMoreDecimals = 2;  // of an average

bool is_time(FieldType type) {
  return type == FieldType::date || type == FieldType::date_time ||
         type == FieldType::instant_system;
}

bool is_number(FieldType type) {
  return type == FieldType::number || type == FieldType::percent || type == FieldType::money;
}

Failure unknown(const std::string& text) {
  return fail(Code::invalid, "query.aggregate", {{"text", text.substr(0, 100)}}, "aggregates");
}

}  // namespace

void Partial::add(const Partial& other) {
  if (other.count == 0) return;
  least = count == 0 ? other.least : std::min(least, other.least);
  greatest = count == 0 ? other.greatest : std::max(greatest, other.greatest);
  count += other.count;
  sum = checked_add(sum, other.sum).value_or(0);
}

Result<Aggregate> Aggregate::bind(const std::string& text, const schema::Object& object,
                                  const Reader& reader, Rights& rights) {
  constexpr std::array<std::string_view, 6> kNames = {"sum", "average", "min",
                                                      "max", "count",   "empty"};
  const auto open = text.find('(');
  if (open == std::string::npos || !text.ends_with(')')) return unknown(text);
  const auto name = std::ranges::find(kNames, std::string_view(text).substr(0, open));
  if (name == kNames.end()) return unknown(text);

  Aggregate aggregate;
  aggregate.text_ = text;
  aggregate.function_ = static_cast<Function>(name - kNames.begin());
  const std::string path_text = text.substr(open + 1, text.size() - open - 2);
  const Path path = TRY(resolve(path_text, object, *reader.catalogue));
  aggregate.field_ = path.field;
  const bool asks =
      aggregate.function_ == Function::count || aggregate.function_ == Function::empty;
  const bool fits = !path.part && !path.field->has_many_values() &&
                    (is_number(path.field->type) ||
                     (is_time(path.field->type) && aggregate.function_ != Function::sum &&
                      aggregate.function_ != Function::average));
  if (!asks && !fits) return unknown(text);

  const auto tree = TRY(expr::parse(asks ? path_text + " is not empty" : path_text));
  const auto checked = TRY(expr::check(tree, reader.catalogue, object, {.any_type = true}));
  TRY(rights.require(checked));
  const auto context = rights.context();
  Sql& columns = aggregate.columns_;
  if (asks) {
    columns << "CASE WHEN " << condition_sql(checked, context, kRoot) << " THEN 1 END AS v";
  } else {
    columns << value_sql(checked, context, kRoot, false) << " AS v";
  }
  const bool money = !asks && path.field->type == FieldType::money;
  columns << ", " << (money ? currency_sql(checked, context, kRoot) : Sql{"''", {}}) << " AS c";
  return aggregate;
}

void Aggregate::write(const Partials& partials, std::int64_t records, JsonWriter& json) const {
  json.key(text_);
  if (function_ == Function::count || function_ == Function::empty) {
    const auto found = partials.find("");
    const std::int64_t filled = found == partials.end() ? 0 : found->second.count;
    json.number(function_ == Function::count ? filled : records - filled);
    return;
  }
  if (partials.empty()) {
    json.null();
    return;
  }
  const bool several = partials.size() > 1;
  if (several) json.begin_array();
  for (const auto& [currency, partial] : partials) write_value(currency, partial, json);
  if (several) json.end_array();
}

void Aggregate::write_value(const std::string& currency, const Partial& partial,
                            JsonWriter& json) const {
  const bool average = function_ == Function::average;
  int decimals = field_->decimals;
  std::int64_t value = partial.sum;
  if (function_ == Function::min) value = partial.least;
  if (function_ == Function::max) value = partial.greatest;
  if (average && field_->type != FieldType::money) {
    const int finer = std::min(kMaxDecimals, decimals + kMoreDecimals);
    const std::int64_t times = power_of_ten(finer - decimals);
    value = multiply_divide(partial.sum, times, partial.count).value_or(0);
    decimals = finer;
  } else if (average) {
    value = multiply_divide(partial.sum, 1, partial.count).value_or(0);
  }
  switch (field_->type) {
    case FieldType::money:
      json.begin_object().key("amount").text(money_amount({value, currency}));
      json.key("currency").text(currency).end_object();
      break;
    case FieldType::date:
      json.text(to_string(Date{static_cast<std::int32_t>(value)}));
      break;
    case FieldType::date_time:
    case FieldType::instant_system:
      json.text(to_string(Instant{value}));
      break;
    default:
      json.text(decimal_to_string(value, decimals));
  }
}

}  // namespace kontor::query
