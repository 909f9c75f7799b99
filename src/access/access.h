// Who may do what: people by the rules in force (rules/), the program itself everything.
#pragma once

#include <memory>
#include <string_view>

#include "access/questions.h"
#include "access/rules/rule_rights.h"
#include "access/sharing.h"
#include "access/view.h"
#include "auth/actor.h"
#include "base/result.h"
#include "base/time.h"
#include "query/plan_memory.h"
#include "query/scope.h"
#include "schema/load.h"
#include "storage/database.h"

namespace kontor::access {

class Access {
 public:
  // `cursor_secret`: query::CursorSealer::kKeyBytes random bytes, the same on every node.
  Access(storage::Database& database, schema::CatalogueStore& catalogues, const Clock& clock,
         std::string_view cursor_secret)
      : database_(database), catalogues_(catalogues), clock_(clock), cursors_(cursor_secret) {}

  // Rights of `actor` in the state that `connection` sees.
  [[nodiscard]] Result<std::unique_ptr<query::ScopeSource>> rights(
      const auth::Actor& actor, storage::Connection& connection,
      const schema::CataloguePtr& catalogue) const;

  // A consistent state for one request of `actor`. Queries running past the deadline are cancelled.
  [[nodiscard]] Result<std::unique_ptr<View>> view(const auth::Actor& actor,
                                                   storage::Deadline deadline = {}) const;

  // --- Administering and asking (questions.h). Errors: access.administrator for what only
  // administrators may; those of read_rules() and replace_rules(); record.not_found.
  [[nodiscard]] Result<std::string> rules_text(const auth::Actor& actor,
                                               schema::Language language) const;
  [[nodiscard]] Result<void> change_rules(const auth::Actor& actor, std::string_view text) const;
  [[nodiscard]] Result<std::vector<OfferedSet>> ready_sets(const auth::Actor& actor,
                                                           schema::Language language) const;
  // Own rights on records one sees; others' for administrators and those who head a unit above.
  [[nodiscard]] Result<Explanation> explain(const auth::Actor& actor,
                                            const AccessQuestion& question) const;
  [[nodiscard]] Result<Everybody> who(const auth::Actor& actor,
                                      const AccessQuestion& question) const;

  // --- Sharing single records (sharing.h). Errors: record.not_found, access.share,
  // access.share_more for more than one has, access.share_with_nobody, access.share_over for a day
  // that has passed.
  [[nodiscard]] Result<RecordId> share(const auth::Actor& actor, const ShareWish& wish) const;
  [[nodiscard]] Result<void> unshare(const auth::Actor& actor, RecordId share) const;
  [[nodiscard]] Result<std::vector<ShareInfo>> shares(const auth::Actor& actor,
                                                      std::string_view object,
                                                      RecordId record) const;

  // --- For the functions of this room that take an Access: preview.h, viewing.h, reading_log.h ...
  [[nodiscard]] Result<std::unique_ptr<RuleRights>> rights_of(
      const auth::Actor& actor, storage::Connection& connection,
      const schema::CataloguePtr& catalogue) const;
  // As they are to somebody who is not asking himself.
  [[nodiscard]] Result<std::unique_ptr<RuleRights>> rights_of(
      RecordId user, storage::Connection& connection, const schema::CataloguePtr& catalogue) const;
  storage::Database& database() const { return database_; }
  schema::CatalogueStore& catalogues() const { return catalogues_; }
  const Clock& clock() const { return clock_; }
  const query::CursorSealer& cursors() const { return cursors_; }
  RuleShelf& shelf() const { return shelf_; }

 private:
  Result<void> require_may_ask_about(const RuleRights& asker, RecordId user) const;
  Result<Asker> asker_of(RecordId user, const auth::Actor& like,
                         storage::Connection& connection) const;
  storage::Database& database_;
  schema::CatalogueStore& catalogues_;
  const Clock& clock_;
  query::CursorSealer cursors_;
  mutable RuleShelf shelf_;
  mutable query::PlanMemory plans_;
};

}  // namespace kontor::access
