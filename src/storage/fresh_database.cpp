#include "storage/fresh_database.h"

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <libpq-fe.h>
#include <stdexcept>
#include <unistd.h>
#include <utility>

#include "storage/throwaway_cluster.h"

namespace kontor::storage::testing {
namespace {

std::string make_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "kontor-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp " + name);
  return name;
}

// The cluster of the environment, or one for the lifetime of this process.
const std::string& cluster_url() {
  static const std::string url = [] {
    const char* given = std::getenv("KONTOR_TEST_PG");
    if (given != nullptr && *given != '\0') return std::string(given);
    static const ThrowawayCluster cluster(ThrowawayCluster::Disk::fast);
    return cluster.url();
  }();
  return url;
}

std::string new_name() {
  static std::atomic<int> count = 0;
  return "kontor_test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
}

// The connection string of another database of the same cluster.
std::string url_of(const std::string& database) {
  char* problem = nullptr;
  PQconninfoOption* options = PQconninfoParse(cluster_url().c_str(), &problem);
  if (options == nullptr) throw std::runtime_error(std::string("KONTOR_TEST_PG: ") + problem);
  std::string url = "dbname=" + database;
  for (const auto* option = options; option->keyword != nullptr; ++option) {
    if (option->val == nullptr || std::string_view(option->keyword) == "dbname") continue;
    (url += ' ') += option->keyword;
    url += "='";
    for (const char* c = option->val; *c != '\0'; ++c) {
      if (*c == '\'' || *c == '\\') url += '\\';
      url += *c;
    }
    url += '\'';
  }
  PQconninfoFree(options);
  return url;
}

void run_on_cluster(const std::string& statement) {
  PGconn* connection = PQconnectdb(cluster_url().c_str());
  PGresult* result = PQexec(connection, statement.c_str());
  const bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
  const std::string message = PQerrorMessage(connection);
  PQclear(result);
  PQfinish(connection);
  if (!done) throw std::runtime_error(statement + ": " + message);
}

}  // namespace

FreshDatabase::FreshDatabase(Engine engine, OpenOptions options) : options_(std::move(options)) {
  if (engine == Engine::sqlite) {
    folder_ = make_folder();
    options_.url = "sqlite:" + folder_ + "/kontor.db";
  } else {
    name_ = new_name();
    run_on_cluster("CREATE DATABASE " + name_ + " TEMPLATE template0");
    options_.url = url_of(name_);
  }
  open();
}

FreshDatabase::~FreshDatabase() {
  close();
  try {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
    if (!name_.empty()) run_on_cluster("DROP DATABASE " + name_ + " WITH (FORCE)");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "a test database stays behind: %s\n", error.what());
  }
}

void FreshDatabase::open() {
  auto opened = storage::open(options_);
  if (!opened) throw std::runtime_error(opened.error().key + ": " + opened.error().internal);
  database_ = std::move(*opened);
}

std::vector<Engine> engines() {
  return {Engine::sqlite, Engine::postgres};
}

}  // namespace kontor::storage::testing
