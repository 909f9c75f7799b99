#include "auth/throttle.h"

#include <algorithm>
#include <arpa/inet.h>

#include "base/log.h"

namespace kontor::auth {
namespace {

using storage::Sql;
using storage::Transaction;

constexpr std::int64_t kFreePerAccount = 4;
constexpr std::int64_t kFreePerAddress = 20;
constexpr std::int64_t kLongestWait = 60;
constexpr std::int64_t kForgetAfter = 3600 * kMicrosPerSecond;
constexpr std::int64_t kKnownFor = 90 * kMicrosPerDay;

// The names under which an attempt is counted, with their free failures.
struct Counter {
  std::string who;
  std::int64_t free;
};

struct Count {
  std::int64_t failures = 0;
  std::int64_t blocked_until = 0;
};

// Reads a count and keeps others from it until the transaction ends: of many attempts at once each
// sees the one before. Writing a row, if only as it was, is what locks it on both engines.
Result<Count> hold_count(Transaction& transaction, const std::string& who, std::int64_t now) {
  TRY(transaction.execute(
      {"INSERT INTO kontor_throttle (who, failures, last_at, blocked_until) VALUES (?, 0, ?, 0) "
       "ON CONFLICT (who) DO UPDATE SET failures = kontor_throttle.failures",
       {who, now}}));
  Count count;
  TRY(transaction.each({"SELECT failures, blocked_until FROM kontor_throttle WHERE who = ? AND "
                        "last_at > ?",
                        {who, now - kForgetAfter}},
                       [&](const storage::Row& row) {
                         count = {row.integer(0), row.integer(1)};
                         return false;
                       }));
  return count;
}

Result<void> add_failure(Transaction& transaction, const Counter& counter, std::int64_t failures,
                         std::int64_t now) {
  const auto wait = throttle_wait(failures + 1, counter.free);
  const std::int64_t until = now + wait.count() * kMicrosPerSecond;
  TRY(transaction.execute(
      {"UPDATE kontor_throttle SET failures = ?, last_at = ?, blocked_until = ? WHERE who = ?",
       {failures + 1, now, until, counter.who}}));
  return {};
}

Result<std::vector<Counter>> counters_of(Transaction& transaction, const Attempt& attempt,
                                         std::int64_t now) {
  const std::string place = throttle_place(attempt.address);
  const auto known = TRY(transaction.integer(
      {"SELECT 1 FROM kontor_known_place p JOIN o_user u ON u.id = p.user_id WHERE u.f_email = ? "
       "AND u.deleted_at IS NULL AND p.place = ? AND p.seen_at > ?",
       {attempt.account, place, now - kKnownFor}}));
  const std::string account = "account " + attempt.account + (known ? " at " + place : "");
  return std::vector<Counter>{{account, kFreePerAccount}, {"address " + place, kFreePerAddress}};
}

Failure too_early(std::int64_t micros) {
  const std::int64_t seconds = (micros + kMicrosPerSecond - 1) / kMicrosPerSecond;
  return fail(Code::too_many, "login.throttled", {{"seconds", std::to_string(seconds)}});
}

}  // namespace

std::chrono::seconds throttle_wait(std::int64_t failures, std::int64_t free) {
  if (failures < free) return std::chrono::seconds(0);
  const std::int64_t doublings = std::min<std::int64_t>(failures - free, 10);
  return std::chrono::seconds(std::min(std::int64_t{1} << doublings, kLongestWait));
}

std::string throttle_place(std::string_view address) {
  in6_addr six{};
  if (inet_pton(AF_INET6, std::string(address).c_str(), &six) != 1) return std::string(address);
  std::fill(six.s6_addr + 8, six.s6_addr + 16, 0);
  char text[INET6_ADDRSTRLEN];
  inet_ntop(AF_INET6, &six, text, sizeof text);
  return text;
}

Result<void> Throttle::admit(const Attempt& attempt) {
  const std::int64_t now = clock_.now().micros;
  return database_.write([&](Transaction& transaction) -> Result<void> {
    const auto counters = TRY(counters_of(transaction, attempt, now));
    std::vector<std::int64_t> failures;
    for (const Counter& counter : counters) {
      const Count count = TRY(hold_count(transaction, counter.who, now));
      if (count.blocked_until > now) return too_early(count.blocked_until - now);
      failures.push_back(count.failures);
    }
    for (std::size_t i = 0; i < counters.size(); ++i) {
      TRY(add_failure(transaction, counters[i], failures[i], now));
    }
    TRY(transaction.execute(
        {"DELETE FROM kontor_throttle WHERE last_at <= ?", {now - kForgetAfter}}));
    return {};
  });
}

Result<void> Throttle::succeeded(const Attempt& attempt, std::int64_t user) {
  const std::int64_t now = clock_.now().micros;
  const std::string place = throttle_place(attempt.address);
  return database_.write([&](Transaction& transaction) -> Result<void> {
    const auto counters = TRY(counters_of(transaction, attempt, now));
    TRY(transaction.execute({"DELETE FROM kontor_throttle WHERE who = ?", {counters[0].who}}));
    TRY(transaction.execute(
        {"UPDATE kontor_throttle SET failures = failures - 1, blocked_until = 0 "
         "WHERE who = ? AND failures > 0",
         {counters[1].who}}));
    TRY(transaction.execute(
        {"INSERT INTO kontor_known_place (user_id, place, seen_at) VALUES (?, ?, ?) "
         "ON CONFLICT (user_id, place) DO UPDATE SET seen_at = excluded.seen_at",
         {user, place, now}}));
    TRY(transaction.execute({"DELETE FROM kontor_known_place WHERE user_id = ? AND seen_at <= ?",
                             {user, now - kKnownFor}}));
    return {};
  });
}

}  // namespace kontor::auth
