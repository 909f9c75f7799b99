// One line of JSON for each event, to stderr. Names and values are escaped, so that nothing from
// outside can forge a line. Never log secrets or contents of records: ids, counts, keys, durations.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string_view>
#include <variant>

namespace kontor {

struct Error;

enum class LogLevel { debug, info, warn, error };

struct LogField {
  LogField(std::string_view name, std::string_view value) : name(name), value(value) {}
  LogField(std::string_view name, const char* value) : name(name), value(std::string_view(value)) {}
  template <std::integral T>
  LogField(std::string_view name, T number) : name(name) {
    if constexpr (std::same_as<T, bool>)
      value = number;
    else
      value = static_cast<std::int64_t>(number);
  }

  std::string_view name;
  std::variant<std::string_view, std::int64_t, bool> value;
};

// `event` is a short constant ("import.finished"), searchable in the logs.
void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});
inline void log_debug(std::string_view event, std::initializer_list<LogField> fields = {}) {
  log(LogLevel::debug, event, fields);
}
inline void log_info(std::string_view event, std::initializer_list<LogField> fields = {}) {
  log(LogLevel::info, event, fields);
}
inline void log_warn(std::string_view event, std::initializer_list<LogField> fields = {}) {
  log(LogLevel::warn, event, fields);
}
// A failure that a person running the server should see, with its internal text.
void log_error(std::string_view event, const Error& error,
               std::initializer_list<LogField> fields = {});

// Events below this level are dropped; info at start.
void set_log_level(LogLevel level);

// Sends lines (without line end) elsewhere, for tests; an empty function goes back to stderr.
void set_log_sink(std::function<void(std::string_view line)> sink);

}  // namespace kontor
