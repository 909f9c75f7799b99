// What handlers work with. Made once by app; everything lives as long as the server.
#pragma once

#include <string>

#include "access/access.h"
#include "auth/keys.h"
#include "auth/login.h"
#include "auth/sessions.h"
#include "auth/users.h"
#include "events/hub.h"
#include "events/jobs.h"
#include "records/imports/imports.h"
#include "records/write.h"

namespace kontor::access {
class Organisations;
class OrganisationStore;
}  // namespace kontor::access

namespace kontor::api {

class Live;

struct Services {
  const access::Access& access;
  access::Organisations& organisations;
  access::OrganisationStore& organisation;
  records::Writer& writer;
  events::Hub& hub;
  events::Jobs& jobs;
  importing::Imports& imports;
  auth::Users& users;
  auth::Sessions& sessions;
  auth::Login& login;
  auth::Keys& keys;
  Live* live = nullptr;
  std::string engine;   // "sqlite" or "postgresql"
  std::string version;  // of the program
};

}  // namespace kontor::api
