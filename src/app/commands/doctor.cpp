#include <iostream>

#include "app/commands/command.h"
#include "records/audit.h"

namespace kontor::app {

Result<void> doctor(const Arguments& arguments) {
  TRY(arguments.only({"data", "database"}));
  auto workspace = TRY(open_workspace(arguments));
  auto snapshot = TRY(workspace->database().read());
  const auto catalogue = TRY(workspace->catalogues().of(*snapshot));
  const auto findings = TRY(records::audit(*snapshot, *catalogue));
  for (const records::Finding& finding : findings)
    std::cout << finding.check << '\t' << finding.object << '\t' << finding.rows << '\t'
              << finding.detail << '\n';
  if (findings.empty()) {
    std::cout << "ok\n";
    return {};
  }
  return fail(Code::conflict, "doctor.findings", {{"count", std::to_string(findings.size())}});
}

}  // namespace kontor::app
