#include "query/search.h"

#include <algorithm>

#include "base/search_text.h"
#include "query/detail/hits.h"
#include "query/detail/readable_text.h"
#include "query/detail/subtitle.h"
#include "query/fetch.h"
#include "query/json_rows.h"
#include "query/select.h"
#include "schema/search_index.h"

namespace kontor::query {
namespace {

using Lines = std::map<const schema::Object*, Subtitles>;

constexpr std::size_t kMaxText = 500;  // bytes

Result<void> check(std::string_view text, int limit) {
  if (text.size() > kMaxText) {
    return fail(Code::invalid, "query.search_too_long", {{"max", std::to_string(kMaxText)}}, "q");
  }
  if (limit >= 1 && limit <= kMaxHits) return {};
  return fail(Code::invalid, "query.limit", {{"max", std::to_string(kMaxHits)}}, "limit");
}

std::vector<const schema::Object*> searched_objects(const schema::Catalogue& catalogue) {
  std::vector<const schema::Object*> objects;
  for (const auto& object : catalogue.objects()) {
    if (schema::is_searched(object) && !object.archived) objects.push_back(&object);
  }
  return objects;
}

Result<std::vector<const schema::Object*>> asked_objects(const SearchRequest& request,
                                                         const schema::Catalogue& catalogue) {
  std::vector<const schema::Object*> objects;
  for (const auto& name : request.objects) {
    objects.push_back(TRY(find_object(catalogue, name)));
  }
  return objects.empty() ? searched_objects(catalogue) : objects;
}

Result<std::vector<Hit>> hits_of(std::string_view text,
                                 const std::vector<const schema::Object*>& objects, int limit,
                                 const Reader& reader, Rights& rights) {
  const Asked asked = TRY(spell_out(text, reader.connection));
  std::vector<Hit> all;
  for (const auto* object : objects) {
    const auto hits = TRY(find_hits(asked, *object, reader, rights));
    all.insert(all.end(), hits.begin(), hits.end());
  }
  rank(all);
  if (all.size() > static_cast<std::size_t>(limit)) all.resize(static_cast<std::size_t>(limit));
  return all;
}

// The words that typing mistakes are mended with stand in all records, so they are for those alone
// who may read every one of them.
Result<bool> knows_every_word(const std::vector<const schema::Object*>& objects, Rights& rights) {
  for (const auto* object : objects) {
    if (!TRY(rights.require(*object))->everything) return false;
    if (!reads_all_texts(*object, rights)) return false;
  }
  return true;
}

Result<Lines> read_lines(const std::vector<Hit>& hits, schema::Language language,
                         const Reader& reader, Rights& rights) {
  std::map<const schema::Object*, std::vector<std::int64_t>> ids;
  for (const Hit& hit : hits) ids[hit.object].push_back(hit.id);
  Lines lines;
  for (const auto& [object, some] : ids) {
    std::vector<std::string> fields = object->subtitle;
    if (fields.empty()) fields.push_back(object->title_field);
    const auto fetch = TRY(Fetch::bind(fields, *object, reader.catalogue, rights));
    Subtitles& sink = lines.try_emplace(object, language).first->second;
    TRY(fetch.run(reader.connection, TRY(Select::visible(*object, some, reader, rights)), sink));
  }
  return lines;
}

void write_hit(const Hit& hit, const Subtitles::Line& line, bool with_object, JsonWriter& json) {
  json.begin_object();
  if (with_object) json.key("object").text(hit.object->name);
  json.key("id").text(to_string(RecordId{hit.id})).key("title").text(line.title);
  json.key("subtitle").text(hit.object->subtitle.empty() ? std::string() : line.subtitle);
  if (with_object) {
    json.key("match").text(hit.in_title ? "title" : "field").key("can");
    write_abilities(json, line.can);
  }
  json.end_object();
}

void write_hits(const std::vector<Hit>& hits, const Lines& lines, bool with_object,
                JsonWriter& json) {
  json.key("results").begin_array();
  for (const Hit& hit : hits) {
    const auto& found = lines.at(hit.object).lines();
    const auto line = found.find(hit.id);
    if (line != found.end()) write_hit(hit, line->second, with_object, json);
  }
  json.end_array();
}

}  // namespace

Result<void> write_search(const Reader& reader, const SearchRequest& request, JsonWriter& json) {
  TRY(check(request.text, request.limit));
  const auto objects = TRY(asked_objects(request, *reader.catalogue));
  Rights rights(reader.rights, reader.connection.engine());
  auto hits = TRY(hits_of(request.text, objects, request.limit, reader, rights));
  std::string corrected;
  const bool mends = hits.empty() && !query_words(request.text).empty() &&
                     TRY(knows_every_word(searched_objects(*reader.catalogue), rights));
  if (mends) {
    const std::string other = TRY(mended(request.text, reader));
    hits = TRY(hits_of(other, objects, request.limit, reader, rights));
    if (!hits.empty()) corrected = other;
  }
  const auto lines = TRY(read_lines(hits, request.language, reader, rights));
  json.begin_object();
  write_hits(hits, lines, true, json);
  json.key("corrected");
  corrected.empty() ? json.null() : json.text(corrected);
  json.end_object();
  return {};
}

Result<void> write_pick(const Reader& reader, const PickRequest& request, JsonWriter& json) {
  TRY(check(request.text, request.limit));
  const auto* object = TRY(find_object(*reader.catalogue, request.object));
  Rights rights(reader.rights, reader.connection.engine());
  std::vector<Hit> hits;
  if (query_words(request.text).empty()) {
    const auto newest = TRY(Select::bind({.sort = {"-changed_at"}}, *object, reader, rights));
    const auto page = TRY(newest.page(request.limit));
    for (const auto id : page.selection.ids()) hits.push_back({.object = object, .id = id});
  } else {
    hits = TRY(hits_of(request.text, {object}, request.limit, reader, rights));
  }
  const auto lines = TRY(read_lines(hits, request.language, reader, rights));
  json.begin_object();
  write_hits(hits, lines, false, json);
  json.end_object();
  return {};
}

}  // namespace kontor::query
