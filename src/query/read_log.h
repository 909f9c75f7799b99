// What one answer delivers of fields whose reading is to be noted (Scope::logged), and how many
// records it delivers at all.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "schema/catalogue.h"

namespace kontor::query {

class ReadLog {
 public:
  struct Delivered {
    std::set<std::int64_t> records;
    std::set<const schema::Field*> fields;
  };

  void note(const schema::Object& object, const schema::Field& field, std::int64_t record) {
    Delivered& entry = delivered_[&object];
    entry.records.insert(record);
    entry.fields.insert(&field);
  }
  void count_record() { ++records_; }
  void clear() { *this = {}; }

  const std::map<const schema::Object*, Delivered>& delivered() const { return delivered_; }
  std::int64_t records() const { return records_; }  // of whatever object, noted or not

 private:
  std::map<const schema::Object*, Delivered> delivered_;
  std::int64_t records_ = 0;
};

}  // namespace kontor::query
