// Records as the cells of a table that people read and that the import understands again: options
// by their labels, linked records by their titles, addresses part by part, several values one a
// line. The headers are the labels of the fields, the names under which the import knows them.
#pragma once

#include <string>
#include <vector>

#include "query/typed_rows.h"
#include "records/export/cells.h"
#include "schema/catalogue.h"

namespace kontor::exporting {

class RecordCells {
 public:
  // `paths` as in query::ListRequest::fields; with none every field that has a value of its own.
  // `plain_money`: money in the field's own currency is a mere number, which spreadsheets can add
  // up. Errors: those of query/path.h.
  [[nodiscard]] static Result<RecordCells> make(const schema::Catalogue& catalogue,
                                                const schema::Object& object,
                                                std::vector<std::string> paths,
                                                const std::string& language,
                                                bool plain_money = false);

  const std::vector<std::string>& paths() const { return paths_; }  // what to query
  const std::vector<std::string>& headers() const { return headers_; }
  // Of a record that was read with paths().
  void fill(const query::TypedRecord& record, std::vector<Cell>& cells) const;

 private:
  enum class What { value, part, kinds };
  struct Source {
    std::size_t value = 0;  // place in paths()
    What what = What::value;
    std::size_t part = 0;
    schema::Field field;  // a copy: catalogues change while a long export runs
    bool country = false;
    int decimals = 0;
  };

  void add(const schema::Catalogue& catalogue, const schema::Object& object,
           const std::string& path, std::size_t value);
  void add_source(Source source, std::string header);
  Cell cell(const Source& source, const query::TypedValue& value) const;
  Cell single(const Source& source, const query::TypedValue& value) const;
  Cell part_cell(const Source& source, const schema::PartValue& part) const;
  Cell money_cell(const schema::Field& field, const Money& money) const;
  std::string option_labels(const schema::Field& field, const schema::Ids& ids) const;

  schema::Language language_ = schema::Language::de;
  bool plain_money_ = false;
  std::vector<std::string> paths_;
  std::vector<std::string> headers_;
  std::vector<Source> sources_;
};

// What the label of an e-mail address or a telephone number is called; empty for none.
std::string kind_word(std::string_view label, schema::Language language);

}  // namespace kontor::exporting
