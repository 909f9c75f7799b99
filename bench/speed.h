// What make show-speed measures on one engine. Each part says what it measured and adds it to the
// figures; an error means that it could not be measured at all.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/workspace.h"
#include "auth/actor.h"
#include "base/result.h"
#include "figures.h"
#include "server.h"

namespace kontor::bench {

struct Setting {
  std::string program;   // the kontor binary
  std::string queries;   // folder of queries/*.txt
  std::string data;      // folder of the workspace with the demo data
  std::string database;  // libpq connection string; empty: SQLite
  std::string scratch;   // libpq connection string of a database for the import; SQLite: unused
  std::string only;      // one part; empty: all
  std::int64_t people = 0;
  std::int64_t imported = 0;  // people written by the import

  bool sqlite() const { return database.empty(); }
  bool wants(const std::string& part) const { return only.empty() || only == part; }
  std::vector<std::string> with_data(std::vector<std::string> words) const;
};

// Words for the queries, drawn from the people of the demo data.
using Words = std::map<std::string, std::vector<std::string>>;

// Makes the demo workspace unless an earlier run has left a whole one.
[[nodiscard]] Result<void> prepare_data(const Setting& setting);

[[nodiscard]] Result<void> measure_start(const Setting& setting, Figures& figures);
[[nodiscard]] Result<void> measure_reads(const Setting& setting, const Server& server,
                                         const std::string& key, const Words& words,
                                         Figures& figures);
[[nodiscard]] Result<void> measure_creates(const Setting& setting, const Server& server,
                                           const std::string& key, Figures& figures);
[[nodiscard]] Result<void> measure_import(const Setting& setting, Figures& figures);

// Draws the words, asking the server for ids.
[[nodiscard]] Result<Words> draw_words(const Setting& setting, const Server& server,
                                       const std::string& key);

}  // namespace kontor::bench
