#include "http/event_stream.h"

#include <gtest/gtest.h>

namespace kontor::http {
namespace {

TEST(EventFrame, IsTheTextOfTheProtocol) {
  EXPECT_EQ(*frame({"7", "changed", "{\"a\":1}"}), "id: 7\nevent: changed\ndata: {\"a\":1}\n\n");
  EXPECT_EQ(*frame({{}, {}, ""}), "data: \n\n");
}

TEST(EventFrame, NoLineOfTheDataCanBecomeAField) {
  EXPECT_EQ(*frame({{}, {}, "a\nid: 9\r\nb\rc"}), "data: a\ndata: id: 9\ndata: b\ndata: c\n\n");
}

TEST(EventStream, GivesWhatWasSentInOrder) {
  EventStream stream;
  EXPECT_TRUE(stream.send(frame({{}, {}, "1"})));
  EXPECT_TRUE(stream.send(frame({{}, {}, "2"})));
  EXPECT_EQ(stream.take(), "data: 1\n\ndata: 2\n\n");
  EXPECT_EQ(stream.take(), "");
}

TEST(EventStream, WakesOncePerBurst) {
  EventStream stream;
  int wakes = 0;
  stream.send(frame({{}, {}, "early"}));
  stream.attach([&] { ++wakes; });
  EXPECT_EQ(wakes, 1) << "what was sent before is announced";
  stream.take();
  for (int i = 0; i < 5; ++i) stream.send(frame({{}, {}, "x"}));
  EXPECT_EQ(wakes, 2);
}

TEST(EventStream, DropsAClientThatDoesNotRead) {
  EventStream stream;
  int closed = 0;
  stream.on_close([&] { ++closed; });
  EventFrame small = frame({{}, {}, "x"});
  for (std::size_t i = 0; i < EventStream::kMaxFrames; ++i) ASSERT_TRUE(stream.send(small));
  EXPECT_EQ(closed, 0);
  EXPECT_FALSE(stream.send(small));
  EXPECT_TRUE(stream.closed());
  EXPECT_TRUE(stream.overflown());
  EXPECT_EQ(closed, 1);
}

TEST(EventStream, BoundsBytesAsWellAsFrames) {
  EventStream stream;
  EventFrame large = frame({{}, {}, std::string(EventStream::kMaxBytes / 2, 'x')});
  EXPECT_TRUE(stream.send(large));
  EXPECT_FALSE(stream.send(large));
  EXPECT_TRUE(stream.overflown());
}

TEST(EventStream, ClosingTellsOnceAndEndsSending) {
  EventStream stream;
  int closed = 0;
  stream.on_close([&] { ++closed; });
  stream.close();
  stream.close();
  EXPECT_EQ(closed, 1);
  EXPECT_FALSE(stream.send(frame({{}, {}, "x"})));
  stream.on_close([&] { ++closed; });
  EXPECT_EQ(closed, 2) << "too late is at once";
}

}  // namespace
}  // namespace kontor::http
