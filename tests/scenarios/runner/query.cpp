// query OBJECT [where EXPRESSION] [search "..."] [sort a, -b] show a, b, c
#include "base/text.h"
#include "query/list.h"
#include "world.h"

namespace kontor::scenarios {
namespace {

constexpr std::string_view kParts[] = {" where ", " search ", " sort ", " show "};

// The text of one part, up to the next one.
std::string part(std::string_view text, std::string_view name) {
  auto begin = text.find(name);
  if (begin == std::string_view::npos) return {};
  begin += name.size();
  auto end = text.size();
  for (auto other : kParts) {
    auto at = text.find(other, begin > 0 ? begin - 1 : 0);
    if (at != std::string_view::npos && at >= begin - 1) end = std::min(end, at);
  }
  return std::string(trim(text.substr(begin, end - std::min(begin, end))));
}

std::vector<std::string> list_of(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    auto comma = text.find(',');
    items.emplace_back(trim(text.substr(0, comma)));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return items;
}

// As a person would write it into a table.
std::string cell(const JsonValue& value) {
  if (value.is_null()) return "";
  if (value.text()) return std::string(*value.text());
  if (auto* title = value.find("title")) return cell(*title);
  if (auto* amount = value.find("amount"))
    return cell(*amount) + " " + cell(*value.find("currency"));
  if (auto* entry = value.find("value")) return cell(*entry);
  if (value.is_array()) {
    std::string text;
    for (const auto& item : value.items()) text += (text.empty() ? "" : ", ") + cell(item);
    return text;
  }
  return to_json(value);
}

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  if (line.starts_with('|')) line.remove_prefix(1);
  if (line.ends_with('|')) line.remove_suffix(1);
  while (true) {
    auto bar = line.find('|');
    cells.emplace_back(trim(line.substr(0, bar)));
    if (bar == std::string_view::npos) return cells;
    line.remove_prefix(bar + 1);
  }
}

}  // namespace

void World::query(const Statement& statement, Words words) {
  words.take("query");
  std::string text = " " + std::string(words.rest());
  query::ListRequest request;
  request.object = std::string(Words(words.rest()).word());
  request.filter = part(text, " where ");
  request.sort = list_of(part(text, " sort "));
  request.fields = list_of(part(text, " show "));
  if (auto search = part(text, " search "); !search.empty()) request.search = Words(search).text();

  auto view = space().access().view(actor(statement.actor));
  if (!view) throw Mismatch{view.error().key};
  query::CursorSealer cursors(std::string(query::CursorSealer::kKeyBytes, 'k'));
  query::Reader reader{(*view)->connection(), (*view)->catalogue(), (*view)->rights(), cursors};
  std::string out;
  JsonWriter json(out);
  auto done = query::write_list(reader, request, json);
  if (!done) {
    last_.error = done.error();
    last_.errors = {done.error()};
    return;
  }
  columns_ = request.fields;
  rows_.clear();
  auto answer = parse_json(out);
  for (const auto& record : answer->find("records")->items()) {
    std::vector<std::string> row;
    for (const auto& field : request.fields) {
      const JsonValue* value = record.find("fields")->find(field);
      row.push_back(value ? cell(*value) : "");
    }
    rows_.push_back(std::move(row));
  }
}

// expect table, then its rows: | Anna | Müller |
void World::check_table(const Statement& statement) {
  std::vector<std::vector<std::string>> expected;
  for (const auto& line : statement.more) expected.push_back(cells_of(line));
  if (expected == rows_) return;
  std::string text = "the rows are:";
  for (const auto& row : rows_) {
    text += "\n   ";
    for (const auto& value : row) text += " | " + value;
    text += " |";
  }
  throw Mismatch{text};
}

}  // namespace kontor::scenarios
