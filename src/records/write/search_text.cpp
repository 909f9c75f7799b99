#include "records/write/search_text.h"

#include <algorithm>
#include <set>

#include "base/phone.h"
#include "base/search_text.h"
#include "schema/search_index.h"
#include "storage/dialect.h"
#include "storage/inserter.h"

namespace kontor::records {

namespace {

void add_line(std::string& text, std::string_view line) {
  text += line;
  text += '\n';
}

// The texts of a value; words that must stay as they are go to `tokens`.
void add_value(const schema::FieldValue& value, std::string& text, std::string& tokens) {
  if (auto* line = std::get_if<std::string>(&value)) add_line(text, *line);
  if (auto* parts = std::get_if<schema::Parts>(&value)) {
    for (const auto& part : parts->values)
      if (auto* line = std::get_if<std::string>(&part)) add_line(text, *line);
  }
  if (auto* entries = std::get_if<schema::Entries>(&value)) {
    for (const auto& entry : *entries) {
      add_line(text, entry.value);
      if (entry.e164.empty()) continue;
      for (const auto& token : phone_search_tokens(entry.e164)) tokens += ' ' + token;
    }
  }
}

bool may_differ(const Item& item) {
  if (item.op != Op::update) return true;
  return std::ranges::any_of(item.touched, [&](int place) {
    return place == item.shape->title || schema::is_searched(item.field(place));
  });
}

// Words of titles not seen before get their spellings with letters left out.
Result<void> learn_words(Run& run, const std::vector<std::string>& titles) {
  std::set<std::string> words;
  for (const auto& title : titles) {
    for (auto& word : canonical_words(title, 20))
      if (allowed_typos(word) > 0) words.insert(std::move(word));
  }
  auto set = std::make_shared<std::vector<std::string>>(words.begin(), words.end());
  if (set->empty()) return {};
  TRY(run.tx->each(
      {"SELECT word FROM kontor_word WHERE " + storage::in_texts(run.tx->engine(), "word"),
       {storage::TextSet(set)}},
      [&](const storage::Row& row) {
        words.erase(std::string(row.text(0)));
        return true;
      }));
  storage::Inserter known(*run.tx, "kontor_word", "word", 1, "ON CONFLICT DO NOTHING");
  storage::Inserter variants(*run.tx, "kontor_word_variant", "variant, word", 2,
                             "ON CONFLICT DO NOTHING");
  for (const auto& word : words) {
    known.row().emplace_back(word);
    TRY(known.end_row());
    for (auto& variant : deletion_variants(word)) {
      variants.row().emplace_back(std::move(variant));
      variants.row().emplace_back(word);
      TRY(variants.end_row());
    }
  }
  TRY(known.finish());
  return variants.finish();
}

// Words as PostgreSQL reads a tsvector: 'anna':1A 'notes':1. They hold letters and digits only.
std::string weighted(const SearchText& text) {
  std::string out;
  const auto add = [&](std::string_view words, std::string_view weight) {
    while (!words.empty()) {
      const std::size_t end = std::min(words.find(' '), words.size());
      if (end > 0) ((out += '\'') += words.substr(0, end)) += weight;
      words.remove_prefix(std::min(end + 1, words.size()));
    }
  };
  add(text.title, "':1A ");
  add(text.body, "':1 ");
  return out;
}

Result<void> insert_words(Run& run, const std::string& table,
                          std::vector<std::pair<RecordId, SearchText>> fresh) {
  const bool sqlite = run.tx->engine() == storage::Engine::sqlite;
  storage::Inserter inserter =
      sqlite ? storage::Inserter(*run.tx, table, "rowid, title, body", 3)
             : storage::Inserter(*run.tx, table, "record, words", 2, {}, "(?, ?::tsvector)");
  for (auto& [id, words] : fresh) {
    auto& row = inserter.row();
    row.emplace_back(id.value);
    if (sqlite) {
      row.emplace_back(std::move(words.title));
      row.emplace_back(std::move(words.body));
    } else {
      row.emplace_back(weighted(words));
    }
    TRY(inserter.end_row());
  }
  return inserter.finish();
}

}  // namespace

SearchText search_text(const RowShape& shape, const Record& record) {
  std::string text, tokens;
  const auto& fields = shape.object().fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const bool body = static_cast<int>(i) != shape.title && schema::is_searched(fields[i]);
    if (body && !is_empty(record.values[i])) add_value(record.values[i], text, tokens);
  }
  SearchText words{search_words(shape.title_of(record)), search_words(text)};
  words.body += tokens;
  return words;
}

Result<void> write_search_index(Run& run, const std::vector<Item*>& items) {
  const RowShape& shape = *items.front()->shape;
  if (!schema::is_searched(shape.object())) return {};
  const std::string table = schema::search_table(shape.object());
  std::vector<std::int64_t> gone;
  std::vector<std::string> titles;
  std::vector<std::pair<RecordId, SearchText>> fresh;
  for (Item* item : items) {
    if (!item->writes() || !may_differ(*item)) continue;
    bool was_in = item->old && !shape.is_deleted(*item->old);
    bool is_in = !shape.is_deleted(item->now);
    SearchText now = is_in ? search_text(shape, item->now) : SearchText{};
    if (was_in && is_in && now == search_text(shape, *item->old)) continue;
    if (was_in) gone.push_back(item->id.value);
    if (!is_in) continue;
    titles.emplace_back(shape.title_of(item->now));
    fresh.emplace_back(item->id, std::move(now));
  }
  const char* id = run.tx->engine() == storage::Engine::sqlite ? "rowid" : "record";
  if (!gone.empty()) {
    TRY(run.tx->execute(
        {"DELETE FROM " + table + " WHERE " + storage::in_ints(run.tx->engine(), id),
         {make_set(std::move(gone))}}));
  }
  TRY(insert_words(run, table, std::move(fresh)));
  return learn_words(run, titles);
}

}  // namespace kontor::records
