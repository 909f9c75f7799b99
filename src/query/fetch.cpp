#include "query/fetch.h"

#include <algorithm>
#include <optional>

#include "query/batch.h"
#include "query/detail/fetch_plan.h"
#include "query/detail/row_reader.h"

namespace kontor::query {
namespace {

using Batches = std::vector<std::optional<Batch>>;  // beside the columns

std::vector<std::string> every_field(const schema::Object& object) {
  std::vector<std::string> paths;
  for (const auto& field : object.fields) {
    if (!field.archived && field.name != "deleted_at") paths.push_back(field.name);
  }
  return paths;
}

Result<Batches> read_batches(const FetchPlan& plan, storage::Connection& connection,
                             const std::vector<std::int64_t>& ids, int shown_links) {
  Batches batches(plan.columns().size());
  for (std::size_t i = 0; i < batches.size(); ++i) {
    if (plan.fetched()[i].kind != FetchKind::many) continue;
    batches[i] = TRY(Batch::read(connection, plan.columns()[i], plan.catalogue(), plan.rights(),
                                 ids, shown_links));
  }
  return batches;
}

void read_column(const FetchPlan& plan, std::size_t i, const Batches& batches, RowReader& reader,
                 RowSink& sink) {
  const Column& column = plan.columns()[i];
  const Mode mode = reader.mode(plan.fetched()[i]);
  if (mode == Mode::none) return sink.cells(i, mode, {}, 0);
  Batch::Values values;
  if (batches[i]) {
    values = batches[i]->of(reader.id());
  } else {
    values = {reader.cells(column, plan.fetched()[i]), 1};
  }
  if (std::ranges::any_of(values.cells, &Cell::filled))
    reader.note_shown(column, plan.fetched()[i], mode);
  if (mode == Mode::mask) values = {reader.masked(column, values.cells), 1};
  sink.cells(i, mode, values.cells, values.total);
}

}  // namespace

const schema::Object& Fetch::object() const {
  return plan_->object();
}
const std::vector<Column>& Fetch::columns() const {
  return plan_->columns();
}

Result<Fetch> Fetch::bind(const std::vector<std::string>& paths, const schema::Object& object,
                          const schema::CataloguePtr& catalogue, Rights& rights, int shown_links) {
  if (paths.size() > kMaxFields) {
    return fail(Code::invalid, "query.too_many_fields", {{"max", std::to_string(kMaxFields)}},
                "fields");
  }
  TRY(rights.require(object));
  auto plan = std::make_shared<FetchPlan>(object, catalogue, rights);
  const std::vector<std::string> texts = paths.empty() ? every_field(object) : paths;
  for (const auto& text : texts) {
    if (text == "id") continue;  // every record has it; a way to ask for nothing else
    TRY(plan->add(TRY(resolve(text, object, *catalogue))));
  }
  return Fetch(std::move(plan), shown_links);
}

Result<void> Fetch::run(storage::Connection& connection, const Selection& selection,
                        RowSink& sink) const {
  sink.start(columns());
  if (selection.empty()) return {};
  const Batches batches = TRY(read_batches(*plan_, connection, selection.ids(), shown_links_));
  RowReader reader(*plan_, sink.delivers());
  return connection.each(plan_->statement(selection.ids()), [&](const storage::Row& row) {
    reader.next(row);
    sink.begin(reader.head());
    for (std::size_t i = 0; i < batches.size(); ++i) {
      read_column(*plan_, i, batches, reader, sink);
    }
    sink.end();
    return true;
  });
}

}  // namespace kontor::query
