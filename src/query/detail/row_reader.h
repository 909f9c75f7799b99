// Turns rows of a FetchPlan's statement into cells.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <vector>

#include "query/detail/fetch_plan.h"
#include "storage/database.h"

namespace kontor::query {

class RowReader {
 public:
  RowReader(const FetchPlan& plan, bool delivers);

  // What the other functions answer is valid until the next row.
  void next(const storage::Row& row);

  RecordHead head();
  std::int64_t id() const { return row_->integer(kHeadId); }

  // The weakest on the way to the value; a way that leads nowhere ends in an empty value.
  Mode mode(const FetchColumn& fetched) const;
  // Called for what is shown as it is: notes it where that is wanted (Scope::logged).
  void note_shown(const Column& column, const FetchColumn& fetched, Mode mode) const;
  // Not for several values. Valid until the next call.
  std::span<const Cell> cells(const Column& column, const FetchColumn& fetched);
  // What is shown in place of `cells`. Valid until the next call.
  std::span<const Cell> masked(const Column& column, std::span<const Cell> cells);

 private:
  void add_text(int at);
  void add_number(int at);
  void add_address(const schema::Field& field, int at);
  void add_record(const FetchColumn& fetched);
  std::string_view title(std::size_t source, int at);
  void note(std::size_t source, const schema::Field& field, Mode mode) const;

  const FetchPlan& plan_;
  const storage::Row* row_ = nullptr;
  std::vector<const FieldModes*> modes_;  // of each source
  std::vector<FieldModes> scratch_;
  std::vector<Cell> cells_;
  std::deque<std::string> masks_;  // of this row
  ReadLog* log_ = nullptr;
};

}  // namespace kontor::query
