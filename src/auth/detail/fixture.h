// For the tests of this room: its tables on each engine, a clock that stands still, cheap hashes.
#pragma once

#include <gtest/gtest.h>

#include "auth/keys.h"
#include "auth/login.h"
#include "auth/migrations.h"
#include "base/log.h"
#include "storage/testing.h"

namespace kontor::auth {

inline constexpr const char* kGoodPassword = "drei Giraffen im Tal";

class AuthFixture : public storage::testing::EachEngine {
 protected:
  void SetUp() override {
    set_log_level(LogLevel::error);
    auto steps = migrations();
    // The counters and epochs are made by rooms above this one.
    steps.push_back(
        {"test.001_class",
         "CREATE TABLE kontor_class (object {int} NOT NULL, id {int} NOT NULL, owner "
         "{int}, unit {int}, territory {int}, organisation {int}, confidential {int}, n "
         "{int} NOT NULL, PRIMARY KEY (object, id));"});
    steps.push_back({"test.002_epoch",
                     "CREATE TABLE kontor_epoch (name {text} PRIMARY KEY, value {int} NOT NULL);"
                     "INSERT INTO kontor_epoch (name, value) VALUES ('organisation', 1);"});
    ASSERT_TRUE(storage::testing::succeeded(storage::migrate(database(), steps)));
  }

  void pass(std::chrono::seconds time) {
    clock.set({clock.now().micros + time.count() * kMicrosPerSecond});
  }

  RecordId add_anna() {
    auto id = users.add({"Anna Ähre", "anna@example.org"}, {});
    EXPECT_TRUE(storage::testing::succeeded(id));
    return id.value_or(RecordId{});
  }
  RecordId add_anna_with_password() {
    RecordId id = add_anna();
    EXPECT_TRUE(storage::testing::succeeded(users.set_password(id, kGoodPassword)));
    return id;
  }
  NewSession log_in(const std::string& address = "192.0.2.1") {
    auto session = login.with_password("anna@example.org", kGoodPassword, {address, "Browser"});
    EXPECT_TRUE(storage::testing::succeeded(session));
    return session.value_or(NewSession{});
  }
  std::string error_of(const auto& result) { return result ? "no error" : result.error().key; }

  FixedClock clock{{1'760'000'000 * kMicrosPerSecond}};
  IdSource ids;
  PasswordHasher hasher{{1, 8192}};
  Users users{database(), ids, clock, hasher};
  Sessions sessions{database(), ids, clock};
  Keys keys{database(), ids, clock};
  Login login{database(), ids, clock, hasher, users, sessions};
  const Client client{"192.0.2.1", "Browser"};
};

}  // namespace kontor::auth
