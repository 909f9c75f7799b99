// The rights of the program itself: everything but accounts and secrets.
#pragma once

#include <map>

#include "access/row_counts.h"
#include "query/scope.h"
#include "storage/database.h"

namespace kontor::access {

class SystemRights : public query::ScopeSource {
 public:
  // `connection` and `row_counts` outlive the rights.
  SystemRights(expr::Bindings bindings, storage::Connection& connection, RowCounts& row_counts)
      : bindings_(std::move(bindings)), connection_(connection), row_counts_(row_counts) {}

  Result<query::ScopePtr> scope(const schema::Object& object, query::Action action) override;
  query::Abilities abilities(const schema::Object& object,
                             const query::RecordFacts& record) override;
  bool may(const schema::Object& object, query::Action action) override;
  const expr::Bindings& bindings() const override { return bindings_; }
  std::uint64_t fingerprint() const override { return 3; }

 private:
  expr::Bindings bindings_;
  storage::Connection& connection_;
  RowCounts& row_counts_;
  std::map<std::pair<int, query::Action>, query::ScopePtr> scopes_;
};

}  // namespace kontor::access
