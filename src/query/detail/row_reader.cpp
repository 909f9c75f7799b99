#include "query/detail/row_reader.h"

#include <algorithm>

#include "query/mask.h"
#include "query/read_log.h"

namespace kontor::query {

using schema::FieldType;

namespace {

std::string masked_postal_code(const Column& address, std::span<const Cell> cells,
                               const MaskStyle& style) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    Column part = address;
    part.part = &address.field->parts[i];
    if (part.part->name == "postal_code") return mask(part, cells[i], style);
  }
  return {};
}

}  // namespace

RowReader::RowReader(const FetchPlan& plan, bool delivers)
    : plan_(plan),
      modes_(plan.sources().size()),
      scratch_(plan.sources().size()),
      log_(delivers ? plan.rights().source().log() : nullptr) {}

void RowReader::next(const storage::Row& row) {
  row_ = &row;
  masks_.clear();
  if (log_) log_->count_record();
  for (std::size_t i = 0; i < modes_.size(); ++i) {
    modes_[i] = &plan_.sources()[i].modes.of(row, scratch_[i]);
  }
}

RecordHead RowReader::head() {
  const RecordFacts facts{
      .id = RecordId{id()}, .zk = row_->integer(kHeadZk), .owner = row_->integer(kHeadOwner)};
  return {.id = id(),
          .version = row_->integer(kHeadVersion),
          .title = title(0, kHeadTitle),
          .can = plan_.rights().source().abilities(plan_.object(), facts)};
}

Mode RowReader::mode(const FetchColumn& fetched) const {
  Mode weakest = Mode::edit;
  for (const FetchLink& link : fetched.chain) {
    if (row_->is_null(plan_.sources()[link.source].id)) break;
    weakest = std::min(weakest, (*modes_[link.source])[link.place]);
  }
  return weakest;
}

std::span<const Cell> RowReader::cells(const Column& column, const FetchColumn& fetched) {
  cells_.clear();
  switch (fetched.kind) {
    case FetchKind::text:
      add_text(fetched.at);
      break;
    case FetchKind::address:
      add_address(*column.field, fetched.at);
      break;
    case FetchKind::record:
      add_record(fetched);
      break;
    case FetchKind::money:
      add_number(fetched.at);
      cells_[0].extra = row_->text(fetched.at + 1);
      break;
    case FetchKind::number:
      add_number(fetched.at);
      break;
    case FetchKind::many:
      break;
  }
  return cells_;
}

std::span<const Cell> RowReader::masked(const Column& column, std::span<const Cell> cells) {
  const auto filled = std::ranges::find(cells, true, &Cell::filled);
  const bool empty = filled == cells.end();
  const MaskStyle& style =
      mask_style(plan_.rights().scope(*column.object), place_of(*column.object, *column.field));
  const bool address = column.field->type == FieldType::postal_address && !column.part;
  if (address && style.kind == MaskStyle::Kind::postal)
    masks_.push_back(masked_postal_code(column, cells, style));
  else
    masks_.push_back(empty ? std::string() : mask(column, *filled, style));
  cells_.assign(1, {.filled = !empty, .text = masks_.back()});
  return cells_;
}

void RowReader::note_shown(const Column& column, const FetchColumn& fetched, Mode mode) const {
  const std::size_t source = fetched.chain.back().source;
  if (!row_->is_null(plan_.sources()[source].id)) note(source, *column.field, mode);
}

void RowReader::note(std::size_t source, const schema::Field& field, Mode mode) const {
  const FetchSource& from = plan_.sources()[source];
  const std::vector<bool>& logged = plan_.rights().scope(*from.object).logged;
  const std::size_t place = place_of(*from.object, field);
  if (!log_ || mode < Mode::read || place >= logged.size() || !logged[place]) return;
  log_->note(*from.object, field, row_->integer(from.id));
}

void RowReader::add_text(int at) {
  cells_.push_back({.filled = !row_->is_null(at), .text = row_->text(at)});
}

void RowReader::add_number(int at) {
  cells_.push_back({.filled = !row_->is_null(at), .number = row_->integer(at)});
}

void RowReader::add_address(const schema::Field& field, int at) {
  for (const auto& part : field.parts) {
    if (part.type == FieldType::text) {
      add_text(at++);
    } else {
      add_number(at++);
    }
  }
}

void RowReader::add_record(const FetchColumn& fetched) {
  add_number(plan_.sources()[fetched.target].id);
  if (cells_[0].filled) cells_[0].text = title(fetched.target, fetched.at);
}

// What may be shown as the name of a record.
std::string_view RowReader::title(std::size_t source, int at) {
  const FetchSource& from = plan_.sources()[source];
  const Mode mode = (*modes_[source])[from.title_place];
  if (mode == Mode::none) return {};
  const std::string_view text = row_->text(at);
  const schema::Field& field = from.object->fields[from.title_place];
  if (mode >= Mode::read) {
    note(source, field, mode);
    return text;
  }
  masks_.push_back(mask({.object = from.object, .field = &field}, {.filled = true, .text = text},
                        mask_style(plan_.rights().scope(*from.object), from.title_place)));
  return masks_.back();
}

}  // namespace kontor::query
