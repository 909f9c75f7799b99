// A world as the oracle tells it (oracle/worlds.mjs): people, rules as text, records, and what the
// oracle thinks of all of it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "access/organisation/organisation.h"
#include "access/rules/class_verdict.h"
#include "base/json.h"
#include "expr/testing/world.h"

namespace kontor::access::testing {

struct Share {
  Id id = 0, record = 0, recipient = 0;
  std::string kind, action;
  Span span;
};

// What somebody may do with which deals.
struct Answer {
  std::map<std::string, std::vector<std::int64_t>> allowed;  // action -> ids, ascending
  std::map<std::int64_t, std::string> modes;                 // deal -> a letter for each field
};

struct ToldWorld {
  std::int64_t seed = 0;
  Instant now;
  std::string text;  // of the rules
  OrganisationData organisation;
  std::map<Id, std::string> teams;
  std::vector<Share> shares;
  std::map<Id, Answer> users;                     // by user; those who exist
  std::map<std::string, Id> territories;          // by postal code
  std::vector<Id> gone;                           // users who may not log in
  std::map<std::int64_t, std::int64_t> class_of;  // deal -> class
  std::vector<AccessClass> classes;
  std::set<std::int64_t> acted;  // deals at which something was done since they were assigned
};

// user, company, deal, grant as readers have them.
schema::CataloguePtr told_catalogue();
// The fields of a deal whose modes are compared, in the order of Answer::modes.
const std::vector<std::string>& told_fields();

// Reads one line; the records go into `records`, which has the catalogue of rules.
ToldWorld read_world(std::string_view line, expr::testing::World& records);

}  // namespace kontor::access::testing
