// Blocks as people read and write them, beside the rules in one text (text.h).
//
//   - escalation: lead without next action       - eskalation: lead without next action
//     applies_to: deal                             auf: Chance
//     when: stage.kind = "qualification"           wenn: Phase.Art = "qualification"
//     starts: at assignment                        beginnt: bei zuweisung
//     step 1: {after: 2 days, to: supervisor(1),   stufe 1: {nach: 2 tage, an: vorgesetzte(1),
//       may: [see, read, assign]}                    darf: [sehen, lesen, zuweisen]}
//     ends: next action                            endet: nächste aktion
//     calendar: working days BY                    kalender: werktage BY
//     notify: in app                               melde: in der anwendung
//
//   - assignment: incoming                       - approval: new business
//     applies_to: deal                             applies_to: deal
//     to: territory in turn                        fields: {personal: mask}
//     queue: role dispatch
//     task: {subject: Call, due: 1 working day BY}
#pragma once

#include <string>
#include <vector>

#include "access/rules/block.h"
#include "base/result.h"

namespace kontor::schema {
struct YamlNode;
}

namespace kontor::access {

bool is_block(const schema::YamlNode& node);

// The rules it stands for (block_rules.h). Errors: those of read_rules() and
// rule.wrong_days {word}, rule.step_order, rule.no_steps, rule.not_kept {object}: the object has
// none of the fields that such a block keeps, rule.too_many_steps {max}.
[[nodiscard]] Result<std::vector<Rule>> read_block(const schema::YamlNode& node,
                                                   const schema::Catalogue& catalogue);

std::string write_block(const Block& block, schema::Language language,
                        const schema::Catalogue& catalogue);

}  // namespace kontor::access
