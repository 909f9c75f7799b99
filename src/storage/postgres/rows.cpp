#include "storage/postgres/rows.h"

#include <charconv>

namespace kontor::storage::postgres {
namespace {

constexpr Oid kBytea = 17;

int nibble(char digit) {
  return digit <= '9' ? digit - '0' : digit - 'a' + 10;
}

// "\x00ff" as two bytes (bytea_output = hex, the default since 9.0).
std::string decode_bytea(std::string_view hex) {
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 2; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(nibble(hex[i]) << 4 | nibble(hex[i + 1]));
  }
  return bytes;
}

class AnswerRow final : public Row {
 public:
  explicit AnswerRow(const PGresult* answer)
      : answer_(answer), decoded_(static_cast<std::size_t>(PQnfields(answer))) {}

  void move_to(int row) { row_ = row; }

  int size() const override { return PQnfields(answer_); }
  bool is_null(int column) const override { return PQgetisnull(answer_, row_, column) != 0; }

  std::int64_t integer(int column) const override {
    const std::string_view digits = raw(column);
    if (digits == "t") return 1;  // a boolean; false is no digit and gives 0
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  }

  std::string_view text(int column) const override {
    if (PQftype(answer_, column) != kBytea) return raw(column);
    std::string& bytes = decoded_[static_cast<std::size_t>(column)];
    bytes = decode_bytea(raw(column));
    return bytes;
  }

 private:
  std::string_view raw(int column) const {
    return {PQgetvalue(answer_, row_, column),
            static_cast<std::size_t>(PQgetlength(answer_, row_, column))};
  }

  const PGresult* answer_;
  int row_ = 0;
  mutable std::vector<std::string> decoded_;
};

}  // namespace

void visit_rows(const PGresult* answer, const RowVisitor& visit) {
  AnswerRow row(answer);
  for (int i = 0; i < PQntuples(answer); ++i) {
    row.move_to(i);
    if (!visit(row)) return;
  }
}

}  // namespace kontor::storage::postgres
