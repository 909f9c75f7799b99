#include "http/server.h"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <latch>
#include <mutex>
#include <random>
#include <stdexcept>

#include "http/detail/test_server.h"

namespace kontor::http {
namespace {

using std::chrono::milliseconds;
using testing::Client;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Reply;

TEST(Server, AnswersAndKeepsTheConnection) {
  TestServer server;
  Client client(server.port());
  for (int i = 0; i < 3; ++i) {
    Reply reply = client.get("/echo/" + std::to_string(i) + "?q=a+b");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "GET " + std::to_string(i) + " a b");
    EXPECT_EQ(reply.headers.get("Connection"), "keep-alive");
  }
  EXPECT_EQ(server->connections(), 1);
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  TestServer server;
  Client client(server.port());
  std::string burst;
  for (int i = 0; i < 20; ++i) {
    burst += "GET /echo/" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }
  client.write(burst);
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(client.read_reply().body, "GET " + std::to_string(i) + " ");
  }
}

TEST(Server, ClosesWhenAsked) {
  TestServer server;
  Client modern(server.port()), old(server.port());
  EXPECT_EQ(modern.get("/ping", {{"Connection", "close"}}).headers.get("Connection"), "close");
  EXPECT_TRUE(modern.at_end());
  old.write("GET /ping HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.read_reply().body, "pong");
  EXPECT_TRUE(old.at_end());
}

TEST(Server, HeadHasTheHeadersOfGetAndNoBody) {
  TestServer server;
  Client client(server.port());
  Reply reply = client.send("HEAD", "/ping");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.headers.get("Content-Length"), "4");
  EXPECT_EQ(client.get("/ping").body, "pong") << "the connection goes on at the next answer";
}

TEST(Server, EveryAnswerCarriesTheSecurityHeaders) {
  TestServer server;
  for (const char* target : {"/ping", "/missing", "/bug", "/refuse", "/%zz"}) {
    Reply reply = Client(server.port()).get(target);
    EXPECT_THAT(std::string(reply.headers.get("Content-Security-Policy")),
                HasSubstr("default-src 'none'"))
        << target;
    EXPECT_EQ(reply.headers.get("X-Content-Type-Options"), "nosniff") << target;
    EXPECT_EQ(reply.headers.get("Cache-Control"), "no-store") << target;
    EXPECT_FALSE(reply.headers.get("Date").empty()) << target;
  }
}

TEST(Server, TellsUnknownPathFromWrongMethod) {
  TestServer server;
  Client client(server.port());
  EXPECT_EQ(client.get("/missing").status, 404);
  Reply reply = client.send("DELETE", "/ping");
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.headers.get("Allow"), "GET");
  EXPECT_EQ(client.get("/ping").status, 200) << "the connection stays";
  EXPECT_EQ(client.send("OPTIONS", "/ping").status, 400);
  EXPECT_TRUE(client.at_end());
}

TEST(Server, RefusesMalformedRequests) {
  TestServer server;
  for (const char* bytes : {
           "GARBAGE\r\n\r\n",
           "GET  /ping HTTP/1.1\r\nHost: x\r\n\r\n",
           "GET /ping HTTP/9.9\r\nHost: x\r\n\r\n",
           "GET /ping HTTP/1.1\r\nHost x\r\n\r\n",
           "GET /ping HTTP/1.1\r\n\r\n",
           "GET /ping HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
           "GET /ping HTTP/1.1\r\nHost: x\r\nA: \x01\r\n\r\n",
           "GET http://host/ping HTTP/1.1\r\nHost: x\r\n\r\n",
           "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
           "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
           "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
           // Request smuggling: two lengths that disagree.
           "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: "
           "chunked\r\n\r\n0\r\n\r\n",
           "POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
           // Codings that are not undone here leave the end of the body to guessing.
           "POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\nGET /ping "
           "HTTP/1.1\r\nHost: x\r\n\r\n",
           "POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
       }) {
    Client client(server.port());
    client.write(bytes);
    EXPECT_EQ(client.read_reply().status, 400) << bytes;
    EXPECT_TRUE(client.at_end()) << bytes;
  }
  EXPECT_EQ(Client(server.port()).get("/ping").status, 200);
}

