#include "api/live.h"

#include <algorithm>
#include <chrono>

#include "access/viewing.h"
#include "api/hearing.h"
#include "base/log.h"

namespace kontor::api {
namespace {

std::string data_of(const schema::Catalogue& catalogue, const events::Event& event) {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  const schema::Object* object = catalogue.object(event.object);
  if (object) json.key("object").text(object->name);
  switch (event.kind) {
    case events::EventKind::record:
      json.key("id").text(to_string(event.record)).key("version").number(event.version);
      json.key("action").text(event.action);
      break;
    case events::EventKind::slice:
      json.key("reason").text(event.action);
      break;
    case events::EventKind::catalogue:
      json.key("version").number(event.version);
      break;
    case events::EventKind::job:
      json.key("id").text(to_string(event.record));
      break;
    case events::EventKind::notice:
      break;  // that there is something to ask for
  }
  json.end_object();
  return text;
}

std::string_view type_of(events::EventKind kind) {
  switch (kind) {
    case events::EventKind::record:
      return "records";
    case events::EventKind::slice:
      return "slice";
    case events::EventKind::catalogue:
      return "catalogue";
    case events::EventKind::job:
      return "job";
    case events::EventKind::notice:
      return "notice";
  }
  return "records";
}

}  // namespace

Live::Live(const Services& services) : services_(services) {}

Live::~Live() {
  subscription_ = {};
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    for (Client& client : clients_) client.stream->close();
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Result<void> Live::start() {
  auto resumed = TRY(services_.hub.subscribe([this](std::span<const events::Event> events) {
    std::lock_guard lock(mutex_);
    if (!clients_.empty()) waiting_.emplace_back(events.begin(), events.end());
    wake_.notify_all();
  }));
  subscription_ = std::move(resumed.subscription);
  thread_ = std::thread([this] { run(); });
  return {};
}

Result<std::shared_ptr<http::EventStream>> Live::open(const Caller& caller, RecordId last_seen) {
  Client client{caller, std::make_shared<http::EventStream>()};
  auto stream = client.stream;
  {
    std::lock_guard lock(mutex_);
    clients_.push_back(client);
  }
  // What was missed comes after the registration: twice rather than never.
  if (last_seen) {
    auto resumed = TRY(services_.hub.subscribe([](std::span<const events::Event>) {}, last_seen));
    if (resumed.missed)
      tell(client, *resumed.missed);
    else
      stream->send(http::frame({.id = {}, .type = "reset", .data = "{}"}));
  }
  return stream;
}

void Live::run() {
  for (;;) {
    std::deque<std::vector<events::Event>> batches;
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, std::chrono::milliseconds(500),
                     [this] { return stopping_ || !waiting_.empty(); });
      if (stopping_) return;
      batches.swap(waiting_);
      std::erase_if(clients_, [](const Client& client) { return client.stream->closed(); });
    }
    end_lost_sessions();
    for (const auto& events : batches) tell(events);
  }
}

void Live::tell(const std::vector<events::Event>& events) {
  std::vector<Client> clients;
  {
    std::lock_guard lock(mutex_);
    clients = clients_;
  }
  for (Client& client : clients) tell(client, events);
}

void Live::tell(Client& client, const std::vector<events::Event>& events) {
  if (client.stream->closed()) return;
  auto view = services_.access.view(client.caller.actor);
  if (!view) {
    log_error("live.no_view", view.error());
    client.stream->close();  // the browser comes back and catches up
    return;
  }
  const query::Reader reader = (*view)->reader();
  for (const events::Event& event : events)
    if (may_hear(reader, client.caller.actor.user, event))
      client.stream->send(http::frame({.id = to_string(event.id),
                                       .type = type_of(event.kind),
                                       .data = data_of(*reader.catalogue, event)}));
}

RecordId Live::viewed_by(RecordId session) const {
  const auto viewing = access::viewing_of(services_.access, session);
  return viewing && *viewing ? (*viewing)->viewed : RecordId();
}

void Live::end_lost_sessions() {
  std::vector<Client> clients;
  std::vector<RecordId> sessions, keys;
  {
    std::lock_guard lock(mutex_);
    clients = clients_;
  }
  for (const Client& client : clients)
    client.caller.session ? sessions.push_back(client.caller.session)
                          : keys.push_back(client.caller.key);
  if (clients.empty()) return;
  const auto living_sessions = services_.sessions.living(sessions);
  const auto living_keys = services_.keys.living(keys);
  if (!living_sessions || !living_keys) return;
  for (Client& client : clients) {
    const RecordId id = client.caller.session ? client.caller.session : client.caller.key;
    const auto& living = client.caller.session ? *living_sessions : *living_keys;
    const bool alive = std::ranges::binary_search(living, id);
    if (alive && client.caller.actor.viewed == viewed_by(client.caller.session)) continue;
    if (alive) {
      client.stream->close();  // the browser comes back and sees with other eyes
      continue;
    }
    client.stream->send(http::frame({.id = {}, .type = "session", .data = R"({"state":"ended"})"}));
    client.stream->close();
  }
}

Result<http::Response> open_events(Call& call) {
  const auto last = parse_id(call.request.headers.get("Last-Event-ID"));
  http::Response response;
  response.headers = {{"Content-Type", "text/event-stream"}};
  response.body = TRY(call.services.live->open(call.caller, last.value_or(RecordId())));
  return response;
}

}  // namespace kontor::api
