// Live streams over real connections.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/detail/test_server.h"

namespace kontor::http {
namespace {

using std::chrono::milliseconds;
using testing::Client;
using ::testing::HasSubstr;
using ::testing::Not;

std::string subscribe(Client& client, std::string_view extra = "") {
  client.write("GET /events HTTP/1.1\r\nHost: x\r\n" + std::string(extra) + "\r\n");
  return client.read_until("\n\n");
}

TEST(LiveStream, StartsWithItsHeadersAndWhatWasSentBefore) {
  TestServer server;
  Client client(server.port());
  client.write("GET /events HTTP/1.1\r\nHost: x\r\nLast-Event-ID: 41\r\n\r\n");
  std::string head = client.read_until("\r\n\r\n");
  EXPECT_THAT(head, HasSubstr("Content-Type: text/event-stream\r\n"));
  EXPECT_THAT(head, HasSubstr("Cache-Control: no-store\r\n"));
  EXPECT_THAT(head, Not(HasSubstr("Content-Length")));
  EXPECT_THAT(head, Not(HasSubstr("Transfer-Encoding")));
  EXPECT_EQ(client.read_until("\n\n"), "event: hello\ndata: after 41\n\n");
}

TEST(LiveStream, DeliversInOrder) {
  TestServer server;
  Client client(server.port());
  subscribe(client);
  auto stream = server.streams(1)[0];
  std::string expected;
  for (int i = 0; i < 1000; ++i) {
    std::string id = std::to_string(i);
    // Ten at a time, as far as they are taken: never more than the queue holds.
    ASSERT_TRUE(stream->send(frame({id, "changed", "x"})));
    if (i % 100 == 99) client.read_until("id: " + id + "\nevent: changed\ndata: x\n\n");
  }
}

TEST(LiveStream, EndsWhenThePublisherCloses) {
  TestServer server;
  Client client(server.port());
  subscribe(client);
  auto stream = server.streams(1)[0];
  stream->send(frame({{}, {}, "last"}));
  stream->close();
  client.read_until("data: last\n\n");
  EXPECT_TRUE(client.at_end());
}

TEST(LiveStream, ThePublisherLearnsThatTheClientLeft) {
  TestServer server;
  std::mutex mutex;
  std::condition_variable changed;
  bool ended = false;
  {
    Client client(server.port());
    subscribe(client);
    server.streams(1)[0]->on_close([&] {
      std::lock_guard lock(mutex);
      ended = true;
      changed.notify_all();
    });
  }
  std::unique_lock lock(mutex);
  EXPECT_TRUE(changed.wait_for(lock, std::chrono::seconds(10), [&] { return ended; }));
}

TEST(LiveStream, KeepsQuietConnectionsAwake) {
  TestServer server({.heartbeat = milliseconds(20)});
  Client client(server.port());
  subscribe(client);
  EXPECT_THAT(client.read_until(":\n\n:\n\n"), ::testing::EndsWith(":\n\n:\n\n"));
}

TEST(LiveStream, DropsASlowClientAndServesTheOthers) {
  TestServer server;
  Client slow(server.port()), quick(server.port());
  slow.shrink_receive_buffer();
  subscribe(slow);
  auto slow_stream = server.streams(1)[0];
  subscribe(quick);
  auto quick_stream = server.streams(2)[1];
  EventFrame large = frame({{}, {}, std::string(10'000, 'x')});
  int sent = 0;
  while (slow_stream->send(large)) {
    quick_stream->send(large);
    quick.read_until("xx\n\n");
    ASSERT_LT(++sent, 10'000) << "the kernel's buffers and our queue are bounded";
  }
  EXPECT_TRUE(slow_stream->overflown());
  EXPECT_FALSE(quick_stream->closed());
  EXPECT_TRUE(quick_stream->send(frame({{}, {}, "still here"})));
  EXPECT_THAT(quick.read_until("still here\n\n"), HasSubstr("still here"));
}

TEST(LiveStream, StoppingEndsStreams) {
  TestServer server;
  Client client(server.port());
  subscribe(client);
  server.streams(1);
  server->stop();
  EXPECT_TRUE(client.at_end());
  EXPECT_EQ(server->connections(), 0);
}

TEST(LiveStream, HoldsAThousandClientsAndStillAnswers) {
  constexpr std::size_t kClients = 1000;
  TestServer server({.fast_queue = kClients});  // they all come at once
  std::vector<Client> clients;
  for (std::size_t i = 0; i < kClients; ++i) {
    clients.emplace_back(server.port());
    ASSERT_TRUE(clients.back().connected());
    clients.back().write("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
  }
  auto streams = server.streams(kClients);
  ASSERT_EQ(streams.size(), kClients);
  EXPECT_EQ(Client(server.port()).get("/ping").body, "pong");
  EventFrame news = frame({"1", "changed", "news"});
  for (auto& stream : streams) EXPECT_TRUE(stream->send(news));
  for (Client& client : clients) {
    EXPECT_THAT(client.read_until("data: news\n\n"), HasSubstr("data: news"));
  }
}

}  // namespace
}  // namespace kontor::http
