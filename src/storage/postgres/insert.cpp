#include "storage/postgres/insert.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "storage/postgres/wire.h"

namespace kontor::storage::postgres {
namespace {

// COPY needs two round trips, rows sent ahead none.
constexpr std::size_t kFewestCopied = 24;

// One value of COPY's binary format
// (https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.4): its size, then its bytes.
struct FieldWriter {
  std::string& bytes;

  void operator()(std::monostate) const { append(bytes, std::int32_t{-1}); }
  void operator()(std::int64_t value) const {
    append(bytes, std::int32_t{8});
    append(bytes, value);
  }
  void operator()(const std::string& value) const { sized(value); }
  void operator()(const Blob& value) const { sized(value.bytes); }
  void operator()(const IntSet&) const { throw std::logic_error("a set is no column's value"); }
  void operator()(const TextSet&) const { throw std::logic_error("a set is no column's value"); }

  void sized(const std::string& value) const {
    append(bytes, static_cast<std::int32_t>(value.size()));
    bytes += value;
  }
};

std::string copy_bytes(const Insertion& rows) {
  std::string bytes("PGCOPY\n\377\r\n\0", 11);
  append(bytes, std::int32_t{0});  // flags
  append(bytes, std::int32_t{0});  // nothing more in the header
  for (std::size_t i = 0; i < rows.values.size(); ++i) {
    if (i % rows.width == 0) append(bytes, static_cast<std::int16_t>(rows.width));
    std::visit(FieldWriter{bytes}, rows.values[i]);
  }
  append(bytes, std::int16_t{-1});
  return bytes;
}

// The values of a column as an array; nothing when there are nulls among them, or both kinds.
std::optional<Value> column_array(Insertion& rows, std::size_t column) {
  const auto each = [&](auto take) {
    for (std::size_t i = column; i < rows.values.size(); i += rows.width)
      if (!take(rows.values[i])) return false;
    return true;
  };
  if (std::holds_alternative<std::int64_t>(rows.values[column])) {
    auto members = std::make_shared<std::vector<std::int64_t>>();
    members->reserve(rows.rows());
    const bool all = each([&](const Value& value) {
      const auto* integer = std::get_if<std::int64_t>(&value);
      if (integer) members->push_back(*integer);
      return integer != nullptr;
    });
    return all ? std::optional<Value>(IntSet(std::move(members))) : std::nullopt;
  }
  auto members = std::make_shared<std::vector<std::string>>();
  members->reserve(rows.rows());
  const bool all = each([&](const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    if (text) members->push_back(*text);
    return text != nullptr;
  });
  return all ? std::optional<Value>(TextSet(std::move(members))) : std::nullopt;
}

// "INSERT INTO t (a, b) SELECT c1, c2::tsvector FROM unnest(?, ?) AS c (c1, c2)"
std::string arrays_text(const Insertion& rows) {
  std::string values, arrays, names;
  for (std::size_t i = 1; i <= rows.width; ++i) {
    const std::string name = "c" + std::to_string(i);
    (names += names.empty() ? "" : ", ") += name;
    arrays += arrays.empty() ? "?" : ", ?";
  }
  if (rows.tuple.empty()) {
    values = names;
  } else {
    int column = 0;
    for (const char c : rows.tuple.substr(1, rows.tuple.size() - 2)) {
      if (c == '?')
        values += "c" + std::to_string(++column);
      else
        values += c;
    }
  }
  std::string text = "INSERT INTO " + rows.table + " (" + rows.columns + ") SELECT " + values +
                     " FROM unnest(" + arrays + ") AS c (" + names + ")";
  if (!rows.ending.empty()) text += " " + rows.ending;
  return text;
}

std::optional<Sql> as_arrays(Insertion& rows) {
  Sql sql;
  for (std::size_t column = 0; column < rows.width; ++column) {
    auto array = column_array(rows, column);
    if (!array) return std::nullopt;
    sql.params.push_back(*std::move(array));
  }
  sql.text = arrays_text(rows);
  return sql;
}

Result<void> row_by_row(Link& link, Insertion& rows) {
  Sql sql{rows.row_text(), {}};
  for (auto row = rows.values.begin(); row != rows.values.end();) {
    const auto end = row + static_cast<std::ptrdiff_t>(rows.width);
    sql.params.assign(std::make_move_iterator(row), std::make_move_iterator(end));
    TRY(link.send_ahead(sql));
    row = end;
  }
  return {};
}

}  // namespace

Result<void> insert_rows(Link& link, Insertion& rows) {
  const bool plain = rows.tuple.empty() && rows.ending.empty();
  if (plain && rows.rows() >= kFewestCopied) {
    return link.copy_in("COPY " + rows.table + " (" + rows.columns + ") FROM STDIN (FORMAT binary)",
                        copy_bytes(rows));
  }
  if (!plain && rows.rows() > 1) {
    if (const auto sql = as_arrays(rows)) return link.send_ahead(*sql);
  }
  return row_by_row(link, rows);
}

}  // namespace kontor::storage::postgres
