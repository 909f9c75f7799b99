#include "access/rules/impact.h"

#include "access/rules/impact_object.h"
#include "access/rules/rule_catalogue.h"

namespace kontor::access {

Impact::Impact(RuleBookPtr before, RuleBookPtr after)
    : before_(std::move(before)), after_(std::move(after)) {}
Impact::Impact(Impact&&) noexcept = default;
Impact::~Impact() = default;

Result<Impact> Impact::make(RuleBookPtr before, RuleBookPtr after, storage::Connection& connection,
                            storage::Deadline deadline, query::ScopeSource* reader) {
  Impact impact(std::move(before), std::move(after));
  for (const schema::Object& object : impact.after_->catalogue()->objects()) {
    if (is_built_in(object)) continue;
    auto one = std::make_unique<Object>(*impact.before_->of(object), *impact.after_->of(object),
                                        connection, deadline);
    query::ScopePtr seen;
    if (reader) seen = TRY(reader->scope(object, query::Action::see));
    TRY(one->load(seen.get()));
    impact.objects_.push_back(std::move(one));
  }
  return impact;
}

Result<PersonImpact> Impact::of(const Principal& principal, const SharedRecords& shared) {
  PersonImpact answer;
  for (const auto& object : objects_) {
    ObjectImpact impact;
    if (!TRY(object->ask(principal, shared, impact))) answer.exact = false;
    if (!impact.actions.empty() || !impact.fields.empty())
      answer.objects.push_back(std::move(impact));
  }
  return answer;
}

}  // namespace kontor::access
