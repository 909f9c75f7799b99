// Records of people and companies as vCards.
#pragma once

#include <string>
#include <vector>

#include "query/typed_rows.h"
#include "records/export/vcard_writer.h"
#include "schema/catalogue.h"

namespace kontor::exporting {

class RecordCards {
 public:
  // Errors: export.no_vcard where the object has nothing to reach somebody by.
  [[nodiscard]] static Result<RecordCards> make(const schema::Catalogue& catalogue,
                                                const schema::Object& object,
                                                const std::string& language);

  const std::vector<std::string>& paths() const { return paths_; }  // what to query
  Contact card(const query::TypedRecord& record) const;

 private:
  void put(Contact& contact, std::size_t place, const query::TypedValue& value) const;
  std::string label_of(const schema::Field& field, std::int64_t option) const;

  schema::Language language_ = schema::Language::de;
  bool companies_ = false;
  std::vector<std::string> paths_;
  std::vector<schema::Field> fields_;  // beside the paths; copies, as catalogues change
};

}  // namespace kontor::exporting
