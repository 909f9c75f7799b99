// The rights of the program itself: everything but accounts and secrets.
#pragma once

#include <map>

#include "query/scope.h"
#include "storage/database.h"

namespace kontor::access {

class SystemRights : public query::ScopeSource {
 public:
  // `connection` outlives the rights.
  SystemRights(expr::Bindings bindings, storage::Connection& connection)
      : bindings_(std::move(bindings)), connection_(connection) {}

  Result<query::ScopePtr> scope(const schema::Object& object, query::Action action) override;
  query::Abilities abilities(const schema::Object& object,
                             const query::RecordFacts& record) override;
  bool may(const schema::Object& object, query::Action action) override;
  const expr::Bindings& bindings() const override { return bindings_; }
  std::uint64_t fingerprint() const override { return 3; }

 private:
  expr::Bindings bindings_;
  storage::Connection& connection_;
  std::map<std::pair<int, query::Action>, query::ScopePtr> scopes_;
};

}  // namespace kontor::access
