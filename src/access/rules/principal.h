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
  // The first instant at which a share begins or ends.
  Instant next_change{std::numeric_limits<std::int64_t>::max()};
};

struct Principal {
  enum class Standing { nobody, staff, external, portal, system };

  Standing standing = Standing::nobody;
  bool writes = false;                                // not through a key that only reads
  std::set<std::string> roles, teams, organisations;  // by name
  std::set<std::string> headed_kinds;                 // kinds of the units headed
  Ids inside;                                         // units sat in and all above, ascending
  std::string key;                                    // name of the API key in use
  expr::Bindings bindings;
  Date today;

  bool is(const Audience& audience) const;
  // One of the rule's audience, on a day it is valid.
  bool concerned_by(const Rule& rule) const;
  // Equal for principals whom all rules treat alike.
  std::uint64_t fingerprint() const;
};

// Who asks, before anything is known about him.
struct Asker {
  Id user = 0;
  bool active = false;    // an account that may log in
  bool may_write = true;  // false for an API key that only reads
  Instant at;
  std::string zone = "Europe/Berlin";
  std::string key;  // name of the API key in use
};

// `sets`: the names of those wanted. `team_names`: of the teams the user is in.
Principal make_principal(const Asker& asker, const Organisation& organisation,
                         const std::set<std::string>& sets, const SharedRecords& shared,
                         const std::vector<std::string>& team_names);

// The set with this name (docs/dev/expressions.md) at that moment.
Ids set_of(std::string_view name, const Organisation& organisation, Id user, Instant at,
           const SharedRecords& shared);

}  // namespace kontor::access
