#include "api/view_handlers.h"

#include "api/decode.h"
#include "records/views.h"
#include "schema/describe.h"

namespace kontor::api {
namespace {

// A label in one language stands for both until somebody says otherwise.
Result<std::optional<schema::Label>> label(Members& body) {
  const JsonValue* given = body.value("label");
  if (!given) return std::nullopt;
  if (const auto text = given->text()) return schema::Label{std::string(*text), std::string(*text)};
  Members members = TRY(Members::of(*given));
  const auto german = TRY(members.text("de", 400));
  const auto english = TRY(members.text("en", 400));
  TRY(members.done());
  return schema::Label{german.value_or(english.value_or("")),
                       english.value_or(german.value_or(""))};
}

Result<std::optional<schema::ViewKind>> kind(Members& body) {
  const auto name = TRY(body.text("kind", 20));
  if (!name) return std::nullopt;
  if (*name == "table") return schema::ViewKind::table;
  if (*name == "board") return schema::ViewKind::board;
  if (*name == "list") return schema::ViewKind::list;
  return fail(Code::bad_request, "request.wrong_kind",
              {{"name", "kind"}, {"expected", "table / board / list"}}, "kind");
}

Result<records::ViewInput> view_input(const http::Request& request) {
  Members body = TRY(Members::of_body(request));
  records::ViewInput input;
  input.label = TRY(label(body));
  input.kind = TRY(kind(body));
  input.filter = TRY(body.text("filter"));
  input.sort = TRY(body.texts("sort", 8));
  if (const JsonValue* settings = body.value("settings")) input.settings = to_json(*settings);
  input.shared = TRY(body.boolean("shared"));
  if (const auto position = TRY(body.integer("position", 0, 10'000)))
    input.position = static_cast<int>(*position);
  TRY(body.done());
  return input;
}

// The view as everybody reads it from now on.
Result<http::Response> answer_view(Call& call, std::int64_t id, int status) {
  const query::Reader reader = TRY(call.reader());
  for (const schema::Object& object : reader.catalogue->objects())
    for (const schema::View& view : object.views)
      if (view.id == id)
        return answer_json(
            [&](JsonWriter& json) -> Result<void> {
              json.begin_object().key("view");
              schema::describe_view(json, view, call.actor.may_write);
              json.end_object();
              return {};
            },
            status);
  return fail(Code::not_found, "view.not_found");
}

}  // namespace

Result<http::Response> create_view(Call& call) {
  const auto input = TRY(view_input(call.request));
  const std::int64_t id = TRY(
      records::create_view(call.services.writer, call.actor, call.request.param("object"), input));
  return answer_view(call, id, 201);
}

Result<http::Response> update_view(Call& call) {
  const auto input = TRY(view_input(call.request));
  const RecordId id = TRY(path_id(call.request));
  TRY(records::update_view(call.services.writer, call.actor, id.value, input));
  return answer_view(call, id.value, 200);
}

Result<http::Response> delete_view(Call& call) {
  const RecordId id = TRY(path_id(call.request));
  TRY(records::delete_view(call.services.writer, call.actor, id.value));
  return http::no_content();
}

}  // namespace kontor::api
