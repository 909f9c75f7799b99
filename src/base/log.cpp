#include "base/log.h"

#include <atomic>
#include <mutex>
#include <string>
#include <unistd.h>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"

namespace kontor {
namespace {

// Long enough for a query plan, short enough that no event floods the disk.
constexpr std::size_t kMaxValue = 2000;

std::atomic<LogLevel> lowest = LogLevel::info;
std::mutex sink_mutex;
std::function<void(std::string_view)> sink;  // guarded by sink_mutex

std::string_view name_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warn:
      return "warn";
    case LogLevel::error:
      return "error";
  }
  return "error";
}

void write_value(JsonWriter& json, const LogField& field) {
  json.key(field.name);
  if (const auto* text = std::get_if<std::string_view>(&field.value)) {
    json.text(text->substr(0, kMaxValue));
  } else if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
    json.number(*number);
  } else {
    json.boolean(std::get<bool>(field.value));
  }
}

void send(std::string line) {
  const std::lock_guard lock(sink_mutex);
  if (sink) return sink(line);
  line += '\n';
  std::string_view left = line;
  while (!left.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, left.data(), left.size());
    if (written <= 0) return;  // nobody listens: the log must not stop the server
    left.remove_prefix(written);
  }
}

}  // namespace

void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  if (level < lowest.load(std::memory_order_relaxed)) return;
  std::string line;
  JsonWriter json(line);
  json.begin_object().key("time").text(to_string(system_clock().now()));
  json.key("level").text(name_of(level)).key("event").text(event);
  for (const auto& field : fields) write_value(json, field);
  json.end_object();
  send(std::move(line));
}

void log_error(std::string_view event, const Error& error, std::initializer_list<LogField> fields) {
  if (LogLevel::error < lowest.load(std::memory_order_relaxed)) return;
  std::string line;
  JsonWriter json(line);
  json.begin_object().key("time").text(to_string(system_clock().now()));
  json.key("level").text("error").key("event").text(event);
  json.key("code").text(to_string(error.code)).key("key").text(error.key);
  if (!error.field.empty()) json.key("field").text(error.field);
  write_value(json, {"detail", std::string_view(error.internal)});
  for (const auto& field : fields) write_value(json, field);
  json.end_object();
  send(std::move(line));
}

void set_log_level(LogLevel level) {
  lowest = level;
}

void set_log_sink(std::function<void(std::string_view)> new_sink) {
  const std::lock_guard lock(sink_mutex);
  sink = std::move(new_sink);
}

}  // namespace kontor
