#include <algorithm>
#include <limits>

#include "base/decimal.h"
#include "base/text.h"
#include "expr/detail/sql_compiler.h"

namespace kontor::expr {
namespace {

bool is_path(const CheckedNode& node) {
  return node.op == Op::path || node.op == Op::before;
}
bool is_set(const CheckedNode& node) {
  return node.op == Op::mine && node.type.many;
}

std::string_view sign(Op op) {
  switch (op) {
    case Op::not_equal:
      return "<>";
    case Op::less:
      return "<";
    case Op::less_equal:
      return "<=";
    case Op::greater:
      return ">";
    case Op::greater_equal:
      return ">=";
    default:
      return "=";
  }
}

// `a op b` is `b mirrored(op) a`.
Op mirrored(Op op) {
  switch (op) {
    case Op::less:
      return Op::greater;
    case Op::less_equal:
      return Op::greater_equal;
    case Op::greater:
      return Op::less;
    case Op::greater_equal:
      return Op::less_equal;
    default:
      return op;
  }
}

bool is_about_text(Op op) {
  return op == Op::contains || op == Op::begins_with || op == Op::ends_with;
}

bool is_order(Op op) {
  return op == Op::less || op == Op::less_equal || op == Op::greater || op == Op::greater_equal;
}

}  // namespace

Sql SqlCompiler::comparison(const CheckedNode& node, const std::string& row, Nulls nulls,
                            SqlFrame* frame) {
  return compare(node.op, *node.children[0], *node.children[1], row, nulls, frame);
}

Sql SqlCompiler::compare(Op op, const CheckedNode& left, const CheckedNode& right,
                         const std::string& row, Nulls nulls, SqlFrame* frame) {
  if (is_set(left) && !is_set(right)) return compare(mirrored(op), right, left, row, nulls, frame);
  if (is_set(right)) {
    if (op != Op::not_equal) return in_set(left, right.set, row, nulls, frame);
    if (is_path(left))
      return any(left, row, nulls, [&](const Place& place) {
        return not_all_of(column(place, Form::raw), right.set);
      });
    return computed(frame, nulls, [&](SqlFrame& steps) {
      return not_all_of(simple(left, row, Form::raw, steps).sql, right.set);
    });
  }
  if (is_constant(left) && is_path(right) && !is_about_text(op))
    return compare(mirrored(op), right, left, row, nulls, frame);
  if (is_path(left) && is_constant(right) && !right.type.many) {
    const Value value = constant_value(right, bindings_);
    if (value.empty()) return sql("FALSE");
    return any(left, row, nulls, [&](const Place& place) {
      return with_constant(op, place, left.type, value, right.type);
    });
  }
  if (left.type.many) return many_with_other(op, left, right, true, row, nulls, frame);
  if (right.type.many) return many_with_other(op, right, left, false, row, nulls, frame);
  return computed(frame, nulls,
                  [&](SqlFrame& steps) { return values_compared(op, left, right, row, steps); });
}

// --- a field and a constant: in forms that indexes can serve

Sql SqlCompiler::with_constant(Op op, const Place& place, const Type& type, const Value& value,
                               const Type& value_type) {
  if (!place.step->facet.empty() && place.step->facet != "currency")
    return facet_with_constant(op, place, type, value, value_type);
  switch (type.kind) {
    case TypeKind::text:
      return text_with_constant(op, place, value.text());
    case TypeKind::number:
      return number_with_constant(op, column(place, Form::raw), type.decimals, value.number(),
                                  value_type.decimals);
    case TypeKind::money:
      return money_with_constant(op, place, value);
    case TypeKind::date:
    case TypeKind::instant:
      return time_with_constant(op, column(place, Form::raw), type, value.number(), value_type);
    default:
      return sql(column(place, Form::raw), " ", sign(op), " ", text_.integer(value.number()));
  }
}

Sql SqlCompiler::text_with_constant(Op op, const Place& place, const std::string& text) {
  const Sql raw = column(place, Form::raw);
  if (is_order(op)) {
    const Sql test = sql(column(place, Form::sort), " ", sign(op), " ", text_.blob(sort_key(text)));
    const bool below = op == Op::less || op == Op::less_equal;  // where the empty text lies
    return below ? sql("(", test, " AND ", raw, " <> '')") : test;
  }
  const Sql fold = column(place, Form::fold);
  const std::string folded = fold_case(text);
  const Sql constant = text_.text(folded);
  switch (op) {
    case Op::not_equal:
      return sql("(", fold, " <> ", constant, " AND ", raw, " <> '')");
    case Op::contains:
      return text_.contains(fold, constant);
    case Op::ends_with:
      return text_.ends_with(fold, constant);
    case Op::begins_with: {
      const std::string end = storage::prefix_end(folded);
      if (end.empty()) return SqlText::begins_with(fold, constant);
      return sql("(", fold, " >= ", constant, " AND ", fold, " < ", text_.text(end), ")");
    }
    default:
      return sql(fold, " = ", constant);
  }
}

// The constant is brought to the scale of the column, never the column to that of the constant.
Sql SqlCompiler::number_with_constant(Op op, const Sql& column, int decimals, std::int64_t value,
                                      int value_decimals) {
  const Sql always = sql(column, " IS NOT NULL"), never = sql("FALSE");
  auto plain = [&](Op with, std::int64_t number) {
    return sql(column, " ", sign(with), " ", text_.integer(number));
  };
  if (value_decimals <= decimals) {
    const Int128 scaled = Int128{value} * power_of_ten(decimals - value_decimals);
    if (const auto number = narrow(scaled)) return plain(op, *number);
    const bool below = op == Op::less || op == Op::less_equal;
    const bool above = op == Op::greater || op == Op::greater_equal;
    return op == Op::not_equal || (value > 0 ? below : above) ? always : never;
  }
  const std::int64_t unit = power_of_ten(value_decimals - decimals);
  const std::int64_t floor = floor_divide(value, unit);
  if (value % unit == 0) return plain(op, floor);
  switch (op) {
    case Op::not_equal:
      return always;
    case Op::less:
    case Op::less_equal:
      return plain(Op::less_equal, floor);
    case Op::greater:
    case Op::greater_equal:
      return plain(Op::greater, floor);
    default:
      return never;
  }
}

// Beside a date, an instant is its local day: an instant column then lies in a range.
Sql SqlCompiler::time_with_constant(Op op, const Sql& column, const Type& type, std::int64_t value,
                                    const Type& value_type) {
  auto plain = [&](Op with, std::int64_t number) {
    return sql(column, " ", sign(with), " ", text_.integer(number));
  };
  if (type.kind == value_type.kind) return plain(op, value);
  if (type.kind == TypeKind::date) return plain(op, calendar_.day_of(value));
  const std::int64_t begin = calendar_.start_of_day(value);
  const std::int64_t end = calendar_.start_of_day(value + 1);
  switch (op) {
    case Op::less:
      return plain(Op::less, begin);
    case Op::less_equal:
      return plain(Op::less, end);
    case Op::greater:
      return plain(Op::greater_equal, end);
    case Op::greater_equal:
      return plain(Op::greater_equal, begin);
    case Op::not_equal:
      return sql("(", plain(Op::less, begin), " OR ", plain(Op::greater_equal, end), ")");
    default:
      return sql("(", plain(Op::greater_equal, begin), " AND ", plain(Op::less, end), ")");
  }
}

Sql SqlCompiler::money_with_constant(Op op, const Place& place, const Value& value) {
  const Sql code = sql(place.row, ".", storage::quoted(place.step->field->currency_column));
  return sql(column(place, Form::raw), " ", sign(op), " ", text_.integer(value.number()), " AND ",
             code, " IS NOT NULL AND ", code, " = ", text_.text(value.currency));
}

// The options that fit are known before the query runs.
Sql SqlCompiler::facet_with_constant(Op op, const Place& place, const Type& type,
                                     const Value& value, const Type& value_type) {
  std::vector<std::int64_t> ids;
  for (const schema::Option& option : place.step->field->options) {
    const Value facet = option_facet(*place.step->field, option.id, place.step->facet);
    if (expr::compare(op, facet, type, value, value_type, calendar_)) ids.push_back(option.id);
  }
  return one_of(stored(place), std::move(ids));
}

// `x != my.set`: some member of the set is another.
Sql SqlCompiler::not_all_of(const Sql& id, const std::string& set) {
  const auto found = bindings_.mine.find(set);
  if (found == bindings_.mine.end() || !found->second || found->second->empty())
    return sql("FALSE");
  if (found->second->size() > 1) return sql(id, " IS NOT NULL");
  return sql(id, " <> ", text_.integer(found->second->front()));
}

// --- lists

Sql SqlCompiler::membership(const CheckedNode& node, const std::string& row, Nulls nulls,
                            SqlFrame* frame) {
  const CheckedNode& left = *node.children[0];
  std::vector<const CheckedNode*> constants, others;
  for (std::size_t i = 1; i < node.children.size(); ++i) {
    const CheckedNode& child = *node.children[i];
    const bool constant = is_path(left) && is_constant(child) && !child.type.many;
    (constant ? constants : others).push_back(&child);
  }
  const auto mark = frame ? frame->mark() : 0;
  Sql all;
  int parts = 0;
  auto add = [&](const Sql& part) {
    all << (parts++ ? " OR " : "") << part;
    if (frame && frame->waiting(mark) > kMostWaiting)
      all = sql(frame->step(mark, sql("(", all, ") AS x")), ".x");
  };
  if (!constants.empty()) add(one_of(left, constants, row, nulls));
  for (const CheckedNode* other : others) add(compare(Op::equal, left, *other, row, nulls, frame));
  return parts > 1 ? sql("(", all, ")") : all;
}

Sql SqlCompiler::one_of(const Sql& column, std::vector<std::int64_t> numbers) const {
  if (numbers.empty()) return sql("FALSE");
  if (numbers.size() == 1) return sql(column, " = ", text_.integer(numbers.front()));
  std::ranges::sort(numbers);
  numbers.erase(std::ranges::unique(numbers).begin(), numbers.end());
  return text_.in_set(column,
                      std::make_shared<const std::vector<std::int64_t>>(std::move(numbers)));
}

Sql SqlCompiler::one_of(const CheckedNode& left, const std::vector<const CheckedNode*>& constants,
                        const std::string& row, Nulls nulls) {
  std::vector<std::int64_t> numbers;
  std::vector<std::string> texts;
  std::vector<std::pair<Value, Type>> odd;  // what has to be compared one by one
  const bool facet = !left.path.back().facet.empty();
  for (const CheckedNode* constant : constants) {
    const Value value = constant_value(*constant, bindings_);
    if (value.empty()) continue;
    const Type& type = constant->type;
    const bool plain = !facet && type.kind == left.type.kind && type.kind != TypeKind::money &&
                       type.decimals == left.type.decimals;
    if (!plain)
      odd.emplace_back(value, type);
    else if (type.kind == TypeKind::text)
      texts.push_back(fold_case(value.text()));
    else
      numbers.push_back(value.number());
  }
  if (numbers.empty() && texts.empty() && odd.empty()) return sql("FALSE");
  return any(left, row, nulls, [&](const Place& place) {
    Sql all;
    auto add = [&](const Sql& part) { all << (all.text.empty() ? "" : " OR ") << part; };
    if (!numbers.empty()) add(one_of(column(place, Form::raw), numbers));
    if (texts.size() == 1)
      add(sql(column(place, Form::fold), " = ", text_.text(texts.front())));
    else if (!texts.empty())
      add(text_.in_set(column(place, Form::fold),
                       std::make_shared<const std::vector<std::string>>(texts)));
    for (const auto& [value, type] : odd)
      add(sql("(", with_constant(Op::equal, place, left.type, value, type), ")"));
    return sql("(", all, ")");
  });
}

// --- two values

Sql SqlCompiler::texts_compared(Op op, const Sql& left, const Sql& right) {
  switch (op) {
    case Op::contains:
      return text_.contains(left, right);
    case Op::begins_with:
      return SqlText::begins_with(left, right);
    case Op::ends_with:
      return SqlText::ends_with(left, right);
    default:
      return sql(left, " ", sign(op), " ", right);
  }
}

// Texts, options and records are what a path to many can end in.
Sql SqlCompiler::many_with_other(Op op, const CheckedNode& many, const CheckedNode& other,
                                 bool many_left, const std::string& row, Nulls nulls,
                                 SqlFrame* frame) {
  const bool text = many.type.kind == TypeKind::text;
  return computed(frame, nulls, [&](SqlFrame& steps) {
    const Sql value = simple(other, row, Form::fold, steps).sql;
    return any(many, row, Nulls::allowed, [&](const Place& place) {
      const Sql here = column(place, Form::fold);
      Sql test = many_left ? texts_compared(op, here, value) : texts_compared(op, value, here);
      if (text) test << " AND " << column(place, Form::raw) << " <> ''";
      return test;
    });
  });
}

Sql SqlCompiler::values_compared(Op op, const CheckedNode& left, const CheckedNode& right,
                                 const std::string& row, SqlFrame& frame) {
  const Type &a = left.type, &b = right.type;
  if (a.kind == TypeKind::text) {
    const Form form = is_order(op) ? Form::sort : Form::fold;
    const Sql x = simple(left, row, form, frame).sql, y = simple(right, row, form, frame).sql;
    return texts_compared(op, x, y);
  }
  if (a.kind == TypeKind::money) {
    const SqlMoney x = money(left, row, frame), y = money(right, row, frame);
    return sql("(", x.amount, " ", sign(op), " ", y.amount, " AND ", x.currency, " = ", y.currency,
               ")");
  }
  const Sql x = day_or_number(left, right, row, frame).sql;
  const Sql y = day_or_number(right, left, row, frame).sql;
  std::int64_t x_times = 1, y_times = 1;
  if (a.kind == TypeKind::number) {
    x_times = power_of_ten(std::max(0, b.decimals - a.decimals));
    y_times = power_of_ten(std::max(0, a.decimals - b.decimals));
  } else if (a.kind == TypeKind::duration && a.unit != b.unit) {
    (a.unit == DurationUnit::days ? x_times : y_times) = kDayMicros;
  }
  if (x_times > 1) return SqlText::scaled_comparison(x, x_times, sign(op), y);
  if (y_times > 1) return SqlText::scaled_comparison(y, y_times, sign(mirrored(op)), x);
  return sql(x, " ", sign(op), " ", y);
}

SqlValue SqlCompiler::day_or_number(const CheckedNode& node, const CheckedNode& other,
                                    const std::string& row, SqlFrame& frame) {
  if (node.type.kind == TypeKind::instant && other.type.kind == TypeKind::date)
    return {day(node, row, frame)};
  return simple(node, row, Form::raw, frame);
}

}  // namespace kontor::expr
