// How the asked-for columns are read: one statement for all single values, built column by column.
#pragma once

#include <string>
#include <vector>

#include "query/modes.h"
#include "query/path.h"
#include "query/rights.h"
#include "query/row_sink.h"

namespace kontor::query {

// A table of the statement: the records themselves, or those a to-one relation leads to.
struct FetchSource {
  std::string alias;
  const schema::Object* object;
  std::vector<const schema::Field*> hops;  // from the root
  int id;                                  // column of its id
  std::size_t title_place;                 // of its title among the fields
  RowModes modes;
};

// A field on the way to a value; the weakest of their modes counts.
struct FetchLink {
  std::size_t source;
  std::size_t place;
};

enum class FetchKind { number, text, money, record, address, many };

struct FetchColumn {
  FetchKind kind;
  std::vector<FetchLink> chain = {};
  int at = -1;             // first of its columns in the statement; `many` has none
  std::size_t target = 0;  // record: its source
};

// Columns 0 to 4 of the statement.
enum FetchHead { kHeadId, kHeadVersion, kHeadTitle, kHeadOwner, kHeadZk, kHeadWidth };

class FetchPlan {
 public:
  FetchPlan(const schema::Object& object, schema::CataloguePtr catalogue, Rights& rights);

  [[nodiscard]] Result<void> add(const Path& path);

  // The records with these ids, in that order.
  storage::Sql statement(std::vector<std::int64_t> ids) const;

  const schema::Object& object() const { return *sources_[0].object; }
  const schema::Catalogue& catalogue() const { return *catalogue_; }
  const Rights& rights() const { return rights_; }
  const std::vector<FetchSource>& sources() const { return sources_; }
  const std::vector<Column>& columns() const { return columns_; }
  const std::vector<FetchColumn>& fetched() const { return fetched_; }  // beside the columns

 private:
  Result<FetchColumn> plan(const Path& path);
  Result<FetchColumn> plan_many(const Path& path, FetchColumn column);
  Result<std::size_t> join(std::size_t from, const schema::Field& relation);
  void add_column(const std::string& alias, const std::string& column);
  void add_source(const schema::Object& object, std::string alias,
                  std::vector<const schema::Field*> hops, int id);

  schema::CataloguePtr catalogue_;
  Rights& rights_;
  std::vector<FetchSource> sources_;
  std::vector<Column> columns_;
  std::vector<FetchColumn> fetched_;
  storage::Sql select_;
  storage::Sql joins_;
  int width_ = kHeadWidth;
};

}  // namespace kontor::query
