#include "query/count.h"

#include "query/select.h"

namespace kontor::query {

Result<Count> read_count(const Reader& reader, const CountRequest& request) {
  const auto* object = TRY(find_object(*reader.catalogue, request.object));
  Rights rights(reader.rights, reader.connection.engine());
  const auto select =
      TRY(Select::bind({.filter = request.filter, .search = request.search, .trash = request.trash},
                       *object, reader, rights));
  return select.count(request.exact ? 0 : kCountCap);
}

void write_count(const Count& count, JsonWriter& json) {
  json.begin_object().key("value").number(count.value).key("exact").boolean(count.exact);
  json.end_object();
}

}  // namespace kontor::query
