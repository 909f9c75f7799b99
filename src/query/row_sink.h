// Where the rows of an answer go: JSON for a client (json_rows.h), typed values for export, records
// and tests (typed_rows.h). Rows stream through; nothing of them is kept on the way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/scope.h"
#include "schema/catalogue.h"

namespace kontor::query {

// One thing that was asked for: "first_name", "address.place", "company.name".
struct Column {
  std::string path;
  const schema::Object* object = nullptr;
  const schema::Field* field = nullptr;
  const schema::FieldPart* part = nullptr;
  bool own = true;  // of the record itself, not of one it leads to
};

// One value as it comes out of the database; views live until the sink returns.
//   numbers of any kind, dates, options   number
//   texts                                 text
//   money                                 number, extra: currency
//   linked records, users                 number: id, text: title
//   e-mails, phones, web addresses        text, extra: label, more: E.164 form
// A masked value has only `text`: what may be shown instead.
struct Cell {
  bool filled = false;
  std::int64_t number = 0;
  std::string_view text = {};
  std::string_view extra = {};
  std::string_view more = {};
};

struct RecordHead {
  std::int64_t id = 0;
  std::int64_t version = 0;
  std::string_view title;
  Abilities can;
};

class RowSink {
 public:
  virtual ~RowSink() = default;

  // Whether somebody gets to see the values, so that it is noted who read them.
  virtual bool delivers() const { return true; }

  // Once, before the first record.
  virtual void start(const std::vector<Column>&) {}

  // A record begins; its cells follow, each column once and in order.
  virtual void begin(const RecordHead& head) = 0;

  // Single values: one cell. Addresses: one per part of the field. Several values: as many as
  // there are, of to-many relations the first kShownLinks with `total` telling how many there are.
  // Masked: one cell. Hidden (Mode::none): no cell.
  virtual void cells(std::size_t column, Mode mode, std::span<const Cell> cells,
                     std::int64_t total) = 0;

  virtual void end() = 0;
};

inline constexpr int kShownLinks = 20;

}  // namespace kontor::query
