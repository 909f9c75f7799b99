// kontor_bench: the speed of one engine. tools/show/speed starts it for both.
//
//   kontor_bench --program KONTOR --queries DIR --data DIR --people N --figures FILE
//                [--database URL --scratch URL] [--imported N]
//                [--only data|start|reads|creates|import]
#include "speed.h"

#include <cstdio>
#include <filesystem>
#include <iostream>

#include "app/arguments.h"

namespace kontor::bench {
namespace {

Result<Setting> read_setting(const app::Arguments& arguments) {
  TRY(arguments.only({"program", "queries", "data", "people", "figures", "database", "scratch",
                      "imported", "only"}));
  return Setting{.program = arguments.option_or("program", ""),
                 .queries = arguments.option_or("queries", ""),
                 .data = arguments.option_or("data", ""),
                 .database = arguments.option_or("database", ""),
                 .scratch = arguments.option_or("scratch", ""),
                 .only = arguments.option_or("only", ""),
                 .people = TRY(arguments.number("people", 1'000'000)),
                 .imported = TRY(arguments.number("imported", 100'000))};
}

std::string last_line(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

Result<void> measure_served(const Setting& setting, Figures& figures) {
  const std::string key = last_line(
      TRY(run_program(setting.with_data({setting.program, "key", "create", "--name", "bench"}))));
  const auto server = TRY(Server::start(setting.with_data({setting.program, "serve"})));
  const auto words = TRY(draw_words(setting, server, key));
  if (setting.wants("reads")) TRY(measure_reads(setting, server, key, words, figures));
  if (setting.wants("creates")) TRY(measure_creates(setting, server, key, figures));
  return {};
}

Result<void> measure(const Setting& setting, Figures& figures) {
  const bool served = setting.wants("reads") || setting.wants("creates");
  if (served || setting.wants("start") || setting.wants("data")) TRY(prepare_data(setting));
  if (setting.wants("start")) TRY(measure_start(setting, figures));
  if (served) TRY(measure_served(setting, figures));
  if (setting.wants("import")) TRY(measure_import(setting, figures));
  return {};
}

int run(const std::vector<std::string>& words) {
  const auto arguments = app::Arguments::parse(words, {});
  const auto report = [](const Error& error) {
    std::cerr << "kontor_bench: " << error.key << ' ' << error.internal << '\n';
    return 2;
  };
  if (!arguments) return report(arguments.error());
  const auto setting = read_setting(*arguments);
  if (!setting) return report(setting.error());
  Figures figures(setting->sqlite() ? "sqlite" : "postgresql", arguments->option_or("figures", ""));
  if (const auto done = measure(*setting, figures); !done) return report(done.error());
  return figures.all_kept() ? 0 : 1;
}

}  // namespace

std::vector<std::string> Setting::with_data(std::vector<std::string> words) const {
  words.insert(words.end(), {"--data", data});
  if (!sqlite()) words.insert(words.end(), {"--database", database});
  return words;
}

Result<void> prepare_data(const Setting& setting) {
  const std::string whole =
      setting.data + "/complete";  // a run that was stopped leaves no such file
  if (std::filesystem::exists(whole)) return {};
  std::filesystem::remove_all(setting.data);
  TRY(run_program(
      setting.with_data({setting.program, "demo", "--people", std::to_string(setting.people)})));
  std::ofstream(whole) << setting.people << " people\n";
  return {};
}

}  // namespace kontor::bench

int main(int argc, char** argv) {
  return kontor::bench::run({argv + 1, argv + argc});
}
