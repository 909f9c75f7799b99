#include "expr/evaluate.h"

#include <algorithm>

#include "expr/detail/evaluator.h"
#include "expr/detail/functions.h"

namespace kontor::expr {
namespace {

// What constants are evaluated against: there is nothing to read.
class NoRecord : public RecordView {
 public:
  std::vector<Atom> values(const Step&) const override { return {}; }
  std::vector<std::shared_ptr<const RecordView>> related(const Step&) const override { return {}; }
  std::int64_t id() const override { return 0; }
};

Value truth_value(bool truth) {
  return {std::int64_t{truth}};
}

bool is_condition(Op op) {
  switch (op) {
    case Op::logical_or:
    case Op::logical_and:
    case Op::logical_not:
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::contains:
    case Op::begins_with:
    case Op::ends_with:
    case Op::in:
    case Op::below:
    case Op::above:
    case Op::is_empty:
    case Op::reached:
    case Op::older_than:
    case Op::within:
    case Op::shared:
    case Op::exists:
      return true;
    default:
      return false;
  }
}

using Records = std::vector<std::shared_ptr<const RecordView>>;

// The records that the first `count` steps of a path lead to. The root itself is not owned.
Records follow(const std::vector<Step>& path, std::size_t count, const RecordView& record) {
  Records here{std::shared_ptr<const RecordView>(std::shared_ptr<void>(), &record)};
  for (std::size_t i = 0; i < count; ++i) {
    Records next;
    for (const auto& one : here)
      for (auto& related : one->related(path[i])) next.push_back(std::move(related));
    here = std::move(next);
  }
  return here;
}

}  // namespace

bool Evaluator::truth(const CheckedNode& node, const RecordView& record) const {
  auto holds = [&](const CheckedPtr& child) { return truth(*child, record); };
  switch (node.op) {
    case Op::logical_or:
      return std::ranges::any_of(node.children, holds);
    case Op::logical_and:
      return std::ranges::all_of(node.children, holds);
    case Op::logical_not:
      return !holds(node.children[0]);
    case Op::in:
      return std::any_of(node.children.begin() + 1, node.children.end(),
                         [&](const auto& other) { return compare(node, *other, record); });
    case Op::below:
    case Op::above:
      return is_in_set(*node.children[0], node.set, record);
    case Op::is_empty:
      return std::ranges::all_of(values(*node.children[0], record), &Value::empty);
    case Op::reached:
    case Op::older_than:
    case Op::within:
      return against_now(node, record);
    case Op::shared:
      return set_holds(node.set, record.id());
    case Op::exists:
      return exists(node, record);
    default:
      break;
  }
  if (is_condition(node.op)) return compare(node, *node.children[1], record);
  const Value value = single(node, record);
  return !value.empty() && value.number();
}

// Whether any value of the first child stands in this relation to any value of `other`.
bool Evaluator::compare(const CheckedNode& node, const CheckedNode& other,
                        const RecordView& record) const {
  const CheckedNode& left = *node.children[0];
  const bool equal = node.op == Op::equal || node.op == Op::in;
  if (equal && other.op == Op::mine && other.type.many) return is_in_set(left, other.set, record);
  const std::vector<Value> rights = values(other, record);
  return std::ranges::any_of(values(left, record), [&](const Value& a) {
    return std::ranges::any_of(rights, [&](const Value& b) {
      return expr::compare(node.op, a, left.type, b, other.type, calendar_);
    });
  });
}

bool Evaluator::is_in_set(const CheckedNode& node, const std::string& set,
                          const RecordView& record) const {
  return std::ranges::any_of(values(node, record), [&](const Value& value) {
    return !value.empty() && set_holds(set, value.number());
  });
}

bool Evaluator::set_holds(const std::string& set, std::int64_t id) const {
  const auto found = bindings_.mine.find(set);
  return found != bindings_.mine.end() && found->second &&
         std::ranges::binary_search(*found->second, id);
}

bool Evaluator::against_now(const CheckedNode& node, const RecordView& record) const {
  const Range range = range_of(node, calendar_);
  if (range.nothing) return false;
  return std::ranges::any_of(values(*node.children[0], record), [&](const Value& value) {
    return !value.empty() && (!range.first || value.number() >= *range.first) &&
           (!range.last || value.number() <= *range.last);
  });
}

bool Evaluator::exists(const CheckedNode& node, const RecordView& record) const {
  return std::ranges::any_of(follow(node.path, node.path.size(), record), [&](const auto& one) {
    return node.children.empty() || truth(*node.children[0], *one);
  });
}

std::vector<Value> Evaluator::values(const CheckedNode& node, const RecordView& record) const {
  if (node.op == Op::path) return path_values(node, record);
  if (node.op == Op::before) return path_values(node, record.before() ? *record.before() : record);
  if (node.op != Op::mine || !node.type.many) return {single(node, record)};
  std::vector<Value> all;
  if (const auto set = bindings_.mine.find(node.set); set != bindings_.mine.end() && set->second)
    for (const std::int64_t id : *set->second) all.push_back({id});
  return all;
}

std::vector<Value> Evaluator::path_values(const CheckedNode& node, const RecordView& record) const {
  Step last = node.path.back();
  const std::string facet = last.facet;
  if (facet != "currency") last.facet.clear();
  std::vector<Value> all;
  for (const auto& owner : follow(node.path, node.path.size() - 1, record)) {
    for (Atom& atom : owner->values(last)) {
      Value value{std::move(atom)};
      if (value.empty()) continue;
      if (!facet.empty() && facet != "currency")
        value = option_facet(*last.field, value.number(), facet);
      if (node.type.kind == TypeKind::money) {
        Step currency = last;
        currency.facet = "currency";
        for (const Atom& code : owner->values(currency))
          if (const auto* text = std::get_if<std::string>(&code)) value.currency = *text;
        if (value.currency.empty()) continue;  // an amount of nothing
      }
      all.push_back(std::move(value));
    }
  }
  return all;
}

Value Evaluator::single(const CheckedNode& node, const RecordView& record) const {
  if (is_condition(node.op)) return truth_value(truth(node, record));
  switch (node.op) {
    case Op::number:
    case Op::boolean:
    case Op::date:
    case Op::instant:
    case Op::duration:
      return {node.value, node.currency};
    case Op::text:
      if (node.type.kind == TypeKind::text) return {node.source->text};
      return {node.value};
    case Op::empty:
      return {};
    case Op::mine:
      return bindings_.me ? Value{bindings_.me} : Value{};
    case Op::path:
    case Op::before: {
      std::vector<Value> all = values(node, record);
      return all.empty() ? Value{} : std::move(all.front());
    }
    default:
      return call(node, record);
  }
}

Value Evaluator::call(const CheckedNode& node, const RecordView& record) const {
  if (node.function == Function::count && node.op == Op::call) {
    std::int64_t count = 0;
    for (const auto& owner : follow(node.path, node.path.size() - 1, record))
      count += static_cast<std::int64_t>(owner->values(node.path.back()).size());
    return {count};
  }
  std::vector<Value> args;
  for (const CheckedPtr& child : node.children) args.push_back(single(*child, record));
  return calculate(node, args, calendar_);
}

bool is_constant(const CheckedNode& node) {
  switch (node.op) {
    case Op::path:
    case Op::before:
    case Op::shared:
    case Op::exists:
    case Op::below:
    case Op::above:
      return false;
    default:
      break;
  }
  if (node.op == Op::call && node.function == Function::count) return false;
  return std::ranges::all_of(node.children, [](const auto& child) { return is_constant(*child); });
}

Value constant_value(const CheckedNode& node, const Bindings& bindings) {
  return Evaluator(bindings).single(node, NoRecord());
}

Range range_of(const CheckedNode& node, const Calendar& calendar) {
  const bool date = node.children[0]->type.kind == TypeKind::date;
  const std::int64_t here = date ? calendar.today() : calendar.now();
  if (node.op == Op::reached) return {.last = here};
  const CheckedNode& span = *node.children[1];
  auto moved = [&](std::int64_t by) -> std::optional<std::int64_t> {
    if (span.type.unit == DurationUnit::micros) return here + by;
    if (date)
      return span.type.unit == DurationUnit::days ? add_days(here, by) : add_months(here, by);
    return span.type.unit == DurationUnit::days ? calendar.move_days(here, by)
                                                : calendar.move_months(here, by);
  };
  const auto first = moved(-span.value);
  // Beyond the year 1 nothing is older, and everything is within.
  if (node.op == Op::older_than) return first ? Range{.last = *first - 1} : Range{.nothing = true};
  return {.first = first, .last = moved(span.value)};
}

bool holds(const Checked& condition, const RecordView& record, const Bindings& bindings) {
  return Evaluator(bindings).truth(*condition.root, record);
}

Atom value_of(const Checked& formula, const RecordView& record, const Bindings& bindings) {
  Value value = Evaluator(bindings).single(*formula.root, record);
  return value.empty() ? Atom{} : std::move(value.atom);
}

std::string currency_of(const Checked& formula, const RecordView& record,
                        const Bindings& bindings) {
  const Value value = Evaluator(bindings).single(*formula.root, record);
  return value.empty() ? std::string() : value.currency;
}

}  // namespace kontor::expr
