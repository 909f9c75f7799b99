// The command line: words, then options. `--name value` and `--name=value` are the same; an option
// without a value is a switch.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kontor::app {

class Arguments {
 public:
  // `switches` are the options that take no value. Errors: "usage.missing_value".
  [[nodiscard]] static Result<Arguments> parse(const std::vector<std::string>& words,
                                               const std::vector<std::string>& switches);

  // What stands without a "--" in front: command words and file names.
  const std::vector<std::string>& words() const { return words_; }

  std::optional<std::string> option(std::string_view name) const;
  std::string option_or(std::string_view name, std::string_view fallback) const;
  bool has(std::string_view name) const { return options_.contains(name); }
  // Errors: "usage.not_a_number".
  [[nodiscard]] Result<std::int64_t> number(std::string_view name, std::int64_t fallback) const;
  // Errors: "usage.unknown_option" for options a command does not know.
  [[nodiscard]] Result<void> only(const std::vector<std::string>& known) const;

 private:
  std::vector<std::string> words_;
  std::map<std::string, std::string, std::less<>> options_;
};

}  // namespace kontor::app
