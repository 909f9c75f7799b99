#include "records/import/header_guess.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <set>

#include "base/country.h"
#include "base/date_format.h"
#include "base/phone.h"
#include "base/search_text.h"
#include "base/text.h"
#include "records/import/header_names.h"

namespace kontor::importing {
namespace {

constexpr int kSure = 85, kGuess = 50;

struct Candidate {
  std::size_t column = 0;
  const Target* target = nullptr;
  std::string label;
  int confidence = 0;
};

const Target* find_target(std::span<const Target> targets, std::string_view path) {
  const auto found = std::ranges::find(targets, path, &Target::path);
  return found == targets.end() ? nullptr : &*found;
}

// Of "path, next best path".
const Target* first_target(std::span<const Target> targets, std::string_view paths) {
  const Target* target = nullptr;
  while (!target && !paths.empty()) {
    const auto path = paths.substr(0, paths.find(','));
    target = find_target(targets, trim(path));
    paths.remove_prefix(std::min(paths.size(), path.size() + 1));
  }
  return target;
}

bool takes_several(const Target& target) {
  constexpr std::array<std::string_view, 6> kTypes = {"emails", "phones",       "urls",
                                                      "tags",   "multi_select", "long_text"};
  return std::ranges::find(kTypes, target.type) != kTypes.end();
}

bool takes_labels(const Target& target) {
  return target.type == "emails" || target.type == "phones" || target.type == "urls";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += word;
  return text;
}

// --- By name

// The field's own name or label.
void add_own_names(std::size_t column, const std::string& name, std::span<const Target> targets,
                   std::vector<Candidate>& found) {
  const std::string key = joined(canonical_words(name));
  if (key.empty()) return;
  for (const auto& target : targets) {
    bool same = joined(canonical_words(target.path)) == key;
    for (const auto& label : target.labels) same |= joined(canonical_words(label)) == key;
    if (same) found.push_back({column, &target, {}, 99});
  }
}

void add_known_names(std::size_t column, const std::string& key, const std::string& label,
                     int confidence, std::span<const Target> targets,
                     std::vector<Candidate>& found) {
  const auto known = known_names().find(key);
  if (known == known_names().end()) return;
  int later = 0;  // further meanings and paths come after the first
  for (const auto& [paths, own_label] : known->second)
    for (const auto& path : paths)
      if (const Target* target = find_target(targets, path)) {
        std::string value = own_label.empty() || label == "fax" ? label : own_label;
        if (!takes_labels(*target)) value.clear();
        found.push_back({column, target, std::move(value), confidence - 3 * later++});
      }
}

// "Datum Erstkontakt", "Datum des Abschlusses": words that say only of what kind the rest is.
void add_without_fillers(std::size_t column, const std::string& name, const std::string& label,
                         std::span<const Target> targets, std::vector<Candidate>& found) {
  constexpr std::array<std::string_view, 14> kFillers = {"datum", "date", "dat",  "am",  "on",
                                                         "vom",   "der",  "die",  "das", "des",
                                                         "of",    "the",  "from", "nr"};
  std::string rest;
  bool any = false;
  for (const auto& word : canonical_words(name, 12)) {
    const bool filler = std::ranges::find(kFillers, word) != kFillers.end();
    any |= filler;
    if (!filler) rest += word;
  }
  if (!any || rest.empty()) return;
  for (const Target& target : targets)
    for (const auto& own : target.labels)
      if (joined(canonical_words(own)) == rest) found.push_back({column, &target, {}, 85});
  add_known_names(column, rest, label, 85, targets, found);
}

// A name that nearly is a known one.
void add_close_names(std::size_t column, const HeaderName& header, std::span<const Target> targets,
                     std::vector<Candidate>& found) {
  const std::string key = header.key();
  if (key.size() < 6) return;
  for (const auto& [name, meanings] : known_names())
    if (name.size() >= 6 && edit_distance_at_most(key, name, 1) > 0)
      add_known_names(column, name, header.label, 70, targets, found);
}

void add_by_name(std::size_t column, const std::string& name, std::span<const Target> targets,
                 std::vector<Candidate>& found) {
  const std::size_t before = found.size();
  add_own_names(column, name, targets, found);
  std::string whole;
  for (const auto& word : canonical_words(name))
    if (word.find_first_not_of("0123456789") != std::string::npos) whole += word;
  const HeaderName header = read_header_name(name);
  if (header.is_label_column && !known_names().contains(whole)) return;
  add_known_names(column, whole, header.label, 97, targets, found);
  if (header.key() != whole)
    add_known_names(column, header.key(), header.label, 93, targets, found);
  // "Fax geschäftlich", "Mobil privat": only labels are left.
  if (header.words.empty() && !header.label.empty())
    if (const Target* phones = find_target(targets, "phones"); phones && header.label != "other")
      found.push_back({column, phones, header.label, 80});
  if (found.size() == before) add_without_fillers(column, name, header.label, targets, found);
  if (found.size() == before) add_close_names(column, header, targets, found);
}

// --- By values

// How many of a hundred samples pass.
int share(const Column& column, const std::function<bool(std::string_view)>& passes) {
  if (column.samples.empty()) return 0;
  const auto count = std::ranges::count_if(column.samples, [&](auto& s) { return passes(s); });
  return static_cast<int>(100 * count / static_cast<std::ptrdiff_t>(column.samples.size()));
}

bool is_written_date(std::string_view text) {
  const std::string one(text);
  return !detect_date_format(std::span(&one, 1)).candidates.empty();
}

bool is_phone(std::string_view text) {
  if (text.find_first_of("+/ -(") == std::string_view::npos && !text.starts_with("0")) return false;
  if (is_written_date(text)) return false;
  const auto number = parse_phone(text);
  return number && number->valid;
}

bool is_postal_code(std::string_view text) {
  return text.size() == 5 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_salutation(std::string_view text) {
  const std::string folded = fold_case(text);
  return folded == "herr" || folded == "frau" || folded == "herrn" || folded == "mr." ||
         folded == "mrs." || folded == "ms." || folded == "divers";
}

bool is_title(std::string_view text) {
  return text.starts_with("Dr.") || text.starts_with("Prof.");
}

bool is_country_name(std::string_view text) {
  return find_country_code(text).has_value();
}

struct ValueShape {
  std::string_view path;
  bool (*passes)(std::string_view);
  int confidence;  // when all samples pass
};
constexpr ValueShape kShapes[] = {{"emails", looks_like_email, 92},
                                  {"websites", looks_like_url, 85},
                                  {"phones", is_phone, 75},
                                  {"salutation", is_salutation, 90},
                                  {"title_prefix", is_title, 80},
                                  {"address.country", is_country_name, 75},
                                  {"address.postal_code", is_postal_code, 65}};

void add_by_values(std::size_t index, const Column& column, std::span<const Target> targets,
                   std::vector<Candidate>& found) {
  for (const auto& [path, passes, confidence] : kShapes) {
    const Target* target = find_target(targets, path);
    if (!target) continue;
    const int passing = share(column, passes);
    if (passing >= 80) found.push_back({index, target, {}, confidence * passing / 100});
  }
}

// A name may lie: values that cannot be what it says make it doubtful.
int doubted(const Candidate& candidate, const Column& column) {
  if (column.samples.size() < 3) return candidate.confidence;
  const auto& type = candidate.target->type;
  int passing = 100;
  if (type == "emails") passing = share(column, looks_like_email);
  if (type == "phones")
    passing =
        share(column, [](auto text) { return text.find_first_of("0123456789") != text.npos; });
  if (type == "urls")
    passing = share(column, [](auto text) { return text.find('.') != text.npos; });
  if (type == "date" || type == "date_time")
    passing = share(column, [](auto text) { return is_empty_date(text) || is_written_date(text); });
  return passing >= 30 ? candidate.confidence : candidate.confidence / 2;
}

// --- Putting it together

int label_column_for(std::span<const Column> columns, std::size_t index) {
  const HeaderName own = read_header_name(columns[index].name);
  for (std::size_t other = 0; other < columns.size(); ++other) {
    if (other == index) continue;
    const HeaderName header = read_header_name(columns[other].name);
    if (header.is_label_column && header.number == own.number && header.key() == own.key())
      return static_cast<int>(other);
  }
  return -1;
}

GuessState state_of(int confidence) {
  return confidence >= kSure    ? GuessState::sure
         : confidence >= kGuess ? GuessState::guess
                                : GuessState::none;
}

}  // namespace

std::vector<ColumnGuess> guess_targets(std::span<const Column> columns,
                                       std::span<const Target> targets) {
  std::vector<Candidate> found;
  std::vector<ColumnGuess> guesses(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].target.empty()) {
      if (const Target* target = first_target(targets, columns[i].target))
        found.push_back({i, target, columns[i].label, 100});
      continue;
    }
    const std::size_t first = found.size();
    add_by_name(i, columns[i].name, targets, found);
    add_by_values(i, columns[i], targets, found);
    for (std::size_t c = first; c < found.size(); ++c)
      found[c].confidence = doubted(found[c], columns[i]);
  }
  // The surest first; a column with values before one without.
  std::ranges::stable_sort(found, [&](const Candidate& a, const Candidate& b) {
    const bool a_empty = columns[a.column].samples.empty(),
               b_empty = columns[b.column].samples.empty();
    if (a_empty != b_empty) return b_empty;
    return a.confidence > b.confidence;
  });
  std::set<std::string> taken;
  for (auto& candidate : found) {
    ColumnGuess& guess = guesses[candidate.column];
    if (!guess.path.empty() || candidate.confidence < kGuess) continue;
    const auto& path = candidate.target->path;
    if (!takes_several(*candidate.target) && !taken.insert(path).second) continue;
    guess = {path, candidate.label, -1, candidate.confidence, state_of(candidate.confidence)};
    if (takes_labels(*candidate.target))
      guess.label_column = label_column_for(columns, candidate.column);
  }
  return guesses;
}

std::string value_label(std::string_view text) {
  const HeaderName header = read_header_name(text);
  if (!header.label.empty()) return header.label;
  const auto known = known_names().find(header.key());
  if (known == known_names().end()) return {};
  return known->second.front().label;
}

bool looks_like_email(std::string_view text) {
  text = trim(text);
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.size() > 254) return false;
  const auto domain = text.substr(at + 1);
  const auto dot = domain.find('.');
  return dot != std::string_view::npos && dot > 0 && dot + 1 < domain.size() &&
         text.find_first_of(" ,;<>\"\t\n") == std::string_view::npos &&
         domain.find('@') == std::string_view::npos;
}

bool looks_like_url(std::string_view text) {
  const std::string folded = fold_case(trim(text));
  if (folded.find_first_of(" \t\n") != std::string::npos || folded.size() > 2000) return false;
  return folded.starts_with("http://") || folded.starts_with("https://") ||
         folded.starts_with("www.");
}

}  // namespace kontor::importing
