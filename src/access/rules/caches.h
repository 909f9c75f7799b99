// What rights are made of, kept from request to request. Each is asked with the connection a
// request reads from and answers for exactly the state that connection sees; what a transaction has
// not committed yet is never kept. Safe from any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

#include "access/organisation/load.h"
#include "access/rules/book.h"
#include "access/rules/class_verdict.h"
#include "access/rules/principal.h"
#include "base/result.h"
#include "storage/database.h"

namespace kontor::access {

// How often what rights hang on has changed.
struct RightsEpochs {
  std::int64_t organisation = 0, rules = 0, shares = 0;
  auto operator<=>(const RightsEpochs&) const = default;
};
[[nodiscard]] Result<RightsEpochs> rights_epochs(storage::Connection& connection);

// What a transaction sees may never come to be.
bool is_committed(const storage::Connection& connection);

// The active rules.
class RuleBooks {
 public:
  [[nodiscard]] Result<RuleBookPtr> of(storage::Connection& connection,
                                       const schema::CataloguePtr& catalogue, std::int64_t epoch);

 private:
  std::mutex mutex_;
  RuleBookPtr current_;
};

// The access classes of each object. They are only ever added to.
using ClassList = std::shared_ptr<const std::vector<AccessClass>>;

class ClassLists {
 public:
  [[nodiscard]] Result<ClassList> of(storage::Connection& connection, int object);

 private:
  std::mutex mutex_;
  std::map<int, ClassList> lists_;
};

// People who asked lately.
class Principals {
 public:
  using Ptr = std::shared_ptr<const Principal>;
  [[nodiscard]] Result<Ptr> of(storage::Connection& connection, const Asker& asker,
                               const Organisation& organisation, const RuleBook& book,
                               std::int64_t shares_epoch);

 private:
  using Key = std::tuple<Id, bool, bool, std::string, std::string, std::int64_t, std::int64_t,
                         std::int64_t, std::int64_t>;
  struct Entry {
    Ptr principal;
    Instant from, until;  // while it stays as it is
  };
  std::mutex mutex_;
  std::map<Key, Entry> entries_;
};

// Scopes compiled lately, without what only the moment knows (estimated rows).
class Scopes {
 public:
  // object, action, fingerprint of the principal, epoch of the rules, version of the catalogue,
  // number of classes
  using Key =
      std::tuple<int, query::Action, std::uint64_t, std::int64_t, std::int64_t, std::size_t>;
  std::shared_ptr<const query::Scope> find(const Key& key);
  void keep(const Key& key, std::shared_ptr<const query::Scope> scope);

 private:
  std::mutex mutex_;
  std::map<Key, std::shared_ptr<const query::Scope>> scopes_;
  std::size_t weight_ = 0;  // classes in all of them
};

}  // namespace kontor::access
