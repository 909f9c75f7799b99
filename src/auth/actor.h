// Who asks. Nothing is read or written without an Actor; work nobody clicked on is done by a named
// system actor that gives its reason.
#pragma once

#include <cstdlib>
#include <string>

#include "base/id.h"

namespace kontor::auth {

enum class ActorKind {
  user,    // logged in, or with an API key of that user
  system,  // the program itself: a kit, a job, a clean-up
};

struct Actor {
  ActorKind kind = ActorKind::user;
  RecordId user;                       // o_user; none for system actors that work for nobody
  std::string name = {};               // system: what it is, "sample data"
  std::string reason = {};             // system: why it works, for the history
  bool may_write = true;               // false for an API key that only reads
  std::string zone = "Europe/Berlin";  // IANA time zone of the reader
  // Through whose eyes the user looks for now, and only looks: what both of them may see, or in an
  // emergency what that person may see. None: through his own.
  RecordId viewed = {};
  bool emergency = false;
};

// Everything the program does on its own account. Whoever needs another one adds it here, where all
// of them can be seen together.
enum class SystemWork {
  reopen_later,    // a deal comes back on the day it was put off to
  kit_command,     // kontor kit install
  import_command,  // kontor import, in a workspace without users
  export_command,  // kontor export, without --user
  hand_over,       // records of somebody who leaves go to another
  place_again,     // records find their territory anew when territories change
  escalation,      // the columns of escalations are worked out anew when rules change
  approval,        // what an approval keeps, in the name of who took the step
};

inline Actor system_actor(SystemWork work) {
  const auto actor = [](const char* name, const char* reason) {
    return Actor{ActorKind::system, {}, name, reason};
  };
  switch (work) {
    case SystemWork::reopen_later:
      return actor("later", "their date has come");
    case SystemWork::kit_command:
      return actor("kontor kit install", "command line");
    case SystemWork::import_command:
      return actor("kontor import", "command line");
    case SystemWork::export_command:
      return actor("kontor export", "command line");
    case SystemWork::hand_over:
      return actor("organisation", "handed over");
    case SystemWork::place_again:
      return actor("organisation", "territories changed");
    case SystemWork::escalation:
      return actor("escalation", "rules changed");
    case SystemWork::approval:
      return actor("approval", "somebody took a step");
  }
  std::abort();
}

}  // namespace kontor::auth
