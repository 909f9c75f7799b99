#include "api/selection.h"

namespace kontor::api {

Result<query::ListRequest> read_selection(const Call& call, Members& body) {
  query::ListRequest list;
  list.object = call.request.param("object");
  list.filter = TRY(body.text("filter")).value_or("");
  list.sort = TRY(body.texts("sort", 8)).value_or(std::vector<std::string>());
  list.fields = TRY(body.texts("fields")).value_or(std::vector<std::string>());
  list.search = TRY(body.text("search", 400)).value_or("");
  return list;
}

}  // namespace kontor::api
