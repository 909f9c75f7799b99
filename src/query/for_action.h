// Reading for the sake of an action: of one object only the records it is allowed for count as
// seen.
#pragma once

#include "query/scope.h"

namespace kontor::query {

class ForAction final : public ScopeSource {
 public:
  // Both outlive it.
  ForAction(ScopeSource& source, const schema::Object& object, Action action)
      : source_(source), object_(object), action_(action) {}

  Result<ScopePtr> scope(const schema::Object& object, Action action) override {
    const bool meant = action == Action::see && object.id == object_.id;
    return source_.scope(object, meant ? action_ : action);
  }
  Abilities abilities(const schema::Object& object, const RecordFacts& record) override {
    return source_.abilities(object, record);
  }
  bool may(const schema::Object& object, Action action) override {
    return source_.may(object, action);
  }
  const expr::Bindings& bindings() const override { return source_.bindings(); }
  std::uint64_t fingerprint() const override { return source_.fingerprint(); }
  ReadLog* log() override { return source_.log(); }

 private:
  ScopeSource& source_;
  const schema::Object& object_;
  Action action_;
};

}  // namespace kontor::query
