// API keys: what programs log in with. A key acts for its user, with what its scopes leave.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/actor.h"
#include "auth/users.h"

namespace kontor::auth {

struct NewKey {
  std::string name;
  bool may_write = false;
  std::optional<Instant> expires_at;
};

struct KeyInfo {
  RecordId id;
  std::string name;
  std::string beginning;  // "kontor_AbCd": to recognise it by
  bool may_write = false;
  Instant created_at;
  std::optional<Instant> expires_at;
  std::optional<Instant> used_at;  // to within an hour
};

struct MadeKey {
  RecordId id;
  std::string key;  // shown once, never stored
};

struct KeyHolder {
  Actor actor;
  User user;
  RecordId key;
};

class Keys {
 public:
  Keys(storage::Database& database, IdSource& ids, const Clock& clock)
      : database_(database), ids_(ids), clock_(clock) {}

  // invalid "key.name", "key.expired"; conflict "key.too_many" (100 for each user).
  [[nodiscard]] Result<MadeKey> make(RecordId user, const NewKey& key);
  // Nothing for a key that is unknown, expired or belongs to an inactive user.
  [[nodiscard]] Result<std::optional<KeyHolder>> find(std::string_view key);
  // Those of `keys` that still hold, ascending: asked once a second for live streams.
  [[nodiscard]] Result<std::vector<RecordId>> living(const std::vector<RecordId>& keys);
  [[nodiscard]] Result<std::vector<KeyInfo>> list(RecordId user);
  // not_found unless it is one of the user's.
  [[nodiscard]] Result<void> revoke(RecordId user, RecordId key);

 private:
  Result<void> note_used(RecordId key, std::int64_t now);

  storage::Database& database_;
  IdSource& ids_;
  const Clock& clock_;
};

// The key of an Authorization header, "Bearer kontor_..." (RFC 6750, 2.1); empty if it has none.
std::string_view bearer_key(std::string_view authorization);

}  // namespace kontor::auth
