// The first rule set: staff see and edit everything, others nothing.
#pragma once

#include <map>

#include "query/scope.h"
#include "storage/database.h"

namespace kontor::access {

class StaffRules : public query::ScopeSource {
 public:
  struct Standing {
    bool reads = false;   // an active member of staff, or the program itself
    bool writes = false;  // and not through a key that only reads
  };

  // `connection` outlives the rules.
  StaffRules(Standing standing, expr::Bindings bindings, storage::Connection& connection)
      : standing_(standing), bindings_(std::move(bindings)), connection_(connection) {}

  Result<query::ScopePtr> scope(const schema::Object& object, query::Action action) override;
  query::Abilities abilities(const schema::Object& object,
                             const query::RecordFacts& record) override;
  bool may(const schema::Object& object, query::Action action) override;
  const expr::Bindings& bindings() const override { return bindings_; }
  std::uint64_t fingerprint() const override;

 private:
  bool allows(const schema::Object& object, query::Action action) const;

  Standing standing_;
  expr::Bindings bindings_;
  storage::Connection& connection_;
  std::map<std::pair<int, query::Action>, query::ScopePtr> scopes_;
};

}  // namespace kontor::access
