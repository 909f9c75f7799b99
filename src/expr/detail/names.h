// What a path means in the catalogue, and how its steps are called by people. Labels may repeat and
// may look like API names; "#name" always means the API name, so that every name can be written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "expr/ast.h"
#include "expr/detail/vocabulary.h"
#include "schema/catalogue.h"

namespace kontor::expr {

// The object a field leads to: relations and users. Null for every other field.
const schema::Object* target_of(const schema::Field& field, const schema::Catalogue& catalogue);

bool has_options(const schema::Field& field);
// The facets of a field: "kind", "position" and "probability" of options, "currency" of money.
bool has_facet(const schema::Field& field, std::string_view facet);

// Labels for names, from one object on, in one language.
class Names {
 public:
  Names(const schema::Catalogue& catalogue, schema::Language language)
      : catalogue_(catalogue), language_(language), vocabulary_(surface(language)) {}

  // A step as said by people -> its API name; moves `place` along. Nothing if there is no such
  // step.
  struct Place {
    const schema::Object* object = nullptr;
    const schema::Field* field = nullptr;
  };
  std::optional<std::string> api_name(Place& place, std::string_view said) const;
  std::string said_name(Place& place, std::string_view api_name) const;

  // Where a path ends; an empty place if it leads nowhere.
  Place end_of(const schema::Object* object, const std::vector<std::string>& path) const;
  // The object behind a relation.
  const schema::Object* target(const Place& place) const {
    return place.field ? target_of(*place.field, catalogue_) : nullptr;
  }

  // The words a text constant is chosen from when it is compared with `side`.
  struct Choice {
    const schema::Field* options = nullptr;
    bool kinds = false;
  };
  Choice choice(const schema::Object* object, const Ast& side) const;
  std::string option_key(const Choice& choice, std::string_view said) const;
  std::string option_label(const Choice& choice, std::string_view key) const;

 private:
  std::optional<std::string> look_up(const Place& place, std::string_view said) const;
  Place step(const Place& place, std::string_view api_name) const;
  std::string label(const Place& place, std::string_view api_name) const;

  const schema::Catalogue& catalogue_;
  schema::Language language_;
  const Vocabulary& vocabulary_;
};

}  // namespace kontor::expr
