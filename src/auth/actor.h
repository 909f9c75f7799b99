// Who asks. Nothing is read or written without an Actor; work nobody clicked on is done by a named
// system actor that gives its reason.
#pragma once

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
};

inline Actor system_actor(std::string name, std::string reason) {
  return {ActorKind::system, {}, std::move(name), std::move(reason)};
}

}  // namespace kontor::auth
