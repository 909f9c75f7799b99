#include "api/job_handlers.h"

#include "api/decode.h"
#include "api/reply.h"
#include "base/time.h"

namespace kontor::api {
namespace {

constexpr std::int64_t kMaxListed = 200;

void write(JsonWriter& json, const events::Job& job, Language language) {
  json.begin_object().key("id").text(to_string(job.id)).key("kind").text(job.kind);
  json.key("state").text(events::to_string(job.state)).key("progress").begin_object();
  json.key("done").number(job.done).key("total").number(job.total).end_object();
  json.key("result");
  job.result.empty() ? json.begin_object().end_object() : json.raw(job.result);
  json.key("error");
  job.error ? write_error(json, *job.error, language) : void(json.null());
  json.key("created_at").text(to_string(job.created_at)).end_object();
}

// What somebody else started does not exist here.
Result<events::Job> own_job(Call& call, RecordId id) {
  call.forget_view();
  const query::Reader reader = TRY(call.reader());
  auto job = TRY(call.services.jobs.store().find(reader.connection, id));
  if (!job || job->actor != call.actor.user) return fail(Code::not_found, "job.not_found");
  return *std::move(job);
}

Result<RecordId> job_id(const Call& call) {
  const auto id = parse_id(call.request.param("id"));
  if (!id) return fail(Code::not_found, "job.not_found");
  return *id;
}

}  // namespace

Result<void> write_job(JsonWriter& json, Call& call, RecordId id) {
  write(json, TRY(own_job(call, id)), call.language);
  return {};
}

Result<http::Response> list_jobs(Call& call) {
  const auto limit = TRY(query_integer(call.request, "limit", 50, 1, kMaxListed));
  const query::Reader reader = TRY(call.reader());
  const auto jobs = TRY(call.services.jobs.store().list(reader.connection, call.actor.user, limit));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("jobs").begin_array();
    for (const events::Job& job : jobs) write(json, job, call.language);
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> show_job(Call& call) {
  const RecordId id = TRY(job_id(call));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("job");
    TRY(write_job(json, call, id));
    json.end_object();
    return {};
  });
}

Result<http::Response> stop_job(Call& call) {
  const RecordId id = TRY(own_job(call, TRY(job_id(call)))).id;
  TRY(call.services.jobs.cancel(id));
  return show_job(call);
}

}  // namespace kontor::api
