#include "expr/parse.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "base/text.h"
#include "base/time.h"
#include "expr/detail/lexer.h"
#include "expr/detail/limits.h"
#include "expr/detail/names.h"
#include "expr/detail/vocabulary.h"

namespace kontor::expr {
namespace {

using Kind = Token::Kind;

constexpr int kMaxNesting = 64;  // of the parser's own calls: parentheses add no node

int depth(const Ast& node) {
  int deepest = 0;
  for (const Ast& child : node->children) deepest = std::max(deepest, depth(child));
  return deepest + 1;
}

class Parser {
 public:
  // `names` and `object` are null for the canonical text.
  Parser(std::vector<Token> tokens, const Vocabulary& vocabulary, const Names* names,
         const schema::Object* object)
      : tokens_(std::move(tokens)), vocabulary_(vocabulary), names_(names), object_(object) {}

  Result<Ast> run() {
    Ast tree = TRY(expression());
    if (peek().kind != Kind::end) return unexpected();
    if (depth(tree) > kMaxDepth) return error_at(0, "expr.too_deep");
    return tree;
  }

 private:
  // --- tokens

  const Token& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  int here() const { return peek().position; }
  bool is_symbol(std::string_view symbol, std::size_t ahead = 0) const {
    return peek(ahead).kind == Kind::symbol && peek(ahead).text == symbol;
  }
  bool accept(std::string_view symbol) {
    if (!is_symbol(symbol)) return false;
    ++at_;
    return true;
  }
  Result<void> expect(std::string_view symbol) {
    if (!accept(symbol)) return unexpected();
    return {};
  }

  Failure unexpected() const {
    const Token& token = peek();
    if (token.kind == Kind::end) return error_at(token.position, "expr.unexpected_end");
    std::string found = token.text;
    if (token.kind == Kind::number) found = std::to_string(token.magnitude);
    return error_at(token.position, "expr.unexpected", {{"found", std::move(found)}});
  }

  // How many tokens from here on are this spelling; 0: it is not said here.
  std::size_t matches(std::string_view spelling, std::size_t ahead = 0) const {
    std::size_t count = 0;
    while (!spelling.empty()) {
      const std::size_t blank = std::min(spelling.find(' '), spelling.size());
      const Token& token = peek(ahead + count);
      if (token.kind != Kind::word || !alike(token.text, spelling.substr(0, blank))) return 0;
      spelling.remove_prefix(std::min(blank + 1, spelling.size()));
      ++count;
    }
    return count;
  }
  bool alike(std::string_view a, std::string_view b) const {
    return vocabulary_.labels ? fold_case(a) == fold_case(b) : a == b;
  }
  std::size_t says(Word word, std::size_t ahead = 0) const {
    for (const Spelling& spelling : vocabulary_.spellings)
      if (spelling.word == word)
        if (const std::size_t count = matches(spelling.text, ahead)) return count;
    return 0;
  }
  bool accept(Word word) {
    const std::size_t count = says(word);
    at_ += count;
    return count > 0;
  }

  // --- nodes

  Result<Ast> make(Node node, int position) {
    if (++nodes_ > kMaxNodes) return error_at(position, "expr.too_big");
    node.position = position;
    return std::make_shared<const Node>(std::move(node));
  }

  class Nested {
   public:
    explicit Nested(int& depth) : depth_(++depth) {}
    ~Nested() { --depth_; }

   private:
    int& depth_;
  };

  // --- grammar, from loose to tight

  Result<Ast> expression() {
    const Nested nested(nesting_);
    if (nesting_ > kMaxNesting) return error_at(here(), "expr.too_deep");
    return chain(Word::logical_or, Op::logical_or, &Parser::conjunction);
  }
  Result<Ast> conjunction() { return chain(Word::logical_and, Op::logical_and, &Parser::negation); }

  Result<Ast> chain(Word word, Op op, Result<Ast> (Parser::*part)()) {
    const int position = here();
    std::vector<Ast> children{TRY((this->*part)())};
    while (accept(word)) children.push_back(TRY((this->*part)()));
    if (children.size() == 1) return children.front();
    return make({.op = op, .children = std::move(children)}, position);
  }

