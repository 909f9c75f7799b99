#include "records/write/numbers.h"

#include <algorithm>
#include <charconv>

#include "base/zone.h"

namespace kontor::records {
namespace {

std::string year_of(const Run& run) {
  auto zone = TimeZone::find(run.actor.zone);
  Date today = (zone ? *zone : TimeZone::utc()).date_of(run.now);
  return std::to_string(civil(today).year);
}

// Takes `count` numbers at once and returns the first of them.
Result<std::int64_t> take(Run& run, int field, const std::string& period, std::int64_t count) {
  storage::Sql raise{"UPDATE kontor_number SET last = last + ? WHERE field = ? AND period = ?",
                     {count, field, period}};
  if (TRY(run.tx->execute(raise)) == 0) {
    TRY(run.tx->execute({"INSERT INTO kontor_number (field, period, last) VALUES (?, ?, ?)",
                         {field, period, count}}));
    return std::int64_t{1};
  }
  auto last = TRY(run.tx->integer(
      {"SELECT last FROM kontor_number WHERE field = ? AND period = ?", {field, period}}));
  return last.value_or(count) - count + 1;
}

}  // namespace

std::string number_text(std::string_view pattern, std::string_view year, std::int64_t number) {
  std::string text;
  while (!pattern.empty()) {
    auto open = pattern.find('{');
    auto close = pattern.find('}', open == std::string_view::npos ? 0 : open);
    text += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    if (close == std::string_view::npos) return text += pattern.substr(open);
    auto word = pattern.substr(open + 1, close - open - 1);
    if (word == "year") {
      text += year;
    } else if (word.starts_with("number")) {
      std::size_t width = 0;
      if (word.starts_with("number:"))
        std::from_chars(word.data() + 7, word.data() + word.size(), width);
      std::string digits = std::to_string(number);
      if (digits.size() < width) text.append(std::min<std::size_t>(width, 18) - digits.size(), '0');
      text += digits;
    } else {
      text += pattern.substr(open, close - open + 1);
    }
    pattern.remove_prefix(close + 1);
  }
  return text;
}

Result<void> assign_numbers(Run& run, const std::vector<Item*>& items) {
  std::int64_t created = std::ranges::count(items, Op::create, &Item::op);
  if (created == 0) return {};
  for (int place : items.front()->shape->single) {
    const auto& field = items.front()->field(place);
    if (field.type != schema::FieldType::auto_number || field.archived) continue;
    std::string year = year_of(run);
    bool yearly = field.pattern.find("{year}") != std::string::npos;
    std::string_view pattern = field.pattern.empty() ? "{number}" : std::string_view(field.pattern);
    std::int64_t next = TRY(take(run, field.id, yearly ? year : std::string(), created));
    for (Item* item : items) {
      if (item->op != Op::create) continue;
      item->value(place) = number_text(pattern, year, next++);
      auto spot = std::ranges::lower_bound(item->touched, place);
      if (spot == item->touched.end() || *spot != place) item->touched.insert(spot, place);
    }
  }
  return {};
}

}  // namespace kontor::records
