// Conditions of rules asked of access classes: a class knows owner, unit, territory, organisation
// and confidential of its records (schema/counters.h), so a condition may hold for all of them, for
// none, or depend on the single record.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "expr/bindings.h"
#include "expr/check.h"

namespace kontor::access {

struct AccessClass {
  std::int64_t id = 0;
  std::array<std::int64_t, 5> key{};  // by ClassField; 0: empty
};

enum class Verdict : std::uint8_t { no, yes, open };

inline Verdict both(Verdict a, Verdict b) {
  if (a == Verdict::no || b == Verdict::no) return Verdict::no;
  return a == Verdict::yes && b == Verdict::yes ? Verdict::yes : Verdict::open;
}
inline Verdict either(Verdict a, Verdict b) {
  if (a == Verdict::yes || b == Verdict::yes) return Verdict::yes;
  return a == Verdict::no && b == Verdict::no ? Verdict::no : Verdict::open;
}
inline Verdict opposite(Verdict a) {
  if (a == Verdict::open) return a;
  return a == Verdict::yes ? Verdict::no : Verdict::yes;
}

// Many classes, the values of each key field listed once.
class ClassColumns {
 public:
  explicit ClassColumns(std::vector<AccessClass> classes);

  struct Column {
    std::vector<std::int64_t> values;
    std::vector<std::uint32_t> places;  // of each class: where its value stands in `values`
  };
  const std::vector<AccessClass>& classes() const { return classes_; }
  const Column& column(std::size_t key) const { return columns_[key]; }

 private:
  std::vector<AccessClass> classes_;
  std::array<Column, 5> columns_;
};

// What is known about records being shared with the reader.
enum class Shared { unknown, no, to_read, to_edit };

// One condition, ready to be asked of many classes. Lives as long as the two it was made of.
class ClassTest {
 public:
  ClassTest(const expr::Checked& condition, const expr::Bindings& bindings);
  ~ClassTest();
  ClassTest(ClassTest&&) noexcept;

  Verdict of(const AccessClass& one);
  // Of each of them, of records that are shared with the reader as said.
  std::vector<Verdict> of_all(const ClassColumns& all, Shared shared);

 private:
  struct Part;
  std::unique_ptr<Part> make(const expr::CheckedNode& node) const;
  Verdict ask(Part& part, const AccessClass& one) const;
  Verdict ask_leaf(Part& leaf, const AccessClass& one) const;
  std::vector<Verdict> ask_all(Part& part, const ClassColumns& all, Shared shared) const;
  std::vector<Verdict> ask_leaf_all(Part& leaf, const ClassColumns& all, Shared shared) const;

  const expr::Checked& condition_;
  const expr::Bindings& bindings_;
  std::unique_ptr<Part> root_;
};

}  // namespace kontor::access
