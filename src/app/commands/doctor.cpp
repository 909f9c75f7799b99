// kontor doctor: what is wrong, a thing a line with tabs between its parts: the check, the object,
// how many rows, and a sentence about it.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "app/commands/command.h"
#include "base/text.h"
#include "records/audit.h"

namespace kontor::app {
namespace {

using records::Finding;

constexpr std::uintmax_t kMegabyte = 1'000'000;
constexpr std::uintmax_t kLeastSpace = 500 * kMegabyte;

// A backup or an upgrade needs as much room again as the database.
void check_space(const std::string& folder, std::vector<Finding>& findings) {
  std::error_code error;
  const auto space = std::filesystem::space(folder, error);
  if (error) return;
  const auto size = std::filesystem::file_size(folder + "/kontor.db", error);
  const auto needed = std::max(kLeastSpace, error ? 0 : size);
  if (space.available < needed)
    findings.push_back({"space", "", static_cast<std::int64_t>(space.available / kMegabyte),
                        std::to_string(needed / kMegabyte)});
}

void print(const Finding& finding) {
  const Error about{Code::conflict,
                    "doctor." + finding.check,
                    {{"object", finding.object},
                     {"rows", std::to_string(finding.rows)},
                     {"detail", tidy_line(finding.detail)}}};
  std::cout << finding.check << '\t' << finding.object << '\t' << finding.rows << '\t'
            << api::sentence(about, language_of_terminal()) << '\n';
}

}  // namespace

Result<void> doctor(const Arguments& arguments) {
  TRY(arguments.only({"data", "database"}));
  auto workspace = TRY(open_workspace(arguments));
  auto snapshot = TRY(workspace->database().read());
  const auto catalogue = TRY(workspace->catalogues().of(*snapshot));
  auto findings = TRY(records::audit(*snapshot, *catalogue));
  check_space(TRY(required_option(arguments, "data")), findings);
  std::ranges::for_each(findings, print);
  if (findings.empty()) {
    std::cout << "ok\n";
    return {};
  }
  return fail(Code::conflict, "doctor.findings", {{"count", std::to_string(findings.size())}});
}

}  // namespace kontor::app
