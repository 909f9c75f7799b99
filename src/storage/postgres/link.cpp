#include "storage/postgres/link.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <poll.h>

namespace kontor::storage::postgres {
namespace {

constexpr std::size_t kStatementsKept = 256;
constexpr std::size_t kMostAhead = 128;  // fewer than are kept: none is thrown out before it ran
constexpr std::size_t kCopyPiece = 64 << 10;
// How long a server may take to stop a query it was asked to stop.
constexpr std::chrono::seconds kGrace{2};

constexpr const char* kSettings =
    // A plan made for anybody's access set is a bad plan for everybody's.
    "SET plan_cache_mode = force_custom_plan;"
    "SET jit = off;"
    "SET client_min_messages = warning;";

constexpr std::string_view kPlanChanged = "0A000";
constexpr std::string_view kReadOnly = "25006";
// libpq says "no more" once after each statement; more often means it has nothing else to say.
constexpr int kEndsInARow = 3;

int milliseconds_until(Deadline deadline) {
  if (deadline.at == Deadline{}.at) return -1;
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline.at - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 1 << 30));
}

bool is_failure(ExecStatusType status) {
  return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}

}  // namespace

Result<std::unique_ptr<Link>> Link::connect(const OpenOptions& options) {
  // Later words win: the first are defaults, the last is not for configuration to change.
  const std::array<const char*, 5> keys{"connect_timeout", "application_name", "dbname",
                                        "client_encoding", nullptr};
  const std::array<const char*, 5> values{"5", "kontor", options.url.c_str(), "UTF8", nullptr};
  std::unique_ptr<Link> link(new Link(PQconnectdbParams(keys.data(), values.data(), 1)));
  if (PQstatus(link->connection_) != CONNECTION_OK) {
    return Failure(Error{Code::unavailable,
                         "storage.away",
                         {},
                         {},
                         std::string("connect: ") + PQerrorMessage(link->connection_)});
  }
  TRY(link->set_up(options));
  return link;
}

Link::~Link() {
  PQfinish(connection_);
}

Result<void> Link::set_up(const OpenOptions& options) {
  const char* encoding = PQparameterStatus(connection_, "server_encoding");
  if (encoding == nullptr || std::strcmp(encoding, "UTF8") != 0) {
    return fail(Code::invalid, "storage.encoding");
  }
  PQsetNoticeReceiver(connection_, on_notice, this);
  PQsetnonblocking(connection_, 1);
  PQenterPipelineMode(connection_);
  TRY(script(kSettings));
  if (options.acknowledge_before_commit) TRY(script("SET synchronous_commit = off"));
  return {};
}

Result<Answer> Link::query(const Sql& sql, Deadline deadline, Late late) {
  if (milliseconds_until(deadline) == 0) return fail(Code::cancelled, "storage.deadline");
  send(sql);
  send_sync();
  return collect(deadline, late, sql.text);
}

Result<void> Link::send_ahead(const Sql& sql) {
  send(sql);
  return running_.size() < kMostAhead ? Result<void>() : finish();
}

Result<void> Link::finish() {
  if (sent_ == 0) return {};
  send_sync();
  TRY(collect({}, Late::leave, "what was sent ahead"));
  return {};
}

void Link::send(const Sql& sql) {
  for (const std::string& statement : before_) send_plain(statement);
  before_.clear();
  preparing_ = -1;
  const Entry entry = find_or_prepare(sql);
  const Parameters parameters(sql.params);
  note_sent(PQsendQueryPrepared(connection_, entry->name.c_str(), parameters.count(),
                                parameters.values(), parameters.lengths(), parameters.formats(),
                                0));
  running_.push_back({entry->name, preparing_, sent_ - 1});
}

Result<Answer> Link::script(std::string_view text) {
  TRY(leave_pipeline());
  Result<Answer> result = run_plain(std::string(text), text);
  PQenterPipelineMode(connection_);
  return result;
}

Result<void> Link::copy_in(const std::string& statement, std::string_view bytes) {
  TRY(leave_pipeline());
  const auto copied = [&]() -> Result<void> {
    TRY(run_plain(statement, statement));
    for (std::size_t at = 0; at < bytes.size(); at += kCopyPiece)
      TRY(put(bytes.substr(at, kCopyPiece), statement));
    if (PQputCopyEnd(connection_, nullptr) != 1) return lost(statement);
    TRY(collect({}, Late::leave, statement));
    return {};
  }();
  PQenterPipelineMode(connection_);
  return copied;
}

