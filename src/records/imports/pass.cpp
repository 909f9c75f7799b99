#include "records/imports/pass.h"

#include <algorithm>

#include "events/hub.h"
#include "events/outbox.h"
#include "schema/change/plan.h"

namespace kontor::importing {
namespace {

// How long others may have to wait for a slice: usually, and after somebody has.
constexpr std::chrono::nanoseconds kLongestAlone = std::chrono::milliseconds(60);
constexpr std::chrono::nanoseconds kLongestBeside = std::chrono::milliseconds(20);
constexpr std::chrono::nanoseconds kStaysSmall = std::chrono::seconds(5);
constexpr std::size_t kFewestAlone = 500;  // below that, a slice's own cost counts

constexpr std::size_t kMostBytes = 8 << 20;  // of the cells of one slice

std::set<NewOption> wanted_options(const std::vector<MappedRow>& rows, const schema::Object& object,
                                   Missing missing) {
  std::set<NewOption> wanted;
  for (const MappedRow& row : rows)
    for (const OptionWish& wish : row.options) {
      const schema::Field* field = object.field(wish.option.field);
      if (field && (field->open_options || missing == Missing::create)) wanted.insert(wish.option);
    }
  return wanted;
}

void note_unknown_options(std::vector<MappedRow>& rows, const schema::Object& object,
                          const std::set<NewOption>& made) {
  for (MappedRow& row : rows)
    for (const OptionWish& wish : row.options) {
      if (made.contains(wish.option)) continue;
      const schema::Field* field = object.field(wish.option.field);
      row.problems.push_back(
          {row.number,
           {"value.unknown_option", {{"value", wish.option.label}}, Severity::warning, wish.column},
           field ? field->name : std::string(),
           wish.option.label});
    }
}

}  // namespace

FileOptions file_options(const FileChoice& choice, const std::string& spool_folder) {
  return {choice.encoding, choice.separator, choice.header, choice.sheet, spool_folder};
}

Result<void> change_schema(records::Writer& writer, const auth::Actor& actor,
                           const std::function<Result<schema::CataloguePtr>(
                               storage::Transaction&, const schema::Catalogue&)>& next,
                           const std::function<Result<void>(storage::Transaction&)>& beside) {
  const records::Workshop& workshop = writer.workshop();
  return workshop.database.write([&](storage::Transaction& tx) -> Result<void> {
    const auto before = TRY(workshop.catalogues.of(tx));
    const auto after = TRY(next(tx, *before));
    const auto plan = TRY(schema::make_plan(*before, *after, tx.engine()));
    if (!plan.empty()) {
      TRY(plan.apply(tx));
      const events::Event event{
          .kind = events::EventKind::catalogue, .version = plan.to, .actor = actor.user};
      TRY(events::append(tx, workshop.ids, std::span(&event, 1)));
      if (workshop.hub) tx.after_commit([hub = workshop.hub] { hub->wake(); });
    }
    return beside(tx);
  });
}

Pass::Pass(records::Writer& writer, const auth::Actor& actor, Import& import, Mode mode,
           Saved saved)
    : writer_(writer),
      actor_(actor),
      import_(import),
      mode_(mode),
      saved_(std::move(saved)),
      fixes_(import.fixes) {}

Result<void> Pass::open(const std::string& path, const std::string& spool_folder) {
  TRY(renew_mapper());
  file_ = TRY(open_import_file(path, file_options(import_.choice, spool_folder)));
  end_ = import_.end;
  number_ = import_.number;
  reader_ = TRY(file_->rows(end_, number_));
  return {};
}

Result<void> Pass::renew_mapper() {
  const records::Workshop& workshop = writer_.workshop();
  auto snapshot = TRY(workshop.database.read());
  auto catalogue = TRY(workshop.catalogues.of(*snapshot));
  const schema::Object* object = catalogue->object(import_.object);
  if (!object || object->archived)
    return fail(Code::not_found, "object.unknown", {{"name", import_.object}});
  const TimeZone zone = TimeZone::find(actor_.zone).value_or(TimeZone::utc());
  const int year = civil(zone.date_of(workshop.clock.now())).year;
  matches_.reset();
  mapper_.emplace(std::move(catalogue), import_, zone, year);
  matches_.emplace(import_.options, mapper_->object());
  return {};
}

Result<bool> Pass::slice() {
  TRY(fill());
  if (ready_.empty()) return false;
  std::vector<Ready> rows = take();
  std::vector<MappedRow> mapped = TRY(settle_options(rows));
  if (!at_end_ && !ahead_.valid())
    ahead_ = std::async(std::launch::async, [this, most = most_] { return read_piece(most); });
  const bool rehearses = mode_ == Mode::rehearse;
  const SliceContext context{.writer = writer_,
                             .mapper = *mapper_,
                             .links = links_,
                             .matches = *matches_,
                             .earlier_keys = rehearses ? &earlier_keys_ : nullptr,
                             .earlier_links = rehearses ? &earlier_links_ : nullptr};
  Slice slice = TRY(Slice::prepare(context, import_, actor_, std::move(mapped)));
  const std::size_t written = rows.size();
  const auto begin = Clock::now();
  TRY(rehearses ? rehearse_slice(slice) : write_slice(slice));
  choose_size(written, Clock::now() - begin);
  return true;
}

// Touches nothing that the writing of a slice changes.
Result<Pass::Piece> Pass::read_piece(std::size_t most) const {
  Piece piece;
  std::size_t bytes = 0;
  while (piece.rows.size() < most && bytes < kMostBytes) {
    Ready ready;
    if (!TRY(reader_->next(ready.row))) {
      piece.at_end = true;
      break;
    }
    ready.left_out = is_left_out(ready.row);
    for (const std::string& cell : ready.row.cells) bytes += cell.size();
    if (!ready.left_out) ready.mapped = mapper_->map(ready.row);
    piece.rows.push_back(std::move(ready));
  }
  return piece;
}

// Lays the corrections of a person over the row.
bool Pass::is_left_out(Row& row) const {
  if (fixes_.skipped.contains(row.number)) return true;
  const auto fixes = fixes_.cells.find(row.number);
  if (fixes == fixes_.cells.end()) return false;
  for (const auto& [column, value] : fixes->second)
    if (column >= 0 && static_cast<std::size_t>(column) < row.cells.size())
      row.cells[static_cast<std::size_t>(column)] = value;
  return false;
}

Result<void> Pass::append(Result<Piece> piece) {
  Piece good = TRY(std::move(piece));
  at_end_ |= good.at_end;
  std::ranges::move(good.rows, std::back_inserter(ready_));
  return {};
}

Result<void> Pass::fill() {
  if (ahead_.valid() && ready_.size() < most_) TRY(append(ahead_.get()));
  if (ready_.empty() && !at_end_) TRY(append(read_piece(most_)));
  return {};
}

// The rows of the next slice.
std::vector<Pass::Ready> Pass::take() {
  std::vector<Ready> rows;
  left_out_ = 0;
  while (!ready_.empty() && rows.size() < most_) {
    Ready next = std::move(ready_.front());
    ready_.pop_front();
    end_ = next.row.end;
    number_ = next.row.number;
    if (next.left_out)
      ++left_out_;
    else
      rows.push_back(std::move(next));
  }
  return rows;
}

// Selection values that do not exist yet become options, if that is wanted. What was mapped without
// them is mapped again.
Result<std::vector<MappedRow>> Pass::settle_options(std::vector<Ready>& rows) {
  auto take_mapped = [&] {
    std::vector<MappedRow> mapped;
    mapped.reserve(rows.size());
    for (Ready& ready : rows) mapped.push_back(std::move(ready.mapped));
    return mapped;
  };
  std::vector<MappedRow> mapped = take_mapped();
  std::set<NewOption> wanted =
      wanted_options(mapped, mapper_->object(), import_.options.new_options);
  if (!wanted.empty()) {
    if (ahead_.valid()) TRY(append(ahead_.get()));  // it maps with the old options
    TRY(add_options(wanted));
    if (mode_ == Mode::write) {
      for (std::size_t i = 0; i < rows.size(); ++i) mapped[i] = mapper_->map(rows[i].row);
      for (Ready& later : ready_)
        if (!later.left_out) later.mapped = mapper_->map(later.row);
      wanted.clear();  // what is still unknown did not fit into the field
    }
  }
  note_unknown_options(mapped, mapper_->object(), wanted);
  return mapped;
}

// In a transaction of its own before the slice. Whoever takes the import up again after a crash
// finds the options there and in the counts.
Result<void> Pass::add_options(const std::set<NewOption>& wanted) {
  Import next = import_;
  for (const NewOption& option : wanted)
    if (const schema::Field* field = mapper_->object().field(option.field))
      next.tally.options[field->name].insert(option.label);
  if (mode_ == Mode::write) {
    const std::vector<NewOption> options(wanted.begin(), wanted.end());
    TRY(change_schema(
        writer_, actor_,
        [&](storage::Transaction&, const schema::Catalogue& before) {
          return with_options(before, import_.object, options);
        },
        [&](storage::Transaction& tx) -> Result<void> { return save_progress(tx, next); }));
    import_ = std::move(next);
    return renew_mapper();
  }
  import_ = std::move(next);
  return {};
}

Result<void> Pass::write_slice(Slice& slice) {
  Import next;
  records::Batch& batch = slice.batch();
  batch.change = import_.change;
  batch.beside = [&](storage::Transaction& tx, const records::BatchResult& result) {
    next = import_;  // the engine may run this more than once
    std::vector<RowProblem> problems;
    slice.settle(result, next.tally, problems);
    return save(tx, next, std::move(problems));
  };
  const records::BatchResult result = TRY(writer_.write(actor_, batch));
  slice.learn(result, links_);
  import_ = std::move(next);
  return {};
}

Result<void> Pass::rehearse_slice(Slice& slice) {
  slice.batch().rehearse = true;
  const records::BatchResult result = TRY(writer_.write(actor_, slice.batch()));
  Import next;
  TRY(writer_.workshop().database.write_bulk([&](storage::Transaction& tx) {
    next = import_;
    std::vector<RowProblem> problems;
    slice.settle(result, next.tally, problems);
    return save(tx, next, std::move(problems));
  }));
  import_ = std::move(next);
  return {};
}

Result<void> Pass::save(storage::Transaction& tx, Import& next, std::vector<RowProblem> problems) {
  next.tally.rows += left_out_;
  next.tally.skipped += left_out_;
  next.end = end_;
  next.number = number_;
  const std::int64_t first = next.tally.problems + 1;
  const std::int64_t room = std::max<std::int64_t>(0, kMaxWarnings - next.tally.problems);
  next.tally.problems += static_cast<std::int64_t>(problems.size());
  if (std::ssize(problems) > room) {
    std::int64_t kept = 0;
    std::erase_if(problems, [&](const RowProblem& problem) {
      return problem.problem.severity == Severity::warning && ++kept > room;
    });
  }
  TRY(add_problems(tx, next.id, first, problems));
  TRY(save_slice(tx, next, import_.number));
  if (saved_) TRY(saved_(tx, next));
  somebody_waited_ = writer_.workshop().database.writers_waiting();
  return {};
}

// So many that nobody waits long for the writer, and fewer while somebody does.
void Pass::choose_size(std::size_t written, Clock::duration took) {
  const auto now = Clock::now();
  if (somebody_waited_) alone_from_ = now + kStaysSmall;
  const bool alone = now >= alone_from_;
  const auto longest = alone ? kLongestAlone : kLongestBeside;
  const std::size_t fewest = alone ? kFewestAlone : kFewestRows;
  if (written < kFewestRows) return;
  const double fits = double(written) * (double(longest.count()) / double(took.count() + 1));
  most_ = std::clamp(static_cast<std::size_t>(fits), fewest, std::max(fewest, most_ * 2));
  most_ = std::min(most_, kMostRows);
}

}  // namespace kontor::importing
