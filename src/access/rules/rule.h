// A rule of access, as it is written and stored. Rules have no order and no priorities:
//
//   allowed(action) = some allow rule holds, every limit holds, no forbid rule holds
//
// An action implies those to its left in see < read < edit < delete; a forbid or limit on one bites
// it and everything to its right. A limit without actions bites everything. docs/dev/access.md says
// what each part means, words.h how it is said in either language.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "expr/ast.h"
#include "query/scope.h"
#include "schema/catalogue.h"

namespace kontor::access {

enum class RuleKind { allow, limit, forbid, cap, masks };

// Rules of masks say how fields look when they are masked, whoever reads them.

// Whom a rule is about. `name`: the role, team, organisation or key, or the kind of unit somebody
// is head of ("" any).
struct Audience {
  enum class Kind { all, staff, external, portal, head, role, team, organisation, key };
  Kind kind = Kind::all;
  std::string name = {};
  bool operator==(const Audience&) const = default;
};

struct Block;

// What may be seen of a field, or of every field of a class.
struct FieldMode {
  std::optional<schema::FieldClass> field_class = {};
  std::string field = {};  // API name, when it is no class
  query::Mode mode = query::Mode::none;
  query::MaskStyle style = {};  // of a rule of masks, instead of a mode
  bool operator==(const FieldMode&) const = default;
};

struct Rule {
  RuleKind kind = RuleKind::allow;
  std::string name;                  // unique in the workspace
  std::vector<std::string> objects;  // API names; empty: all
  std::vector<Audience> audience;    // any of them
  std::vector<query::Action> actions;
  expr::Ast when;  // allow, forbid: null is always; limit: what must hold; cap: unless
  std::vector<FieldMode> fields;    // allow, cap, masks
  bool log = false;                 // allow: who reads personal fields by it is noted
  std::optional<Date> from, until;  // valid on these days; `until` is the first day it no longer is
  // Written for this unit: holds for records and people of it and below; 0: everywhere.
  std::int64_t unit = 0;
  std::string because;  // shown to people who ask why
  // Where it comes from when nobody wrote it: a block stands for its rules together (block.h).
  std::shared_ptr<const Block> block = {};
};

// Equal but for positions in the text.
bool same(const Rule& a, const Rule& b);

// What an action of a grant gives along with it: see < read < edit < remove; the others stand
// alone.
bool implies(query::Action granted, query::Action asked);
// Whether a limit or forbid on `named` bites `asked`: itself and everything to its right.
bool bites(query::Action named, query::Action asked);

}  // namespace kontor::access
