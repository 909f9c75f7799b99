#include "schema/search_index.h"

#include "storage/dialect.h"

namespace kontor::schema {

bool is_searched(const Object& object) {
  return !object.read_only;
}

bool is_searched(const Field& field) {
  if (field.archived || field.system) return false;
  const bool open =
      field.field_class == FieldClass::normal || field.field_class == FieldClass::personal;
  switch (field.type) {
    case FieldType::text:
    case FieldType::long_text:
    case FieldType::person_name:
    case FieldType::auto_number:
    case FieldType::emails:
    case FieldType::phones:
    case FieldType::urls:
    case FieldType::postal_address:
      return open;
    default:
      return false;
  }
}

std::string search_table(const Object& object) {
  return "x" + object.table.substr(1);
}

// Words come canonical and FTS5 has nothing to fold any more; columns are enough detail, because
// nobody asks for phrases; sizes are not needed, because candidates are ranked by us.
std::vector<std::string> search_table_statements(const Object& object, storage::Engine engine) {
  const std::string table = storage::quoted(search_table(object));
  if (engine == storage::Engine::sqlite) {
    return {"CREATE VIRTUAL TABLE " + table +
            " USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3', "
            "detail = column, columnsize = 0)"};
  }
  return {"CREATE TABLE " + table + " (record bigint PRIMARY KEY, words tsvector NOT NULL)",
          "CREATE INDEX " + storage::quoted(search_table(object) + "__words") + " ON " + table +
              " USING gin (words)"};
}

}  // namespace kontor::schema
