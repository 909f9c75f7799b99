// What a reader may see of certain records: which of them at all, and how much of each field. For
// whoever has found records in ways of its own and must not tell by them what is hidden.
#pragma once

#include <map>
#include <vector>

#include "query/scope.h"
#include "storage/database.h"

namespace kontor::query {

class Shown {
 public:
  // Of records of one object, those in the trash too. `rights` decides for Action::see.
  [[nodiscard]] static Result<Shown> of(storage::Connection& connection,
                                        const schema::Object& object, std::vector<std::int64_t> ids,
                                        ScopeSource& rights);

  bool has(std::int64_t id) const { return modes(id) != nullptr; }
  // Of hidden records none of any field.
  Mode mode(std::int64_t id, const schema::Field& field) const;
  bool reads(std::int64_t id, const schema::Field& field) const {
    return mode(id, field) >= Mode::read;
  }

 private:
  explicit Shown(const schema::Object& object) : object_(&object) {}
  const FieldModes* modes(std::int64_t id) const;

  const schema::Object* object_;
  ScopePtr all_;  // every record shows the same
  std::map<std::int64_t, FieldModes> records_;
};

}  // namespace kontor::query
