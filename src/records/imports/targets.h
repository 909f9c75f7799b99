// What a column of a file may become in records of one object.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "records/import/header_guess.h"
#include "schema/catalogue.h"

namespace kontor::importing {

// What names a record on the other end of a relation.
enum class LinkKey { title, email };

struct ImportTarget {
  enum class Kind {
    value,          // of the field; several columns may feed one of several values
    full_name,      // taken apart: "Dr. Anna Müller"
    middle_name,    // goes behind the first name
    whole_address,  // taken apart: "Gasse 1, 50667 Köln"
    part,           // of an address
    link,           // names a linked record, or a colleague
  };

  std::string path;  // "emails", "address.place", "company.name", "person.emails", "owner"
  Kind kind = Kind::value;
  int field = -1;  // place in Object::fields; the address field for whole_address and part
  int part = -1;   // place in Field::parts
  LinkKey key = LinkKey::title;
  std::string type;     // schema's word, "record" for links
  schema::Label label;  // "Anschrift: Ort"
};

// In the order of the fields. Derived relations and what the server keeps itself are left out.
std::vector<ImportTarget> import_targets(const schema::Catalogue& catalogue,
                                         const schema::Object& object);

const ImportTarget* find_target(const std::vector<ImportTarget>& targets, std::string_view path);

// For header_guess.h; also under the names by which its table knows linked records.
std::vector<Target> guessable(const std::vector<ImportTarget>& targets,
                              const schema::Object& object);

// The object that a relation or user field leads to; null if it is gone.
const schema::Object* linked_object(const schema::Catalogue& catalogue, const schema::Field& field);

}  // namespace kontor::importing
