#include "records/write/default_values.h"

#include "base/decimal.h"
#include "expr/check.h"
#include "expr/evaluate.h"
#include "expr/parse.h"

namespace kontor::records {

using schema::Field;
using schema::FieldType;
using schema::FieldValue;

namespace {

// A record that is not there yet: every field is empty.
class NoRecord final : public expr::RecordView {
 public:
  std::vector<expr::Atom> values(const expr::Step&) const override { return {}; }
  std::vector<std::shared_ptr<const RecordView>> related(const expr::Step&) const override {
    return {};
  }
  std::int64_t id() const override { return 0; }
};

FieldValue from_number(const Field& field, std::int64_t number, int decimals) {
  switch (field.type) {
    case FieldType::number:
    case FieldType::percent: {
      auto scaled = rescale(number, decimals, field.decimals);
      return scaled ? FieldValue(*scaled) : FieldValue{};
    }
    case FieldType::money: {
      auto minor = rescale(number, decimals, currency_decimals(field.currency).value_or(2));
      return minor ? FieldValue(Money{*minor, field.currency}) : FieldValue{};
    }
    default:
      return number;
  }
}

FieldValue from_text(const Field& field, std::string text) {
  if (field.type != FieldType::select && field.type != FieldType::status)
    return text.empty() ? FieldValue{} : FieldValue(std::move(text));
  const schema::Option* option = field.option(text);
  return option ? FieldValue(std::int64_t{option->id}) : FieldValue{};
}

expr::Bindings bindings_of(const Run& run) {
  expr::Bindings bindings;
  bindings.me = run.actor.user.value;
  bindings.now = run.now.micros;
  bindings.zone = run.actor.zone;
  return bindings;
}

Result<FieldValue> evaluate(const Run& run, const schema::Object& object, const Field& field) {
  expr::CheckOptions options;
  options.any_type = true;
  auto tree = TRY(expr::parse(field.default_value));
  auto checked = TRY(expr::check(tree, run.shapes->catalogue(), object, options));
  auto atom = expr::value_of(checked, NoRecord(), bindings_of(run));
  if (auto* number = std::get_if<std::int64_t>(&atom))
    return from_number(field, *number, checked.root->type.decimals);
  if (auto* text = std::get_if<std::string>(&atom)) return from_text(field, std::move(*text));
  return FieldValue{};
}

}  // namespace

Result<std::vector<std::pair<int, schema::FieldEdit>>> default_values(const Run& run,
                                                                      const RowShape& shape) {
  std::vector<std::pair<int, schema::FieldEdit>> values;
  for (int place : shape.single) {
    const Field& field = shape.object().fields[static_cast<std::size_t>(place)];
    if (field.default_value.empty() || field.archived) continue;
    auto value = TRY(evaluate(run, shape.object(), field));
    if (!is_empty(value)) values.emplace_back(place, std::move(value));
  }
  return values;
}

}  // namespace kontor::records
