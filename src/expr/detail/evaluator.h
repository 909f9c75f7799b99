// The walk of the evaluator, and evaluation without a record: to_sql computes every part that reads
// none, once, and binds the result.
#pragma once

#include <optional>

#include "expr/detail/calendar.h"
#include "expr/detail/values.h"
#include "expr/evaluate.h"

namespace kontor::expr {

class Evaluator {
 public:
  explicit Evaluator(const Bindings& bindings) : bindings_(bindings) {}

  bool truth(const CheckedNode& node, const RecordView& record) const;
  Value single(const CheckedNode& node, const RecordView& record) const;

 private:
  std::vector<Value> values(const CheckedNode& node, const RecordView& record) const;
  std::vector<Value> path_values(const CheckedNode& node, const RecordView& record) const;
  bool compare(const CheckedNode& node, const CheckedNode& other, const RecordView& record) const;
  bool is_in_set(const CheckedNode& node, const std::string& set, const RecordView& record) const;
  bool against_now(const CheckedNode& node, const RecordView& record) const;
  bool exists(const CheckedNode& node, const RecordView& record) const;
  bool set_holds(const std::string& set, std::int64_t id) const;
  Value call(const CheckedNode& node, const RecordView& record) const;

  const Bindings& bindings_;
  Calendar calendar_{bindings_.zone, bindings_.now};
};

// Reads no record: the same for every record of a query. The reader's sets are constants too, but
// not single values.
bool is_constant(const CheckedNode& node);
Value constant_value(const CheckedNode& node, const Bindings& bindings);

// The first and the last day or instant that `node` (reached, older_than, within) allows. With the
// type of its child.
struct Range {
  std::optional<std::int64_t> first, last;
  bool nothing = false;
};
Range range_of(const CheckedNode& node, const Calendar& calendar);

}  // namespace kontor::expr
