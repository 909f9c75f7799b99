// Do rules mean the same everywhere? One world at a time: its rules as SQL of either engine and
// asked of each record in memory, against the answers of the oracle.
//
// A fault may be planted between the stages a rule walks through, without a switch in the product:
// what one stage hands to the next is changed.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "access/rules/book.h"
#include "access/rules/principal.h"
#include "query/scope.h"
#include "storage/fresh_database.h"
#include "told_world.h"

namespace kontor::access::testing {

struct Fault {
  std::string name;
  std::function<void(ToldWorld&)> world = nullptr;          // people, shares, classes
  std::function<void(std::vector<Rule>&)> rules = nullptr;  // before they are checked
  std::function<void(Principal&, const Organisation&)> principal = nullptr;
  std::function<void(query::Scope&)> scope = nullptr;  // what the rules were compiled to
  std::function<void(storage::Sql&)> sql = nullptr;    // what the scope was compiled to
  std::function<void(query::FieldModes&)> modes = nullptr;
};

const std::vector<Fault>& faults();

class Arena {
 public:
  explicit Arena(const std::vector<storage::Engine>& engines);
  ~Arena();

  // What differs from the oracle; nothing if nothing does.
  std::optional<std::string> run(std::string_view line, const Fault* fault = nullptr);

  std::int64_t questions() const { return questions_; }

 private:
  struct Ground;  // a database of one engine
  using Verdict = std::optional<std::string>;

  Verdict compare(const ToldWorld& told, const std::vector<Rule>& rules,
                  const expr::testing::World& records, const Fault* fault);
  Verdict ask_memory(Id user, const Answer& answer, const Principal& principal,
                     const expr::testing::World& records);
  Verdict ask_engine(Ground& ground, Id user, const ToldWorld& told, const Principal& principal,
                     const Fault* fault);
  Verdict ask_modes(Ground& ground, const query::ScopePtr& scope, const Answer& answer,
                    const Principal& principal, const Fault* fault);
  Verdict ask_impact(Ground& ground, const ToldWorld& told, std::vector<Rule> rules,
                     const Principal& principal, const SharedRecords& shared,
                     const expr::testing::World& records);
  Verdict ask_explanation(Ground& ground, const ToldWorld& told, Id user,
                          const Principal& principal);
  Verdict ask_counters(const query::Scope& scope, const ToldWorld& told,
                       const Answer& answer) const;
  void fill(Ground& ground, const ToldWorld& told, const expr::testing::World& records);

  schema::CataloguePtr catalogue_, rule_catalogue_;
  const schema::Object* deal_ = nullptr;
  std::vector<std::size_t> fields_;  // places of told_fields()
  std::vector<std::unique_ptr<Ground>> grounds_;
  RuleBookPtr book_;
  std::int64_t questions_ = 0;
};

}  // namespace kontor::access::testing
