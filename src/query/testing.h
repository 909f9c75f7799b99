// A small world for tests and benches of the reading paths: a database with the kits of the
// program, records put in directly, and rights that say whatever a test wants.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "query/reader.h"
#include "query/scope.h"
#include "schema/fields/value.h"
#include "schema/load.h"
#include "storage/fresh_database.h"

namespace kontor::query::testing {

using Values = std::vector<std::pair<std::string, schema::FieldValue>>;

// Everybody may see and edit everything, but for what a test takes away.
class FakeRights final : public ScopeSource {
 public:
  // Changes the scope of one object; it begins as everything, every field to be edited.
  using Change = std::function<void(const schema::Object&, Scope&)>;
  void change(const std::string& object, Change change) { changes_[object] = std::move(change); }
  // The mode of one field for every row.
  void mode(const std::string& object, const std::string& field, Mode mode);
  // Only rows of these access classes.
  void classes(const std::string& object, std::vector<std::int64_t> classes);

  Result<ScopePtr> scope(const schema::Object& object, Action action) override;
  Abilities abilities(const schema::Object&, const RecordFacts&) override { return {true, true}; }
  bool may(const schema::Object&, Action) override { return true; }
  const expr::Bindings& bindings() const override { return bindings_; }
  std::uint64_t fingerprint() const override { return 0; }

  expr::Bindings& bindings() { return bindings_; }
  int asked = 0;  // scopes given out
  std::int64_t estimated_rows = 1000;

 private:
  std::map<std::string, Change> changes_;
  std::map<std::string, std::map<std::string, Mode>> modes_;
  expr::Bindings bindings_;
};

class World {
 public:
  // Throws std::runtime_error when it cannot be made.
  explicit World(storage::Engine engine, storage::OpenOptions options = {});

  storage::Database& database() { return *fresh_; }
  const schema::CataloguePtr& catalogue() const { return catalogue_; }
  const schema::Object& object(const std::string& name) const;
  FakeRights& rights() { return rights_; }
  const CursorSealer& cursors() const { return cursors_; }

  // What of a record is not a field.
  struct Facts {
    std::int64_t zk = 1;
    std::int64_t changed_at = 0;  // 0: later than the record before
    bool deleted = false;
  };
  // Puts records in, and into the search index and the counters; the ids count up from 1.
  std::int64_t add(const std::string& object, const Values& values);
  std::int64_t add(const std::string& object, const Values& values, const Facts& facts);
  // Many of them in one transaction.
  void fill(const std::string& object, int count,
            const std::function<std::pair<Values, Facts>(int)>& make);
  std::int64_t option(const std::string& object, const std::string& field,
                      const std::string& key) const;
  void run(const std::string& sql);

  // Reads with a snapshot of its own; throws when it fails.
  std::string json(const std::function<Result<void>(const Reader&, JsonWriter&)>& read);
  Result<void> try_json(const std::function<Result<void>(const Reader&, JsonWriter&)>& read);
  std::uint64_t last_steps() const { return last_steps_; }

 private:
  Result<void> put(storage::Transaction& tx, const schema::Object& object, std::int64_t id,
                   const Values& values, const Facts& facts);
  Result<void> put_many(storage::Transaction& tx, const schema::Field& field, std::int64_t id,
                        const schema::FieldValue& value);
  Result<void> index(storage::Transaction& tx, const schema::Object& object, std::int64_t id,
                     const Values& values);
  Result<void> count(storage::Transaction& tx, const schema::Object& object, const Values& values,
                     const Facts& facts);

  storage::testing::FreshDatabase fresh_;
  schema::CatalogueStore catalogues_;
  schema::CataloguePtr catalogue_;
  FakeRights rights_;
  CursorSealer cursors_{std::string(CursorSealer::kKeyBytes, 'c')};
  std::int64_t next_id_ = 1;
  std::uint64_t last_steps_ = 0;
};

}  // namespace kontor::query::testing
