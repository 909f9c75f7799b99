// Durable: whoever listens is told. The hub reads the outbox itself, so nothing is lost when this
// process ends here.
#include "events/hub.h"
#include "records/write/run.h"

namespace kontor::records {

void dispatch(events::Hub& hub) {
  hub.wake();
}

}  // namespace kontor::records
