#include "query/record.h"

#include "query/fetch.h"
#include "query/json_rows.h"
#include "query/rights.h"
#include "query/select.h"
#include "storage/dialect.h"

namespace kontor::query {
namespace {

// Binds before it looks, so that an unknown field is told whether or not the record is there.
template <class MakeSink>
Result<void> read(const Reader& reader, const RecordRequest& request, MakeSink make_sink) {
  const auto* object = TRY(find_object(*reader.catalogue, request.object));
  Rights rights(reader.rights, reader.connection.engine());
  const auto fetch = TRY(Fetch::bind(request.fields, *object, reader.catalogue, rights));
  const auto selection = TRY(Select::one(*object, request.id, reader, rights));
  if (selection.empty()) return fail(Code::not_found, "record.not_found");
  auto&& sink = make_sink(fetch);
  return fetch.run(reader.connection, selection, sink);
}

}  // namespace

Result<void> read_record(const Reader& reader, const RecordRequest& request, RowSink& sink) {
  return read(reader, request, [&sink](const Fetch&) -> RowSink& { return sink; });
}

Result<void> write_record(const Reader& reader, const RecordRequest& request, JsonWriter& json) {
  return read(reader, request,
              [&json](const Fetch& fetch) { return JsonRows(fetch.object(), json); });
}

Result<bool> sees_some_of(const Reader& reader, const schema::Object& object, RecordId change) {
  Rights rights(reader.rights, reader.connection.engine());
  if (TRY(rights.require(object))->nothing()) return false;
  storage::Sql sql{"SELECT 1 FROM kontor_history h JOIN " + storage::quoted(object.table) +
                       " r ON r.id = h.record WHERE h.change_id = ? AND h.object = ? AND (",
                   {change.value, std::int64_t{object.id}}};
  sql << rights.in_scope(object, "r") << ") LIMIT 1";
  return TRY(reader.connection.integer(sql)).has_value();
}

Result<bool> in_scope(const Reader& reader, const schema::Object& object, RecordId id) {
  Rights rights(reader.rights, reader.connection.engine());
  TRY(rights.require(object));
  storage::Sql sql{"SELECT 1 FROM " + storage::quoted(object.table) + " r WHERE r.id = ? AND (",
                   {id.value}};
  return TRY(reader.connection.integer(sql << rights.in_scope(object, "r") << ")")).has_value();
}

Result<bool> is_visible(const Reader& reader, const schema::Object& object, RecordId id) {
  Rights rights(reader.rights, reader.connection.engine());
  return !TRY(Select::one(object, id, reader, rights)).empty();
}

}  // namespace kontor::query
