// Rules as people read and write them: YAML 1.2, a list of mappings, one for each rule.
//
//   - rule: own-division            - regel: own-division
//     applies_to: [company, deal]     auf: [Firma, Chance]
//     for: staff                      für: intern
//     may: [see, read, edit]          darf: [sehen, lesen, ändern]
//     when: unit below my.unit        wenn: Bereich unter mein.bereich
//     fields: {personal: edit}        felder: {personenbezogen: ändern}
//     because: Own division           grund: Own division
//
// English names objects and fields as the API does and is what is stored; German uses their labels.
// read_rules(write_rules(x)) is x in both languages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/rules/rule.h"
#include "base/result.h"

namespace kontor::schema {
struct YamlNode;
}

namespace kontor::access {

inline constexpr std::size_t kMaxRules = 500;

// Both languages may stand in one text. Errors are Code::invalid with the byte position and the
// rule's name as Error::field: rule.no_kind, rule.unknown_key {name}, rule.missing {name},
// rule.unknown_word {word, allowed}, rule.unknown_object {name}, rule.unknown_field {name},
// rule.wrong_kind {name}, rule.same_name {name}, rule.too_many {max}, rule.name, those of expr/ and
// kit.syntax, kit.not_allowed, kit.duplicate, kit.too_large of YAML itself.
[[nodiscard]] Result<std::vector<Rule>> read_rules(std::string_view text,
                                                   const schema::Catalogue& catalogue);

// The same of a list that stands inside a larger file.
[[nodiscard]] Result<std::vector<Rule>> read_rules(const schema::YamlNode& list,
                                                   const schema::Catalogue& catalogue);

std::string write_rules(const std::vector<Rule>& rules, schema::Language language,
                        const schema::Catalogue& catalogue);

// The object whose labels the conditions of a rule are written with.
const schema::Object& object_of(const Rule& rule, const schema::Catalogue& catalogue);

}  // namespace kontor::access
