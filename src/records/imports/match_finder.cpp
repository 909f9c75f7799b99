#include "records/imports/match_finder.h"

#include <algorithm>
#include <array>
#include <memory>

#include "base/search_text.h"
#include "base/text.h"
#include "query/shown.h"
#include "records/record.h"
#include "storage/dialect.h"

namespace kontor::importing {

using schema::Field;
using schema::FieldType;

namespace {

// Keys begin with what they are about, e-mails before telephone numbers before the rest.
constexpr char kEmail = '1', kUnique = '2', kPhone = '3', kName = '4';

std::string key_of(char kind, std::string_view text) {
  return std::string(1, kind) + std::string(text);
}
std::string name_key(std::string_view title, char kind, std::string_view place) {
  std::string key = key_of(kName, title);
  key += '\x1f';
  key += kind;
  key += place;
  return key;
}
std::string unique_key(const Field& field, std::string_view value) {
  return key_of(kUnique, std::to_string(field.id) + '\x1f' + std::string(value));
}

std::string reach_key(char kind, std::string_view value, std::string_view mark) {
  std::string key = key_of(kind, value);
  key += '\x1f';
  key += mark;
  return key;
}

// Words that say nothing about who is meant: legal forms, titles and little words.
bool says_nothing(std::string_view word) {
  constexpr std::array<std::string_view, 36> kWords = {
      "ab",   "ag",  "and",  "bv",   "co",      "corp", "corporation", "das",   "de",
      "der",  "die", "dr",   "e",    "ev",      "frau", "gbr",         "ggmbh", "gmbh",
      "herr", "inc", "kg",   "kgaa", "limited", "llc",  "ltd",         "mbh",   "mr",
      "mrs",  "ohg", "prof", "sa",   "se",      "the",  "ug",          "und",   "v"};
  return std::ranges::find(kWords, word) != kWords.end();
}

int first_of(const schema::Object& object, FieldType type) {
  for (std::size_t i = 0; i < object.fields.size(); ++i)
    if (object.fields[i].type == type && !object.fields[i].archived) return static_cast<int>(i);
  return -1;
}

}  // namespace

// What to ask the database for, and the keys that an answer stands for.
struct MatchFinder::Asked {
  std::vector<std::string> emails, phones, titles;
  std::map<int, std::vector<std::string>> unique;  // by place of the field
};

// A record that has a key, and the field in which it has it. Besides that one the title is looked
// at, except for what is unique by itself.
struct MatchFinder::Candidate {
  std::string key;
  std::int64_t id;
  int place;
};

MatchFinder::MatchFinder(const ImportOptions& options, const schema::Object& object)
    : by_email_(options.by_email),
      by_phone_(options.by_phone),
      by_name_(options.by_name_place),
      object_(object),
      emails_(first_of(object, FieldType::emails)),
      phones_(first_of(object, FieldType::phones)),
      address_(first_of(object, FieldType::postal_address)) {
  const Field* title = object.field(object.title_field);
  if (title) title_ = static_cast<int>(title - object.fields.data());
  is_person_ = title && title->type == FieldType::person_name;
  for (std::size_t i = 0; i < object.fields.size(); ++i)
    if (object.fields[i].unique && object.fields[i].type == FieldType::text)
      unique_.push_back(static_cast<int>(i));
  name_alone_ = address_ < 0 && !object.timeline && first_of(object, FieldType::status) < 0;
}

std::string MatchFinder::title_of(const MappedRow& row) const {
  const Field* title = object_.field(object_.title_field);
  std::vector<std::string> parts;
  if (title && title->type == FieldType::person_name) parts = title->name_parts;
  if (title && parts.empty()) parts = {title->name};
  std::string text;
  for (const std::string& part : parts) {
    const Field* field = object_.field(part);
    if (!field) continue;
    const auto& value = row.values[static_cast<std::size_t>(field - object_.fields.data())];
    if (auto* piece = std::get_if<std::string>(&value)) text += (text.empty() ? "" : " ") + *piece;
  }
  return fold_case(text);
}

// Several people, and still more companies, share an address or a number: who has the same must not
// be called otherwise. People are the same if one word of their names is; of companies all words
// have to be.
std::vector<std::string> MatchFinder::name_marks(std::string_view title) const {
  std::vector<std::string> marks;
  for (std::string& word : canonical_words(title, 12))
    if (!says_nothing(word)) marks.push_back(std::move(word));
  if (marks.empty()) return {""};
  if (is_person_) return marks;
  std::string all;
  for (const std::string& word : marks) all += word + ' ';
  return {all};
}

void MatchFinder::add_entries(const MappedRow& row, std::vector<std::string>& keys) const {
  auto entries = [&](int place) {
    const auto* list =
        place < 0 ? nullptr
                  : std::get_if<schema::Entries>(&row.values[static_cast<std::size_t>(place)]);
    return list ? *list : schema::Entries();
  };
  const std::string title = title_of(row);
  const auto emails = entries(emails_);
  const bool nameless = std::ranges::any_of(
      emails, [&](const auto& entry) { return fold_case(entry.value) == title; });
  const auto marks = nameless ? std::vector<std::string>{""} : name_marks(title);
  for (const std::string& mark : marks) {
    if (by_email_)
      for (const auto& entry : emails)
        keys.push_back(reach_key(kEmail, fold_case(entry.value), mark));
    if (by_phone_)
      for (const auto& entry : entries(phones_))
        if (!entry.e164.empty()) keys.push_back(reach_key(kPhone, entry.e164, mark));
  }
}

void MatchFinder::add_name(const MappedRow& row, std::vector<std::string>& keys) const {
  const std::string title = title_of(row);
  if (title.empty()) return;
  if (name_alone_) keys.push_back(name_key(title, ' ', ""));
  if (address_ < 0) return;
  const auto* parts = std::get_if<schema::Parts>(&row.values[static_cast<std::size_t>(address_)]);
  if (!parts) return;
  const Field& field = object_.fields[static_cast<std::size_t>(address_)];
  for (std::size_t i = 0; i < field.parts.size(); ++i) {
    const auto* text = std::get_if<std::string>(&parts->values[i]);
    if (text && field.parts[i].name == "postal_code")
      keys.push_back(name_key(title, 'c', fold_case(*text)));
    if (text && field.parts[i].name == "place")
      keys.push_back(name_key(title, 'p', fold_case(*text)));
  }
}

std::vector<std::string> MatchFinder::keys(const MappedRow& row) const {
  std::vector<std::string> keys;
  for (const int place : unique_)
    if (auto* text = std::get_if<std::string>(&row.values[static_cast<std::size_t>(place)]))
      keys.push_back(unique_key(object_.fields[static_cast<std::size_t>(place)], fold_case(*text)));
  add_entries(row, keys);
  if (by_name_) add_name(row, keys);
  std::ranges::sort(keys);
  return keys;
}

Result<void> MatchFinder::look_up(storage::Connection& connection, query::ScopeSource& rights,
                                  const std::vector<std::vector<std::string>>& keys) {
  found_.clear();
  Asked asked;
  for (const auto& row : keys)
    for (const std::string& key : row) {
      std::string text = key.substr(1);
      const auto mark = text.find('\x1f');
      if (key[0] == kEmail)
        asked.emails.push_back(text.substr(0, mark));
      else if (key[0] == kPhone)
        asked.phones.push_back(text.substr(0, mark));
      else if (key[0] == kName)
        asked.titles.push_back(text.substr(0, mark));
      else
        for (const int place : unique_)
          if (std::to_string(object_.fields[static_cast<std::size_t>(place)].id) ==
              text.substr(0, mark))
            asked.unique[place].push_back(text.substr(mark + 1));
    }
  return ask(connection, rights, asked);
}

Result<void> MatchFinder::ask(storage::Connection& connection, query::ScopeSource& rights,
                              Asked& asked) {
  std::vector<Candidate> candidates;
  // Visits the id and the columns asked for of living records.
  auto each = [&](const std::string& select, const std::string& column,
                  std::vector<std::string>& wanted, auto note) -> Result<void> {
    if (wanted.empty()) return {};
    std::ranges::sort(wanted);
    wanted.erase(std::ranges::unique(wanted).begin(), wanted.end());
    auto set = std::make_shared<std::vector<std::string>>(std::move(wanted));
    return connection.each(
        {select + storage::in_texts(connection.engine(), column) + " AND t.deleted_at IS NULL",
         {storage::TextSet(std::move(set))}},
        [&](const storage::Row& row) {
          note(row);
          return true;
        });
  };
  auto child = [&](int place, const char* column) {
    const std::string& table = object_.fields[static_cast<std::size_t>(place)].child_table;
    return std::string("SELECT t.id, c.") + column + ", t.title_fold FROM " + table + " c JOIN " +
           object_.table + " t ON t.id = c.record WHERE ";
  };
  auto note_reach = [&](char kind, int place, const storage::Row& row) {
    for (const std::string& mark : name_marks(row.text(2)))
      candidates.push_back({reach_key(kind, row.text(1), mark), row.integer(0), place});
    candidates.push_back({reach_key(kind, row.text(1), ""), row.integer(0), place});
  };
  if (emails_ >= 0)
    TRY(each(child(emails_, "fold"), "c.fold", asked.emails,
             [&](const storage::Row& row) { note_reach(kEmail, emails_, row); }));
  if (phones_ >= 0)
    TRY(each(child(phones_, "e164"), "c.e164", asked.phones,
             [&](const storage::Row& row) { note_reach(kPhone, phones_, row); }));
  std::string places = ", '', ''";
  if (address_ >= 0) {
    const Field& field = object_.fields[static_cast<std::size_t>(address_)];
    places =
        ", t." + field.part("postal_code")->fold_column + ", t." + field.part("place")->fold_column;
  }
  TRY(each("SELECT t.id, t.title_fold" + places + " FROM " + object_.table + " t WHERE ",
           "t.title_fold", asked.titles, [&](const storage::Row& row) {
             const std::int64_t id = row.integer(0);
             candidates.push_back({name_key(row.text(1), 'c', row.text(2)), id, address_});
             candidates.push_back({name_key(row.text(1), 'p', row.text(3)), id, address_});
             candidates.push_back({name_key(row.text(1), ' ', ""), id, title_});
           }));
  for (auto& [place, values] : asked.unique) {
    const Field& field = object_.fields[static_cast<std::size_t>(place)];
    TRY(each("SELECT t.id, t." + field.value.fold_column + " FROM " + object_.table + " t WHERE ",
             "t." + field.value.fold_column, values, [&](const storage::Row& row) {
               candidates.push_back({unique_key(field, row.text(1)), row.integer(0), place});
             }));
  }
  return keep_readable(connection, rights, std::move(candidates));
}

// That a record has a key may know who reads the fields in which it has it.
Result<void> MatchFinder::keep_readable(storage::Connection& connection, query::ScopeSource& rights,
                                        std::vector<Candidate> candidates) {
  std::vector<std::int64_t> ids;
  for (const Candidate& candidate : candidates) ids.push_back(candidate.id);
  const auto shown = TRY(query::Shown::of(connection, object_, std::move(ids), rights));
  const auto reads = [&](std::int64_t id, int place) {
    return place < 0 ? shown.has(id)
                     : shown.reads(id, object_.fields[static_cast<std::size_t>(place)]);
  };
  for (Candidate& candidate : candidates) {
    const bool by_title = candidate.key[0] != kUnique;
    if (!reads(candidate.id, candidate.place) || (by_title && !reads(candidate.id, title_)))
      continue;
    auto [entry, first] = found_.try_emplace(std::move(candidate.key), candidate.id);
    if (!first) entry->second = std::min(entry->second, candidate.id);
  }
  return {};
}

RecordId MatchFinder::find(const std::vector<std::string>& keys) const {
  for (const std::string& key : keys)
    if (const auto found = found_.find(key); found != found_.end()) return {found->second};
  return {};
}

}  // namespace kontor::importing
