#include "records/import/xlsx_workbook.h"

#include <charconv>
#include <map>

#include "records/import/encoding.h"
#include "records/import/table.h"

namespace kontor::importing {
namespace {

using Token = XmlReader::Token;

constexpr std::size_t kMaxSheets = 1000;
constexpr std::size_t kMaxStrings = 5'000'000;
constexpr std::size_t kMaxStyles = 100'000;

int number(std::string_view text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// Relationship id -> part, from xl/_rels/workbook.xml.rels.
Result<std::map<std::string, std::string>> read_relations(const ZipPackage& package) {
  std::map<std::string, std::string> parts;
  XmlReader xml(TRY(package.part("xl/_rels/workbook.xml.rels")));
  for (auto token = TRY(xml.next()); token != Token::done; token = TRY(xml.next())) {
    if (token != Token::start || xml.name() != "Relationship") continue;
    std::string target(xml.attribute("Target"));
    if (target.starts_with('/'))
      target.erase(0, 1);
    else
      target.insert(0, "xl/");
    parts.emplace(xml.attribute("Id"), std::move(target));
  }
  return parts;
}

Result<> read_sheets(const ZipPackage& package, Workbook& workbook) {
  const auto parts = TRY(read_relations(package));
  XmlReader xml(TRY(package.part("xl/workbook.xml")));
  for (auto token = TRY(xml.next()); token != Token::done; token = TRY(xml.next())) {
    if (token != Token::start) continue;
    if (xml.name() == "workbookPr")
      workbook.epoch_1904 = xml.attribute("date1904") == "1" || xml.attribute("date1904") == "true";
    if (xml.name() != "sheet" || workbook.sheets.size() >= kMaxSheets) continue;
    const auto state = xml.attribute("state");
    const auto part = parts.find(std::string(xml.attribute("id")));
    if (part == parts.end() || state == "hidden" || state == "veryHidden") continue;
    if (part->second.find("worksheets") == std::string::npos) continue;  // charts have no rows
    workbook.sheets.push_back({storable(xml.attribute("name")), part->second});
  }
  return {};
}

Result<> read_styles(const ZipPackage& package, Workbook& workbook) {
  if (!package.has("xl/styles.xml")) return {};
  std::map<int, NumberFormat> own;
  bool cell_styles = false;
  XmlReader xml(TRY(package.part("xl/styles.xml")));
  for (auto token = TRY(xml.next()); token != Token::done; token = TRY(xml.next())) {
    if (xml.name() == "cellXfs" && token != Token::text) cell_styles = token == Token::start;
    if (token != Token::start) continue;
    if (xml.name() == "numFmt")
      own.emplace(number(xml.attribute("numFmtId"), -1), read_format(xml.attribute("formatCode")));
    if (xml.name() != "xf" || !cell_styles || workbook.formats.size() >= kMaxStyles) continue;
    const int id = number(xml.attribute("numFmtId"), 0);
    const auto found = own.find(id);
    workbook.formats.push_back(found == own.end() ? built_in_format(id) : found->second);
  }
  return {};
}

}  // namespace

Result<Workbook> read_workbook(const ZipPackage& package) {
  Workbook workbook;
  TRY(read_sheets(package, workbook));
  TRY(read_styles(package, workbook));
  return workbook;
}

Result<SharedStrings> SharedStrings::read(const ZipPackage& package, const std::string& folder) {
  SharedStrings strings(TRY(FileBytes::create_nameless(folder)));
  if (!package.has("xl/sharedStrings.xml")) return strings;
  XmlReader xml(TRY(package.part("xl/sharedStrings.xml")));
  std::string pending, text;
  bool in_text = false;
  int phonetic = 0;  // <rPh> repeats the text as it sounds
  std::uint32_t written = 0;
  for (auto token = TRY(xml.next()); token != Token::done; token = TRY(xml.next())) {
    if (token == Token::text) {
      if (in_text && phonetic == 0 && text.size() < kMaxCellBytes) text += xml.text();
      continue;
    }
    const bool start = token == Token::start;
    if (xml.name() == "t") in_text = start;
    if (xml.name() == "rPh") phonetic += start ? 1 : -1;
    if (xml.name() != "si" || start) continue;
    if (strings.ends_.size() >= kMaxStrings) return fail(Code::too_large, "import.file_too_large");
    written += static_cast<std::uint32_t>(text.size());
    strings.ends_.push_back(written);
    pending += text;
    text.clear();
    if (pending.size() < (1 << 20)) continue;
    TRY(strings.bytes_.append(pending));
    pending.clear();
  }
  TRY(strings.bytes_.append(pending));
  return strings;
}

Result<std::string> SharedStrings::at(std::size_t index) {
  if (index >= ends_.size()) return fail(Code::invalid, "import.xlsx_broken");
  const std::uint32_t begin = index == 0 ? 0 : ends_[index - 1], size = ends_[index] - begin;
  const auto bytes = TRY(bytes_.at(begin, size));
  return std::string(bytes.substr(0, size));
}

}  // namespace kontor::importing
