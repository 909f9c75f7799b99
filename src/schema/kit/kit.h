// A kit: business content as data. kits/<name>/kit.yaml declares objects, fields, options and
// views, kits/<name>/sample.yaml holds example records. docs/dev/kits.md describes both files.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "schema/catalogue.h"
#include "schema/change/draft.h"

namespace kontor::schema {

struct KitField {
  Field field;      // without ids, positions and storage
  Inverse inverse;  // relation: what it is called on the other side
  std::string after;
  bool optional = false;  // relation: only where its target exists
};

struct KitView {
  View view;
  // What settings are made of.
  std::vector<std::string> columns;
  std::string group;
  std::string board_field, board_pipeline;
  std::vector<std::string> board_fields, board_sums;
  std::string when;  // a kit: only where it is installed
};

// One of `objects` (new) or `extend` (of another kit).
struct KitObject {
  bool is_new = true;
  bool optional = false;  // extension: only where the object exists
  Object object;          // without fields and views; of an extension: name and lists to add only
  std::vector<KitField> fields;
  std::map<std::string, std::vector<Option>> options;  // extension: more options, by field
  std::vector<KitView> views;
};

struct Kit {
  std::string name;
  int version = 1;
  Label label, description;
  std::string icon;
  std::vector<std::string> needs;  // kits to be installed before
  std::vector<KitObject> objects;
  // The line of what stands at a path ("person.company", "person.views.mine"), for errors that only
  // show when the kit meets a catalogue.
  std::map<std::string, int, std::less<>> lines;
};

// Errors name the line and the reason: kit.* of yaml.h, and kit.unknown_key {line, name, allowed},
// kit.missing_key {line, name}, kit.wrong_kind {line, name, expected}, kit.bad_value {line, name,
// value, allowed}. Error::field is the path in the file.
[[nodiscard]] Result<Kit> load_kit(std::string_view text);

// The catalogue with what the kits add, in the order their needs ask for; kits that they need come
// along. Nothing is ever taken away or renamed: what is there stays as the workspace has changed
// it. Kits installed before get the optional fields and views that the new ones make possible.
// Errors: kit.unknown {name, allowed}, kit.needs_itself {name}, and those of check() and Draft,
// with the kit and its line among the parameters.
[[nodiscard]] Result<CataloguePtr> install(const Catalogue& catalogue,
                                           const std::vector<Kit>& available,
                                           const std::vector<std::string>& names);

}  // namespace kontor::schema
