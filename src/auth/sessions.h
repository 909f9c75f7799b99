// Who is logged in. A session is a random secret in a cookie; the database has its hash.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "auth/actor.h"
#include "auth/users.h"

namespace kontor::auth {

struct SessionTimes {
  std::chrono::seconds idle = std::chrono::hours(8);
  std::chrono::seconds absolute = std::chrono::hours(7 * 24);
};

// Where a login came from, for the person's list of sessions.
struct Client {
  std::string address;
  std::string agent;  // User-Agent
};

enum class WayIn { password, link };

struct NewSession {
  RecordId id;
  std::string token;  // for the cookie; never stored
  std::chrono::seconds max_age;
  User user;
};

// What a token stands for.
struct SignedIn {
  Actor actor;
  User user;
  RecordId session;
};

struct SessionInfo {
  RecordId id;
  Instant created_at;
  Instant seen_at;
  Client client;
};

class Sessions {
 public:
  Sessions(storage::Database& database, IdSource& ids, const Clock& clock, SessionTimes times = {})
      : database_(database), ids_(ids), clock_(clock), times_(times) {}

  // Inside a transaction that has found out who it is: nothing that was handed out before a login
  // is valid after it.
  [[nodiscard]] Result<NewSession> start(storage::Transaction& transaction, const User& user,
                                         const Client& client, WayIn way_in);

  // Nothing for a token that is unknown, has ended or belongs to an inactive user. An answer may be
  // a second old, so that a busy client costs no query per request; it is renewed at once in this
  // process when a session ends.
  [[nodiscard]] Result<std::optional<SignedIn>> find(std::string_view token);

  // Those of `sessions` that still hold, ascending: asked once a second for live streams.
  [[nodiscard]] Result<std::vector<RecordId>> living(const std::vector<RecordId>& sessions);

  [[nodiscard]] Result<std::vector<SessionInfo>> list(RecordId user);
  // not_found unless it is one of the user's.
  [[nodiscard]] Result<void> end(RecordId user, RecordId session);

  // For whoever ended sessions by other ways (set_password, set_active): ask the database again.
  void forget();

 private:
  struct Cached {
    std::optional<SignedIn> answer;
    std::int64_t read_at = 0;
  };
  struct Found;

  Result<std::optional<SignedIn>> read(std::string_view token, std::int64_t now);
  Result<void> note_seen(const storage::Blob& hash, RecordId user, std::int64_t now);

  storage::Database& database_;
  IdSource& ids_;
  const Clock& clock_;
  SessionTimes times_;
  std::mutex mutex_;
  std::unordered_map<std::string, Cached> cache_;  // by hash
};

}  // namespace kontor::auth
