#include "script.h"

#include <algorithm>

#include "base/text.h"

namespace kontor::scenarios {
namespace {

constexpr std::string_view kWordEnd = " \t,:{}[]()\"";

bool is_indented(std::string_view line) {
  return line.starts_with(' ') || line.starts_with('\t');
}

Statement statement_of(std::string_view line, int number) {
  Statement statement;
  statement.line = number;
  if (line.starts_with("as ")) {
    auto colon = line.find(':');
    if (colon == std::string_view::npos) throw Mismatch{"`as NAME` needs a colon"};
    statement.actor = std::string(trim(line.substr(3, colon - 3)));
    line = trim(line.substr(colon + 1));
  }
  statement.text = std::string(line);
  return statement;
}

}  // namespace

Script read_script(std::string_view text) {
  Script script;
  int number = 0;
  while (!text.empty()) {
    auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++number;
    auto plain = trim(line);
    if (plain.starts_with('#')) {
      if (script.title.empty()) script.title = std::string(trim(plain.substr(1)));
    } else if (plain.empty()) {
      continue;
    } else if (is_indented(line) && !script.statements.empty()) {
      script.statements.back().more.emplace_back(plain);
    } else {
      script.statements.push_back(statement_of(plain, number));
    }
  }
  return script;
}

void Words::blanks() {
  while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t')) rest_.remove_prefix(1);
}

std::string_view Words::peek() const {
  return rest_.substr(0, rest_.find_first_of(kWordEnd));
}

bool Words::take(std::string_view words) {
  if (!rest_.starts_with(words)) return false;
  auto after = rest_.substr(words.size());
  if (!after.empty() && kWordEnd.find(after.front()) == std::string_view::npos) return false;
  rest_ = after;
  blanks();
  return true;
}

std::string Words::word() {
  std::string word(peek());
  if (word.empty()) throw Mismatch{"a word is missing before `" + std::string(rest_) + "`"};
  rest_.remove_prefix(word.size());
  blanks();
  return word;
}

std::string Words::text() {
  if (!rest_.starts_with('"')) return word();
  auto value = this->value({});
  return std::string(value.text().value_or(""));
}

void Words::comma() {
  if (rest_.starts_with(',')) rest_.remove_prefix(1);
  blanks();
}

void Words::end() const {
  if (!done()) throw Mismatch{"not understood: `" + std::string(rest_) + "`"};
}

JsonValue Words::value(const std::function<std::string(const std::string&)>& resolve) {
  auto item_end = [&](char close) {
    blanks();
    if (rest_.starts_with(close)) {
      rest_.remove_prefix(1);
      blanks();
      return true;
    }
    comma();
    return false;
  };
  if (rest_.starts_with('{')) {
    rest_.remove_prefix(1);
    JsonObject members;
    while (!item_end('}')) {
      std::string name = text();
      if (!rest_.starts_with(':')) throw Mismatch{"`" + name + "` needs a colon and a value"};
      rest_.remove_prefix(1);
      blanks();
      members.push_back({std::move(name), value(resolve)});
    }
    return JsonValue(std::move(members));
  }
  if (rest_.starts_with('[')) {
    rest_.remove_prefix(1);
    JsonArray items;
    while (!item_end(']')) items.push_back(value(resolve));
    return JsonValue(std::move(items));
  }
  if (rest_.starts_with('"')) {
    std::size_t end = 1;
    while (end < rest_.size() && rest_[end] != '"') end += rest_[end] == '\\' ? 2 : 1;
    auto parsed = parse_json(rest_.substr(0, end + 1));
    if (!parsed) throw Mismatch{"broken text: " + std::string(rest_)};
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    blanks();
    return *parsed;
  }
  std::string bare = word();
  if (auto parsed = parse_json(bare)) return *parsed;
  if (!resolve) throw Mismatch{"a text in quotes is expected, not `" + bare + "`"};
  return JsonValue(resolve(bare));
}

}  // namespace kontor::scenarios