  Result<Ast> negation() {
    const int position = here();
    if (!accept(Word::logical_not)) return comparison();
    return make({.op = Op::logical_not, .children = {TRY(comparison())}}, position);
  }

  Result<Ast> comparison() {
    Ast left = TRY(sum());
    const int position = here();
    if (const auto op = comparison_sign()) {
      Ast right = TRY(sum());
      return choose_options(*op, {std::move(left), std::move(right)}, position);
    }
    if (accept(Word::is)) return emptiness(std::move(left), position);
    if (accept(Word::not_in)) return negated(membership(std::move(left), position), position);
    if (accept(Word::in)) return membership(std::move(left), position);
    if (const auto found = text_question()) {
      auto asked = make({.op = found->op, .children = {left, TRY(sum())}}, position);
      return found->negative ? negated(std::move(asked), position) : asked;
    }
    if (accept(Word::below)) return in_tree(Op::below, std::move(left), position);
    if (accept(Word::above)) return in_tree(Op::above, std::move(left), position);
    if (accept(Word::reached)) return make({.op = Op::reached, .children = {left}}, position);
    if (accept(Word::older_than)) return since(Op::older_than, std::move(left), position);
    if (accept(Word::within)) return since(Op::within, std::move(left), position);
    return left;
  }

  std::optional<Op> comparison_sign() {
    static constexpr std::pair<std::string_view, Op> kSigns[] = {
        {"=", Op::equal},       {"!=", Op::not_equal}, {"<", Op::less},
        {"<=", Op::less_equal}, {">", Op::greater},    {">=", Op::greater_equal}};
    for (const auto& [sign, op] : kSigns)
      if (accept(sign)) return op;
    return {};
  }

  struct TextQuestion {
    Op op;
    bool negative;
  };
  std::optional<TextQuestion> text_question() {
    static constexpr std::pair<Word, TextQuestion> kQuestions[] = {
        {Word::not_contains, {Op::contains, true}},
        {Word::contains, {Op::contains, false}},
        {Word::not_begins_with, {Op::begins_with, true}},
        {Word::begins_with, {Op::begins_with, false}},
        {Word::not_ends_with, {Op::ends_with, true}},
        {Word::ends_with, {Op::ends_with, false}}};
    for (const auto& [word, question] : kQuestions)
      if (accept(word)) return question;
    return {};
  }

  Result<Ast> negated(Result<Ast> node, int position) {
    return make({.op = Op::logical_not, .children = {TRY(std::move(node))}}, position);
  }

  Result<Ast> emptiness(Ast left, int position) {
    const bool negative = accept(Word::logical_not);
    if (!accept(Word::empty)) return unexpected();
    auto asked = make({.op = Op::is_empty, .children = {std::move(left)}}, position);
    return negative ? negated(std::move(asked), position) : asked;
  }

  Result<Ast> membership(Ast left, int position) {
    std::vector<Ast> children{std::move(left)};
    if (accept("(")) {
      do children.push_back(TRY(sum()));
      while (accept(",") || accept_separator());
      TRY(expect(")"));
    } else {
      children.push_back(TRY(sum()));
    }
    return choose_options(Op::in, std::move(children), position);
  }

  bool accept_separator() { return accept(std::string_view(&vocabulary_.separator, 1)); }

  Result<Ast> in_tree(Op op, Ast left, int position) {
    Node node{.op = op, .children = {std::move(left), TRY(sum())}};
    if (accept(Word::at_most)) {
      node.number = TRY(levels());
      if (!accept(Word::levels)) return unexpected();
    }
    return make(std::move(node), position);
  }

  Result<std::int64_t> levels() {
    const Token& token = peek();
    if (token.kind != Kind::number) return unexpected();
    if (token.decimals || token.magnitude < 1 || token.magnitude > kMaxLevels)
      return error_at(token.position, "expr.levels");
    ++at_;
    return static_cast<std::int64_t>(token.magnitude);
  }

  Result<Ast> since(Op op, Ast left, int position) {
    if (peek().kind != Kind::number) return error_at(here(), "expr.duration_expected");
    Ast span = TRY(number(false));
    if (span->op != Op::duration) return error_at(span->position, "expr.duration_expected");
    return make({.op = op, .children = {std::move(left), std::move(span)}}, position);
  }

