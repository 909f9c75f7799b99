#include "records/import/vcard_file.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "records/import/encoded_file.h"
#include "records/import/encoding.h"
#include "records/import/vcard_cells.h"

namespace kontor::importing {
namespace {

// With its pictures; a larger card is cut.
constexpr std::size_t kMaxCardBytes = 12 << 20;

using Index = std::map<std::string, std::size_t, std::less<>>;

class VcardReader : public RowReader {
 public:
  VcardReader(FileBytes bytes, std::string encoding, const Index* columns, std::int64_t offset,
              std::int64_t number)
      : bytes_(std::move(bytes)),
        encoding_(std::move(encoding)),
        columns_(columns),
        offset_(offset),
        number_(number) {}

  // The next card with its cells; false at the end.
  Result<bool> next_card(Row& row, VcardCells& cells) {
    if (!TRY(skip_to_card())) return false;
    auto text = TRY(bytes_.at(offset_, kSmallCard));
    Vcard card = parse_vcard(text, encoding_);
    if (!card.ended && card.size >= text.size())
      card =
          parse_vcard((TRY(bytes_.at(offset_, kMaxCardBytes))).substr(0, kMaxCardBytes), encoding_);
    row = Row{++number_, offset_, 0, {}, {}};
    offset_ += static_cast<std::int64_t>(std::max<std::size_t>(card.size, 1));
    row.end = offset_;
    if (!card.ended) row.problems.push_back({"import.vcard_unended"});
    if (card.unreadable_lines > 0)
      row.problems.push_back(
          {"import.vcard_lines", {{"count", std::to_string(card.unreadable_lines)}}});
    cells = vcard_cells(card);
    if (cells.group) row.problems.push_back({"import.vcard_group", {}, Severity::error});
    return true;
  }

  Result<bool> next(Row& row) override {
    VcardCells cells;
    do {
      if (!TRY(next_card(row, cells))) return false;
    } while (cells.cells.empty());
    row.cells.resize(columns_->size());
    for (auto& cell : cells.cells)
      if (const auto column = columns_->find(cell.name); column != columns_->end())
        row.cells[column->second] = std::move(cell.value);
      else
        row.problems.push_back({"import.too_many_values", {{"name", cell.name}}});
    return true;
  }

 private:
  static constexpr std::size_t kSmallCard = 256 << 10;

  Result<bool> skip_to_card() {
    while (true) {
      const auto text = TRY(bytes_.at(offset_, kSmallCard));
      if (text.empty()) return false;
      const auto begin = find_vcard(text);
      if (begin != std::string_view::npos) {
        offset_ += static_cast<std::int64_t>(begin);
        return true;
      }
      // A BEGIN line may be cut in two by the end of the window.
      constexpr std::size_t kOverlap = 64;
      const bool last = offset_ + static_cast<std::int64_t>(text.size()) >= bytes_.size();
      offset_ += static_cast<std::int64_t>(last ? text.size() : text.size() - kOverlap);
    }
  }

  FileBytes bytes_;
  std::string encoding_;
  const Index* columns_;
  std::int64_t offset_;
  std::int64_t number_;
};

class VcardFile : public ImportFile {
 public:
  explicit VcardFile(EncodedFile file) : bytes_(std::move(file.bytes)), encoding_(file.read_as) {
    info_.format = FileFormat::vcard;
    info_.encoding = file.name;
    info_.quote = 0;
  }

  // Reads every card once to learn which columns there are.
  Result<> discover() {
    VcardReader reader(TRY(bytes_.again()), encoding_, nullptr, 0, 0);
    std::map<std::pair<int, std::string>, Column> found;
    Row row;
    VcardCells cells;
    std::int64_t pictures = 0;
    while (TRY(reader.next_card(row, cells))) {
      pictures += cells.pictures;
      for (const auto& cell : cells.cells) {
        if (found.size() >= kMaxColumns && !found.contains({cell.order, cell.name})) continue;
        auto& column = found
                           .try_emplace({cell.order, cell.name},
                                        Column{cell.name, {}, cell.target, cell.label})
                           .first->second;
        add_sample(column, cell.value);
      }
    }
    for (auto& [key, column] : found) {
      index_.emplace(column.name, info_.columns.size());
      info_.columns.push_back(std::move(column));
    }
    if (pictures > 0)
      info_.problems.push_back({"import.pictures_left_out", {{"count", std::to_string(pictures)}}});
    if (info_.columns.empty()) return fail(Code::invalid, "import.file_empty");
    return {};
  }

  Result<std::unique_ptr<RowReader>> rows(std::int64_t from_end,
                                          std::int64_t from_number) override {
    return std::make_unique<VcardReader>(TRY(bytes_.again()), encoding_, &index_, from_end,
                                         from_number);
  }

 private:
  FileBytes bytes_;
  std::string encoding_;
  Index index_;
};

}  // namespace

bool looks_like_vcard(std::string_view head) {
  std::string plain;
  for (const char c : head.substr(0, 512))
    if (c != '\0') plain += c;
  for (std::string_view bom : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"})
    if (plain.starts_with(bom)) plain.erase(0, bom.size());
  constexpr std::string_view kBegin = "begin:vcard";
  return fold_case(trim(plain).substr(0, kBegin.size())) == kBegin;
}

Result<std::unique_ptr<ImportFile>> open_vcard_file(FileBytes bytes, const FileOptions& options) {
  auto file = std::make_unique<VcardFile>(TRY(find_encoding(std::move(bytes), options)));
  TRY(file->discover());
  return file;
}

}  // namespace kontor::importing
