#include "query/detail/fragments.h"

#include "query/json_rows.h"

namespace kontor::query {

struct Fragments::Piece {
  explicit Piece(const schema::Object& object) : json(text), rows(object, json) {}
  std::int64_t id = 0;
  std::string text;
  JsonWriter json;
  JsonRows rows;
};

std::string_view Fragments::of(std::int64_t id) const {
  const auto found = done_.find(id);
  return found == done_.end() ? std::string_view() : found->second;
}

void Fragments::begin(const RecordHead& head) {
  piece_ = std::make_shared<Piece>(object_);
  piece_->id = head.id;
  piece_->rows.start(columns_);
  piece_->rows.begin(head);
}

void Fragments::cells(std::size_t column, Mode mode, std::span<const Cell> cells,
                      std::int64_t total) {
  piece_->rows.cells(column, mode, cells, total);
}

void Fragments::end() {
  piece_->rows.end();
  done_[piece_->id] = std::move(piece_->text);
}

}  // namespace kontor::query
