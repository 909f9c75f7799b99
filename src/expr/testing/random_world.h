// A random catalogue, records that go to the limits of every type, rights, and who asks.
#pragma once

#include "expr/bindings.h"
#include "expr/testing/dice.h"
#include "expr/testing/world.h"
#include "expr/to_sql.h"

namespace kontor::expr::testing {

schema::CataloguePtr random_catalogue(Dice& dice);
World random_world(Dice& dice, const schema::CataloguePtr& catalogue);
Bindings random_bindings(Dice& dice, const World& world);

// Constants likely to meet the records.
std::string random_text(Dice& dice);
std::int64_t random_number(Dice& dice);
std::int64_t random_day(Dice& dice);
std::int64_t random_instant(Dice& dice);

// Who may see what, by arithmetic on ids, so that SQL and memory can say the same.
class RandomRights {
 public:
  RandomRights(Dice& dice, const schema::Catalogue& catalogue);

  void apply_to(World& world) const;
  // What `context` is asked for is written to `asked` ("object", "object.field", with the alias).
  SqlContext context(storage::Engine engine, const Bindings& bindings,
                     std::vector<std::string>* asked) const;

 private:
  // id % modulus != rest; 0: no restriction.
  struct Rule {
    std::int64_t modulus = 0, rest = 0;
    bool allows(std::int64_t id) const { return !modulus || id % modulus != rest; }
  };
  std::map<const schema::Object*, Rule> visible_;
  std::map<const schema::Field*, Rule> readable_;
};

}  // namespace kontor::expr::testing
