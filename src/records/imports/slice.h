// Some rows of a file on their way into records: what each of them means for which record, as one
// batch for the write path.
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "records/imports/link_finder.h"
#include "records/imports/match_finder.h"
#include "records/imports/row_mapper.h"
#include "records/write.h"

namespace kontor::importing {

// What is known beyond one slice.
struct SliceContext {
  records::Writer& writer;
  const RowMapper& mapper;
  LinkFinder& links;
  MatchFinder& matches;
  // Rehearsals only, where earlier slices are not in the database: keys of rows that would be
  // created, and names of linked records that would be.
  std::unordered_set<std::string>* earlier_keys = nullptr;
  std::set<std::pair<std::size_t, std::string>>* earlier_links = nullptr;
};

class Slice {
 public:
  // Looks up what the rows name. Nothing is written.
  [[nodiscard]] static Result<Slice> prepare(const SliceContext& context, const Import& import,
                                             const auth::Actor& actor, std::vector<MappedRow> rows);

  // Without changes: there is nothing to write for these rows.
  records::Batch& batch() { return batch_; }

  // Adds to the counts what became of the rows, and says what is to be said about them.
  void settle(const records::BatchResult& result, Tally& tally,
              std::vector<RowProblem>& problems) const;

  // After the batch was written: linked records made by it are known from now on.
  void learn(const records::BatchResult& result, LinkFinder& links) const;

 private:
  enum class What { create, update, skip, lost };
  struct Plan {
    std::size_t row = 0;
    What what = What::lost;
    std::size_t pending = 0;  // of create and update
    bool first = false;       // the row that made the pending change
    bool duplicate = false;
    std::vector<std::size_t> not_found, ambiguous;  // places in MappedRow::links
  };
  // A record to be written: several rows may mean the same one.
  struct Pending {
    records::Op op = records::Op::create;
    RecordId id;
    std::int64_t base_version = 0;
    std::vector<schema::FieldValue> values;
    std::set<int> touched;
    std::map<int, std::vector<schema::Reference>> links;  // by place of the field
    std::vector<std::size_t> needs;                       // made_ that the links lead to
  };
  struct Made {
    std::size_t link;
    std::string name;
    RecordId id;
    bool first = true;  // false: a rehearsal counted it before
  };

  explicit Slice(std::vector<MappedRow> rows) : rows_(std::move(rows)) {}

  Result<void> load_matches(const SliceContext& context, const Import& import,
                            const auth::Actor& actor);
  void plan(const SliceContext& context, const Import& import);
  void plan_row(const SliceContext& context, const Import& import, std::size_t row);
  void overlay(const SliceContext& context, const Import& import, Plan& plan, Pending& pending);
  void add_link(const SliceContext& context, const Import& import, Plan& plan, Pending& pending,
                std::size_t wish);
  void make_batch(const SliceContext& context);
  const records::Outcome* failure(const Plan& plan, const records::BatchResult& result) const;
  void settle_row(const Plan& plan, const records::Outcome* failed, Tally& tally,
                  std::vector<RowProblem>& problems) const;
  void count_links(const Plan& plan, Tally& tally, std::vector<RowProblem>& problems) const;

  std::vector<MappedRow> rows_;
  std::vector<std::string> link_paths_;
  std::vector<std::vector<std::string>> keys_;
  std::map<std::int64_t, records::Record> existing_;  // matched records, where rows update them
  std::vector<Plan> plans_;
  std::vector<Pending> pending_;
  std::map<std::int64_t, std::size_t> pending_of_;  // by record
  std::map<std::string, std::size_t> pending_by_key_;
  std::vector<Made> made_;
  std::map<std::pair<std::size_t, std::string>, std::size_t> made_of_;
  records::Batch batch_;  // made_ first, then pending_
};

}  // namespace kontor::importing