// Scripts and COPY are not allowed inside.
Result<void> Link::leave_pipeline() {
  TRY(finish());
  if (syncs_owed_ > 0) TRY(collect({}, Late::leave, "what was sent off"));
  PQexitPipelineMode(connection_);
  return {};
}

// Together with what goes before it.
Result<Answer> Link::run_plain(const std::string& statements, std::string_view doing) {
  std::string all;
  for (const std::string& statement : before_) all += statement + ";";
  before_.clear();
  all += statements;
  if (PQsendQuery(connection_, all.c_str()) == 0) return lost(doing);
  return collect({}, Late::leave, doing);
}

Result<void> Link::put(std::string_view bytes, std::string_view doing) {
  if (PQputCopyData(connection_, bytes.data(), static_cast<int>(bytes.size())) != 1)
    return lost(doing);
  Deadline none;
  return wait(none, Late::leave, doing, Until::sent);
}

void Link::send_off(const char* statement) {
  // What failed in the batch must be known before anything is sent behind it.
  if (const auto done = finish(); !done && spent_) return;
  before_.clear();
  send_plain(statement);
  send_sync();
  PQflush(connection_);
}

bool Link::usable() {
  if (spent_ || replication_unsure_) return false;
  // Bytes that nobody asked for are the server's farewell.
  pollfd socket{PQsocket(connection_), POLLIN, 0};
  if (poll(&socket, 1, 0) > 0 && PQconsumeInput(connection_) == 0) return false;
  return PQstatus(connection_) == CONNECTION_OK;
}

// A parameter that was null when its statement was prepared has a type guessed by the server; with
// its first value the statement is prepared again.
Link::Entry Link::find_or_prepare(const Sql& sql) {
  const auto found = by_text_.find(sql.text);
  if (found == by_text_.end()) return prepare(sql, {});
  const Entry entry = found->second;
  bool fits = entry->types.size() == sql.params.size();
  for (std::size_t i = 0; fits && i < sql.params.size(); ++i) {
    const TypeId type = type_of(sql.params[i]);
    fits = type == kToBeInferred || type == entry->types[i];
  }
  if (fits) {
    prepared_.splice(prepared_.begin(), prepared_, entry);
    return entry;
  }
  const std::vector<TypeId> known = entry->types;
  dropped_.push_back(entry->name);
  forget(entry);
  return prepare(sql, known);
}

Link::Entry Link::prepare(const Sql& sql, const std::vector<TypeId>& known_types) {
  if (prepared_.size() >= kStatementsKept) {
    dropped_.push_back(prepared_.back().name);
    forget(std::prev(prepared_.end()));
  }
  for (const std::string& name : dropped_) send_plain("DEALLOCATE " + name);
  dropped_.clear();

  Prepared made{sql.text, "k" + std::to_string(++next_name_), {}};
  for (std::size_t i = 0; i < sql.params.size(); ++i) {
    const TypeId type = type_of(sql.params[i]);
    made.types.push_back(type == kToBeInferred && i < known_types.size() ? known_types[i] : type);
  }
  preparing_ = sent_;
  note_sent(PQsendPrepare(connection_, made.name.c_str(), number_parameters(sql.text).c_str(),
                          static_cast<int>(made.types.size()), made.types.data()));
  prepared_.push_front(std::move(made));
  by_text_.emplace(prepared_.front().text, prepared_.begin());
  return prepared_.begin();
}

// Statements that were not prepared because something before them failed, and one whose plan is
// outdated.
void Link::forget_failed() {
  for (const Sent& sent : running_) {
    const bool never_prepared = sent.preparing >= completed_;
    const bool outdated = failure_ == kPlanChanged && sent.running == completed_;
    if (!never_prepared && !outdated) continue;
    const auto entry = std::ranges::find(prepared_, sent.name, &Prepared::name);
    if (entry == prepared_.end()) continue;
    if (!never_prepared) dropped_.push_back(sent.name);
    forget(entry);
  }
}

