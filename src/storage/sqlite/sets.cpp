#include "storage/sqlite/sets.h"

#include <algorithm>
#include <new>
#include <sqlite3.h>

namespace kontor::storage::sqlite {
namespace {

// The columns of both tables: the member, and the hidden argument that brings the set.
enum Column { kMember = 0, kSet = 1 };

// idxNum bits: which constraints xFilter receives, in this order.
enum Plan { kHasSet = 1, kHasMember = 2 };

// The planner cannot see a set's size; access sets have tens to hundreds of members.
constexpr sqlite3_int64 kUsualSize = 100;

struct Ints {
  using Member = std::int64_t;
  static constexpr const char* kName = "kontor_ints";
  static constexpr const char* kSchema = "CREATE TABLE x(value INTEGER, members HIDDEN)";
  static constexpr bool kSorted = true;
  static void answer(sqlite3_context* context, Member member) {
    sqlite3_result_int64(context, member);
  }
};

struct Texts {
  using Member = std::string;
  static constexpr const char* kName = "kontor_texts";
  static constexpr const char* kSchema = "CREATE TABLE x(value TEXT, members HIDDEN)";
  static constexpr bool kSorted = false;
  static void answer(sqlite3_context* context, const Member& member) {
    sqlite3_result_text64(context, member.data(), member.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
};

template <class Kind>
using Members = std::vector<typename Kind::Member>;

template <class Kind>
struct Cursor {
  sqlite3_vtab_cursor base;
  const typename Kind::Member* at;
  const typename Kind::Member* end;
};

template <class Kind>
Cursor<Kind>& cursor_of(sqlite3_vtab_cursor* cursor) {
  return *reinterpret_cast<Cursor<Kind>*>(cursor);
}

template <class Kind>
int connect(sqlite3* db, void*, int, const char* const*, sqlite3_vtab** table, char**) {
  const int code = sqlite3_declare_vtab(db, Kind::kSchema);
  if (code != SQLITE_OK) return code;
  sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
  *table = new (std::nothrow) sqlite3_vtab{};
  return *table == nullptr ? SQLITE_NOMEM : SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
  delete table;
  return SQLITE_OK;
}

// Says whether the members come in the order the query asks for.
template <class Kind>
bool in_wanted_order(const sqlite3_index_info& info) {
  return Kind::kSorted && info.nOrderBy == 1 && info.aOrderBy[0].iColumn == kMember &&
         !info.aOrderBy[0].desc;
}

template <class Kind>
int best_index(sqlite3_vtab*, sqlite3_index_info* info) {
  int set = -1, member = -1;
  for (int i = 0; i < info->nConstraint; ++i) {
    const auto& constraint = info->aConstraint[i];
    if (!constraint.usable || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
    if (constraint.iColumn == kSet) set = i;
    if (constraint.iColumn == kMember && Kind::kSorted) member = i;
  }
  if (set < 0) return SQLITE_CONSTRAINT;  // no plan without its set
  info->aConstraintUsage[set] = {1, 1};
  info->idxNum = kHasSet;
  info->estimatedRows = kUsualSize;
  info->estimatedCost = kUsualSize;
  info->orderByConsumed = in_wanted_order<Kind>(*info);
  if (member >= 0) {
    info->aConstraintUsage[member].argvIndex = 2;
    info->idxNum |= kHasMember;
    info->estimatedRows = 1;
    info->estimatedCost = 7;
    info->idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
  }
  return SQLITE_OK;
}

template <class Kind>
int open(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
  auto* made = new (std::nothrow) Cursor<Kind>{};
  if (made == nullptr) return SQLITE_NOMEM;
  *cursor = &made->base;
  return SQLITE_OK;
}

template <class Kind>
int close(sqlite3_vtab_cursor* cursor) {
  delete &cursor_of<Kind>(cursor);
  return SQLITE_OK;
}

// Leaves only `wanted` of a sorted set. Other types than integers equal no member; SQLite tests
// the constraint again, so a wider answer would be right too.
void narrow(Cursor<Ints>& cursor, sqlite3_value* wanted) {
  if (sqlite3_value_numeric_type(wanted) != SQLITE_INTEGER) {
    if (sqlite3_value_type(wanted) == SQLITE_NULL) cursor.at = cursor.end;
    return;
  }
  const auto range = std::equal_range(cursor.at, cursor.end, sqlite3_value_int64(wanted));
  cursor.at = range.first;
  cursor.end = range.second;
}

template <class Kind>
int filter(sqlite3_vtab_cursor* base, int plan, const char*, int, sqlite3_value** arguments) {
  auto& cursor = cursor_of<Kind>(base);
  const auto* set =
      static_cast<const Members<Kind>*>(sqlite3_value_pointer(arguments[0], Kind::kName));
  cursor.at = set == nullptr ? nullptr : set->data();
  cursor.end = set == nullptr ? nullptr : set->data() + set->size();
  if constexpr (Kind::kSorted) {
    if ((plan & kHasMember) != 0) narrow(cursor, arguments[1]);
  }
  return SQLITE_OK;
}

template <class Kind>
int next(sqlite3_vtab_cursor* cursor) {
  ++cursor_of<Kind>(cursor).at;
  return SQLITE_OK;
}

template <class Kind>
int eof(sqlite3_vtab_cursor* base) {
  const auto& cursor = cursor_of<Kind>(base);
  return cursor.at == cursor.end;
}

template <class Kind>
int column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int column) {
  if (column == kMember) Kind::answer(context, *cursor_of<Kind>(cursor).at);
  return SQLITE_OK;
}

template <class Kind>
int rowid(sqlite3_vtab_cursor*, sqlite3_int64* id) {
  *id = 0;
  return SQLITE_OK;
}

template <class Kind>
const sqlite3_module* module_of() {
  static const sqlite3_module module = [] {
    sqlite3_module made{};
    made.xConnect = connect<Kind>;  // without xCreate the table is eponymous only
    made.xBestIndex = best_index<Kind>;
    made.xDisconnect = disconnect;
    made.xOpen = open<Kind>;
    made.xClose = close<Kind>;
    made.xFilter = filter<Kind>;
    made.xNext = next<Kind>;
    made.xEof = eof<Kind>;
    made.xColumn = column<Kind>;
    made.xRowid = rowid<Kind>;
    return made;
  }();
  return &module;
}

// Other types than integers equal no member.
void among(sqlite3_context* context, int, sqlite3_value** arguments) {
  const auto* set =
      static_cast<const Members<Ints>*>(sqlite3_value_pointer(arguments[1], Ints::kName));
  const bool asked = set != nullptr && sqlite3_value_type(arguments[0]) == SQLITE_INTEGER;
  const bool found =
      asked && std::binary_search(set->begin(), set->end(), sqlite3_value_int64(arguments[0]));
  sqlite3_result_int(context, found ? 1 : 0);
}

template <class Kind, class Set>
int bind(sqlite3_stmt* statement, int position, const Set& set) {
  // The vector is only ever read; SQLite's signature has no const.
  auto* members = const_cast<Members<Kind>*>(set.get());
  return sqlite3_bind_pointer(statement, position, members, Kind::kName, nullptr);
}

}  // namespace

int register_sets(sqlite3* db) {
  int code = sqlite3_create_module(db, Ints::kName, module_of<Ints>(), nullptr);
  if (code != SQLITE_OK) return code;
  code = sqlite3_create_function(db, "kontor_among", 2, SQLITE_UTF8 | SQLITE_INNOCUOUS, nullptr,
                                 among, nullptr, nullptr);
  if (code != SQLITE_OK) return code;
  return sqlite3_create_module(db, Texts::kName, module_of<Texts>(), nullptr);
}

int bind_set(sqlite3_stmt* statement, int position, const IntSet& set) {
  return bind<Ints>(statement, position, set);
}

int bind_set(sqlite3_stmt* statement, int position, const TextSet& set) {
  return bind<Texts>(statement, position, set);
}

}  // namespace kontor::storage::sqlite
