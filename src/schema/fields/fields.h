// The table of field types: how each reads a value from the wire and writes it there.
// A new type is one file pair in this folder and one line in fields.cpp.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "schema/catalogue.h"
#include "schema/fields/value.h"

namespace kontor::schema {

// Code points; at four bytes each they still fit into a PostgreSQL index entry (2,704 bytes).
inline constexpr std::size_t kMaxText = 600;
inline constexpr std::size_t kMaxLongText = 100'000;   // code points
inline constexpr std::size_t kMaxEntries = 50;         // e-mails, phones, urls of one record
inline constexpr std::size_t kMaxOptions = 200;        // options of one multi_select value
inline constexpr std::size_t kMaxReferences = 10'000;  // records in one change of a set

// A value from a request. Errors are Code::invalid with key "value.<what>" and the field's name:
// they never depend on what is stored. Relations come as Reference or ReferenceSet.
[[nodiscard]] Result<FieldEdit> from_wire(const Field& field, const JsonValue& json);

// A stored value as it stands in history: the wire form, relations as id strings only.
void to_wire(JsonWriter& json, const Field& field, const FieldValue& value);
std::string to_wire(const Field& field, const FieldValue& value);

// A value that to_wire wrote. Options that no longer exist and the like are left out, so that old
// history stays readable.
[[nodiscard]] FieldValue from_history(const Field& field, const JsonValue& json);

}  // namespace kontor::schema
