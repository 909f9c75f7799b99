#include "api/import_handlers.h"

#include "api/decode.h"
#include "api/import_json.h"
#include "api/job_handlers.h"
#include "records/export/csv_writer.h"

namespace kontor::api {
namespace {

using importing::Import;
using importing::RowProblem;

constexpr std::int64_t kProblemsAtOnce = 2'000;

Result<schema::CataloguePtr> catalogue_of(Call& call) {
  return TRY(call.reader()).catalogue;
}

Result<http::Response> answer_import(Call& call, const Import& import, int status = 200) {
  const auto problems =
      TRY(call.services.imports.problems(call.actor, import.id, 0, kShownProblems));
  call.forget_view();
  const auto catalogue = TRY(catalogue_of(call));
  return answer_json(
      [&](JsonWriter& json) -> Result<void> {
        json.begin_object().key("import");
        write_import(json, import, *catalogue, &problems, call.language);
        json.end_object();
        return {};
      },
      status);
}

Result<http::Response> answer_job(Call& call, RecordId job) {
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("job");
    TRY(write_job(json, call, job));
    json.end_object();
    return {};
  });
}

Result<RecordId> import_id(const Call& call) {
  const auto id = parse_id(call.request.param("id"));
  if (!id) return fail(Code::not_found, "import.not_found");
  return *id;
}

std::string spelled(std::optional<std::string_view> text) {
  return std::string(text.value_or(""));
}

}  // namespace

Result<http::Response> upload_import(Call& call) {
  const bool spooled = call.request.body_file != nullptr;
  const importing::NewImport what{.object = spelled(call.request.query("object")),
                                  .file_name = spelled(call.request.query("filename")),
                                  .path = spooled ? call.request.body_file->path() : std::string(),
                                  .body = call.request.body};
  return answer_import(call, TRY(call.services.imports.create(call.actor, what)), 201);
}

Result<http::Response> list_imports(Call& call) {
  const auto imports = TRY(call.services.imports.list(call.actor));
  const auto catalogue = TRY(catalogue_of(call));
  return answer_json([&](JsonWriter& json) -> Result<void> {
    json.begin_object().key("imports").begin_array();
    for (const Import& import : imports)
      write_import(json, import, *catalogue, nullptr, call.language);
    json.end_array().end_object();
    return {};
  });
}

Result<http::Response> show_import(Call& call) {
  return answer_import(call, TRY(call.services.imports.get(call.actor, TRY(import_id(call)))));
}

Result<http::Response> change_import(Call& call) {
  const RecordId id = TRY(import_id(call));
  Members body = TRY(Members::of_body(call.request));
  const auto changes =
      TRY(read_import_changes(body, TRY(call.services.imports.get(call.actor, id))));
  return answer_import(call, TRY(call.services.imports.change(call.actor, id, changes)));
}

Result<http::Response> check_import(Call& call) {
  return answer_job(call, TRY(call.services.imports.check(call.actor, TRY(import_id(call)))));
}

Result<http::Response> run_import(Call& call) {
  return answer_job(call, TRY(call.services.imports.run(call.actor, TRY(import_id(call)))));
}

Result<http::Response> undo_import(Call& call) {
  const Import import = TRY(call.services.imports.undo(call.actor, TRY(import_id(call))));
  if (import.state == importing::ImportState::undoing) return answer_job(call, import.job);
  return answer_json([&](JsonWriter& json) -> Result<void> {
    write_undone(json, import.undone);
    return {};
  });
}

namespace {

// Reads the problems of an import a few at a time, as rows of a table.
class ProblemRows {
 public:
  ProblemRows(importing::Imports& imports, auth::Actor actor, const Import& import,
              Language language)
      : imports_(imports),
        actor_(std::move(actor)),
        import_(import.id),
        columns_(import.file.found.columns),
        language_(language) {}

  Result<bool> next(std::vector<exporting::Cell>& cells) {
    if (place_ == page_.size()) {
      page_ = TRY(imports_.problems(actor_, import_, after_, kProblemsAtOnce));
      place_ = 0;
      if (page_.empty()) return false;
      after_ = page_.back().number;
    }
    const RowProblem& problem = page_[place_++];
    const auto column = static_cast<std::size_t>(problem.problem.column);
    const bool german = language_ == Language::de;
    const bool error = problem.problem.severity == importing::Severity::error;
    cells.assign(5, {});
    cells[0] = exporting::DecimalCell{problem.row, 0};
    cells[1] = problem.problem.column < 0 || column >= columns_.size() ? exporting::Cell()
                                                                       : columns_[column].name;
    cells[2] = problem.value;
    cells[3] =
        std::string(error ? (german ? "Fehler" : "error") : (german ? "Hinweis" : "warning"));
    cells[4] = problem_text(problem, language_);
    return true;
  }

 private:
  importing::Imports& imports_;
  auth::Actor actor_;
  RecordId import_;
  std::vector<importing::Column> columns_;
  Language language_;
  std::vector<RowProblem> page_;
  std::size_t place_ = 0;
  std::int64_t after_ = 0;
};

}  // namespace

Result<http::Response> download_problems(Call& call) {
  const Import import = TRY(call.services.imports.get(call.actor, TRY(import_id(call))));
  const bool german = call.language == Language::de;
  const std::vector<std::string> columns =
      german ? std::vector<std::string>{"Zeile", "Spalte", "Wert", "Art", "Hinweis"}
             : std::vector<std::string>{"Row", "Column", "Value", "Kind", "Message"};
  std::string csv;
  ProblemRows rows(call.services.imports, call.actor, import, call.language);
  exporting::ExportStyle style{.language = german ? "de" : "en"};
  TRY(exporting::write_csv(
      columns, [&](std::vector<exporting::Cell>& cells) { return rows.next(cells); }, style,
      [&](std::string_view bytes) -> Result<void> {
        csv += bytes;
        return {};
      }));
  http::Response response;
  response.headers.set("Content-Type", "text/csv; charset=utf-8");
  response.headers.set("Content-Disposition",
                       http::attachment(german ? "Probleme.csv" : "problems.csv"));
  response.body = std::move(csv);
  return response;
}

}  // namespace kontor::api
