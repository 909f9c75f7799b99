// Text to tree and back. parse(render(x)) is the same tree in both languages.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "expr/ast.h"
#include "schema/catalogue.h"

namespace kontor::expr {

// Canonical text (English, API names). Names are not looked up here.
// Errors: Code::invalid, key "expr.<what>", `position` set.
[[nodiscard]] Result<Ast> parse(std::string_view text);
std::string render(const Ast& tree);

// The German (or English-label) surface. Labels are looked up from `object` on.
[[nodiscard]] Result<Ast> parse_surface(std::string_view text, schema::Language language,
                                        const schema::Catalogue& catalogue,
                                        const schema::Object& object);
std::string render_surface(const Ast& tree, schema::Language language,
                           const schema::Catalogue& catalogue, const schema::Object& object);

}  // namespace kontor::expr
