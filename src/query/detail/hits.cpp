#include "query/detail/hits.h"

#include <algorithm>
#include <set>

#include "base/search_text.h"
#include "base/text.h"
#include "query/detail/readable_text.h"
#include "query/rights.h"
#include "query/titles.h"
#include "schema/search_index.h"
#include "storage/dialect.h"

namespace kontor::query {
namespace {

using storage::Row;
using storage::Sql;
using Ids = std::vector<std::int64_t>;

constexpr std::int64_t kMostScanned = 5'000;  // of an object without an index: users
constexpr int kExact = 100, kBeginning = 70, kInTitle = 40, kElsewhere = 10;
constexpr int kBeside = 5;  // less for what happens around people and companies

// Of what the reader may see: what is hidden takes nobody's place.
Result<Ids> candidates(const Asked& asked, MatchIn where, const schema::Object& object,
                       const Reader& reader, const Rights& rights) {
  Ids ids;
  Sql sql = visible_matches(object, asked, where, rights);
  sql << Sql{" LIMIT ?", {std::int64_t{kMostCandidates}}};
  TRY(reader.connection.each(sql, [&](const Row& row) {
    ids.push_back(row.integer(0));
    return true;
  }));
  return ids;
}

// Every asked word begins a word of the title.
bool fits(std::string_view text, std::string_view title) {
  const auto words = canonical_words(title);
  return std::ranges::all_of(query_words(text), [&](const QueryWord& asked) {
    return std::ranges::any_of(
        words, [&](const std::string& word) { return word.starts_with(asked.word); });
  });
}

int score_of(std::string_view text, const Hit& hit) {
  const std::string title = fold_case(hit.title), asked = fold_case(trim(text));
  const int beside = hit.object->timeline ? kBeside : 0;
  if (title == asked) return kExact - beside;
  if (title.starts_with(asked)) return kBeginning - beside;
  return (hit.in_title ? kInTitle : kElsewhere) - beside;
}

// The visible ones among `ids`; all of the object if there are none to choose from.
Result<std::vector<Hit>> read_hits(const schema::Object& object, const Ids* ids,
                                   const Reader& reader, const Rights& rights) {
  Sql sql = Sql{"SELECT r.id, r.changed_at, ", {}} << title_sql(object, "r", rights);
  sql << " FROM " << storage::quoted(object.table) << " r WHERE " << rights.visible(object, "r");
  if (ids) {
    auto set = std::make_shared<Ids>(*ids);
    std::ranges::sort(*set);
    sql << Sql{" AND " + storage::in_ints(rights.engine(), "r.id"), {storage::IntSet(set)}};
  } else {
    sql << Sql{" LIMIT ?", {kMostScanned}};
  }
  std::vector<Hit> hits;
  TRY(reader.connection.each(sql, [&](const Row& row) {
    hits.push_back({.object = &object,
                    .id = row.integer(0),
                    .title = std::string(row.text(2)),
                    .changed_at = row.integer(1)});
    return true;
  }));
  return hits;
}

// The word of a title closest to a mistyped one; the word itself if none is.
Result<std::string> closest(const std::string& word, const Reader& reader) {
  const int most = allowed_typos(word);
  if (most == 0) return word;
  auto variants = std::make_shared<const std::vector<std::string>>(deletion_variants(word));
  std::string best = word;
  int least = most + 1;
  TRY(reader.connection.each({"SELECT DISTINCT word FROM kontor_word_variant WHERE " +
                                  storage::in_texts(reader.connection.engine(), "variant"),
                              {storage::TextSet(variants)}},
                             [&](const Row& row) {
                               const std::string_view other = row.text(0);
                               const int distance = edit_distance_at_most(word, other, most);
                               const bool closer = distance >= 0 && distance < least;
                               if (closer) {
                                 least = distance;
                                 best = other;
                               }
                               return true;
                             }));
  return best;
}

}  // namespace

Result<std::vector<Hit>> find_hits(const Asked& asked, const schema::Object& object,
                                   const Reader& reader, Rights& rights) {
  const std::string_view text = asked.text;
  TRY(rights.require(object));
  if (query_words(text).empty()) return std::vector<Hit>();
  std::vector<Hit> hits;
  if (!schema::is_searched(object)) {
    hits = TRY(read_hits(object, nullptr, reader, rights));
    std::erase_if(hits, [&](const Hit& hit) { return !fits(text, hit.title); });
    for (Hit& hit : hits) hit.in_title = true;
  } else {
    Ids ids = TRY(candidates(asked, MatchIn::title, object, reader, rights));
    const Ids titled = ids;
    if (ids.size() < kMostCandidates) {
      const Ids more = TRY(candidates(asked, MatchIn::anywhere, object, reader, rights));
      ids.insert(ids.end(), more.begin(), more.end());
      ids = TRY(readable_matches(text, object, std::move(ids), reader, rights));
    }
    hits = TRY(read_hits(object, &ids, reader, rights));
    for (Hit& hit : hits) hit.in_title = std::ranges::find(titled, hit.id) != titled.end();
  }
  for (Hit& hit : hits) hit.score = score_of(text, hit);
  return hits;
}

void rank(std::vector<Hit>& hits) {
  std::ranges::sort(hits, [](const Hit& a, const Hit& b) {
    return std::tuple(a.score, a.changed_at, a.id) > std::tuple(b.score, b.changed_at, b.id);
  });
}

Result<std::string> mended(std::string_view text, const Reader& reader) {
  std::string all;
  for (const auto& asked : query_words(text)) {
    const std::string word = TRY(closest(asked.word, reader));
    all.append(all.empty() ? "" : " ").append(word);
  }
  return all;
}

}  // namespace kontor::query
