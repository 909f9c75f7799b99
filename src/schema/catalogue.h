// What exists: objects, their fields, options and views. A Catalogue is an immutable snapshot; a
// change makes a new one with a higher version. Everything that reads or writes records is driven
// by it, and nothing above this room knows a table or column name that is not written here.
//
// Storage: one table per object, "o_<object>", one typed column per single-valued field,
// child tables for several-valued fields, link tables for many-to-many relations. Names in the API
// (object, field, option key) are snake_case English and never change once made; labels may.
//
// Columns of every record table, beside its fields:
//   id int primary key, version int (1, 2, ... per change), title text, title_fold text,
//   title_sort blob, owner int, unit int, territory int, organisation int, confidential int (0/1),
//   zk int (access class), created_at int, created_by int, changed_at int, changed_by int,
//   deleted_at int (null while it lives)
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::schema {

enum class Language { de, en };

struct Label {
  std::string de;
  std::string en;
  const std::string& in(Language language) const { return language == Language::de ? de : en; }
  bool operator==(const Label&) const = default;
};

enum class FieldType {
  text,            // single line
  long_text,       // Markdown
  number,          // int64 scaled by 10^decimals
  money,           // int64 minor units; currency in a column of its own
  percent,         // int64 scaled by 10^decimals; 50 means 50 %
  checkbox,        // 0/1, never empty
  date,            // days since 1970-01-01, no time zone
  date_time,       // microseconds since 1970-01-01 UTC
  select,          // option id
  status,          // option id, ordered stages, each with a kind and (optionally) a pipeline
  multi_select,    // child table of option ids
  person_name,     // computed from the parts named in `name_parts`; it is the record's title
  emails,          // child table: value, label, position
  phones,          // child table: value as typed, label, position, E.164 form
  urls,            // child table: value, label, position
  postal_address,  // parts: street, postal_code, place, region, country, latitude, longitude
  relation,        // to one: id column; to many: link table, or the other side of a to-one relation
  user,            // id in o_user
  auto_number,     // text made from `pattern`, unique
  instant_system,  // created_at, changed_at, deleted_at
  user_system,     // created_by, changed_by
};

std::string_view to_string(FieldType type);

// How protected a value is by default (access rules may refine it per role).
enum class FieldClass { normal, personal, special, internal, secret };

// Later: parked, comes back on a date.
enum class OptionKind { none, qualification, open, later, won, lost };

struct Option {
  int id = 0;       // unique within the field, never reused
  std::string key;  // snake_case, the name in the API and in expressions
  Label label;
  std::string colour;  // one of: grey red orange yellow green teal blue indigo violet pink
  OptionKind kind = OptionKind::none;
  std::string pipeline;  // status: key of the option of `pipeline_field` it belongs to, or empty
  int probability = 0;   // status: percent, for weighted sums
  bool archived = false;
  bool operator==(const Option&) const = default;
};

enum class Cardinality { one, many };

struct RelationInfo {
  std::string target;  // object name
  Cardinality cardinality = Cardinality::one;
  std::string inverse;   // field name at the target; empty: one-way
  bool derived = false;  // the many side of a to-one relation: no storage of its own
  // To many with storage: the link table and its two columns, this side first. The side whose
  // link_here is "a_id" declared the relation; its table has the key (a_id, b_id).
  std::string link_table, link_here, link_there;
  bool operator==(const RelationInfo&) const = default;
};

// A column with its companions. Names are empty where the kind of storage does not apply.
struct FieldPart {
  std::string name = {};  // "postal_code"; empty for the field itself
  Label label = {};
  FieldType type = FieldType::text;  // parts: text or number
  std::string column = {};           // "f_address_postal_code"
  std::string fold_column = {};      // text: fold_case of it, for =, in, begins with, contains
  std::string sort_column = {};      // single-line text: sort_key of it, for <, > and order
  int decimals = 0;
  bool operator==(const FieldPart&) const = default;
};

struct Field {
  // Unique within the workspace, never reused. System fields have the same ids in every object,
  // below kFirstFieldId (system_fields.h).
  int id = 0;
  std::string name;
  Label label;
  Label help;
  FieldType type = FieldType::text;
  FieldClass field_class = FieldClass::normal;
  bool required = false;
  bool unique = false;  // among living records
  bool indexed = false;
  bool system = false;     // one of the columns of every record table
  bool read_only = false;  // computed or kept by the server
  bool archived = false;
  int position = 0;
  int decimals = 0;                // number, percent: 0 to 6
  std::string currency = "EUR";    // money: default currency
  std::string pattern;             // auto_number: "A-{year}-{number:4}"; number: "0", no grouping
  std::string default_value;       // expression text, evaluated at creation; empty: none
  std::vector<Option> options;     // select, status, multi_select
  bool open_options = false;       // multi_select: a text that is no option yet becomes one (tags)
  std::string pipeline_field;      // status: the select field that names the pipeline, or empty
  std::vector<std::string> tally;  // status: money fields summed per stage (board counters)
  std::vector<std::string> name_parts;  // person_name: field names in order, family name last
  RelationInfo relation;                // relation, user
  // Storage (layout.h makes it). Single-valued: value column and its companions, null when empty
  // (checkbox: never). money also has currency_column. In a child table `record` is the id of the
  // record:
  //   emails, phones, urls: record, position (0, 1, ...), value, fold, label; phones also e164
  //   multi_select: record, option_id
  // and `value` and `parts` name the columns there.
  FieldPart value;
  std::string currency_column;
  // postal_address: street, postal_code, place, region, country (ISO 3166 code), latitude and
  // longitude (6 decimals). emails, phones, urls: label. phones: e164.
  std::vector<FieldPart> parts;
  std::string child_table;  // emails, phones, urls, multi_select

  const Option* option(std::string_view key) const;
  const Option* option(int id) const;
  const FieldPart* part(std::string_view name) const;
  bool has_many_values() const;  // child table, link table or derived relation
  bool operator==(const Field&) const = default;
};

enum class ViewKind { table, board, list };

// A saved view. `settings` is JSON the client reads and writes, the server checks filter and sort
// only: {"columns":[{"path":"name","width":200}],"group":null,
//        "board":{"field":"stage","pipeline":"new_business","fields":["value"],"sums":["value"]}}
struct View {
  std::int64_t id = 0;
  std::string name;  // stable key for views made by kits, else empty
  Label label;
  ViewKind kind = ViewKind::table;
  std::string filter;  // canonical expression text
  std::vector<std::string> sort;
  std::string settings = "{}";
  std::int64_t owner = 0;  // 0: for all
  int position = 0;
  bool operator==(const View&) const = default;
};

struct Object {
  int id = 0;        // unique, never reused; built-in ones below kFirstObjectId (system_fields.h)
  std::string name;  // "person"
  Label label;       // "Person"
  Label plural;      // "Personen"
  std::string icon;  // Tabler icon name
  std::string colour;
  std::string kit;                        // which kit made it
  std::string table;                      // "o_person"
  std::string title_field;                // its value column is "title"
  std::vector<std::string> default_sort;  // ["last_name", "first_name"]; "-" in front: descending
  std::vector<std::string> quick_add;     // fields of the quick-add dialog
  std::vector<std::string> key_fields;    // shown at the top of a record
  std::vector<std::string> subtitle;      // field paths of the second line in search and pickers
  bool timeline = false;                  // shown in the timeline of what it is linked to
  std::string date_field;                 // timeline: when it happened; tasks: when it is due
  bool read_only = false;  // built in (user): written by its own room, not by the write path
  bool archived = false;
  int position = 0;
  std::vector<Field> fields;  // by position, system fields last
  std::vector<View> views;

  const Field* field(std::string_view name) const;
  const Field* field(int id) const;
  bool operator==(const Object&) const = default;
};

struct InstalledKit {
  std::string name;
  int version = 0;
  // Every view it ever brought, as "object.view": one that is gone was deleted and stays away.
  std::vector<std::string> views = {};
  bool operator==(const InstalledKit&) const = default;
};

class Catalogue {
 public:
  Catalogue(std::int64_t version, std::vector<Object> objects, std::vector<InstalledKit> kits = {});

  std::int64_t version() const { return version_; }
  const std::vector<Object>& objects() const { return objects_; }
  const Object* object(std::string_view name) const;
  const Object* object(int id) const;
  const std::vector<InstalledKit>& kits() const { return kits_; }
  bool has_kit(std::string_view name) const;

 private:
  std::int64_t version_;
  std::vector<Object> objects_;
  std::vector<InstalledKit> kits_;
  std::map<std::string, std::size_t, std::less<>> by_name_;
};

using CataloguePtr = std::shared_ptr<const Catalogue>;

}  // namespace kontor::schema
