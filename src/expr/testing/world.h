// Records in memory, as the evaluator sees them. World::load puts the same records into a database.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "expr/evaluate.h"
#include "schema/catalogue.h"
#include "storage/database.h"

namespace kontor::expr::testing {

struct Record {
  const schema::Object* object = nullptr;
  std::int64_t id = 0;
  bool deleted = false;
  // By what a path says inside the record: "name", "address.place", "amount.currency",
  // "phones.e164". Relations hold ids; derived ones hold nothing.
  std::map<std::string, std::vector<Atom>> values;
};

class World {
 public:
  explicit World(schema::CataloguePtr catalogue) : catalogue_(std::move(catalogue)) {}

  const schema::CataloguePtr& catalogue() const { return catalogue_; }
  Record& add(std::string_view object, std::int64_t id);
  const std::map<std::int64_t, Record>& records() const { return records_; }

  // What the reader may see; everything when not set.
  std::function<bool(const schema::Object&, std::int64_t id)> visible;
  std::function<bool(const schema::Object&, const schema::Field&, std::int64_t id)> readable;

  std::shared_ptr<const RecordView> view(std::int64_t id) const;

  // Makes the tables of the catalogue in an empty database and fills them.
  Result<void> load(storage::Database& database) const;
  // The records only.
  Result<void> fill(storage::Transaction& transaction) const;

 private:
  friend class WorldView;
  bool alive(std::int64_t id) const;
  std::vector<std::int64_t> related(const Record& record, const Step& step) const;

  schema::CataloguePtr catalogue_;
  std::map<std::int64_t, Record> records_;
};

}  // namespace kontor::expr::testing
