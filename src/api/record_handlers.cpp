#include "api/record_handlers.h"

#include <charconv>

#include "api/decode.h"
#include "api/reply.h"
#include "query/list.h"
#include "query/record.h"
#include "query/row_sink.h"

namespace kontor::api {
namespace {

using records::Batch;
using records::BatchResult;
using records::Change;
using records::Op;
using records::Outcome;

constexpr std::size_t kMaxFieldsOfAChange = 500;

Result<std::vector<records::FieldInput>> field_inputs(Members& body) {
  const JsonValue* fields = body.value("fields");
  std::vector<records::FieldInput> inputs;
  if (!fields) return inputs;
  if (!fields->is_object())
    return fail(Code::bad_request, "request.not_an_object", {{"name", "fields"}}, "fields");
  if (fields->members().size() > kMaxFieldsOfAChange)
    return fail(Code::bad_request, "request.too_many",
                {{"name", "fields"}, {"max", std::to_string(kMaxFieldsOfAChange)}}, "fields");
  for (const JsonMember& member : fields->members()) inputs.push_back({member.name, member.value});
  return inputs;
}

std::string idempotency_key(const Call& call) {
  return std::string(call.request.headers.get("Idempotency-Key"));
}

// Where the time went, step by step (Server-Timing, W3C).
void add_times(http::Response& response, const BatchResult& result) {
  std::string times;
  for (const records::StepTime& step : result.times) {
    char millis[32];
    const auto end = std::to_chars(millis, millis + sizeof millis, step.micros / 1000.0,
                                   std::chars_format::fixed, 2)
                         .ptr;
    times +=
        (times.empty() ? "" : ", ") + std::string(step.step) + ";dur=" + std::string(millis, end);
  }
  if (!times.empty()) response.headers.set("Server-Timing", times);
}

void write_clashes(JsonWriter& json, const Outcome& outcome) {
  json.begin_object().key("version").number(outcome.version).key("fields").begin_array();
  for (const records::FieldClash& clash : outcome.clashes) {
    json.begin_object().key("field").text(clash.field);
    json.key("base").raw(clash.base).key("theirs").raw(clash.theirs).key("yours").raw(clash.yours);
    json.key("by").begin_object().key("id").text(to_string(clash.by));
    json.key("title").text(clash.by_title).end_object();
    json.key("at").text(to_string(clash.at)).end_object();
  }
  json.end_array().end_object();
}

// What stands beside `error` when a single change fails: all errors, the clash, the duplicates.
http::Response refusal(const Call& call, const Outcome& outcome) {
  if (outcome.clashes.empty() && outcome.duplicates.empty())
    return error_response(outcome.errors, call.language);
  std::string body;
  JsonWriter json(body);
  json.begin_object().key("error");
  write_error(json, outcome.errors.front(), call.language);
  if (!outcome.clashes.empty()) {
    json.key("conflict");
    write_clashes(json, outcome);
  }
  if (!outcome.duplicates.empty()) {
    json.key("duplicates");
    write_duplicates(json, outcome.duplicates);
  }
  json.end_object();
  return http::json_response(std::move(body), http::status_of(outcome.errors.front().code));
}

// Runs one change and answers with the record as it is now.
Result<http::Response> run_single(Call& call, Batch batch, int status) {
  batch.idempotency_key = idempotency_key(call);
  const BatchResult result = TRY(call.services.writer.write(call.actor, batch));
  const Outcome& outcome = result.outcomes.front();
  if (!outcome.errors.empty()) return refusal(call, outcome);

  call.forget_view();
  const Change& change = batch.changes.front();
  const query::RecordRequest wanted{.object = change.object, .id = outcome.id};
  auto response = TRY(answer_json(
      [&](JsonWriter& json) -> Result<void> {
        json.begin_object();
        if (change.op != Op::remove) {
          json.key("record");
          const auto shown = query::write_record(TRY(call.reader()), wanted, json);
          const bool gone = !shown && shown.error().code == Code::not_found;
          if (!shown && !gone) return shown;
          if (gone) json.null();  // given to somebody else: it is no longer the caller's to see
          json.key("merged").boolean(outcome.merged);
        }
        json.key("change");
        result.change ? json.text(to_string(result.change)) : json.null();
        json.key("duplicates");
        write_duplicates(json, outcome.duplicates);
        json.end_object();
        return {};
      },
      status));
  add_times(response, result);
  return response;
}

}  // namespace

Result<http::Response> create_record(Call& call) {
  Members body = TRY(Members::of_body(call.request));
  Change change{.op = Op::create, .object = call.request.param("object")};
  change.fields = TRY(field_inputs(body));
  TRY(body.done());
  Batch batch{.changes = {std::move(change)}};
  batch.duplicates = call.request.query("duplicates") == "refuse" ? records::Duplicates::refuse
                                                                  : records::Duplicates::report;
  return run_single(call, std::move(batch), 201);
}

Result<http::Response> update_record(Call& call) {
  Members body = TRY(Members::of_body(call.request));
  Change change{
      .op = Op::update, .object = call.request.param("object"), .id = TRY(path_id(call.request))};
  change.base_version = TRY(body.integer("base_version", 1, INT64_MAX)).value_or(0);
  change.fields = TRY(field_inputs(body));
  change.overwrite = TRY(body.texts("overwrite")).value_or(std::vector<std::string>());
  TRY(body.done());
  return run_single(call, {.changes = {std::move(change)}}, 200);
}

Result<http::Response> delete_record(Call& call) {
  return run_single(call,
                    {.changes = {{.op = Op::remove,
                                  .object = call.request.param("object"),
                                  .id = TRY(path_id(call.request))}}},
                    200);
}

Result<http::Response> restore_record(Call& call) {
  return run_single(call,
                    {.changes = {{.op = Op::restore,
                                  .object = call.request.param("object"),
                                  .id = TRY(path_id(call.request))}}},
                    200);
}

namespace {

// Collects the ids of a page.
class IdSink final : public query::RowSink {
 public:
  bool delivers() const override { return false; }
  void begin(const query::RecordHead& head) override { ids.push_back({head.id}); }
  void cells(std::size_t, query::Mode, std::span<const query::Cell>, std::int64_t) override {}
  void end() override {}
  std::vector<RecordId> ids;
};

// The records a bulk change means: named one by one, or by a filter. More than one batch holds is
// refused, so that nobody changes half of what was meant.
Result<std::vector<RecordId>> bulk_ids(Call& call, Members& body) {
  const auto named = TRY(body.ids("ids", records::kMaxChanges));
  const auto filter = TRY(body.text("filter"));
  const auto search = TRY(body.text("search", 400));
  if (named) return *named;
  if (!filter) return fail(Code::bad_request, "request.missing_member", {{"name", "ids"}}, "ids");
  query::ListRequest page{.object = call.request.param("object"), .filter = *filter};
  page.search = search.value_or("");
  page.fields = {"id"};
  page.limit = query::kMaxPage;
  const query::Reader reader = TRY(call.reader());
  IdSink sink;
  for (;;) {
    const query::PageInfo info = TRY(query::read_list(reader, page, sink));
    if (sink.ids.size() > records::kMaxChanges)
      return fail(Code::too_large, "bulk.too_many", {{"max", std::to_string(records::kMaxChanges)}},
                  "filter");
    if (!info.next) return std::move(sink.ids);
    page.cursor = *info.next;
  }
}

Result<Op> bulk_op(const std::string& action) {
  if (action == "update") return Op::update;
  if (action == "delete") return Op::remove;
  if (action == "restore") return Op::restore;
  return fail(Code::bad_request, "request.wrong_kind",
              {{"name", "action"}, {"expected", "update / delete / restore"}}, "action");
}

}  // namespace

Result<http::Response> bulk_change(Call& call) {
  Members body = TRY(Members::of_body(call.request));
  const Op op = TRY(bulk_op(TRY(body.required_text("action", 20))));
  const auto fields = TRY(field_inputs(body));
  const std::vector<RecordId> ids = TRY(bulk_ids(call, body));
  TRY(body.done());
  call.forget_view();

  Batch batch{.reason = records::Reason::bulk, .idempotency_key = idempotency_key(call)};
  batch.keep_going = true;
  for (RecordId id : ids)
    batch.changes.push_back(
        {.op = op, .object = call.request.param("object"), .id = id, .fields = fields});
  const BatchResult result = TRY(call.services.writer.write(call.actor, batch));

  auto response = TRY(answer_json([&](JsonWriter& json) -> Result<void> {
    std::int64_t changed = 0;
    json.begin_object().key("failed").begin_array();
    for (std::size_t i = 0; i < result.outcomes.size(); ++i) {
      const Outcome& outcome = result.outcomes[i];
      changed += outcome.changed;
      if (outcome.errors.empty()) continue;
      json.begin_object().key("id").text(to_string(ids[i])).key("error");
      write_error(json, outcome.errors.front(), call.language);
      json.end_object();
    }
    json.end_array().key("changed").number(changed).key("change");
    result.change ? json.text(to_string(result.change)) : json.null();
    json.end_object();
    return {};
  }));
  add_times(response, result);
  return response;
}

}  // namespace kontor::api
