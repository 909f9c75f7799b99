#include "api/query_handlers.h"

#include "api/decode.h"
#include "api/selection.h"
#include "query/board.h"
#include "query/count.h"
#include "query/group.h"
#include "query/list.h"
#include "query/record.h"
#include "query/search.h"
#include "query/timeline.h"

namespace kontor::api {
namespace {

// "a,b,c" of a query parameter; empty when absent.
std::vector<std::string> listed(const http::Request& request, std::string_view name) {
  std::vector<std::string> items;
  std::string_view rest = request.query(name).value_or("");
  while (!rest.empty()) {
    const auto item = rest.substr(0, rest.find(','));
    if (!item.empty()) items.emplace_back(item);
    rest.remove_prefix(std::min(rest.size(), item.size() + 1));
  }
  return items;
}

std::string given(const http::Request& request, std::string_view name) {
  return std::string(request.query(name).value_or(""));
}

schema::Language language_of(const Call& call) {
  return call.language == Language::de ? schema::Language::de : schema::Language::en;
}

// `count` is false, true (stops at a bound) or "exact".
Result<query::CountWish> count_wish(Members& body) {
  const JsonValue* wish = body.value("count");
  if (!wish) return query::CountWish::none;
  if (wish->text() == "exact") return query::CountWish::exact;
  if (const auto flag = wish->boolean())
    return *flag ? query::CountWish::capped : query::CountWish::none;
  return fail(Code::bad_request, "request.wrong_kind",
              {{"name", "count"}, {"expected", "true / false / \"exact\""}}, "count");
}

struct QueryBody {
  query::ListRequest list;
  query::GroupRequest group;
  bool grouped = false;
};

Result<QueryBody> decode_query(Call& call) {
  Members body = TRY(Members::of_body(call.request));
  QueryBody query;
  query.list = TRY(read_selection(call, body));
  query::ListRequest& list = query.list;
  list.limit = static_cast<int>(TRY(body.integer("limit", 1, query::kMaxPage)).value_or(50));
  list.cursor = TRY(body.text("cursor")).value_or("");
  list.offset = TRY(body.integer("offset", 0, query::kMaxOffset));
  list.count = TRY(count_wish(body));
  const auto group = TRY(body.text("group", 200));
  const auto aggregates = TRY(body.texts("aggregates", query::kMaxAggregates));
  const bool counted = TRY(body.boolean("counted")).value_or(false);
  TRY(body.done());
  query.grouped = group.has_value() || aggregates.has_value();
  query.group = {list.object,
                 list.filter,
                 list.search,
                 group.value_or(""),
                 aggregates.value_or(std::vector<std::string>()),
                 counted};
  return query;
}

}  // namespace

Result<http::Response> query_records(Call& call) {
  const QueryBody body = TRY(decode_query(call));
  const query::Reader reader = TRY(call.reader());
  return answer_json([&](JsonWriter& json) {
    return body.grouped ? query::write_groups(reader, body.group, json)
                        : query::write_list(reader, body.list, json);
  });
}

Result<http::Response> query_trash(Call& call) {
  QueryBody body = TRY(decode_query(call));
  body.list.trash = true;
  const query::Reader reader = TRY(call.reader());
  return answer_json([&](JsonWriter& json) { return query::write_list(reader, body.list, json); });
}

Result<http::Response> count_records(Call& call) {
  Members body = TRY(Members::of_body(call.request));
  query::CountRequest wanted{.object = call.request.param("object")};
  wanted.filter = TRY(body.text("filter")).value_or("");
  wanted.search = TRY(body.text("search", 400)).value_or("");
  wanted.exact = TRY(body.boolean("exact")).value_or(false);
  TRY(body.done());
  const query::Count count = TRY(query::read_count(TRY(call.reader()), wanted));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    query::write_count(count, json);
    return {};
  });
}

Result<http::Response> read_board(Call& call) {
  Members body = TRY(Members::of_body(call.request));
  query::BoardRequest wanted{.object = call.request.param("object"),
                             .field = TRY(body.required_text("field", 100))};
  wanted.pipeline = TRY(body.text("pipeline", 100)).value_or("");
  wanted.filter = TRY(body.text("filter")).value_or("");
  wanted.search = TRY(body.text("search", 400)).value_or("");
  wanted.fields = TRY(body.texts("fields")).value_or(std::vector<std::string>());
  wanted.sort = TRY(body.texts("sort", 8)).value_or(std::vector<std::string>());
  wanted.sums = TRY(body.texts("sums", 8)).value_or(std::vector<std::string>());
  wanted.limit = static_cast<int>(TRY(body.integer("limit", 0, query::kMaxCards)).value_or(20));
  TRY(body.done());
  const query::Reader reader = TRY(call.reader());
  return answer_json([&](JsonWriter& json) { return query::write_board(reader, wanted, json); });
}

Result<http::Response> read_record(Call& call) {
  const query::RecordRequest wanted{.object = call.request.param("object"),
                                    .id = TRY(path_id(call.request)),
                                    .fields = listed(call.request, "fields")};
  const query::Reader reader = TRY(call.reader());
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("record");
    TRY(query::write_record(reader, wanted, json));
    json.end_object();
    return {};
  });
}

Result<http::Response> read_timeline(Call& call) {
  const query::TimelineRequest wanted{
      .object = call.request.param("object"),
      .id = TRY(path_id(call.request)),
      .kinds = listed(call.request, "kinds"),
      .cursor = given(call.request, "cursor"),
      .limit = static_cast<int>(TRY(query_integer(call.request, "limit", 50, 1, query::kMaxPage)))};
  const query::Reader reader = TRY(call.reader());
  return answer_json([&](JsonWriter& json) { return query::write_timeline(reader, wanted, json); });
}

Result<http::Response> read_related(Call& call) {
  query::RelatedRequest wanted{.object = call.request.param("object"),
                               .id = TRY(path_id(call.request)),
                               .field = call.request.param("field")};
  wanted.page.fields = listed(call.request, "fields");
  wanted.page.sort = listed(call.request, "sort");
  wanted.page.cursor = given(call.request, "cursor");
  wanted.page.limit =
      static_cast<int>(TRY(query_integer(call.request, "limit", 50, 1, query::kMaxPage)));
  const query::Reader reader = TRY(call.reader());
  return answer_json([&](JsonWriter& json) { return query::write_related(reader, wanted, json); });
}

Result<http::Response> search(Call& call) {
  const query::SearchRequest wanted{
      .text = given(call.request, "q"),
      .objects = listed(call.request, "objects"),
      .limit = static_cast<int>(TRY(query_integer(call.request, "limit", 20, 1, query::kMaxHits))),
      .language = language_of(call)};
  const query::Reader reader = TRY(call.reader());
  return answer_json([&](JsonWriter& json) { return query::write_search(reader, wanted, json); });
}

Result<http::Response> pick(Call& call) {
  const query::PickRequest wanted{
      .object = call.request.param("object"),
      .text = given(call.request, "q"),
      .limit = static_cast<int>(TRY(query_integer(call.request, "limit", 10, 1, query::kMaxHits))),
      .language = language_of(call)};
  const query::Reader reader = TRY(call.reader());
  return answer_json([&](JsonWriter& json) { return query::write_pick(reader, wanted, json); });
}

}  // namespace kontor::api
