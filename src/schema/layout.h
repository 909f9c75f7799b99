// How objects lie in the database: names of tables and columns, and the indexes. Pure functions of
// the catalogue; change/ turns them into statements, query/ asks which index serves an order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/catalogue.h"

namespace kontor::schema {

// Sets `value`, `currency_column`, `parts`, `child_table` and, for a relation to many that is not
// derived, the link table with this side as "a_id". The object needs its id, name and title_field,
// the field its id, name and type.
void assign_storage(const Object& object, Field& field);

enum class ColumnKind { integer, text, blob };

struct Column {
  std::string name;
  ColumnKind kind = ColumnKind::integer;
  bool never_null = false;  // then its default is 0
  bool operator==(const Column&) const = default;
};

struct Table {
  std::string name;
  std::vector<Column> columns;
  std::vector<std::string> key;  // primary key
};

// The record table first, then child tables and the link tables this object declared.
std::vector<Table> tables(const Object& object);

// Which rows an index holds. Living: deleted_at is null. A partial index is only used by a query
// that says the same, or compares the first column with "=" or a range.
enum class IndexRows { all, living, living_filled, deleted };

struct IndexColumn {
  std::string name;
  bool descending = false;  // empty values come first ascending, last descending, on both engines
  bool operator==(const IndexColumn&) const = default;
};

struct Index {
  std::string name;
  std::string table;
  std::vector<IndexColumn> columns;
  IndexRows rows = IndexRows::all;
  bool unique = false;
  bool operator==(const Index&) const = default;
};

// Every index of the object, by role ("o_person__order" and so on; by ids where names are long):
//   order         default sort, id, zk: pages for those who see much, class checked on the way
//   class         zk, default sort, id: pages for those who see little
//   changed       changed_at, id, zk           class_changed  zk, changed_at, id
//   f_owner, f_<status>, f_<user field>, f_<indexed select>
//                 the field, default sort, id, zk: "mine", a board column
//   f_<to-one relation>   the field, zk, id (filled only)
//   f_<indexed field>     fold column (or value), zk, id, default sort (filled only); an address:
//                         f_<field>_postal_code, _place
//   u_<unique field>      fold column (or value), living and filled only
//   deleted       deleted_at, id: the trash
// All but those of relations, unique fields and the trash end with what a filter most often asks:
// status fields, indexed selects, checkboxes and dates, the postal code of an indexed address. A
// page by any of these, in any of these orders, is found without looking at a record.
// Child tables: (fold, record), phones (e164, record), multi_select (option_id, record).
// Link tables: (b_id, a_id) beside the key.
std::vector<Index> indexes(const Object& object);

// The columns a sort term ("last_name", "-created_at", "address.place") orders by; nothing if the
// term names no single-valued field.
std::vector<IndexColumn> sort_columns(const Object& object, std::string_view term);

}  // namespace kontor::schema
