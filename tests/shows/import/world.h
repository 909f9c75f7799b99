// A workspace that takes in files as a person would, and looks whether every row landed or was
// named with its reason, and whether taking an import back leaves everything as it was.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "records/imports/testing.h"

namespace kontor::shows {

struct Figures {
  std::int64_t files = 0, rows = 0, landed = 0, named = 0, problems = 0, taken_back = 0;
  std::vector<std::string> wrong;
};

class World {
 public:
  World(storage::Engine engine, Figures& figures) : home_(engine), figures_(figures) {}

  // Uploads a file, assigns columns beside what was guessed, checks and runs. `rows`: how many
  // there are in truth.
  importing::Import bring(const std::string& name, std::string_view bytes,
                          const std::string& object, std::int64_t rows,
                          const std::map<std::string, std::string>& targets = {},
                          const importing::ImportOptions& options = {});
  // Takes back everything brought so far, newest first.
  void take_all_back();

  void expect(bool good, const std::string& what);
  // "what: expected 3, found 2" when they differ.
  void expect_count(const std::string& what, std::int64_t expected, std::int64_t found);

  importing::testing::ImportSpace& home() { return home_; }
  // Values of a field of living records by their titles, in wire form.
  std::map<std::string, std::string> values(const std::string& object, const std::string& field);
  std::int64_t said(const importing::Import& import, std::string_view key);

 private:
  struct Brought {
    RecordId id;
    std::string name;
    std::vector<std::string> before;
  };
  void look_at(const importing::Import& import, const std::string& name, std::int64_t rows);

  importing::testing::ImportSpace home_;
  Figures& figures_;
  std::vector<Brought> brought_;
};

// The parts of the show; each says what is wrong to the world.
void bring_organisations(World& world);
void bring_contacts(World& world, std::uint64_t seed);
void bring_cards(World& world);
void bring_pipeline(World& world);

}  // namespace kontor::shows
