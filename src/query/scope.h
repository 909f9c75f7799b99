// What one reader may see of one object. The binder asks a ScopeSource for the scope of every
// object a query touches (joins, rollups, pickers, counts): there is no way to run a query without
// one. The access room implements ScopeSource for an actor; nothing else makes scopes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "expr/bindings.h"
#include "expr/check.h"
#include "schema/catalogue.h"
#include "storage/value.h"

namespace kontor::query {

// From weakest to strongest; the effective mode is the strongest of the matching rules, capped.
enum class Mode : std::uint8_t { none, mask, read, edit };

// Partial order see -> read -> edit -> remove; the rest are rights of their own.
enum class Action : std::uint8_t {
  see,
  read,
  edit,
  remove,
  count,
  create,
  assign,
  link,
  share,
  export_data
};

// What is shown of a value that is masked (mask.h).
struct MaskStyle {
  enum class Kind : std::uint8_t { usual, initials, domain, ending, year, postal, step, dots };
  Kind kind = Kind::usual;  // usual: as the type of the field asks for
  std::int64_t number = 0;  // ending, postal: characters; step: its width, in whole units
  bool operator==(const MaskStyle&) const = default;
};

// The mode of each field of the object, by its place in Object::fields.
using FieldModes = std::vector<Mode>;

// A way to see records that depends on the single row (escalation, "exists", customer = mine) and
// brings its own index.
struct RowTerm {
  expr::Checked condition;
  std::size_t modes;  // index into Scope::modes
};

// The final shape of an answer about rights. A row is in scope when
//   (its class is in `classes`, or a row term holds, or its id is in `shared`)
//   and every limit holds and no forbid does.
// Class terms of limits and forbids are already folded into `classes`.
struct Scope {
  const schema::Object* object = nullptr;
  Action action = Action::read;
  bool everything = false;  // every row: no predicate is needed
  storage::IntSet classes;  // access classes (column zk)
  std::vector<RowTerm> row_terms;
  storage::IntSet shared;  // record ids
  std::vector<expr::Checked> limits;
  std::vector<expr::Checked> forbids;

  // Field modes. `modes[0]` are those of every row when there is only one entry; otherwise
  // `class_modes` says which entry a class has, and rows seen several ways get the strongest.
  std::vector<FieldModes> modes;
  std::vector<std::pair<std::int64_t, std::size_t>> class_modes;  // sorted by class
  std::size_t shared_modes = 0;
  std::vector<MaskStyle> masks = {};  // by place of the field; none: all usual
  std::vector<bool> logged = {};      // fields whose reading is noted (read_log.h); none: no field

  // For choosing between ways to read, so about is enough: rows in scope, and rows there are.
  std::int64_t estimated_rows = 0;
  std::int64_t object_rows = 0;
  std::int64_t epoch = 0;  // of the rights it was computed from

  bool nothing() const {
    return !everything && (!classes || classes->empty()) && row_terms.empty() &&
           (!shared || shared->empty());
  }
};

using ScopePtr = std::shared_ptr<const Scope>;

// What the reader may do with one record; sent along with it.
struct Abilities {
  bool edit = false, remove = false, assign = false, link = false, share = false;
};

// The columns of a record that rights look at without reading it again.
struct RecordFacts {
  RecordId id;
  std::int64_t zk = 0;
  std::int64_t owner = 0;
};

class ReadLog;  // read_log.h

// Rights of one actor at one moment. Cheap to ask repeatedly; valid for one request.
class ScopeSource {
 public:
  virtual ~ScopeSource() = default;

  // Never fails for lack of rights: that is a scope of nothing.
  [[nodiscard]] virtual Result<ScopePtr> scope(const schema::Object& object, Action action) = 0;

  virtual Abilities abilities(const schema::Object& object, const RecordFacts& record) = 0;

  // Rights on an object as a whole: create, export_data.
  virtual bool may(const schema::Object& object, Action action) = 0;

  // me, now, zone and the sets of `my.` words.
  virtual const expr::Bindings& bindings() const = 0;

  // Same value, same answers: key for any cache of results.
  virtual std::uint64_t fingerprint() const = 0;

  // Where the delivery of protected fields is noted; null: nobody wants to know.
  virtual ReadLog* log() { return nullptr; }
};

}  // namespace kontor::query
