// The rights of one person in one state of the database, by the rules in force.
#pragma once

#include <map>
#include <optional>

#include "access/row_counts.h"
#include "access/rules/caches.h"
#include "access/rules/viewings.h"
#include "access/rules/ways.h"
#include "query/read_log.h"
#include "query/scope.h"

namespace kontor::access {

// The caches that all requests share.
struct RuleShelf {
  Organisations organisations;
  RuleBooks books;
  ClassLists classes;
  Principals principals;
  Scopes scopes;
  RowCounts row_counts;
  Viewings viewings;
};

// Who looks: somebody himself, or through the eyes of somebody else.
struct Onlooker {
  Asker asker;                  // whose rights these are
  std::optional<Asker> viewer;  // who sees no more than he himself may see
  bool notes_all = false;       // whatever is read is noted
};

class RuleRights final : public query::ScopeSource {
 public:
  // `shelf` and `connection` outlive the rights.
  [[nodiscard]] static Result<std::unique_ptr<RuleRights>> make(
      RuleShelf& shelf, const Onlooker& onlooker, storage::Connection& connection,
      const schema::CataloguePtr& catalogue);

  Result<query::ScopePtr> scope(const schema::Object& object, query::Action action) override;
  query::Abilities abilities(const schema::Object& object,
                             const query::RecordFacts& record) override;
  bool may(const schema::Object& object, query::Action action) override;
  const expr::Bindings& bindings() const override { return bindings_; }
  std::uint64_t fingerprint() const override { return fingerprint_; }

  query::ReadLog* log() override { return &log_; }

  // Of whoever asks, and of the viewer too where there is one.
  bool has_role(const std::string& name) const;
  bool is_viewing() const { return viewer_ != nullptr; }
  const Principal& principal() const { return *principal_; }
  const RuleBook& book() const { return *book_; }
  const Organisation& organisation() const { return *organisation_; }
  const OrganisationPtr& organisation_ptr() const { return organisation_; }

 private:
  RuleRights(RuleShelf& shelf, storage::Connection& connection, OrganisationPtr organisation,
             RuleBookPtr book, Principals::Ptr principal, Principals::Ptr viewer, bool notes_all,
             Instant now);

  Result<ClassList> classes_of(const schema::Object& object);
  Result<query::ScopePtr> compiled(const schema::Object& object, query::Action action);
  Result<std::int64_t> about(const query::Scope& scope);
  query::Scope built_in(const schema::Object& object, query::Action action) const;
  bool looks(query::Action action) const;
  Ways ways(query::Action action, const ObjectRules& rules) const;
  std::vector<bool> logged(const ObjectRules& rules) const;

  RuleShelf& shelf_;
  storage::Connection& connection_;
  OrganisationPtr organisation_;
  RuleBookPtr book_;
  Principals::Ptr principal_, viewer_;
  bool notes_all_ = false;
  query::ReadLog log_;
  expr::Bindings bindings_;
  std::uint64_t fingerprint_ = 0;
  std::map<int, ClassList> classes_;  // of each object
  std::map<std::pair<int, query::Action>, query::ScopePtr> scopes_;
};

}  // namespace kontor::access
