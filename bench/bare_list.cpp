#include "bare_list.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <map>

namespace kontor::bench {
namespace {

JsonWriter& text_or_null(JsonWriter& json, std::string_view text) {
  return text.data() ? json.text(text) : json.null();
}

// Once to warm up, then timed.
Result<std::int64_t> nanoseconds(BarePages& pages, int way, std::int64_t category,
                                 const std::string& prefix, std::string& out) {
  TRY(pages.read(way, category, prefix, out));
  const auto begin = std::chrono::steady_clock::now();
  TRY(pages.read(way, category, prefix, out));
  out.clear();
  return (std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

Result<BareList> measure_bare_list(BarePages& pages, std::int64_t category,
                                   const std::vector<std::string>& prefixes, int count) {
  std::string out;
  std::map<std::string, int> best;
  for (const auto& prefix : prefixes) {
    if (best.contains(prefix)) continue;
    std::int64_t least = INT64_MAX;
    for (int way = 0; way < pages.ways(); ++way) {
      const std::int64_t took = TRY(nanoseconds(pages, way, category, prefix, out));
      if (took < least) best[prefix] = way;
      least = std::min(least, took);
    }
  }
  BareList result;
  const auto begin = pages.cpu_us();
  for (int i = 0; i < count; ++i) {
    const std::string& prefix = prefixes[static_cast<std::size_t>(i) % prefixes.size()];
    out.clear();
    TRY(pages.read(best[prefix], category, prefix, out));
    result.bytes = std::max(result.bytes, out.size());
  }
  result.cpu_us = double(pages.cpu_us() - begin) / count;
  return result;
}

void begin_bare_page(JsonWriter& json) {
  json.begin_object().key("records").begin_array();
}

void write_bare_row(JsonWriter& json, const BareRow& row) {
  json.begin_object().key("id").text(row.id);
  json.key("object").text("person").key("version").raw(row.version);
  json.key("title").text(row.title).key("fields").begin_object();
  json.key("name").text(row.title).key("company");
  if (row.company.data()) {
    json.begin_object().key("id").text(row.company).key("title").text(row.company_title);
    json.end_object();
  } else {
    json.null();
  }
  json.key("category").text("b").key("address.postal_code");
  text_or_null(json, row.postal_code).key("address.place");
  text_or_null(json, row.place).key("role");
  text_or_null(json, row.role).end_object().key("can").begin_object();
  for (const char* ability : {"edit", "delete", "assign", "link"}) json.key(ability).boolean(true);
  json.key("share").boolean(false).end_object().key("hidden").begin_array().end_array();
  json.key("read_only").begin_array().text("name").end_array().end_object();
}

void end_bare_page(JsonWriter& json) {
  json.end_array().key("next").null().key("prev").null().key("offset").null().end_object();
}

std::int64_t thread_cpu_us() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1'000'000 + now.tv_nsec / 1'000;
}

}  // namespace kontor::bench