  Result<Ast> sum() {
    Ast left = TRY(product());
    while (true) {
      const int position = here();
      const bool minus = is_symbol("-");
      if (!accept("+") && !accept("-")) return left;
      Ast right = TRY(product());
      left = TRY(make(
          {.op = minus ? Op::subtract : Op::add, .children = {std::move(left), std::move(right)}},
          position));
    }
  }

  Result<Ast> product() {
    Ast left = TRY(unary());
    while (true) {
      const int position = here();
      const bool slash = is_symbol("/");
      if (!accept("*") && !accept("/")) return left;
      Ast right = TRY(unary());
      left = TRY(make({.op = slash ? Op::divide : Op::multiply,
                       .children = {std::move(left), std::move(right)}},
                      position));
    }
  }

  Result<Ast> unary() {
    const int position = here();
    if (!accept("-")) return atom();
    if (peek().kind == Kind::number) return number(true);
    return make({.op = Op::negate, .children = {TRY(atom())}}, position);
  }

  // A number, or a duration when a unit follows.
  Result<Ast> number(bool negative) {
    const Token token = peek();
    ++at_;
    constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (token.magnitude > kMax + (negative ? 1 : 0)) return error_at(token.position, "expr.number");
    const auto value = static_cast<std::int64_t>(negative ? -token.magnitude : token.magnitude);
    for (const UnitWord& unit : unit_words()) {
      if (!accept(unit.word)) continue;
      if (token.decimals || value > kMaxDuration || value < -kMaxDuration)
        return error_at(token.position, "expr.duration");
      return make({.op = Op::duration, .number = value, .unit = std::string(unit.name)},
                  token.position);
    }
    return make({.op = Op::number, .number = value, .decimals = token.decimals}, token.position);
  }

  Result<Ast> atom() {
    const Token& token = peek();
    switch (token.kind) {
      case Kind::number:
        return number(false);
      case Kind::text:
        ++at_;
        return make({.op = Op::text, .text = token.text}, token.position);
      case Kind::date:
        ++at_;
        return make({.op = Op::date, .number = token.days}, token.position);
      case Kind::bracketed:
        return path();
      case Kind::word:
        return word();
      default:
        break;
    }
    if (!accept("(")) return unexpected();
    Ast inner = TRY(expression());
    TRY(expect(")"));
    return inner;
  }

  Result<Ast> word() {
    const int position = here();
    if (is_symbol("(", 1) && !says(Word::exists)) return call();
    if (peek(1).kind == Kind::text && says(Word::date)) return date();
    if (peek(1).kind == Kind::text && says(Word::instant)) return instant();
    if (accept(Word::yes)) return make({.op = Op::boolean, .number = 1}, position);
    if (accept(Word::no)) return make({.op = Op::boolean}, position);
    if (accept(Word::empty)) return make({.op = Op::empty}, position);
    if (accept(Word::me)) return make({.op = Op::mine, .name = "me"}, position);
    if (accept(Word::my)) return mine(position);
    if (accept(Word::before)) return before(position);
    if (accept(Word::shared_with_me)) return shared(position);
    if (accept(Word::exists)) return exists(position);
    // Words that may be names of fields elsewhere; everything else the language uses is not.
    if (!says(Word::date) && !says(Word::instant) && is_reserved(vocabulary_, peek().text))
      return unexpected();
    return path();
  }

  Result<Ast> date() {
    const Token& text = peek(1);
    const auto date = parse_date(text.text);
    if (!date) return error_at(text.position, "expr.date");
    at_ += 2;
    return make({.op = Op::date, .number = date->days}, text.position);
  }

  Result<Ast> instant() {
    const Token& text = peek(1);
    const auto instant = parse_instant(text.text);
    if (!instant) return error_at(text.position, "expr.instant");
    at_ += 2;
    return make({.op = Op::instant, .number = instant->micros}, text.position);
  }

  Result<Ast> mine(int position) {
    TRY(expect("."));
    if (peek().kind != Kind::word) return unexpected();
    Node node{.op = Op::mine, .name = std::string(mine_name(vocabulary_, peek().text))};
    ++at_;
    if (accept("(")) {
      node.number = TRY(levels());
      TRY(expect(")"));
    }
    return make(std::move(node), position);
  }

