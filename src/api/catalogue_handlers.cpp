#include "api/catalogue_handlers.h"

#include "schema/describe.h"

namespace kontor::api {
namespace {

using query::Action;
using query::Mode;

schema::CatalogueReader reader_of(Call& call, const query::Reader& reader) {
  query::ScopeSource& rights = reader.rights;
  const auto scope_of = [&rights](const schema::Object& object) {
    return rights.scope(object, Action::see);
  };
  return {.user = call.caller.user.id.value,
          .edits_shared_views = call.actor.may_write,
          .sees_object =
              [&rights](const schema::Object& object) {
                // Not whether there happens to be a record now.
                return rights.may(object, Action::see);
              },
          .sees_field =
              [scope_of](const schema::Object& object, const schema::Field& field) {
                const auto scope = scope_of(object);
                const auto place = static_cast<std::size_t>(&field - object.fields.data());
                if (!scope) return false;
                for (const query::FieldModes& modes : (*scope)->modes)
                  if (modes[place] != Mode::none) return true;
                return false;
              },
          .abilities =
              [&rights](const schema::Object& object) {
                const bool create = rights.may(object, Action::create);
                return schema::ObjectAbilities{
                    .create = create,
                    .import = create,
                    .export_data = rights.may(object, Action::export_data)};
              }};
}

}  // namespace

Result<http::Response> list_objects(Call& call) {
  const query::Reader reader = TRY(call.reader());
  const std::string etag = "\"" + std::to_string(reader.catalogue->version()) + "-" +
                           std::to_string(reader.rights.fingerprint()) + "\"";
  http::Response response;
  if (call.request.headers.get("If-None-Match") == etag) {
    response.status = 304;
  } else {
    response = TRY(answer_json([&](JsonWriter& json) -> Result<void> {
      schema::describe(json, *reader.catalogue, reader_of(call, reader));
      return {};
    }));
  }
  response.headers.set("ETag", etag);
  response.headers.set("Cache-Control", "private, no-cache");
  return response;
}

}  // namespace kontor::api
