// Tests that run on both engines:
//
//   class Outbox : public kontor::storage::testing::EachEngine {};
//   KONTOR_EACH_ENGINE(Outbox);
//   TEST_P(Outbox, KeepsOrder) { ... database().write(...) ... }
#pragma once

#include <gtest/gtest.h>
#include <ostream>
#include <string>

#include "storage/fresh_database.h"

namespace kontor {

// So that a failed expectation prints what went wrong.
inline void PrintTo(const Error& error, std::ostream* out) {
  *out << to_string(error.code) << ' ' << error.key << " [" << error.internal << ']';
}

}  // namespace kontor

namespace kontor::storage {

inline std::string name_of(Engine engine) {
  return engine == Engine::sqlite ? "sqlite" : "postgres";
}
inline void PrintTo(Engine engine, std::ostream* out) {
  *out << name_of(engine);
}

}  // namespace kontor::storage

namespace kontor::storage::testing {

// `EXPECT_TRUE(succeeded(result))`, which prints the error.
template <class T>
::testing::AssertionResult succeeded(const Result<T>& result) {
  if (result) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << ::testing::PrintToString(result.error());
}

// A test with an empty database of the engine it runs on.
class EachEngine : public ::testing::TestWithParam<Engine> {
 protected:
  Database& database() { return *fresh_; }
  FreshDatabase& fresh() { return fresh_; }

 private:
  FreshDatabase fresh_{GetParam()};
};

}  // namespace kontor::storage::testing

#define KONTOR_EACH_ENGINE(Suite)                                                                \
  INSTANTIATE_TEST_SUITE_P(, Suite, ::testing::ValuesIn(kontor::storage::testing::engines()),    \
                           [](const ::testing::TestParamInfo<kontor::storage::Engine>& engine) { \
                             return kontor::storage::name_of(engine.param);                      \
                           })
