// What a dotted name means: "address.place", "company.name", "company.owner.email".
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "schema/catalogue.h"

namespace kontor::query {

inline constexpr std::size_t kMaxHops = 2;

struct Path {
  std::string_view text;                   // as asked for
  std::vector<const schema::Field*> hops;  // to-one relations on the way
  const schema::Object* object = nullptr;  // where the field is
  const schema::Field* field = nullptr;
  const schema::FieldPart* part = nullptr;  // null: the field itself
};

// Errors: query.unknown_field, query.too_many_hops, each with the path as field.
[[nodiscard]] Result<Path> resolve(std::string_view text, const schema::Object& object,
                                   const schema::Catalogue& catalogue);

bool is_to_one(const schema::Field& field);

// The object a relation or user field leads to; null for other fields.
const schema::Object* target_of(const schema::Field& field, const schema::Catalogue& catalogue);

}  // namespace kontor::query
