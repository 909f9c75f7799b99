// Do the back ends agree? Random expressions over random records: SQL of each engine against the
// evaluator, and the compiler's questions about rights against the columns its SQL reads.
//
// A fault can be planted into what one back end gets or gives, without a switch in the product: the
// compiler's SQL is rewritten, or the evaluator gets another tree, other bindings or other records.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "expr/testing/random_world.h"
#include "storage/fresh_database.h"

namespace kontor::expr::testing {

struct Fault {
  std::string name;
  std::function<void(storage::Sql&)> sql = nullptr;                 // what the compiler wrote
  std::function<void(SqlContext&)> rights = nullptr;                // what the compiler asks
  std::function<void(CheckedNode&)> tree = nullptr;                 // each node, evaluator only
  std::function<void(Bindings&, const World&)> bindings = nullptr;  // evaluator only
  std::function<void(World&)> world = nullptr;                      // evaluator only
};
const std::vector<Fault>& faults();

// One catalogue with its records in each engine's database.
class Arena {
 public:
  Arena(std::uint64_t seed, const std::vector<storage::Engine>& engines);

  // One random expression; what was wrong, or nothing.
  std::optional<std::string> run(std::uint64_t seed, const Fault* fault = nullptr);

  // How many expressions used each operator and function.
  const std::map<std::string, int>& used() const { return used_; }
  int refused() const { return refused_; }  // by the checker: made anew

 private:
  struct Case;
  std::optional<std::string> written_alike(const Case& one) const;
  storage::Sql query(const Case& one, const SqlContext& context) const;
  std::optional<std::string> compare(const Case& one, storage::Engine engine, const Fault* fault);
  std::optional<std::string> answers(const Case& one, storage::Engine engine,
                                     const storage::Sql& query, const Case& evaluated,
                                     const World& world);
  bool shows(const Case& one, const Case& evaluated, const World& world) const;
  std::optional<std::string> asked_for_all(const Case& one, const storage::Sql& sql,
                                           const std::vector<std::string>& asked) const;
  void count_use(const CheckedNode& node);

  Dice dice_;
  World world_;
  RandomRights rights_;
  std::vector<std::int64_t> ids_;
  std::map<storage::Engine, std::unique_ptr<storage::testing::FreshDatabase>> databases_;
  std::map<std::string, int> used_;
  int refused_ = 0;
};

}  // namespace kontor::expr::testing
