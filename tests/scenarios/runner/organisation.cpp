// Statements about who belongs where: unit, move, seat, away, territory, distribute, settle, hand.
#include <algorithm>

#include "records/hand_over.h"
#include "world.h"

namespace kontor::scenarios {
namespace {

using access::Id;

constexpr std::string_view kVerbs[] = {"unit",      "move",       "seat",   "away",
                                       "territory", "distribute", "settle", "hand"};

std::vector<std::string> names_in(Words& words) {
  std::vector<std::string> names;
  while (!words.done() && !words.rest().starts_with("held by ")) {
    names.push_back(words.word());
    words.comma();
  }
  return names;
}

}  // namespace

bool World::arrange(Words words) {
  const std::string verb(words.peek());
  if (std::ranges::find(kVerbs, verb) == std::end(kVerbs)) return false;
  no_surprises();
  last_ = {};
  words.word();
  auto done = verb == "unit"         ? add_unit(words)
              : verb == "move"       ? move_unit(words)
              : verb == "seat"       ? give_seat(words)
              : verb == "away"       ? send_away(words)
              : verb == "territory"  ? add_territory(words)
              : verb == "distribute" ? distribute(words)
              : verb == "settle"     ? settle_territories(words)
                                     : hand_over(words);
  if (!done) {
    last_.error = std::move(done).error();
    last_.errors = {*last_.error};
  }
  return true;
}

Id World::user_id(const std::string& name) {
  return space().user(name).user.value;
}

// unit NAME [below UNIT] [external]
Result<void> World::add_unit(Words& words) {
  access::NewUnit unit{.name = words.word()};
  if (words.take("below")) {
    unit.parent = named(words.word()).id.value;
  } else {
    unit.kind = access::UnitKind::company;
  }
  unit.external = words.take("external");
  if (unit.external) unit.kind = access::UnitKind::company;
  words.end();
  const Id id = TRY(space().organisation().add_unit(unit, {}));
  records_[unit.name] = {"unit", RecordId{id}};
  return {};
}

// move UNIT below UNIT
Result<void> World::move_unit(Words& words) {
  const Id unit = named(words.word()).id.value;
  if (!words.take("below")) throw Mismatch{"move UNIT below UNIT"};
  const Id parent = named(words.word()).id.value;
  words.end();
  return space().organisation().change_unit(unit, {.parent = parent}, {});
}

// seat USER in UNIT [as head | deputy]
Result<void> World::give_seat(Words& words) {
  access::Seat seat;
  seat.user = user_id(words.word());
  if (!words.take("in")) throw Mismatch{"seat USER in UNIT"};
  seat.unit = named(words.word()).id.value;
  if (words.take("as head")) seat.place = access::Place::head;
  if (words.take("as deputy")) seat.place = access::Place::deputy;
  words.end();
  TRY(space().organisation().put_seat(seat, {}));
  return {};
}

// away USER [deputy USER] for N seconds
Result<void> World::send_away(Words& words) {
  access::Absence absence;
  absence.user = user_id(words.word());
  if (words.take("deputy")) absence.deputy = user_id(words.word());
  if (!words.take("for")) throw Mismatch{"away USER [deputy USER] for N seconds"};
  const std::int64_t now = space().clock().now().micros;
  absence.span = {now, now + std::stoll(words.word()) * kMicrosPerSecond};
  words.take("seconds");
  words.end();
  TRY(space().organisation().put_absence(absence, {}));
  return {};
}

// territory NAME PREFIX, ... [held by USER, ...]
Result<void> World::add_territory(Words& words) {
  const std::string name = words.word();
  auto& store = space().organisation();
  const Id id = TRY(store.add_territory(name, {}));
  std::vector<access::PostalPrefix> prefixes;
  for (const std::string& prefix : names_in(words)) prefixes.push_back({"DE", prefix, id});
  TRY(store.set_prefixes(id, std::move(prefixes), {}));
  records_[name] = {"territory", RecordId{id}};
  if (!words.take("held by")) return {};
  for (const std::string& user : names_in(words))
    TRY(store.put_holding({0, id, user_id(user)}, {}));
  return {};
}

// distribute in turn | by load
Result<void> World::distribute(Words& words) {
  const auto mode = words.take("in turn")   ? access::Distribution::in_turn
                    : words.take("by load") ? access::Distribution::by_load
                                            : access::Distribution::off;
  return space().organisation().set_distribution(mode, {});
}

// settle territories: what the background job does
Result<void> World::settle_territories(Words&) {
  records::Position after;
  while (TRY(records::place_slice(space().writer(), after, 10)) > 0) {
  }
  return {};
}

// hand over USER to USER
Result<void> World::hand_over(Words& words) {
  if (!words.take("over")) throw Mismatch{"hand over USER to USER"};
  const RecordId from{user_id(words.word())};
  if (!words.take("to")) throw Mismatch{"hand over USER to USER"};
  const RecordId to{user_id(words.word())};
  words.end();
  while (TRY(records::hand_over_slice(space().writer(), from, to, 10)) > 0) {
  }
  return {};
}

// expect superior USER LEVEL is USER, ... | nobody
void World::check_superior(Words words) {
  const Id user = user_id(words.word());
  const int level = std::stoi(words.word());
  if (!words.take("is")) throw Mismatch{"expect superior USER LEVEL is USER"};
  access::Ids expected;
  if (!words.take("nobody"))
    for (const std::string& name : names_in(words)) expected.push_back(user_id(name));
  std::ranges::sort(expected);
  auto snapshot = space().database().read();
  if (!snapshot) throw Mismatch{snapshot.error().internal};
  auto tree = space().organisations().of(**snapshot);
  if (!tree) throw Mismatch{tree.error().internal};
  const access::Ids found = (*tree)->superiors(user, level, space().clock().now());
  if (found == expected) return;
  std::string text = "superiors are";
  for (const Id id : found)
    for (const std::string& name : users_)
      if (user_id(name) == id) text += " " + name;
  throw Mismatch{text};
}

// expect spread of OBJECT among USER, ...: each has as many as the others, or one more
void World::check_spread(Words words) {
  const std::string object = words.word();
  if (!words.take("among")) throw Mismatch{"expect spread OBJECT among USER, ..."};
  std::int64_t fewest = -1, most = 0, all = 0;
  for (const std::string& name : names_in(words)) {
    const std::int64_t count = space().number("SELECT count(*) FROM o_" + object +
                                              " WHERE owner = " + std::to_string(user_id(name)));
    fewest = fewest < 0 ? count : std::min(fewest, count);
    most = std::max(most, count);
    all += count;
  }
  const std::int64_t total = space().number("SELECT count(*) FROM o_" + object);
  if (all == total && most - fewest <= 1) return;
  throw Mismatch{std::to_string(all) + " of " + std::to_string(total) + ", between " +
                 std::to_string(fewest) + " and " + std::to_string(most)};
}

}  // namespace kontor::scenarios
