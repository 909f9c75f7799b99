#include "app/arguments.h"

#include <algorithm>
#include <charconv>

namespace kontor::app {

Result<Arguments> Arguments::parse(const std::vector<std::string>& words,
                                   const std::vector<std::string>& switches) {
  Arguments arguments;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].starts_with("--")) {
      arguments.words_.push_back(words[i]);
      continue;
    }
    const std::string option = words[i].substr(2);
    if (const auto equals = option.find('='); equals != option.npos) {
      arguments.options_[option.substr(0, equals)] = option.substr(equals + 1);
    } else if (std::ranges::find(switches, option) != switches.end()) {
      arguments.options_[option] = "";
    } else if (i + 1 < words.size()) {
      arguments.options_[option] = words[++i];
    } else {
      return fail(Code::bad_request, "usage.missing_value", {{"name", option}});
    }
  }
  return arguments;
}

std::optional<std::string> Arguments::option(std::string_view name) const {
  const auto found = options_.find(name);
  if (found == options_.end()) return std::nullopt;
  return found->second;
}

std::string Arguments::option_or(std::string_view name, std::string_view fallback) const {
  return option(name).value_or(std::string(fallback));
}

Result<std::int64_t> Arguments::number(std::string_view name, std::int64_t fallback) const {
  const auto text = option(name);
  if (!text) return fallback;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc() || end != text->data() + text->size() || value < 0)
    return fail(Code::bad_request, "usage.not_a_number",
                {{"name", std::string(name)}, {"value", *text}});
  return value;
}

Result<void> Arguments::only(const std::vector<std::string>& known) const {
  for (const auto& [name, value] : options_)
    if (std::ranges::find(known, name) == known.end())
      return fail(Code::bad_request, "usage.unknown_option", {{"name", name}});
  return {};
}

}  // namespace kontor::app
