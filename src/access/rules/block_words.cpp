#include "access/rules/block_words.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "access/organisation/working_days.h"

namespace kontor::access {
namespace {

using schema::Language;

struct Said {
  BlockWord word;
  std::string_view en, de;
};

constexpr auto kWords = std::to_array<Said>({
    {BlockWord::escalation, "escalation", "eskalation"},
    {BlockWord::assignment, "assignment", "zuweisung"},
    {BlockWord::approval, "approval", "freigabe"},
    {BlockWord::starts, "starts", "beginnt"},
    {BlockWord::step, "step", "stufe"},
    {BlockWord::after, "after", "nach"},
    {BlockWord::to, "to", "an"},
    {BlockWord::ends, "ends", "endet"},
    {BlockWord::calendar, "calendar", "kalender"},
    {BlockWord::notify, "notify", "melde"},
    {BlockWord::queue, "queue", "warteschlange"},
    {BlockWord::task, "task", "aufgabe"},
    {BlockWord::subject, "subject", "betreff"},
    {BlockWord::due, "due", "fällig"},
    {BlockWord::at_assignment, "at assignment", "bei zuweisung"},
    {BlockWord::at_creation, "at creation", "bei anlage"},
    {BlockWord::supervisor, "supervisor", "vorgesetzte"},
    {BlockWord::next_action, "next action", "nächste aktion"},
    {BlockWord::calendar_days, "calendar days", "kalendertage"},
    {BlockWord::working_days, "working days", "werktage"},
    {BlockWord::day, "day", "tag"},
    {BlockWord::days, "days", "tage"},
    {BlockWord::working_day, "working day", "werktag"},
    {BlockWord::in_app, "in app", "in der anwendung"},
    {BlockWord::nobody, "nobody", "niemand"},
    {BlockWord::in_turn, "territory in turn", "gebiet reihum"},
    {BlockWord::by_load, "territory by load", "gebiet nach auslastung"},
    {BlockWord::role, "role", "rolle"},
});

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// The rest after one of the two words and a blank; nothing if it begins with neither.
std::optional<std::string_view> behind(std::string_view text, std::string_view many,
                                       std::string_view one) {
  for (const std::string_view word : {many, one})
    if (text.starts_with(word) && (text.size() == word.size() || text[word.size()] == ' '))
      return text.size() == word.size() ? std::string_view() : text.substr(word.size() + 1);
  return std::nullopt;
}

}  // namespace

std::string_view said(BlockWord word, Language language) {
  const Said& entry = *std::ranges::find(kWords, word, &Said::word);
  return language == Language::de ? entry.de : entry.en;
}

std::string said_days(const SaidDays& days, Language language) {
  const bool one = days.days == 1;
  std::string text = std::to_string(days.days) + ' ';
  if (days.state.empty())
    return text.append(said(one ? BlockWord::day : BlockWord::days, language));
  text.append(said(one ? BlockWord::working_day : BlockWord::working_days, language));
  return text.append(" ").append(days.state);
}

std::optional<SaidDays> read_days(std::string_view text, Language language) {
  const auto blank = text.find(' ');
  const auto count = number(text.substr(0, blank));
  if (!count || *count < 0 || *count > 1000 || blank == text.npos) return std::nullopt;
  const std::string_view rest = text.substr(blank + 1);
  if (const auto state = behind(rest, said(BlockWord::working_days, language),
                                said(BlockWord::working_day, language))) {
    if (!parse_state(*state)) return std::nullopt;
    return SaidDays{*count, std::string(*state)};
  }
  const auto plain = behind(rest, said(BlockWord::days, language), said(BlockWord::day, language));
  if (!plain || !plain->empty()) return std::nullopt;
  return SaidDays{*count};
}

std::string said_calendar(std::string_view state, Language language) {
  if (state.empty()) return std::string(said(BlockWord::calendar_days, language));
  return std::string(said(BlockWord::working_days, language)).append(" ").append(state);
}

std::optional<std::string> read_calendar(std::string_view text, Language language) {
  if (text == said(BlockWord::calendar_days, language)) return std::string();
  const auto word = said(BlockWord::working_days, language);
  const auto state = behind(text, word, word);
  if (!state || !parse_state(*state)) return std::nullopt;
  return std::string(*state);
}

std::string said_supervisor(int level, Language language) {
  return std::string(said(BlockWord::supervisor, language)) + '(' + std::to_string(level) + ')';
}

std::optional<int> read_supervisor(std::string_view text, Language language) {
  const std::string_view word = said(BlockWord::supervisor, language);
  if (!text.starts_with(word)) return std::nullopt;
  text.remove_prefix(word.size());
  if (!text.starts_with('(') || !text.ends_with(')')) return std::nullopt;
  const auto level = number(text.substr(1, text.size() - 2));
  if (!level || *level < 1 || *level > 16) return std::nullopt;
  return level;
}

}  // namespace kontor::access
