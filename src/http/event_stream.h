// Server-sent events (HTML standard, 9.2): the sending end of one client's live stream.
//
// A handler makes a stream, hands it to whoever publishes, and returns it as the body of its
// answer; what is sent before the answer is out waits. The last id a reconnecting client saw
// arrives in the request header Last-Event-ID. The server sends a comment every 25 s to keep
// proxies awake.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace kontor::http {

struct Event {
  std::string_view id;    // no line breaks; empty: none
  std::string_view type;  // no line breaks; empty: "message"
  std::string_view data;  // any text
};

// The bytes of an event: made once, sent to any number of streams.
using EventFrame = std::shared_ptr<const std::string>;
EventFrame frame(const Event& event);

// Safe to use from any thread.
class EventStream {
 public:
  static constexpr std::size_t kMaxFrames = 256;
  static constexpr std::size_t kMaxBytes = 256 * 1024;

  // False when the stream is closed. A client too slow to keep its queue within bounds is dropped;
  // it comes back with Last-Event-ID.
  bool send(EventFrame frame);
  // Ends the stream after what was sent. Idempotent.
  void close();
  bool closed() const;
  // Runs once when the stream ends for any reason; at once if it has ended. On any thread.
  void on_close(std::function<void()> effect);

  // For the server: `wake` runs on any thread when there is something to take or the stream closed.
  void attach(std::function<void()> wake);
  // What waits, oldest first, as one piece of bytes; empty if nothing does.
  std::string take();
  // The client was too slow: give up without sending the rest.
  bool overflown() const;

 private:
  void finish(std::unique_lock<std::mutex>& lock);

  mutable std::mutex mutex_;
  std::deque<EventFrame> queue_;
  std::size_t queued_bytes_ = 0;
  bool closed_ = false;
  bool overflown_ = false;
  std::function<void()> wake_;
  std::function<void()> on_close_;
};

}  // namespace kontor::http
