// Back end two: one record in memory. Agrees with to_sql on every record; tests compare them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "expr/bindings.h"
#include "expr/check.h"

namespace kontor::expr {

// One value: nothing, a number of any kind (scaled number, minor units, days, micros, option id,
// record id, 0/1), or a text. Many-valued fields give several. An empty text is nothing.
using Atom = std::variant<std::monostate, std::int64_t, std::string>;

// How the evaluator reads a record and what it is linked to. Implementations decide what the reader
// may see: a hidden record or field answers as empty.
class RecordView {
 public:
  virtual ~RecordView() = default;
  // The values of a field (or part, or facet "currency") of this record; of a relation the ids of
  // the records that related() gives.
  virtual std::vector<Atom> values(const Step& step) const = 0;
  // The records a relation field leads to; at most one for to-one relations.
  virtual std::vector<std::shared_ptr<const RecordView>> related(const Step& step) const = 0;
  virtual std::int64_t id() const = 0;
  // The record as it was before the change under way; a record being created was blank. Null: there
  // is no change, and `before.x` is x.
  virtual const RecordView* before() const { return nullptr; }
};

bool holds(const Checked& condition, const RecordView& record, const Bindings& bindings);
Atom value_of(const Checked& formula, const RecordView& record, const Bindings& bindings);
// The currency of a formula of the type money; empty if it has no value.
std::string currency_of(const Checked& formula, const RecordView& record, const Bindings& bindings);

}  // namespace kontor::expr