void Link::forget(Entry entry) {
  by_text_.erase(entry->text);
  prepared_.erase(entry);
}

void Link::send_plain(const std::string& statement) {
  note_sent(
      PQsendQueryParams(connection_, statement.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0));
}

void Link::send_sync() {
  refused_ |= PQpipelineSync(connection_) == 0;
  ++syncs_owed_;
  sent_ = 0;
}

void Link::note_sent(int accepted) {
  refused_ |= accepted == 0;
  ++sent_;
}

// Reads every answer that is due; the answer of the last statement is the result.
Result<Answer> Link::collect(Deadline deadline, Late late, std::string_view doing) {
  if (refused_) return lost(doing);
  const bool pipelined = PQpipelineStatus(connection_) != PQ_PIPELINE_OFF;
  Answer answer, failure;
  completed_ = 0;
  cancelled_ = false;
  for (int ends = 0; ends < kEndsInARow;) {
    TRY(wait(deadline, late, doing));
    Answer result(PQgetResult(connection_));
    if (!result && !pipelined) break;
    if (!result) {  // the end of one statement's answer
      ++ends;
      continue;
    }
    ends = 0;
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_PIPELINE_SYNC) {
      if (--syncs_owed_ == 0) break;
      answer.reset();  // it belonged to something sent off
      failure.reset();
      completed_ = 0;
    } else if (is_failure(status)) {
      if (!failure) failure = std::move(result);
    } else if (status != PGRES_PIPELINE_ABORTED) {
      answer = std::move(result);
      ++completed_;
      if (status == PGRES_COPY_IN) break;  // it says so until it has its bytes
    }
  }
  if (PQstatus(connection_) != CONNECTION_OK) return lost(doing);
  if (failure) {
    failure_ = sqlstate_of(failure.get());
    spent_ |= is_disconnect(*failure_) || failure_ == kReadOnly;
    forget_failed();
  }
  running_.clear();
  if (failure) return Failure(error_of(failure.get(), doing));
  if (!answer) return lost(doing);
  return answer;
}

// Until a result can be taken without blocking, or everything is on its way.
Result<void> Link::wait(Deadline& deadline, Late late, std::string_view doing, Until until) {
  while (true) {
    const int unsent = PQflush(connection_);
    if (unsent < 0) return lost(doing);
    if (unsent == 0 && (until == Until::sent || PQisBusy(connection_) == 0)) return {};
    pollfd socket{PQsocket(connection_), POLLIN, 0};
    if (unsent > 0) socket.events |= POLLOUT;
    const int ready = poll(&socket, 1, milliseconds_until(deadline));
    if (ready < 0 && errno != EINTR) return lost(doing);
    if (ready == 0) {
      TRY(give_up(deadline, late, doing));
    } else if ((socket.revents & ~POLLOUT) != 0 && PQconsumeInput(connection_) == 0) {
      return lost(doing);
    }
  }
}

// After a cancel request the connection is not used again: the request may arrive late and hit
// the next statement.
Result<void> Link::give_up(Deadline& deadline, Late late, std::string_view doing) {
  if (late == Late::leave || cancelled_) return lost(doing);
  cancelled_ = spent_ = true;
  deadline = Deadline::in(kGrace);
  std::array<char, 256> reason{};
  PGcancel* cancel = PQgetCancel(connection_);
  const bool sent = PQcancel(cancel, reason.data(), reason.size()) != 0;
  PQfreeCancel(cancel);
  if (!sent) return lost(doing);
  return {};
}

Failure Link::lost(std::string_view doing) {
  spent_ = true;
  failure_ = "";
  Error error{Code::unavailable, "storage.away", {}, {}, "the connection was lost: "};
  ((error.internal += PQerrorMessage(connection_)) += " in: ") += doing;
  return Failure(std::move(error));
}

// The message is translated by the server, the function it comes from is not.
void Link::on_notice(void* self, const PGresult* notice) {
  const char* function = PQresultErrorField(notice, PG_DIAG_SOURCE_FUNCTION);
  if (function != nullptr && std::strcmp(function, "SyncRepWaitForLSN") == 0) {
    static_cast<Link*>(self)->replication_unsure_ = true;
  }
}

}  // namespace kontor::storage::postgres
