// What handlers work with. Made once by app; everything lives as long as the server.
#pragma once

#include <string>

#include "access/access.h"
#include "query/cursor.h"
#include "records/write.h"

namespace kontor::api {

struct Services {
  const access::Access& access;
  const query::CursorSealer& cursors;
  records::Writer& writer;
};

}  // namespace kontor::api
