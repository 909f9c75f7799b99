#include <cstdio>
#include <optional>

#include "base/decimal.h"
#include "base/time.h"
#include "expr/detail/names.h"
#include "expr/detail/vocabulary.h"
#include "expr/parse.h"

namespace kontor::expr {
namespace {

// How tightly a spelling holds together; a looser one inside a tighter one needs parentheses.
enum Level { kOr, kAnd, kNot, kComparison, kSum, kProduct, kUnary, kAtom };

struct OpSpelling {
  Op op;
  std::string_view sign;  // or:
  Word word = Word::is;
  Word negative = Word::is;  // the spelling of `not (a op b)`
};

constexpr OpSpelling kOpSpellings[] = {
    {Op::equal, "="},
    {Op::not_equal, "!="},
    {Op::less, "<"},
    {Op::less_equal, "<="},
    {Op::greater, ">"},
    {Op::greater_equal, ">="},
    {Op::add, "+"},
    {Op::subtract, "-"},
    {Op::multiply, "*"},
    {Op::divide, "/"},
    {Op::contains, "", Word::contains, Word::not_contains},
    {Op::begins_with, "", Word::begins_with, Word::not_begins_with},
    {Op::ends_with, "", Word::ends_with, Word::not_ends_with},
    {Op::in, "", Word::in, Word::not_in},
    {Op::below, "", Word::below},
    {Op::above, "", Word::above},
    {Op::older_than, "", Word::older_than},
    {Op::within, "", Word::within},
};

const OpSpelling& spelling_of(Op op) {
  for (const OpSpelling& entry : kOpSpellings)
    if (entry.op == op) return entry;
  return kOpSpellings[0];
}

// `not (a in b)` is written `a not in b`.
bool has_negative(Op op) {
  return op == Op::is_empty || op == Op::in || op == Op::contains || op == Op::begins_with ||
         op == Op::ends_with;
}

Level level_of(const Node& node) {
  switch (node.op) {
    case Op::logical_or:
      return kOr;
    case Op::logical_and:
      return kAnd;
    case Op::logical_not:
      return has_negative(node.children[0]->op) ? kComparison : kNot;
    case Op::add:
    case Op::subtract:
      return kSum;
    case Op::multiply:
    case Op::divide:
      return kProduct;
    case Op::negate:
      return kUnary;
    case Op::number:
    case Op::duration:
      return node.number < 0 ? kUnary : kAtom;
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
      return kComparison;
    default:
      return kAtom;
  }
}

std::string escaped(std::string_view text, char close) {
  std::string out;
  for (char c : text) {
    if (c == close || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

class Renderer {
 public:
  Renderer(const Vocabulary& vocabulary, const Names* names, const schema::Object* object)
      : vocabulary_(vocabulary), names_(names), object_(object) {}

  std::string run(const Ast& tree) {
    expression(tree, kOr);
    return std::move(out_);
  }

 private:
  void expression(const Ast& node, Level at_least) {
    const bool parentheses = level_of(*node) < at_least;
    const auto choice = choice_;
    if (node->op != Op::text) choice_.reset();
    if (parentheses) out_ += '(';
    bare(*node);
    if (parentheses) out_ += ')';
    choice_ = choice;
  }

  void bare(const Node& node) {
    switch (level_of(node)) {
      case kOr:
        return list(node.children, said(Word::logical_or, " ", " "), kAnd);
      case kAnd:
        return list(node.children, said(Word::logical_and, " ", " "), kNot);
      case kNot:
        return negation(node);
      case kComparison:
        return comparison(node);
      case kSum:
        return binary(node, kSum, kProduct);
      case kProduct:
        return binary(node, kProduct, kUnary);
      default:
        return tight(node);
    }
  }

  std::string said(Word word, const char* before = "", const char* after = "") const {
    return before + std::string(spelling(vocabulary_, word)) + after;
  }
  std::string separator() const { return std::string(1, vocabulary_.separator) + " "; }

  void list(const std::vector<Ast>& children, std::string_view between, Level at_least,
            std::size_t from = 0) {
    for (std::size_t i = from; i < children.size(); ++i) {
      if (i > from) out_ += between;
      expression(children[i], at_least);
    }
  }

  // Not strictly needed around a comparison, but nobody should have to know that.
  void negation(const Node& node) {
    out_ += said(Word::logical_not, "", " ");
    expression(node.children[0], level_of(*node.children[0]) == kComparison ? kSum : kComparison);
  }

  void binary(const Node& node, Level left, Level right) {
    expression(node.children[0], left);
    const OpSpelling& op = spelling_of(node.op);
    out_ += ' ' + (op.sign.empty() ? said(op.word) : std::string(op.sign)) + ' ';
    expression(node.children[1], right);
  }

  void comparison(const Node& outer) {
    const bool negative = outer.op == Op::logical_not;
    const Node& node = negative ? *outer.children[0] : outer;
    choice_ = choice_of(node);
    switch (node.op) {
      case Op::is_empty:
        expression(node.children[0], kSum);
        out_ += said(Word::is, " ") + (negative ? said(Word::logical_not, " ") : "") +
                said(Word::empty, " ");
        return;
      case Op::reached:
        expression(node.children[0], kSum);
        out_ += said(Word::reached, " ");
        return;
      case Op::in:
        return membership(node, negative);
      default:
        break;
    }
    if (!negative)
      binary(node, kSum, kSum);
    else {
      expression(node.children[0], kSum);
      out_ += said(spelling_of(node.op).negative, " ", " ");
      expression(node.children[1], kSum);
    }
    if ((node.op == Op::below || node.op == Op::above) && node.number) {
      out_ += said(Word::at_most, " ", " ");
      counted(node.number, Word::levels);
    }
    // "älter als 2 Tage", but "innerhalb von 2 Tagen".
    if (node.op == Op::within && vocabulary_.german_dates && node.children[1]->number != 1 &&
        out_.ends_with('e'))
      out_ += 'n';
  }

  void membership(const Node& node, bool negative) {
    expression(node.children[0], kSum);
    out_ += said(negative ? Word::not_in : Word::in, " ", " ");
    const Op second = node.children[1]->op;
    if (node.children.size() == 2 && (second == Op::mine || second == Op::path))
      return expression(node.children[1], kSum);
    out_ += '(';
    list(node.children, separator(), kSum, 1);
    out_ += ')';
  }

  void tight(const Node& node) {
    switch (node.op) {
      case Op::number:
        out_ += number(node);
        return;
      case Op::duration:
        return duration(node);
      case Op::negate:
        out_ += '-';
        // "-5" is a constant, "-(5)" a negated one.
        if (const Op op = node.children[0]->op; op == Op::number || op == Op::duration) {
          out_ += '(';
          bare(*node.children[0]);
          out_ += ')';
          return;
        }
        return expression(node.children[0], kAtom);
      case Op::text:
        return text(node);
      case Op::boolean:
        out_ += said(node.number ? Word::yes : Word::no);
        return;
      case Op::date:
        return date(node);
      case Op::instant:
        out_ += said(Word::instant, "", " \"") + to_string(Instant{node.number}) + '"';
        return;
      case Op::empty:
        out_ += said(Word::empty);
        return;
      case Op::mine:
        return mine(node);
      case Op::before:
        out_ += said(Word::before, "", ".");
        return path(node.path);
      case Op::shared:
        out_ += said(Word::shared_with_me);
        if (!node.name.empty()) {
          out_ += said(Word::to, " ", " ");
          out_ += expr::said(vocabulary_.actions, node.name);
        }
        return;
      case Op::exists:
        return exists(node);
      case Op::call:
        return call(node);
      default:
        return path(node.path);
    }
  }

  std::string number(const Node& node) const {
    std::string text = decimal_to_string(node.number, node.decimals);
    if (const auto point = text.find('.'); point != std::string::npos)
      text[point] = vocabulary_.decimal;
    return text;
  }

  void duration(const Node& node) {
    for (const UnitWord& unit : unit_words())
      if (unit.name == node.unit) counted(node.number, unit.word);
  }

  void counted(std::int64_t count, Word unit) {
    out_ += std::to_string(count) + ' ';
    out_ += count == 1 ? singular(vocabulary_, unit) : spelling(vocabulary_, unit);
  }

  void text(const Node& node) {
    out_ += '"';
    out_ += escaped(choice_ ? names_->option_label(*choice_, node.text) : node.text, '"');
    out_ += '"';
  }

  void date(const Node& node) {
    const Date date{static_cast<std::int32_t>(node.number)};
    if (!vocabulary_.german_dates) {
      out_ += said(Word::date, "", " \"") + to_string(date) + '"';
      return;
    }
    const auto [year, month, day] = civil(date);
    char written[16];
    std::snprintf(written, sizeof written, "%02d.%02d.%04d", day, month, year);
    out_ += written;
  }

  void mine(const Node& node) {
    if (node.name == "me") {
      out_ += said(Word::me);
      return;
    }
    const std::string_view phrase = expr::said(vocabulary_.mine, node.name);
    out_ += phrase == node.name ? said(Word::my, "", ".") + node.name : std::string(phrase);
    if (node.number) out_ += '(' + std::to_string(node.number) + ')';
  }

  void exists(const Node& node) {
    out_ += said(Word::exists, "", " ");
    path(node.path);
    if (node.children.empty()) return;
    out_ += said(Word::with, " ", " (");
    const schema::Object* outer = object_;
    if (names_ && object_) object_ = names_->target(names_->end_of(object_, node.path));
    expression(node.children[0], kOr);
    object_ = outer;
    out_ += ')';
  }

  void call(const Node& node) {
    out_ += expr::said(vocabulary_.functions, node.name);
    out_ += '(';
    const bool period = (node.name == "start_of" || node.name == "end_of") &&
                        !node.children.empty() && node.children[0]->op == Op::path &&
                        node.children[0]->path.size() == 1;
    if (period) {
      out_ += expr::said(vocabulary_.periods, node.children[0]->path[0]);
      if (node.children.size() > 1) out_ += separator();
    }
    list(node.children, separator(), kOr, period ? 1 : 0);
    out_ += ')';
  }

  void path(const std::vector<std::string>& path) {
    Names::Place place{object_};
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (i) out_ += '.';
      const std::string name = names_ ? names_->said_name(place, path[i]) : path[i];
      out_ += is_plain_name(vocabulary_, name) ? name : '[' + escaped(name, ']') + ']';
    }
  }

  // The text constants of a comparison may be options of the field beside them.
  std::optional<Names::Choice> choice_of(const Node& node) const {
    const bool chooses = node.op == Op::equal || node.op == Op::not_equal || node.op == Op::in;
    if (!chooses || !names_) return {};
    for (const Ast& side : node.children)
      if (const auto choice = names_->choice(object_, side); choice.options || choice.kinds)
        return choice;
    return {};
  }

  const Vocabulary& vocabulary_;
  const Names* names_;
  const schema::Object* object_;
  std::optional<Names::Choice> choice_;  // of the comparison whose sides are being written
  std::string out_;
};

}  // namespace

std::string render(const Ast& tree) {
  return Renderer(canonical(), nullptr, nullptr).run(tree);
}

std::string render_surface(const Ast& tree, schema::Language language,
                           const schema::Catalogue& catalogue, const schema::Object& object) {
  const Names names(catalogue, language);
  return Renderer(surface(language), &names, &object).run(tree);
}

}  // namespace kontor::expr
