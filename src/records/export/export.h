// The records of a query as a file: POST /api/objects/{object}/export and `kontor export`.
//
// Records are read part by part, each part in a view of its own: nobody else waits for a long
// export, nothing is held while a slow client takes its time, and rights that are withdrawn end it.
// What others change meanwhile may or may not be in the file.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/view.h"
#include "query/list.h"
#include "query/typed_rows.h"
#include "records/export/cells.h"
#include "records/export/record_cards.h"
#include "records/export/record_cells.h"

namespace kontor::exporting {

enum class Format { csv, xlsx, vcard };
std::optional<Format> parse_format(std::string_view word);
std::string_view content_type(Format format);
std::string_view extension(Format format);

struct ExportRequest {
  query::ListRequest list;  // object, filter, sort, fields, search
  Format format = Format::csv;
  ExportStyle style;
};

class Export {
 public:
  using OpenView = std::function<Result<std::unique_ptr<access::View>>()>;
  // Hears of each part before any of it leaves: the records in it.
  using OnPart = std::function<Result<void>(access::View&, const schema::Object&,
                                            const std::vector<std::int64_t>& records,
                                            const std::vector<std::string>& fields)>;

  // Reads the first part, so that whatever is wrong with the request is known before a byte is
  // sent. Errors: those of queries, query.no_export, export.no_vcard (no object of people or
  // companies).
  [[nodiscard]] static Result<Export> open(OpenView open_view, ExportRequest request,
                                           OnPart on_part = {});

  // The next piece of the file, nothing at the end; for csv and vcard.
  [[nodiscard]] Result<void> next(std::string& piece);

  // The whole file at `path`; for xlsx. `gone` says that nobody wants it any more.
  // Errors: export.too_many_rows, export.failed, cancelled.
  [[nodiscard]] Result<void> write_workbook(const std::string& path,
                                            const std::string& spool_folder,
                                            const std::function<bool()>& gone);

  std::string file_name() const;  // "Personen.csv"
  std::int64_t written() const { return written_; }

 private:
  Export(OpenView open_view, ExportRequest request, OnPart on_part)
      : open_view_(std::move(open_view)),
        request_(std::move(request)),
        on_part_(std::move(on_part)) {}
  Result<void> read_part(access::View& view);
  Result<const query::TypedRecord*> next_record();

  OpenView open_view_;
  ExportRequest request_;
  OnPart on_part_;
  std::string title_;
  RecordCells cells_;
  RecordCards cards_;
  std::vector<query::TypedRecord> part_;
  std::size_t place_ = 0;
  bool begun_ = false, last_ = false;
  std::int64_t written_ = 0;
};

}  // namespace kontor::exporting
