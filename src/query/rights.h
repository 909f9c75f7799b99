// The scopes of every object one request touches, asked for once and kept. Turns them into SQL.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "expr/check.h"
#include "expr/to_sql.h"
#include "query/scope.h"
#include "storage/dialect.h"

namespace kontor::query {

class Rights {
 public:
  Rights(ScopeSource& source, storage::Engine engine) : source_(source), engine_(engine) {}
  Rights(const Rights&) = delete;

  // What the request is going to touch must be required before SQL is made of it.
  [[nodiscard]] Result<ScopePtr> require(const schema::Object& object);
  [[nodiscard]] Result<void> require(const expr::Checked& checked);

  // Living records at `alias` that the reader may see. Never null.
  storage::Sql visible(const schema::Object& object, std::string_view alias) const;
  // Only the rights of it: for reading the trash, or where the index holds living records only.
  storage::Sql in_scope(const schema::Object& object, std::string_view alias) const;
  // One row term of the object's scope.
  storage::Sql row_term(const schema::Object& object, std::size_t term,
                        std::string_view alias) const;
  // Rows at `alias` whose `field` may be read; nothing: every row in scope.
  std::optional<storage::Sql> readable(const schema::Object& object, const schema::Field& field,
                                       std::string_view alias) const;

  // For expressions the reader wrote. Lives as long as this object.
  expr::SqlContext context() const;
  // For the conditions of rules, which see everything that lives.
  expr::SqlContext rule_context() const;

  const Scope& scope(const schema::Object& object) const { return *scope_ptr(object); }
  ScopePtr scope_ptr(const schema::Object& object) const;
  ScopeSource& source() const { return source_; }
  storage::Engine engine() const { return engine_; }

 private:
  Result<void> require_node(const expr::CheckedNode& node, const schema::Catalogue& catalogue);

  ScopeSource& source_;
  storage::Engine engine_;
  std::map<const schema::Object*, ScopePtr> scopes_;
};

// Counters of classes (schema/counters.h) whose class, in `column`, is in scope. Not for
// everything.
storage::Sql counter_in_scope(const Scope& scope, std::string_view column, storage::Engine engine);

// For the conditions of rules asked on behalf of whoever `bindings` are of, which outlive it.
expr::SqlContext rule_context(storage::Engine engine, const expr::Bindings& bindings);

// The place of a field in Object::fields, and so in FieldModes.
std::size_t place_of(const schema::Object& object, const schema::Field& field);

}  // namespace kontor::query
