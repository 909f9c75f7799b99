// Load over HTTP: the same few requests again and again from a number of connections, with the
// server's own CPU time beside what the client saw.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace kontor::bench {

// One request of a queries/*.txt file: "METHOD target [body]". {words} are drawn from `words`;
// {serial} counts up.
struct Shape {
  std::string method, target, body;
};
[[nodiscard]] Result<std::vector<Shape>> read_shapes(const std::string& path);

struct LoadPlan {
  std::uint16_t port = 8080;
  std::string key;  // API key
  std::vector<Shape> shapes;
  std::map<std::string, std::vector<std::string>> words;
  int connections = 4;
  int requests = 2000;  // in all, after `warm_up` ones that do not count
  int warm_up = 200;
  std::uint64_t seed = 1;
  int server_pid = 0;    // 0: its CPU time is not read
  int database_pid = 0;  // of PostgreSQL's first process: what its children use counts as well
};

struct LoadResult {
  std::int64_t requests = 0;
  std::int64_t failures = 0;  // any answer but 2xx
  std::string first_failure;
  double p50_ms = 0, p95_ms = 0, p99_ms = 0, max_ms = 0;
  double per_second = 0;
  double server_cpu_us = 0;  // per request, user and system
  std::int64_t bytes = 0;    // of the last answer
};

LoadResult run_load(const LoadPlan& plan);

// User and system CPU time of a process in microseconds; 0 when it is gone.
std::int64_t process_cpu_us(int pid);
// The same of all its children, also of those that are gone.
std::int64_t children_cpu_us(int pid);
// Anonymous resident memory (RssAnon) of a process in bytes.
std::int64_t process_anonymous_bytes(int pid);

}  // namespace kontor::bench