// Whatever bytes come: an answer or an end, and the next client is served.
TEST(Server, SurvivesAnyBytes) {
  TestServer server;
  const std::string whole =
      "POST /body?a=%41&b HTTP/1.1\r\nHost: localhost\r\nCookie: a=1; b\r\nExpect: "
      "100-continue\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\nGET /ping "
      "HTTP/1.1\r\n"
      "Host: x\r\n\r\n";
  std::mt19937 random(20);
  for (int round = 0; round < 1000; ++round) {
    std::string bytes = whole;
    for (unsigned change = random() % 4; change < 4 && !bytes.empty(); ++change) {
      std::size_t at = random() % bytes.size();
      switch (random() % 4) {
        case 0:
          bytes[at] = static_cast<char>(random());
          break;
        case 1:
          bytes.erase(at, random() % 8);
          break;
        case 2:
          bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 16));
          break;
        default:
          bytes.resize(at + 1);
      }
    }
    Client client(server.port());
    client.write(bytes);
    client.finish_sending();
    client.read_until("no such mark");
    EXPECT_TRUE(client.at_end()) << round;
  }
  EXPECT_EQ(Client(server.port()).get("/ping").body, "pong");
}

TEST(Server, BoundsTheHeader) {
  TestServer server;
  Client client(server.port());
  Headers large{{"X-Large", std::string(20'000, 'a')}};
  EXPECT_EQ(client.get("/ping", large).status, 431);
  EXPECT_TRUE(client.at_end());
  Headers fits{{"X-Large", std::string(15'000, 'a')}};
  EXPECT_EQ(Client(server.port()).get("/ping", fits).status, 200);
}

TEST(Server, BoundsTheBody) {
  TestServer server;
  Client exact(server.port());
  EXPECT_EQ(exact.send("POST", "/body", std::string(1000, 'a')).body, "1000");

  Client announced(server.port());
  EXPECT_EQ(announced.send("POST", "/body", std::string(1001, 'a')).status, 413);
  EXPECT_TRUE(announced.at_end());

  Client chunked(server.port());
  chunked.write("POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  std::string chunk = "1f4\r\n" + std::string(500, 'a') + "\r\n";
  for (int i = 0; i < 3; ++i) chunked.write(chunk);
  EXPECT_EQ(chunked.read_reply().status, 413);
  EXPECT_TRUE(chunked.at_end());
}

TEST(Server, ReadsChunkedBodies) {
  TestServer server;
  Client client(server.port());
  client.write("POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  client.write("3\r\nabc\r\n");
  client.write("5;ext=1\r\ndefgh\r\n0\r\n\r\n");
  EXPECT_EQ(client.read_reply().body, "8");
  EXPECT_EQ(client.get("/ping").body, "pong");
}

TEST(Server, InvitesABodyThatWaitsToBeAsked) {
  TestServer server;
  Client client(server.port());
  client.write(
      "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.write("abc");
  EXPECT_EQ(client.read_reply().body, "3");
}

TEST(Server, AGateRefusesBeforeTheBodyIsSent) {
  TestServer server;
  Client client(server.port());
  client.write("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n");
  EXPECT_EQ(client.read_reply().status, 401);
  EXPECT_TRUE(client.at_end());
}

TEST(Server, LargeBodiesGoToAFileThatGoesAway) {
  TestServer server;
  Client client(server.port());
  std::string large;
  for (int i = 0; large.size() < 3'000'000; ++i) large += std::to_string(i) + "\n";
  Reply reply = client.send("POST", "/upload", large, {{"Authorization", "yes"}});
  ASSERT_EQ(reply.status, 200);
  std::size_t space = reply.body.find(' ');
  EXPECT_EQ(reply.body.substr(space + 1), std::to_string(std::hash<std::string>()(large)));
  EXPECT_EQ(client.get("/ping").body, "pong");
  EXPECT_FALSE(std::ifstream(reply.body.substr(0, space)).good());
}

TEST(Server, FailuresKeepTheirInternalTextInTheLog) {
  TestServer server;
  Reply refused = Client(server.port()).get("/refuse");
  EXPECT_EQ(refused.status, 403);
  EXPECT_THAT(refused.body, Not(HasSubstr("secret")));
  EXPECT_THAT(server.log(), HasSubstr("secret detail"));
}

TEST(Server, SaysWhenToComeBack) {
  TestServer server;
  Reply reply = Client(server.port()).get("/too-many");
  EXPECT_EQ(reply.status, 429);
  EXPECT_EQ(reply.headers.get("Retry-After"), "17");
}

TEST(Server, BugsAreAnsweredWithTheIdTheLogHas) {
  TestServer server;
  for (const char* target : {"/bug", "/broken", "/bad-header"}) {
    Reply reply = Client(server.port()).get(target);
    EXPECT_EQ(reply.status, 500) << target;
    EXPECT_THAT(reply.body, Not(HasSubstr("secret"))) << target;
    std::size_t id = reply.body.find("\"id\":\"");
    ASSERT_NE(id, std::string::npos) << target;
    EXPECT_THAT(server.log(), HasSubstr(reply.body.substr(id, 15))) << target;
    EXPECT_THAT(
        server.log(),
        HasSubstr(std::string_view(target) == "/bad-header" ? "control byte" : "secret detail"));
  }
}

TEST(Server, AFullLaneAnswersBusyAndTheOtherGoesOn) {
  TestServer server({.fast_threads = 2, .fast_queue = 3});
  std::vector<Client> waiting;
  for (int i = 0; i < 5; ++i) {
    waiting.emplace_back(server.port());
    waiting.back().write("GET /block HTTP/1.1\r\nHost: x\r\n\r\n");
  }
  server.wait_for_blocked(2);
  Client late(server.port());
  Reply busy;
  // The last of the five may still be on its way: its place is then taken by the late one.
  do {
    busy = late.get("/fast");
  } while (busy.status == 200);
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(busy.headers.get("Retry-After"), "1");
  EXPECT_EQ(late.send("POST", "/write").body, "written") << "writers have their own lane";
  EXPECT_EQ(late.get("/ping").body, "pong") << "direct routes need none";
  server.unblock();
  for (Client& client : waiting) EXPECT_EQ(client.read_reply().body, "unblocked");
  EXPECT_EQ(late.get("/fast").body, "fast");
}

TEST(Server, AHandlerLearnsThatItsClientLeft) {
  TestServer server;
  {
    Client client(server.port());
    client.write("GET /until-gone HTTP/1.1\r\nHost: x\r\n\r\n");
    server.wait_for_blocked(1);
  }
  EXPECT_TRUE(server.saw_client_leave());
}

TEST(Server, ARequestThatWaitedTooLongIsNotStarted) {
  TestServer server({.fast_threads = 1});
  Client first(server.port()), second(server.port());
  first.write("GET /block HTTP/1.1\r\nHost: x\r\n\r\n");
  server.wait_for_blocked(1);
  second.write("GET /deadline-zero HTTP/1.1\r\nHost: x\r\n\r\n");
  server.unblock();
  EXPECT_EQ(first.read_reply().body, "unblocked");
  EXPECT_EQ(second.read_reply().status, 503);
}

TEST(Server, CutsSlowHeadersAndIdleConnections) {
  TestServer server({.header_timeout = milliseconds(50), .idle_timeout = milliseconds(80)});
  Client slow(server.port()), idle(server.port()), served(server.port());
  slow.write("GET /ping HTTP/1.1\r\nHost:");
  EXPECT_EQ(served.get("/ping").status, 200);
  EXPECT_TRUE(slow.at_end());
  EXPECT_TRUE(idle.at_end());
  EXPECT_TRUE(served.at_end());
}

TEST(Server, CutsABodyThatDoesNotCome) {
  TestServer server({.stall_timeout = milliseconds(50)});
  Client client(server.port());
  client.write("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_EQ(client.read_reply().status, 0);
  EXPECT_TRUE(client.at_end());
}

TEST(Server, BoundsTheNumberOfConnections) {
  TestServer server({.max_connections = 2});
  Client first(server.port()), second(server.port());
  EXPECT_EQ(first.get("/ping").status, 200);
  EXPECT_EQ(second.get("/ping").status, 200);
  Client third(server.port());
  EXPECT_EQ(third.read_reply(true).status, 503);
  EXPECT_TRUE(third.at_end());
  EXPECT_EQ(first.get("/ping").status, 200);
}

TEST(Server, SendsLongAnswersInPieces) {
  TestServer server;
  Client client(server.port());
  Reply reply = client.get("/export?pieces=50");
  EXPECT_EQ(reply.headers.get("Transfer-Encoding"), "chunked");
  EXPECT_EQ(reply.body.size(), 50u * 100'000u);
  EXPECT_EQ(client.get("/ping").body, "pong");
}

TEST(Server, ABrokenLongAnswerDoesNotLookWhole) {
  TestServer server;
  Client client(server.port());
  Reply reply = client.get("/export?pieces=3&break=1");
  EXPECT_THAT(reply.body, ::testing::EndsWith("<cut>"));
}

TEST(Server, BelievesTheProxyOnlyWhenTold) {
  Headers forwarded{{"X-Forwarded-Proto", "https"}, {"X-Forwarded-For", "6.6.6.6, 192.0.2.7"}};
  TestServer closed;
  EXPECT_EQ(Client(closed.port()).get("/who", forwarded).body, "127.0.0.1 plain");
  TestServer trusting({.trust_proxy = true});
  Reply reply = Client(trusting.port()).get("/who", forwarded);
  EXPECT_EQ(reply.body, "192.0.2.7 secure");
  EXPECT_TRUE(reply.headers.has("Strict-Transport-Security"));
  EXPECT_EQ(Client(trusting.port()).get("/who").body, "127.0.0.1 plain");
}

TEST(Server, StoppingLetsRunningRequestsFinish) {
  TestServer server;
  Client running(server.port()), idle(server.port());
  EXPECT_EQ(idle.get("/ping").status, 200);
  running.write("GET /block HTTP/1.1\r\nHost: x\r\n\r\n");
  server.wait_for_blocked(1);
  std::thread stopper([&] { server->stop(); });
  EXPECT_TRUE(idle.at_end());
  server.unblock();
  Reply reply = running.read_reply();
  stopper.join();
  EXPECT_EQ(reply.body, "unblocked");
  EXPECT_EQ(reply.headers.get("Connection"), "close");
  EXPECT_FALSE(Client(server.port()).connected());
}

TEST(Server, StoppingCutsWhatDoesNotFinish) {
  TestServer server({.grace = milliseconds(20)});
  Client client(server.port());
  client.write("GET /until-gone HTTP/1.1\r\nHost: x\r\n\r\n");
  server.wait_for_blocked(1);
  server->stop();
  EXPECT_EQ(server->connections(), 0);
}

TEST(Server, SaysWhyItCannotListen) {
  TestServer first;
  Server second({.port = first.port()}, Router());
  auto result = second.start();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().key, "http.listen");
  EXPECT_EQ(result.error().params[0].value, "127.0.0.1:" + std::to_string(first.port()));
}

}  // namespace
}  // namespace kontor::http
