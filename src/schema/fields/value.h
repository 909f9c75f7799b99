// Values of fields in memory: what the write path carries, history records and import produces.
// Each field type has one pair of functions between this form and the wire (docs/api/values.md);
// they know no SQL.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/money.h"

namespace kontor::schema {

// One of several e-mails, phones or web addresses.
struct Entry {
  std::string value;      // as typed
  std::string label;      // private, work, mobile, fax, main, other
  std::string e164 = {};  // phones: empty when the number is not understood
  bool operator==(const Entry&) const = default;
};

// A part of an address: empty, a scaled number or a text.
using PartValue = std::variant<std::monostate, std::int64_t, std::string>;

// By the place of the part in Field::parts.
struct Parts {
  std::vector<PartValue> values;
  bool operator==(const Parts&) const = default;
};

using Entries = std::vector<Entry>;
using Ids = std::vector<std::int64_t>;  // option ids or record ids, ascending, no repeats

// One value of a field. Which alternative it is follows from the type:
//   text, long_text, person_name, auto_number           std::string (never empty)
//   number, percent, checkbox, date, date_time, select, status, relation to one, user, *_system
//                                                       std::int64_t as stored
//   money                                               Money
//   postal_address                                      Parts (never all empty)
//   emails, phones, urls                                Entries (never empty)
//   multi_select, relation to many                      Ids (never empty)
// An empty value is std::monostate, whatever the type.
using FieldValue =
    std::variant<std::monostate, std::int64_t, std::string, Money, Parts, Entries, Ids>;

inline bool is_empty(const FieldValue& value) {
  return value.index() == 0;
}

// --- What a request may say of a field beyond a whole value.

// A record named by its id or, where the id is not known, by its exact title.
struct Reference {
  RecordId id;
  std::string title = {};
  bool operator==(const Reference&) const = default;
};

// A set of records: all of it, or what comes and goes.
struct ReferenceSet {
  bool whole = false;  // `add` is the whole set
  std::vector<Reference> add;
  std::vector<Reference> remove;
  bool operator==(const ReferenceSet&) const = default;
};

// Only the parts named change.
struct PartsEdit {
  Parts values;
  std::vector<bool> named;
  bool operator==(const PartsEdit&) const = default;
};

// Options that come and go, by id; the others stay. Both sorted, none in both.
struct OptionsEdit {
  Ids add;
  Ids remove;
  bool operator==(const OptionsEdit&) const = default;
};

using FieldEdit = std::variant<FieldValue, PartsEdit, Reference, ReferenceSet, OptionsEdit>;

}  // namespace kontor::schema
