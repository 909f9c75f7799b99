#include "api/export_handlers.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

#include "access/reading_log.h"
#include "api/decode.h"
#include "api/selection.h"
#include "base/log.h"
#include "records/export/export.h"

namespace kontor::api {
namespace {

using exporting::Export;
using exporting::ExportRequest;
using exporting::Format;

// A folder of its own, gone when the workbook has been sent.
class SpoolFolder {
 public:
  SpoolFolder() {
    path_ = (std::filesystem::temp_directory_path() / "kontor-export-XXXXXX").string();
    if (!::mkdtemp(path_.data())) path_.clear();
  }
  ~SpoolFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  SpoolFolder(const SpoolFolder&) = delete;
  SpoolFolder& operator=(const SpoolFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

Failure unknown_word(std::string_view name, std::string_view expected) {
  return fail(Code::bad_request, "request.wrong_kind",
              {{"name", std::string(name)}, {"expected", std::string(expected)}},
              std::string(name));
}

Result<ExportRequest> decode(Call& call) {
  Members body = TRY(Members::of_body(call.request));
  ExportRequest wanted;
  wanted.list = TRY(read_selection(call, body));
  const auto format = exporting::parse_format(TRY(body.required_text("format", 20)));
  if (!format) return unknown_word("format", "csv / xlsx / vcard");
  wanted.format = *format;
  wanted.style.language =
      TRY(body.text("language", 2)).value_or(call.language == Language::de ? "de" : "en");
  if (wanted.style.language != "de" && wanted.style.language != "en")
    return unknown_word("language", "de / en");
  wanted.style.byte_order_mark = TRY(body.boolean("byte_order_mark")).value_or(true);
  TRY(body.done());
  if (const auto zone = TimeZone::find(call.actor.zone)) wanted.style.zone = *zone;
  return wanted;
}

// Each part of the records is read under the rights the reader has by then.
Export::OpenView views_of(const Call& call) {
  return [&access = call.services.access, actor = call.actor] { return access.view(actor); };
}

// Who took what away is written down before any of it leaves.
Export::OnPart written_down(const Call& call) {
  return [&access = call.services.access, actor = call.actor](
             access::View& view, const schema::Object& object,
             const std::vector<std::int64_t>& records,
             const std::vector<std::string>& fields) -> Result<void> {
    TRY(access::keep_export(access, actor, object, records, fields));
    return access::keep_log(access, actor, view.rights(), "POST /api/objects/{object}/export");
  };
}

http::Response answer(const Export& file, Format format) {
  http::Response response;
  response.headers.set("Content-Type", exporting::content_type(format));
  response.headers.set("Content-Disposition", http::attachment(file.file_name()));
  return response;
}

Result<http::Response> stream(Export file, Format format) {
  http::Response response = answer(file, format);
  response.body =
      http::ChunkSource([file = std::make_shared<Export>(std::move(file))](
                            std::string& piece) -> Result<void> { return file->next(piece); });
  return response;
}

// A workbook is a zip archive: its end has to be known before it can be sent.
Result<http::Response> workbook(const Call& call, Export file) {
  const auto folder = std::make_shared<SpoolFolder>();
  if (folder->path().empty()) return fail(Code::storage_full, "import.no_space");
  const std::string path = folder->path() + "/export.xlsx";
  TRY(file.write_workbook(path, folder->path(), [&call] { return call.request.cancelled(); }));
  http::Response response =
      TRY(http::file_download(path, exporting::content_type(Format::xlsx), file.file_name()));
  auto read = std::get<http::ChunkSource>(std::move(response.body));
  response.body = http::ChunkSource(
      [folder, read = std::move(read)](std::string& piece) { return read(piece); });
  return response;
}

}  // namespace

Result<http::Response> export_records(Call& call) {
  ExportRequest wanted = TRY(decode(call));
  const Format format = wanted.format;
  log_info("records.exported", {{"object", wanted.list.object},
                                {"format", std::string(exporting::extension(format))},
                                {"user", to_string(call.actor.user)}});
  Export file = TRY(Export::open(views_of(call), std::move(wanted), written_down(call)));
  return format == Format::xlsx ? workbook(call, std::move(file)) : stream(std::move(file), format);
}

}  // namespace kontor::api
