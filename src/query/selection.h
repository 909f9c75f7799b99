// Ids of records the reader may see, in the order of the answer. Only the read path makes them,
// each under the scope of the object, so that holding one proves that rights were asked.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "schema/catalogue.h"

namespace kontor::query {

class Selection {
 public:
  const schema::Object& object() const { return *object_; }
  const std::vector<std::int64_t>& ids() const { return ids_; }
  bool empty() const { return ids_.empty(); }

 private:
  friend class Select;  // select.h
  Selection(const schema::Object& object, std::vector<std::int64_t> ids)
      : object_(&object), ids_(std::move(ids)) {}

  const schema::Object* object_;
  std::vector<std::int64_t> ids_;
};

}  // namespace kontor::query
