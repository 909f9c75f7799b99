#include "load.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>
#include <random>
#include <sstream>
#include <thread>
#include <unistd.h>

#include "http/testing.h"

namespace kontor::bench {
namespace {

using Clock = std::chrono::steady_clock;

std::string filled(const std::string& pattern, const LoadPlan& plan, std::mt19937_64& random,
                   std::int64_t serial) {
  std::string text;
  for (std::size_t at = 0; at < pattern.size();) {
    const auto close = pattern[at] == '{' ? pattern.find('}', at) : std::string::npos;
    const std::string word =
        close == std::string::npos ? "" : pattern.substr(at + 1, close - at - 1);
    const auto found = plan.words.find(word);
    if (word == "serial") {
      text += std::to_string(serial);
    } else if (found != plan.words.end() && !found->second.empty()) {
      text += found->second[random() % found->second.size()];
    } else {
      text += pattern[at++];
      continue;
    }
    at = close + 1;
  }
  return text;
}

struct Shared {
  explicit Shared(const LoadPlan& load_plan) : plan(load_plan) {}

  const LoadPlan& plan;
  std::atomic<std::int64_t> next{0};
  std::mutex mutex;
  std::vector<double> latencies_ms;
  LoadResult result;
  Clock::time_point begin{};
  std::int64_t cpu_begin = 0;
};

std::int64_t cpu_us(const LoadPlan& plan) {
  return process_cpu_us(plan.server_pid) + children_cpu_us(plan.database_pid);
}

void note(Shared& shared, const http::testing::Reply& reply, double ms, bool counts) {
  std::lock_guard lock(shared.mutex);
  if (counts) shared.latencies_ms.push_back(ms);
  if (reply.status / 100 == 2) {
    shared.result.bytes = static_cast<std::int64_t>(reply.body.size());
    return;
  }
  ++shared.result.failures;
  if (shared.result.first_failure.empty())
    shared.result.first_failure = std::to_string(reply.status) + " " + reply.body.substr(0, 300);
}

void work(Shared& shared, int number) {
  const LoadPlan& plan = shared.plan;
  std::mt19937_64 random(plan.seed * 1000 + number);
  std::optional<http::testing::Client> client(std::in_place, plan.port, std::chrono::seconds(30));
  const http::Headers headers = {{"Authorization", "Bearer " + plan.key},
                                 {"Content-Type", "application/json"}};
  const std::int64_t last = plan.warm_up + plan.requests;
  for (std::int64_t i; (i = shared.next++) < last;) {
    if (i == plan.warm_up) {
      shared.begin = Clock::now();
      shared.cpu_begin = cpu_us(plan);
    }
    const Shape& shape = plan.shapes[i % plan.shapes.size()];
    const std::string target = filled(shape.target, plan, random, i);
    const std::string body = filled(shape.body, plan, random, i);
    const auto begin = Clock::now();
    const auto reply = client->send(shape.method, target, body, headers);
    const std::chrono::duration<double, std::milli> took = Clock::now() - begin;
    note(shared, reply, took.count(), i >= plan.warm_up);
    if (!client->connected()) client.emplace(plan.port, std::chrono::seconds(30));
  }
}

double quantile(const std::vector<double>& sorted, double q) {
  return sorted.empty() ? 0 : sorted[std::min(sorted.size() - 1, std::size_t(q * sorted.size()))];
}

struct Stat {
  int parent = 0;
  std::int64_t own_us = 0, gone_children_us = 0;
};

// proc(5); behind the name, which may hold anything.
std::optional<Stat> read_stat(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(file, text);
  const auto after_name = text.rfind(')');
  if (pid == 0 || after_name == std::string::npos) return std::nullopt;
  std::istringstream fields(text.substr(after_name + 2));
  std::string state, skipped;
  Stat stat;
  fields >> state >> stat.parent;
  for (int i = 0; i < 9; ++i) fields >> skipped;
  std::int64_t user = 0, system = 0, gone_user = 0, gone_system = 0;
  fields >> user >> system >> gone_user >> gone_system;
  const std::int64_t us = 1'000'000 / sysconf(_SC_CLK_TCK);
  stat.own_us = (user + system) * us;
  stat.gone_children_us = (gone_user + gone_system) * us;
  return stat;
}

}  // namespace

Result<std::vector<Shape>> read_shapes(const std::string& path) {
  std::ifstream file(path);
  if (!file) return fail(Code::not_found, "bench.no_file", {{"path", path}});
  std::vector<Shape> shapes;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    Shape shape;
    words >> shape.method >> shape.target;
    std::getline(words >> std::ws, shape.body);
    shapes.push_back(std::move(shape));
  }
  return shapes;
}

LoadResult run_load(const LoadPlan& plan) {
  Shared shared(plan);
  std::vector<std::jthread> threads;
  for (int i = 0; i < plan.connections; ++i) threads.emplace_back(work, std::ref(shared), i);
  threads.clear();  // joins
  const std::chrono::duration<double> took = Clock::now() - shared.begin;
  const std::int64_t cpu = cpu_us(plan) - shared.cpu_begin;

  auto& sorted = shared.latencies_ms;
  std::ranges::sort(sorted);
  LoadResult& result = shared.result;
  result.requests = static_cast<std::int64_t>(sorted.size());
  result.p50_ms = quantile(sorted, 0.50);
  result.p95_ms = quantile(sorted, 0.95);
  result.p99_ms = quantile(sorted, 0.99);
  result.max_ms = sorted.empty() ? 0 : sorted.back();
  result.per_second = result.requests / took.count();
  result.server_cpu_us =
      plan.server_pid ? double(cpu) / std::max<std::int64_t>(1, result.requests) : 0;
  return result;
}

std::int64_t process_cpu_us(int pid) {
  const auto stat = read_stat(pid);
  return stat ? stat->own_us : 0;
}

std::int64_t children_cpu_us(int pid) {
  if (pid == 0) return 0;
  const auto parent = read_stat(pid);
  std::int64_t us = parent ? parent->gone_children_us : 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const int child = std::atoi(entry.path().filename().c_str());
    const auto stat = child > 0 ? read_stat(child) : std::nullopt;
    if (stat && stat->parent == pid) us += stat->own_us;
  }
  return us;
}

std::int64_t process_anonymous_bytes(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("RssAnon:")) return std::atoll(line.c_str() + 8) * 1024;
  return 0;
}

}  // namespace kontor::bench
