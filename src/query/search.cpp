#include "query/search.h"

#include <algorithm>
#include <map>

#include "base/search_text.h"
#include "base/text.h"
#include "query/detail/subtitle.h"
#include "query/json_rows.h"
#include "query/match.h"
#include "query/select.h"
#include "schema/search_index.h"
#include "storage/dialect.h"

namespace kontor::query {
namespace {

constexpr std::size_t kMaxCandidates = 1'000;
constexpr std::size_t kMaxText = 400;

// How well a title fits, the best first.
enum class Fit { whole_title, beginning, word, inside, other_field };

struct Hit {
  const schema::Object* object;
  TitledRecord record;
  Fit fit;
};

Fit fit_of(const std::string& title, const std::vector<std::string>& asked) {
  const auto words = canonical_words(title);
  if (words == asked) return Fit::whole_title;
  const auto begins = [](const std::string& word, const std::string& with) {
    return word.starts_with(with);
  };
  if (!words.empty() && !asked.empty() && begins(words.front(), asked.front()))
    return Fit::beginning;
  for (const auto& question : asked)
    if (std::ranges::find(words, question) != words.end()) return Fit::word;
  return Fit::inside;
}

class Searcher {
 public:
  Searcher(const Reader& reader, const SearchRequest& request)
      : reader_(reader), request_(request), rights_(reader.rights, reader.connection.engine()) {}

  Result<void> choose_objects() {
    for (const auto& object : reader_.catalogue->objects()) {
      if (object.archived || !schema::is_searched(object)) continue;
      const bool wanted =
          request_.objects.empty() ||
          std::ranges::find(request_.objects, object.name) != request_.objects.end();
      if (!wanted) continue;
      const auto scope = TRY(rights_.require(object));
      if (!scope->nothing()) objects_.push_back(&object);
    }
    return {};
  }

  // Titles first; other texts only when titles do not fill the answer.
  Result<std::vector<Hit>> find(std::string_view text) {
    std::vector<Hit> hits;
    if (objects_.empty()) return hits;
    TRY(collect(text, MatchIn::title, hits));
    if (hits.size() < static_cast<std::size_t>(request_.limit))
      TRY(collect(text, MatchIn::anywhere, hits));
    std::ranges::stable_sort(hits, [](const Hit& a, const Hit& b) {
      return a.fit != b.fit ? a.fit < b.fit : a.record.id > b.record.id;
    });
    if (hits.size() > static_cast<std::size_t>(request_.limit)) hits.resize(request_.limit);
    return hits;
  }

  // The second lines of what is going to be shown.
  Result<void> add_subtitles(std::vector<Hit>& hits) {
    std::map<const schema::Object*, std::vector<std::int64_t>> ids;
    for (const Hit& hit : hits) ids[hit.object].push_back(hit.record.id);
    std::map<std::int64_t, TitledRecord> read;
    for (const auto& [object, of_object] : ids) {
      const auto selection = TRY(Select::visible(*object, of_object, reader_, rights_));
      for (auto& record : TRY(read_titles(selection, reader_, rights_, request_.language, true)))
        read.emplace(record.id, std::move(record));
    }
    for (Hit& hit : hits) hit.record = read[hit.record.id];
    return {};
  }

  // The text with words nobody has written replaced by the closest ones somebody has.
  Result<std::string> corrected(std::string_view text) {
    std::string mended;
    bool changed = false;
    for (const std::string& word : canonical_words(text, kMaxQueryWords)) {
      const std::string better = TRY(closest_word(word));
      changed |= better != word;
      if (!mended.empty()) mended += ' ';
      mended += better;
    }
    return changed ? mended : std::string();
  }

 private:
  Result<void> collect(std::string_view text, MatchIn where, std::vector<Hit>& hits) {
    const auto asked = canonical_words(text, kMaxQueryWords);
    const std::size_t share = std::max<std::size_t>(kMaxCandidates / objects_.size(), 100);
    for (const schema::Object* object : objects_) {
      const auto ids = TRY(candidates(*object, text, where, share));
      const auto selection = TRY(Select::visible(*object, ids, reader_, rights_));
      for (auto& record : TRY(read_titles(selection, reader_, rights_, request_.language, false))) {
        if (known(hits, *object, record.id)) continue;
        const Fit fit = where == MatchIn::title ? fit_of(record.title, asked) : Fit::other_field;
        hits.push_back({object, std::move(record), fit});
      }
    }
    return {};
  }

  static bool known(const std::vector<Hit>& hits, const schema::Object& object, std::int64_t id) {
    return std::ranges::any_of(
        hits, [&](const Hit& hit) { return hit.object == &object && hit.record.id == id; });
  }

  Result<std::vector<std::int64_t>> candidates(const schema::Object& object, std::string_view text,
                                               MatchIn where, std::size_t limit) {
    storage::Sql sql = matching_ids(reader_.connection.engine(), object, text, where);
    sql << storage::Sql{" LIMIT ?", {static_cast<std::int64_t>(limit)}};
    std::vector<std::int64_t> ids;
    TRY(reader_.connection.each(sql, [&](const storage::Row& row) {
      ids.push_back(row.integer(0));
      return true;
    }));
    return ids;
  }

