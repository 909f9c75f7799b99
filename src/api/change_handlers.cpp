#include "api/change_handlers.h"

#include "api/decode.h"
#include "api/reply.h"
#include "base/time.h"
#include "records/duplicates.h"
#include "records/history.h"
#include "records/protection.h"
#include "records/undo.h"

namespace kontor::api {
namespace {

constexpr std::int64_t kMaxListed = 100;

void write_change(JsonWriter& json, const records::ChangeInfo& change,
                  const schema::Catalogue& catalogue) {
  json.begin_object().key("change").text(to_string(change.id));
  json.key("at").text(to_string(change.at)).key("reason").text(change.reason);
  json.key("records").number(change.records).key("undoes");
  change.undoes ? json.text(to_string(change.undoes)) : json.null();
  const schema::Object* object = catalogue.object(change.object);
  json.key("object");
  object ? json.text(object->name) : json.null();
  json.key("id").text(to_string(change.record)).end_object();
}

}  // namespace

Result<http::Response> list_changes(Call& call) {
  const auto limit = TRY(query_integer(call.request, "limit", 20, 1, kMaxListed));
  const query::Reader reader = TRY(call.reader());
  const auto changes = TRY(records::undoable_changes(reader.connection, call.actor.user,
                                                     {reader.rights.bindings().now}, limit));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("changes").begin_array();
    for (const auto& change : changes) write_change(json, change, *reader.catalogue);
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> undo_change(Call& call) {
  const auto undone =
      TRY(records::undo(call.services.writer, call.actor, TRY(path_id(call.request, "change"))));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("change");
    undone.change ? json.text(to_string(undone.change)) : json.null();
    json.key("undone").number(undone.undone).key("skipped").begin_array();
    for (const records::Skipped& skipped : undone.skipped) {
      json.begin_object().key("object").text(skipped.object).key("id").text(to_string(skipped.id));
      json.key("field").text(skipped.field).key("reason").text(skipped.reason).end_object();
    }
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> find_duplicates(Call& call) {
  const query::Reader reader = TRY(call.reader());
  const auto* object = TRY(query::find_object(*reader.catalogue, call.request.param("object")));
  Members body = TRY(Members::of_body(call.request));
  const records::RowShape shape(*object);
  const JsonValue* fields = body.value("fields");
  records::Record record = records::draft_record(shape, fields ? *fields : JsonValue());
  record.id = TRY(body.id("exclude")).value_or(RecordId());
  TRY(body.done());
  const auto found = TRY(records::find_duplicates(reader.connection, shape, record, reader.rights));
  const auto protection =
      TRY(records::ask_protection(call.services.writer, call.actor, shape, record));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("duplicates");
    write_duplicates(json, found);
    json.key("protection").text(records::to_string(protection));
    json.end_object();
    return {};
  });
}

}  // namespace kontor::api
