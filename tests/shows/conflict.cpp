// conflict_show [--rounds N] [--edits N] [--seed S] [--fault]: two people edit one record.
//   rounds  random interleavings of two editors against a model: other fields merge, the same asks
//   edits   two threads raise one counter from what each last saw: no edit is lost
// With --fault the versions the editors saw are not handed on, which must be noticed.
#include <algorithm>
#include <iostream>
#include <random>
#include <thread>

#include "base/log.h"
#include "conflict_model.h"
#include "records/testing.h"
#include "storage/testing.h"

namespace {

using namespace kontor;
using records::Batch;
using records::Op;
using shows::Model;
using shows::Values;

struct Options {
  int rounds = 5'000;
  int edits = 2'000;
  std::uint64_t seed = 1;
  bool fault = false;
};

struct Figures {
  int edits = 0, merged = 0, asked = 0, wrong = 0;
  std::string first_wrong;
};

constexpr std::array kFields{"role", "department", "best_reached", "first_name"};
constexpr int kStepsPerRound = 12;

class Interleavings {
 public:
  Interleavings(records::testing::Workspace& space, const Options& options, Figures& figures)
      : space_(space), options_(options), figures_(figures), dice_(options.seed) {}

  void run() {
    for (int round = 0; round < options_.rounds && figures_.wrong < 10; ++round) play();
  }

 private:
  int roll(int sides) { return static_cast<int>(dice_() % static_cast<unsigned>(sides)); }

  void play() {
    model_ = Model();
    id_ = space_.create(actors_[0], "person", R"({"last_name":"K"})").id;
    std::array<shows::Seen, 2> seen{{{1, {}}, {1, {}}}};
    for (int step = 0; step < kStepsPerRound; ++step) {
      int editor = roll(2);
      auto& mine = seen[static_cast<std::size_t>(editor)];
      if (roll(3) == 0) {
        mine = {model_.version(), model_.values()};
      } else {
        edit(actors_[static_cast<std::size_t>(editor)], mine);
      }
    }
  }

  void edit(const auth::Actor& actor, shows::Seen& mine) {
    Values edits;
    std::vector<std::string> overwrite;
    for (const char* field : kFields) {
      if (roll(3) == 0)
        edits[field] = roll(4) == 0 ? "" : std::string(1, static_cast<char>('a' + roll(3)));
      if (roll(12) == 0) overwrite.emplace_back(field);
    }
    if (edits.empty()) return;
    auto expected = model_.edit(mine.version, edits, overwrite);
    auto outcome = send(actor, mine.version, edits, overwrite);
    ++figures_.edits;
    figures_.merged += outcome.merged && outcome.errors.empty();
    figures_.asked += !outcome.clashes.empty();
    compare(expected, outcome);
    if (expected.changed) mine = {model_.version(), model_.values()};
  }

  records::Outcome send(const auth::Actor& actor, std::int64_t base, const Values& edits,
                        const std::vector<std::string>& overwrite) {
    records::Change change{Op::update, "person", id_, options_.fault ? 0 : base};
    for (const auto& [field, text] : edits) change.fields.push_back({field, JsonValue(text)});
    change.overwrite = overwrite;
    Batch batch;
    batch.changes.push_back(std::move(change));
    return space_.write(actor, batch).outcomes.at(0);
  }

  void compare(const Model::Verdict& expected, const records::Outcome& outcome) {
    std::vector<std::string> clashes;
    for (const auto& clash : outcome.clashes) clashes.push_back(clash.field);
    std::ranges::sort(clashes);
    auto wanted = expected.clashes;
    std::ranges::sort(wanted);
    expect(clashes == wanted, "the fields that clash");
    expect(outcome.errors.empty() == wanted.empty(), "accepting or refusing");
    expect(outcome.changed == expected.changed, "whether anything changed");
    expect(!wanted.empty() || outcome.merged == expected.merged, "whether it was merged");
    auto record = space_.load("person", id_);
    expect(record.version == model_.version(), "the version");
    for (const char* field : kFields) {
      auto found = model_.values().find(field);
      std::string text = found == model_.values().end() ? "" : found->second;
      std::string wire = text.empty() ? "null" : '"' + text + '"';
      expect(space_.value("person", id_, field) == wire, field);
    }
  }

  void expect(bool good, const std::string& what) {
    if (good) return;
    if (figures_.wrong++ == 0) figures_.first_wrong = what + " is not what the model says";
  }

  records::testing::Workspace& space_;
  const Options& options_;
  Figures& figures_;
  std::mt19937_64 dice_;
  std::array<auth::Actor, 2> actors_{space_.user("Anna"), space_.user("Ben")};
  Model model_;
  RecordId id_;
};

// Each edit says one more than its editor saw. Lost edits make the counter lag behind.
void race(records::testing::Workspace& space, const Options& options, Figures& figures) {
  auto anna = space.user("Anna");
  auto id = space.create(anna, "company", R"({"name":"C","employees":"0"})").id;
  auto field = space.catalogue()->object("company")->field("employees");
  auto place =
      static_cast<std::size_t>(field - space.catalogue()->object("company")->fields.data());
  auto editor = [&](const auth::Actor& actor) {
    for (int done = 0; done < options.edits;) {
      auto record = space.load("company", id);
      auto number = std::get<std::int64_t>(record.values[place]);
      auto outcome = space.update(actor, "company", id,
                                  R"({"employees":")" + std::to_string(number + 1) + "\"}",
                                  options.fault ? 0 : record.version);
      done += outcome.errors.empty() && outcome.changed;
    }
  };
  std::thread other(editor, space.user("Ben"));
  editor(anna);
  other.join();
  auto counted = std::get<std::int64_t>(space.load("company", id).values[place]);
  if (counted == 2 * options.edits) return;
  if (figures.wrong++ == 0)
    figures.first_wrong = std::to_string(2 * options.edits - counted) + " edits were lost";
}

Options read_options(int count, char** arguments) {
  Options options;
  for (int i = 1; i < count; ++i) {
    std::string name = arguments[i];
    auto number = [&] { return i + 1 < count ? std::stoll(arguments[++i]) : 0; };
    if (name == "--rounds") options.rounds = static_cast<int>(number());
    if (name == "--edits") options.edits = static_cast<int>(number());
    if (name == "--seed") options.seed = static_cast<std::uint64_t>(number());
    if (name == "--fault") options.fault = true;
  }
  return options;
}

}  // namespace

int main(int count, char** arguments) {
  set_log_sink([](std::string_view) {});
  Options options = read_options(count, arguments);
  bool kept = true;
  std::string last;
  for (auto engine : storage::testing::engines()) {
    Figures figures;
    {
      records::testing::Workspace space(engine, {"people", "companies"});
      Interleavings(space, options, figures).run();
      race(space, options, figures);
    }
    bool good = figures.wrong == 0 && figures.merged > 0 && figures.asked > 0;
    if (options.fault) good = figures.wrong > 0;
    kept &= good;
    if (!figures.first_wrong.empty()) std::cout << "  " << figures.first_wrong << '\n';
    last += storage::name_of(engine) + ": " + std::to_string(figures.edits) + " edits, " +
            std::to_string(figures.merged) + " merged, " + std::to_string(figures.asked) +
            " asked, " + std::to_string(figures.wrong) + " wrong; ";
  }
  std::cout << last << "seed " << options.seed << ", " << options.rounds << " rounds, "
            << 2 * options.edits << " racing edits: "
            << (options.fault
                    ? (kept ? "the planted fault was found" : "the planted fault was MISSED")
                    : (kept ? "kept" : "MISSED"))
            << std::endl;
  return kept ? 0 : 1;
}
