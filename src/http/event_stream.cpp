#include "http/event_stream.h"

#include <utility>

namespace kontor::http {

namespace {

void append_line(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\n");
}

}  // namespace

EventFrame frame(const Event& event) {
  std::string out;
  if (!event.id.empty()) append_line(out, "id", event.id);
  if (!event.type.empty()) append_line(out, "event", event.type);
  // Every kind of line break ends a line of the protocol, so each starts a new data line.
  std::string_view rest = event.data;
  while (true) {
    std::size_t end = rest.find_first_of("\r\n");
    append_line(out, "data", rest.substr(0, end));
    if (end == std::string_view::npos) break;
    bool pair = rest.substr(end, 2) == "\r\n";
    rest.remove_prefix(end + (pair ? 2 : 1));
  }
  out += '\n';
  return std::make_shared<const std::string>(std::move(out));
}

bool EventStream::send(EventFrame frame) {
  std::unique_lock lock(mutex_);
  if (closed_) return false;
  if (queue_.size() >= kMaxFrames || queued_bytes_ + frame->size() > kMaxBytes) {
    overflown_ = true;
    queue_.clear();
    queued_bytes_ = 0;
    finish(lock);
    return false;
  }
  queued_bytes_ += frame->size();
  queue_.push_back(std::move(frame));
  // One wake-up until the queue is taken: a burst costs one.
  if (queue_.size() == 1 && wake_) wake_();
  return true;
}

void EventStream::close() {
  std::unique_lock lock(mutex_);
  if (!closed_) finish(lock);
}

void EventStream::finish(std::unique_lock<std::mutex>& lock) {
  closed_ = true;
  auto wake = wake_;
  auto effect = std::exchange(on_close_, nullptr);
  lock.unlock();
  if (wake) wake();
  if (effect) effect();
}

bool EventStream::closed() const {
  std::lock_guard lock(mutex_);
  return closed_;
}

void EventStream::on_close(std::function<void()> effect) {
  std::unique_lock lock(mutex_);
  if (!closed_) {
    on_close_ = std::move(effect);
    return;
  }
  lock.unlock();
  effect();
}

void EventStream::attach(std::function<void()> wake) {
  std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
  if (wake_ && (closed_ || !queue_.empty())) wake_();
}

std::string EventStream::take() {
  std::lock_guard lock(mutex_);
  std::string bytes;
  bytes.reserve(queued_bytes_);
  for (const EventFrame& frame : queue_) bytes += *frame;
  queue_.clear();
  queued_bytes_ = 0;
  return bytes;
}

bool EventStream::overflown() const {
  std::lock_guard lock(mutex_);
  return overflown_;
}

}  // namespace kontor::http
