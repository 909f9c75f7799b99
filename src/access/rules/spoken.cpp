#include "access/rules/spoken.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "access/organisation/organisation.h"
#include "access/rules/block.h"
#include "access/rules/phrases.h"
#include "access/rules/text.h"

namespace kontor::access {
namespace {

using schema::Language;

Result<std::vector<Role>> load_roles(storage::Connection& connection) {
  std::vector<Role> roles;
  TRY(connection.each(
      {"SELECT id, name, label_de, label_en, built_in FROM kontor_role ORDER BY id", {}},
      [&](const storage::Row& row) {
        roles.push_back({row.integer(0), std::string(row.text(1)), std::string(row.text(2)),
                         std::string(row.text(3)), row.integer(4) == 1});
        return true;
      }));
  return roles;
}

// The name of the role that is called so; `called` itself where none is, or several are.
std::string name_of(const std::string& called, const std::vector<Role>& roles) {
  if (std::ranges::find(roles, called, &Role::name) != roles.end()) return called;
  const auto is = [&](const Role& role) {
    return role.label_de == called || role.label_en == called;
  };
  const auto found = std::ranges::find_if(roles, is);
  const bool clear =
      found != roles.end() && std::find_if(found + 1, roles.end(), is) == roles.end();
  return clear ? found->name : called;
}

// What the role is called, where that says no other one. English keeps the names of the program.
std::string called(const std::string& name, Language language, const std::vector<Role>& roles) {
  const auto role = std::ranges::find(roles, name, &Role::name);
  if (role == roles.end() || (role->built_in && language == Language::en)) return name;
  const std::string& label = language == Language::de ? role->label_de : role->label_en;
  return name_of(label, roles) == name ? label : name;
}

using Rename = std::function<std::string(const std::string&)>;

// How names of roles, and names and reasons of rules, are said another way.
struct Renames {
  Rename role, phrase;
};

BlockPtr renamed(const BlockPtr& block, const Renames& renames) {
  Block copy = *block;
  copy.name = renames.phrase(copy.name);
  copy.because = renames.phrase(copy.because);
  if (auto* assignment = std::get_if<Assignment>(&copy.what))
    if (!assignment->queue.empty()) assignment->queue = renames.role(assignment->queue);
  return std::make_shared<const Block>(std::move(copy));
}

void rename(std::vector<Rule>& rules, const Renames& renames) {
  std::map<BlockPtr, BlockPtr> blocks;  // all rules of a block share it
  for (Rule& rule : rules) {
    for (Audience& who : rule.audience)
      if (who.kind == Audience::Kind::role) who.name = renames.role(who.name);
    rule.because = renames.phrase(rule.because);
    if (!rule.block) {
      rule.name = renames.phrase(rule.name);
      continue;
    }
    auto& block = blocks[rule.block];
    if (!block) block = renamed(rule.block, renames);
    // "escalation (2)": the step stays.
    rule.name = block->name + rule.name.substr(rule.block->name.size());
    rule.block = block;
  }
}

}  // namespace

Result<std::vector<Rule>> read_spoken(storage::Connection& connection, std::string_view text,
                                      const schema::Catalogue& catalogue) {
  auto rules = TRY(read_rules(text, catalogue));
  const auto roles = TRY(load_roles(connection));
  rename(rules, {[&](const std::string& said) { return name_of(said, roles); }, stored_phrase});
  std::set<std::string> names;
  for (const Rule& rule : rules)
    if (!names.insert(rule.name).second)
      return fail(Code::invalid, "rule.same_name", {{"name", rule.name}}, rule.name);
  return rules;
}

Result<std::vector<Rule>> speak(storage::Connection& connection, std::vector<Rule> rules,
                                Language language) {
  const auto roles = TRY(load_roles(connection));
  rename(rules, {[&](const std::string& name) { return called(name, language, roles); },
                 [&](const std::string& stored) { return said_phrase(stored, language); }});
  return rules;
}

Result<std::string> write_spoken(storage::Connection& connection, std::vector<Rule> rules,
                                 Language language, const schema::Catalogue& catalogue) {
  return write_rules(TRY(speak(connection, std::move(rules), language)), language, catalogue);
}

}  // namespace kontor::access
