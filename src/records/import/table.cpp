#include "records/import/table.h"

#include <algorithm>

#include "base/text.h"
#include "records/import/csv_file.h"
#include "records/import/file_bytes.h"
#include "records/import/vcard_file.h"
#include "records/import/xlsx_file.h"

namespace kontor::importing {
namespace {

// Files that people upload by mistake, by their first bytes.
constexpr std::string_view kNoTables[] = {"%PDF", "\x89PNG",    "\xFF\xD8\xFF",
                                          "GIF8", "{\\rtf",     "\x1F\x8B",
                                          "Rar!", "\x7F\x45LF", "7z\xBC\xAF"};

// "dn: cn=Anna" begins an entry, "version: 1" the file (RFC 2849).
bool is_ldif(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::string text = fold_case(head.substr(0, 200));
  if (text.starts_with("dn: ") || text.starts_with("dn:: ")) return true;
  return text.starts_with("version: 1") && text.find("\ndn:") != std::string::npos;
}

// A zip archive that begins by saying what it is (OpenDocument 1.3, part 2, 3.3).
bool is_open_document(std::string_view head) {
  return head.substr(0, 200).find("mimetypeapplication/vnd.oasis.opendocument") != head.npos;
}

// Without byte-order marks and what is not seen.
std::string_view without_marks(std::string_view head) {
  for (const std::string_view mark : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"})
    if (head.starts_with(mark)) head.remove_prefix(mark.size());
  while (!head.empty() && (head.front() == '\0' || trim(head.substr(0, 1)).empty()))
    head.remove_prefix(1);
  return head;
}

// Web pages and XML tables, which old programs call .xls.
bool is_markup(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::string text = fold_case(trim(head.substr(0, 400)));
  for (const std::string_view begin : {"<html", "<!doctype", "<?xml", "<table", "<meta", "<head"})
    if (text.starts_with(begin)) return true;
  return false;
}

bool is_json(std::string_view head) {
  const auto text = without_marks(head);
  const auto second = text.empty() ? text : trim(text.substr(1));
  return (text.starts_with('{') && (second.starts_with('"') || second.starts_with('}'))) ||
         (text.starts_with('[') && (second.starts_with('{') || second.starts_with('[')));
}

bool is_no_table(std::string_view head) {
  return std::ranges::any_of(kNoTables, [&](auto magic) { return head.starts_with(magic); });
}

}  // namespace

Result<std::unique_ptr<ImportFile>> open_import_file(const std::string& path,
                                                     const FileOptions& options) {
  FileBytes bytes = TRY(FileBytes::open(path));
  if (bytes.size() > kMaxFileBytes) return fail(Code::too_large, "import.file_too_large");
  const auto head = (TRY(bytes.at(0, 4096))).substr(0, 4096);
  if (without_marks(head).empty() && bytes.size() <= 4096)
    return fail(Code::invalid, "import.file_empty");
  // Excel up to 2003, or a newer file with a password.
  if (head.starts_with("\xD0\xCF\x11\xE0")) return fail(Code::invalid, "import.old_excel");
  if (is_open_document(head)) return fail(Code::invalid, "import.open_document");
  if (is_ldif(head)) return fail(Code::invalid, "import.ldif");
  if (is_markup(head)) return fail(Code::invalid, "import.markup");
  if (head.starts_with("PK\x03\x04")) return open_xlsx_file(path, options);
  if (is_no_table(head) || is_json(head)) return fail(Code::invalid, "import.not_a_table");
  if (looks_like_vcard(head)) return open_vcard_file(std::move(bytes), options);
  return open_csv_file(std::move(bytes), options);
}

Result<std::int64_t> count_rows(ImportFile& file) {
  const auto reader = TRY(file.rows());
  Row row;
  std::int64_t count = 0;
  while (TRY(reader->next(row))) ++count;
  return count;
}

void add_sample(Column& column, const std::string& cell) {
  if (column.samples.size() >= kMaxSamples) return;
  const auto text = trim(cell);
  if (text.empty()) return;
  std::string sample(truncate(text, kMaxSampleBytes));
  if (std::ranges::find(column.samples, sample) == column.samples.end())
    column.samples.push_back(std::move(sample));
}

}  // namespace kontor::importing
