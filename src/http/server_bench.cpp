// What the server itself costs. Run with --benchmark_filter=. --benchmark_min_time=1s on a quiet
// machine; the client shares the processors.
#include <benchmark/benchmark.h>
#include <fstream>
#include <memory>
#include <mutex>
#include <string>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

#include "http/event_stream.h"
#include "http/server.h"
#include "http/testing.h"

namespace kontor::http {
namespace {

std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t total = 0, resident = 0;
  file >> total >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

struct BenchServer {
  BenchServer() {
    Router router;
    router.add(Method::get, "/ping", {.lane = Lane::direct},
               [](Request&) { return text_response("pong"); });
    router.add(Method::get, "/fast", {}, [](Request&) { return text_response("pong"); });
    router.add(Method::get, "/page", {},
               [page = std::make_shared<const std::string>(13'600, 'x')](Request&) {
                 return Response{200, {}, page};
               });
    router.add(Method::get, "/events", {}, [this](Request&) {
      auto stream = std::make_shared<EventStream>();
      std::lock_guard lock(mutex);
      streams.push_back(stream);
      return Response{200, {}, stream};
    });
    server = std::make_unique<Server>(ServerOptions{.fast_queue = 20'000}, std::move(router));
    if (!server->start()) std::abort();
  }

  std::mutex mutex;
  std::vector<std::shared_ptr<EventStream>> streams;
  std::unique_ptr<Server> server;
};

void request(benchmark::State& state, const char* target) {
  static BenchServer server;
  testing::Client client(server.server->port());
  for (auto _ : state) {
    if (client.get(target).status != 200) state.SkipWithError("no answer");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(request, direct, "/ping")->Threads(1)->Threads(4)->UseRealTime();
BENCHMARK_CAPTURE(request, lane, "/fast")->Threads(1)->Threads(4)->UseRealTime();
BENCHMARK_CAPTURE(request, page, "/page")->Threads(1)->Threads(4)->UseRealTime();

// One event to every one of N live streams, until the last has it.
void broadcast(benchmark::State& state) {
  BenchServer server;
  auto count = static_cast<std::size_t>(state.range(0));
  std::vector<testing::Client> clients;
  std::size_t before = resident_bytes();
  for (std::size_t i = 0; i < count; ++i) {
    clients.emplace_back(server.server->port());
    clients.back().write("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
    if (clients.back().read_until("\r\n\r\n").empty()) state.SkipWithError("no stream");
  }
  state.counters["bytes_per_client"] =
      static_cast<double>(resident_bytes() - before) / static_cast<double>(count);
  EventFrame news = frame({"1", "changed", "{\"object\":\"person\",\"id\":\"1\"}"});
  for (auto _ : state) {
    for (auto& stream : server.streams) stream->send(news);
    for (auto& client : clients) client.read_until("\n\n");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(broadcast)->Arg(500)->Arg(5000)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace kontor::http
