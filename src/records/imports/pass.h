// Goes through the rows of a file, slice by slice: once to see what would happen, once to do it.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <optional>

#include "records/imports/import_store.h"
#include "records/imports/slice.h"

namespace kontor::importing {

// Rows of a slice. In between, a slice has as many as are written in a time others can wait for.
inline constexpr std::size_t kMostRows = 5'000, kFewestRows = 100;
// Warnings that are kept; errors always are.
inline constexpr std::int64_t kMaxWarnings = 100'000;

class Pass {
 public:
  enum class Mode { rehearse, write };
  // Runs in the transaction of each slice, after the import was saved.
  using Saved = std::function<Result<void>(storage::Transaction&, const Import&)>;

  // `import` is changed as slices are done and outlives the pass.
  Pass(records::Writer& writer, const auth::Actor& actor, Import& import, Mode mode, Saved saved);

  // Opens the file behind the last row that was worked on.
  [[nodiscard]] Result<void> open(const std::string& path, const std::string& spool_folder);

  // False: nothing is left.
  [[nodiscard]] Result<bool> slice();

 private:
  using Clock = std::chrono::steady_clock;

  // A row on its way into a slice.
  struct Ready {
    Row row;
    MappedRow mapped;
    bool left_out = false;  // a person does not want it
  };
  struct Piece {
    std::vector<Ready> rows;
    bool at_end = false;
  };

  Result<Piece> read_piece(std::size_t most) const;
  bool is_left_out(Row& row) const;
  Result<void> append(Result<Piece> piece);
  Result<void> fill();
  std::vector<Ready> take();
  Result<std::vector<MappedRow>> settle_options(std::vector<Ready>& rows);
  Result<void> add_options(const std::set<NewOption>& wanted);
  Result<void> write_slice(Slice& slice);
  Result<void> rehearse_slice(Slice& slice);
  Result<void> save(storage::Transaction& tx, Import& next, std::vector<RowProblem> problems);
  void choose_size(std::size_t written, Clock::duration took);
  Result<void> renew_mapper();

  records::Writer& writer_;
  const auth::Actor& actor_;
  Import& import_;
  Mode mode_;
  Saved saved_;

  std::unique_ptr<ImportFile> file_;
  std::unique_ptr<RowReader> reader_;
  std::optional<RowMapper> mapper_;
  std::optional<MatchFinder> matches_;
  LinkFinder links_;
  std::unordered_set<std::string> earlier_keys_;
  std::set<std::pair<std::size_t, std::string>> earlier_links_;

  std::size_t most_ = 250;             // rows of the next slice
  std::int64_t end_ = 0, number_ = 0;  // behind the rows of the slice
  std::int64_t left_out_ = 0;          // rows of this slice that a person does not want
  bool at_end_ = false;                // everything is read
  bool somebody_waited_ = false;       // while the last slice was written
  Clock::time_point alone_from_{};     // unless somebody waits again

  // Rows are read and mapped while the slice before them is written: by at most one thread, which
  // alone has the reader then. Last, so that it ends before what it works with.
  RowFixes fixes_;
  std::deque<Ready> ready_;
  std::future<Result<Piece>> ahead_;
};

FileOptions file_options(const FileChoice& choice, const std::string& spool_folder);

// Changes the schema of the import's object in a transaction of its own, together with `beside`.
[[nodiscard]] Result<void> change_schema(
    records::Writer& writer, const auth::Actor& actor,
    const std::function<Result<schema::CataloguePtr>(storage::Transaction&,
                                                     const schema::Catalogue&)>& next,
    const std::function<Result<void>(storage::Transaction&)>& beside);

}  // namespace kontor::importing