  Result<Ast> before(int position) {
    TRY(expect("."));
    return make({.op = Op::before, .path = TRY(steps())}, position);
  }

  Result<Ast> shared(int position) {
    Node node{.op = Op::shared};
    if (accept(Word::to)) {
      if (peek().kind != Kind::word) return unexpected();
      node.name = name_of(vocabulary_.actions, peek().text);
      ++at_;
    }
    return make(std::move(node), position);
  }

  Result<Ast> exists(int position) {
    Node node{.op = Op::exists, .path = TRY(steps())};
    if (accept(Word::with)) {
      TRY(expect("("));
      const schema::Object* outer = object_;
      if (names_) object_ = relation_target(node.path);
      node.children.push_back(TRY(expression()));
      object_ = outer;
      TRY(expect(")"));
    }
    return make(std::move(node), position);
  }

  const schema::Object* relation_target(const std::vector<std::string>& path) const {
    return object_ ? names_->target(names_->end_of(object_, path)) : nullptr;
  }

  Result<Ast> call() {
    const int position = here();
    Node node{.op = Op::call, .name = std::string(name_of(vocabulary_.functions, peek().text))};
    at_ += 2;
    if (accept(")")) return make(std::move(node), position);
    do {
      const bool period =
          node.children.empty() && (node.name == "start_of" || node.name == "end_of");
      node.children.push_back(TRY(period ? period_name() : expression()));
    } while (accept_separator());
    TRY(expect(")"));
    return make(std::move(node), position);
  }

  // The first argument of start_of and end_of: "month" is no field there.
  Result<Ast> period_name() {
    const Token token = peek();
    if (token.kind != Kind::word) return unexpected();
    ++at_;
    return make({.op = Op::path, .path = {std::string(name_of(vocabulary_.periods, token.text))}},
                token.position);
  }

  Result<Ast> path() {
    const int position = here();
    return make({.op = Op::path, .path = TRY(steps())}, position);
  }

  Result<std::vector<std::string>> steps() {
    std::vector<std::string> path;
    Names::Place place{object_};
    do {
      const Token& token = peek();
      if (token.kind != Kind::word && token.kind != Kind::bracketed) return unexpected();
      std::string name = token.text;
      if (names_) {
        auto found = names_->api_name(place, name);
        if (!found) return error_at(token.position, "expr.unknown_field", {{"name", name}});
        name = *std::move(found);
      }
      path.push_back(std::move(name));
      ++at_;
    } while (accept("."));
    return path;
  }

  // A comparison whose text constants may be labels of options: they become keys.
  Result<Ast> choose_options(Op op, std::vector<Ast> children, int position) {
    if (names_) {
      const Names::Choice choice = choice_of(children);
      for (Ast& child : children) {
        if (child->op != Op::text) continue;
        Node constant = *child;
        constant.text = names_->option_key(choice, constant.text);
        child = std::make_shared<const Node>(std::move(constant));
      }
    }
    return make({.op = op, .children = std::move(children)}, position);
  }

  Names::Choice choice_of(const std::vector<Ast>& sides) const {
    for (const Ast& side : sides)
      if (const Names::Choice choice = names_->choice(object_, side);
          choice.options || choice.kinds)
        return choice;
    return {};
  }

  std::vector<Token> tokens_;
  const Vocabulary& vocabulary_;
  const Names* names_;
  const schema::Object* object_;
  std::size_t at_ = 0;
  int nodes_ = 0;
  int nesting_ = 0;
};

}  // namespace

Result<Ast> parse(std::string_view text) {
  return Parser(TRY(tokens(text, canonical())), canonical(), nullptr, nullptr).run();
}

Result<Ast> parse_surface(std::string_view text, schema::Language language,
                          const schema::Catalogue& catalogue, const schema::Object& object) {
  const Vocabulary& vocabulary = surface(language);
  const Names names(catalogue, language);
  return Parser(TRY(tokens(text, vocabulary)), vocabulary, &names, &object).run();
}

}  // namespace kontor::expr
