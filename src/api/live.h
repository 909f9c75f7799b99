// Live updates to browsers: what was committed, told to each client that may see it
// (GET /api/events, docs/api/records.md). One thread does the telling, so that neither commits nor
// requests wait for it. A session that ended loses its stream within a second.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "api/call.h"
#include "events/hub.h"
#include "http/event_stream.h"

namespace kontor::api {

class Live {
 public:
  explicit Live(const Services& services);
  ~Live();
  Live(const Live&) = delete;

  [[nodiscard]] Result<void> start();

  // A stream for this caller, beginning behind `last_seen` where that is still known.
  [[nodiscard]] Result<std::shared_ptr<http::EventStream>> open(const Caller& caller,
                                                                RecordId last_seen);

 private:
  struct Client {
    Caller caller;
    std::shared_ptr<http::EventStream> stream;
  };

  void run();
  void tell(const std::vector<events::Event>& events);
  void tell(Client& client, const std::vector<events::Event>& events);
  RecordId viewed_by(RecordId session) const;
  void end_lost_sessions();

  const Services& services_;
  events::Hub::Subscription subscription_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::vector<events::Event>> waiting_;
  std::vector<Client> clients_;
  bool stopping_ = false;
  std::thread thread_;
};

Result<http::Response> open_events(Call& call);

}  // namespace kontor::api
