// Who asks, as rules see it: standing, roles, place in the organisation, and the sets of the `my`
// words, all of one moment.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "access/organisation/organisation.h"
#include "access/rules/rule.h"
#include "expr/bindings.h"

namespace kontor::access {

// Records shared with somebody, by the action they were shared for.
struct SharedRecords {
  std::vector<std::int64_t> read, edit;  // ids, ascending; what is in `edit` is in `read` too
};

struct Principal {
  enum class Standing { nobody, staff, external, portal, system };

  Standing standing = Standing::nobody;
  bool writes = false;                                // not through a key that only reads
  std::set<std::string> roles, teams, organisations;  // by name
  std::set<std::string> headed_kinds;                 // kinds of the units headed
  std::string key;                                    // name of the API key in use
  expr::Bindings bindings;
  Date today;

  bool is(const Audience& audience) const;
  // One of the rule's audience, on a day it is valid.
  bool concerned_by(const Rule& rule) const;
  // Equal for principals whom all rules treat alike.
  std::uint64_t fingerprint() const;
};

// The set with this name (docs/dev/expressions.md) at that moment.
Ids set_of(std::string_view name, const Organisation& organisation, Id user, Instant at,
           const SharedRecords& shared);

}  // namespace kontor::access