  Result<std::string> closest_word(const std::string& word) {
    const int allowed = allowed_typos(word);
    if (allowed == 0) return word;
    const auto variants = std::make_shared<std::vector<std::string>>(deletion_variants(word));
    std::string best = word;
    int best_distance = allowed + 1;
    TRY(reader_.connection.each({"SELECT DISTINCT word FROM kontor_word_variant WHERE " +
                                     storage::in_texts(reader_.connection.engine(), "variant") +
                                     " ORDER BY word LIMIT 1000",
                                 {storage::TextSet(variants)}},
                                [&](const storage::Row& row) {
                                  const int distance =
                                      edit_distance_at_most(word, row.text(0), allowed);
                                  if (distance >= 0 && distance < best_distance) {
                                    best_distance = distance;
                                    best = row.text(0);
                                  }
                                  return best_distance > 0;
                                }));
    return best;
  }

  const Reader& reader_;
  const SearchRequest& request_;
  Rights rights_;
  std::vector<const schema::Object*> objects_;
};

void write_hit(JsonWriter& json, const Hit& hit) {
  json.begin_object().key("object").text(hit.object->name);
  json.key("id").text(std::to_string(hit.record.id)).key("title").text(hit.record.title);
  json.key("subtitle").text(hit.record.subtitle);
  json.key("match").text(hit.fit == Fit::other_field ? "field" : "title").key("can");
  write_abilities(json, hit.record.can);
  json.end_object();
}

}  // namespace

Result<void> write_search(const Reader& reader, const SearchRequest& request, JsonWriter& json) {
  if (request.text.size() > kMaxText)
    return fail(Code::invalid, "query.search_too_long", {{"max", std::to_string(kMaxText)}}, "q");
  Searcher searcher(reader, request);
  TRY(searcher.choose_objects());
  auto hits = TRY(searcher.find(request.text));
  std::string corrected;
  if (hits.empty()) {
    corrected = TRY(searcher.corrected(request.text));
    if (!corrected.empty()) hits = TRY(searcher.find(corrected));
    if (hits.empty()) corrected.clear();  // others' words are not for everyone to know
  }
  TRY(searcher.add_subtitles(hits));
  json.begin_object().key("results").begin_array();
  for (const Hit& hit : hits) write_hit(json, hit);
  json.end_array().key("corrected");
  corrected.empty() ? json.null() : json.text(corrected);
  json.end_object();
  return {};
}

namespace {

// A text constant of the expression language.
std::string quoted_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

// The records offered by a picker, as far as they are visible.
Result<Selection> offered(const Reader& reader, const PickRequest& request,
                          const schema::Object& object, Rights& rights) {
  const bool typed = !canonical_words(request.text).empty();
  if (!typed || !schema::is_searched(object)) {
    SelectRequest recent{.sort = {"-changed_at"}};
    if (typed) recent.filter = object.title_field + " contains " + quoted_text(request.text);
    const auto select = TRY(Select::bind(recent, object, reader, rights));
    return TRY(select.page(request.limit)).selection;
  }
  storage::Sql sql =
      matching_ids(reader.connection.engine(), object, request.text, MatchIn::anywhere);
  sql << storage::Sql{" LIMIT ?", {static_cast<std::int64_t>(kMaxCandidates)}};
  std::vector<std::int64_t> ids;
  TRY(reader.connection.each(sql, [&](const storage::Row& row) {
    ids.push_back(row.integer(0));
    return true;
  }));
  return Select::visible(object, ids, reader, rights);
}

}  // namespace

Result<void> write_pick(const Reader& reader, const PickRequest& request, JsonWriter& json) {
  const auto* object = TRY(find_object(*reader.catalogue, request.object));
  Rights rights(reader.rights, reader.connection.engine());
  TRY(rights.require(*object));
  const auto selection = TRY(offered(reader, request, *object, rights));
  auto records = TRY(read_titles(selection, reader, rights, request.language, false));
  const auto asked = canonical_words(request.text);
  if (!asked.empty())
    std::ranges::stable_sort(
        records, {}, [&](const TitledRecord& record) { return fit_of(record.title, asked); });
  if (records.size() > static_cast<std::size_t>(request.limit)) records.resize(request.limit);

  std::vector<std::int64_t> shown;
  for (const TitledRecord& record : records) shown.push_back(record.id);
  const auto final_selection = TRY(Select::visible(*object, shown, reader, rights));
  json.begin_object().key("results").begin_array();
  for (const TitledRecord& record :
       TRY(read_titles(final_selection, reader, rights, request.language, true)))
    json.begin_object()
        .key("id")
        .text(std::to_string(record.id))
        .key("title")
        .text(record.title)
        .key("subtitle")
        .text(record.subtitle)
        .end_object();
  json.end_array().end_object();
  return {};
}

}  // namespace kontor::query
