// From the cells of a row to the values of a record, by the columns a person has assigned.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "records/imports/cell_values.h"
#include "records/imports/import.h"
#include "records/imports/option_words.h"
#include "records/imports/targets.h"
#include "schema/catalogue.h"
#include "schema/fields/value.h"

namespace kontor::importing {

// Something to say about a row. `problem.column` is that of the file.
struct RowProblem {
  std::int64_t row = 0;
  Problem problem;
  std::string field = {};   // API name
  std::string value = {};   // of the cell, shortened
  std::int64_t number = 0;  // its place among all of an import
};

struct LinkWish {
  std::size_t link = 0;  // place in RowMapper::links()
  std::string text;
  int column = -1;
};

struct OptionWish {
  NewOption option;
  int column = -1;
};

struct MappedRow {
  std::int64_t number = 0;
  std::vector<schema::FieldValue> values;  // by place of the field; of an address what is given
  std::vector<LinkWish> links;
  std::vector<OptionWish> options;  // words that no option has; their values are left out
  std::vector<RowProblem> problems;
  bool lost = false;  // an error: the row cannot land
};

// A column whose cells name linked records.
struct LinkColumn {
  const ImportTarget* target = nullptr;
  const schema::Field* field = nullptr;
  const schema::Object* other = nullptr;
};

class RowMapper {
 public:
  RowMapper(schema::CataloguePtr catalogue, const Import& import, const TimeZone& zone,
            int this_year);

  MappedRow map(const Row& row) const;

  const schema::CataloguePtr& catalogue() const { return catalogue_; }
  const schema::Object& object() const { return *object_; }
  const std::vector<LinkColumn>& links() const { return links_; }

 private:
  struct Route {
    int column = 0;
    const ImportTarget* target = nullptr;
    const schema::Field* field = nullptr;
    CellStyle style;
    std::string label;
    int label_column = -1;
    std::size_t link = 0;
  };
  class Worker;

  void add_route(const Import& import, int column);
  CellStyle style_of(const Import& import, const ColumnChoice& choice) const;

  schema::CataloguePtr catalogue_;
  const schema::Object* object_;
  std::vector<ImportTarget> targets_;
  std::vector<Route> routes_;
  std::vector<LinkColumn> links_;
  std::map<int, OptionWords> words_;  // by place of the field
  TimeZone zone_;
  int this_year_;
};

// Columns whose dates or numbers can be read in two ways, and nobody has said which.
std::vector<int> undecided_columns(const Import& import, const schema::Object& object,
                                   const std::vector<ImportTarget>& targets);

}  // namespace kontor::importing
