#include "query/list.h"

#include <type_traits>

#include "query/fetch.h"
#include "query/for_action.h"
#include "query/json_rows.h"
#include "query/path.h"
#include "query/question.h"
#include "query/select.h"
#include "storage/dialect.h"

namespace kontor::query {
namespace {

Result<void> check(const ListRequest& request) {
  if (request.limit < 1 || request.limit > kMaxPage) {
    return fail(Code::invalid, "query.limit", {{"max", std::to_string(kMaxPage)}}, "limit");
  }
  const bool offset_fits =
      !request.offset ||
      (*request.offset >= 0 && *request.offset <= kMaxOffset && request.cursor.empty());
  if (!offset_fits) return fail(Code::invalid, "query.offset", {}, "offset");
  return {};
}

SelectRequest selection_of(const ListRequest& request) {
  return {request.filter, request.search, request.sort, request.trash};
}

// One page of a selection already bound.
struct Page {
  const Reader& reader;
  const ListRequest& request;
  const std::string& question;
  const Select& select;
  const Fetch& fetch;

  Result<PageInfo> read(RowSink& sink) const {
    std::optional<Cursor> cursor;
    if (!request.cursor.empty()) cursor = TRY(reader.cursors.open(request.cursor, question));
    const auto page = TRY(select.page(request.limit, cursor, request.offset.value_or(0)));
    TRY(fetch.run(reader.connection, page.selection, sink));
    PageInfo info{.offset = request.offset};
    if (page.next) info.next = reader.cursors.seal(*page.next, question);
    if (page.prev) info.prev = reader.cursors.seal(*page.prev, question);
    if (request.count != CountWish::none) {
      info.count = TRY(select.count(request.count == CountWish::exact ? 0 : kCountCap));
    }
    return info;
  }

  Result<void> write(JsonWriter& json) const {
    json.begin_object().key("records").begin_array();
    JsonRows rows(fetch.object(), json);
    const PageInfo info = TRY(read(rows));
    json.end_array();
    for (const auto& [name, text] : {std::pair("next", &info.next), {"prev", &info.prev}}) {
      json.key(name);
      *text ? json.text(**text) : json.null();
    }
    json.key("offset");
    info.offset ? json.number(*info.offset) : json.null();
    if (info.count) {
      json.key("count");
      write_count(*info.count, json);
    }
    json.end_object();
    return {};
  }
};

// Binds the request and hands its page to `answer`.
template <class Answer>
std::invoke_result_t<Answer, const Page&> with_page(const Reader& reader,
                                                    const ListRequest& request, Answer answer) {
  TRY(check(request));
  const auto* object = TRY(find_object(*reader.catalogue, request.object));
  Rights rights(reader.rights, reader.connection.engine());
  const auto select = TRY(Select::bind(selection_of(request), *object, reader, rights));
  const auto fetch = TRY(Fetch::bind(request.fields, *object, reader.catalogue, rights));
  const std::string question = question_of(reader, *object, selection_of(request));
  return answer(Page{reader, request, question, select, fetch});
}

}  // namespace

Result<PageInfo> read_list(const Reader& reader, const ListRequest& request, RowSink& sink) {
  return with_page(reader, request, [&](const Page& page) { return page.read(sink); });
}

Result<void> write_list(const Reader& reader, const ListRequest& request, JsonWriter& json) {
  return with_page(reader, request, [&](const Page& page) { return page.write(json); });
}

Result<void> write_related(const Reader& reader, const RelatedRequest& request, JsonWriter& json) {
  const auto* from = TRY(find_object(*reader.catalogue, request.object));
  const auto* field = from->field(request.field);
  const auto* target = field ? target_of(*field, *reader.catalogue) : nullptr;
  if (!target || !field->has_many_values()) {
    return fail(Code::invalid, "query.not_many", {{"field", request.field.substr(0, 100)}},
                request.field.substr(0, 100));
  }
  ListRequest page = request.page;
  page.object = target->name;
  page.filter.clear();
  page.trash = false;
  TRY(check(page));

  Rights rights(reader.rights, reader.connection.engine());
  const auto record = TRY(Select::one(*from, request.id, reader, rights));
  if (record.empty()) return fail(Code::not_found, "record.not_found");
  auto select = TRY(Select::bind(selection_of(page), *target, reader, rights));
  select.add(linked_from(*field, *target, request.id.value, rights, select.conditions()));
  if (auto readable = rights.readable(*from, *field, "f")) {
    Part part{.condition = {"EXISTS (SELECT 1 FROM " + storage::quoted(from->table) +
                                " f WHERE f.id = ? AND ",
                            {request.id.value}}};
    part.condition << *readable << ")";
    select.add(std::move(part));
  }
  const auto fetch = TRY(Fetch::bind(page.fields, *target, reader.catalogue, rights));
  const std::string question = question_of(reader, *target, selection_of(page)) + '\0' +
                               to_string(request.id) + '.' + from->name + '.' + field->name;
  return Page{reader, page, question, select, fetch}.write(json);
}

Result<std::string> read_part(const Reader& reader, const ListRequest& request, RowSink& sink) {
  const auto* object = TRY(find_object(*reader.catalogue, request.object));
  if (!reader.rights.may(*object, Action::export_data)) {
    return fail(Code::forbidden, "query.no_export");
  }
  ForAction exported(reader.rights, *object, Action::export_data);
  Rights rights(exported, reader.connection.engine());
  const auto select = TRY(Select::bind(selection_of(request), *object, reader, rights));
  const auto fetch =
      TRY(Fetch::bind(request.fields, *object, reader.catalogue, rights, kExportedLinks));
  const std::string question = question_of(reader, *object, selection_of(request));
  std::optional<Cursor> cursor;
  if (!request.cursor.empty()) cursor = TRY(reader.cursors.open(request.cursor, question));
  const auto page = TRY(select.page(kMaxPart, cursor));
  TRY(fetch.run(reader.connection, page.selection, sink));
  return page.next ? reader.cursors.seal(*page.next, question) : std::string();
}

}  // namespace kontor::query
