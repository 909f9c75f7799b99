// A catalogue being changed. Each step gives new things their ids, positions and storage; finish()
// checks the whole and makes the next catalogue. Nothing is ever removed: fields and objects are
// archived, which keeps their values and their ids.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "schema/catalogue.h"

namespace kontor::schema {

// The name and label that a relation gets on the other side.
struct Inverse {
  std::string name;
  Label label;
};

class Draft {
 public:
  explicit Draft(const Catalogue& base);

  // Without its fields and views: add them one by one. `object.title_field` must be set already.
  Result<void> add_object(Object object);

  // `after` names the field it comes behind; empty or unknown: last. A relation with an `inverse`
  // makes the field on the other side too: to-one gives a derived many, to-many a second view of
  // the same links.
  Result<void> add_field(std::string_view object, Field field, std::string_view after = {},
                         const Inverse& inverse = {});

  // At the end, or in front of the first option of the kind later, won or lost.
  Result<void> add_option(std::string_view object, std::string_view field, Option option);

  Result<void> add_view(std::string_view object, View view);

  // The object or field to change its labels, lists, `archived` and the like in place. Changing an
  // id, a name or a type is refused by make_plan(). Null if there is none; valid until the next
  // add.
  Object* object(std::string_view name);
  Field* field(std::string_view object, std::string_view name);
  const std::vector<Object>& objects() const { return objects_; }

  // Archives (or brings back) a field and, for a two-way relation, its other side.
  Result<void> archive_field(std::string_view object, std::string_view field, bool archived = true);

  void set_kit(std::string_view name, int version);
  // Notes that the kit brings this view, "object.view". False: it did so before.
  bool note_kit_view(std::string_view kit, const std::string& view);

  // Code::invalid from check().
  Result<CataloguePtr> finish() const;

 private:
  Result<Object*> find(std::string_view name);
  void insert(Object& object, Field field, std::string_view after);
  Result<void> add_inverse(const Object& object, Field& field, const Inverse& inverse);

  std::int64_t version_;
  std::vector<Object> objects_;
  std::vector<InstalledKit> kits_;
  int next_object_;
  int next_field_;
  std::int64_t next_view_;
};

}  // namespace kontor::schema
