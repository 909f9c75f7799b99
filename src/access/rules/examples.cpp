#include "access/rules/examples.h"

#include <algorithm>
#include <map>
#include <set>

#include "access/organisation/words.h"
#include "access/rules/decide.h"
#include "access/rules/rule_catalogue.h"
#include "access/rules/text.h"
#include "access/rules/words.h"
#include "base/embedded.h"
#include "base/text.h"
#include "schema/kit/reader.h"

namespace kontor::embedded {
std::span<const EmbeddedFile> access_sets();
}

namespace kontor::access {
namespace {

using schema::Language;
using schema::YamlEntry;
using schema::YamlMap;
using schema::YamlNode;

constexpr Instant kNow{1'800'000'000'000'000};

Failure unknown(const std::string& name) {
  return fail(Code::invalid, "set.unknown", {{"name", name}});
}

// A record of an example: what it says of itself, by field name.
class ExampleRecord : public expr::RecordView {
 public:
  std::int64_t number = 0;
  const schema::Object* object = nullptr;
  std::map<std::string, expr::Atom> fields;

  std::vector<expr::Atom> values(const expr::Step& step) const override {
    const auto found = fields.find(step.field->name);
    return found == fields.end() ? std::vector<expr::Atom>() : std::vector{found->second};
  }
  std::vector<std::shared_ptr<const expr::RecordView>> related(const expr::Step&) const override {
    return {};
  }
  std::int64_t id() const override { return number; }
};

class Example {
 public:
  Example(const schema::CataloguePtr& catalogue, const RuleBook& book)
      : catalogue_(catalogue), book_(book) {}

  Result<void> read(const YamlNode& node) {
    const auto map = TRY(YamlMap::open(node, "examples", {"units", "people", "records", "table"}));
    if (const YamlNode* units = map.find("units"))
      for (const YamlEntry& entry : units->entries) TRY(add_unit(entry));
    std::int64_t next = 1;
    number_units(0, next);
    for (const YamlEntry& entry : TRY(map.need("people"))->entries) TRY(add_person(entry));
    for (const YamlEntry& entry : TRY(map.need("records"))->entries) TRY(add_record(entry));
    return {};
  }

  // Each line of the table: [who, action or field, record, answer].
  Result<int> run(const YamlNode& table, std::vector<WrongExample>& wrong) const {
    const Organisation organisation(data_);
    int count = 0;
    for (const YamlNode& line : table.items) {
      if (line.items.size() != 4) return unknown("table");
      const auto word = [&](std::size_t i) { return line.items[i].scalar; };
      if (without_object_.contains(word(2))) continue;  // no such kit here
      const std::string answer = TRY(this->answer(organisation, word(0), word(1), word(2)));
      ++count;
      if (answer != word(3))
        wrong.push_back({word(0) + " " + word(1) + " " + word(2), answer, word(3)});
    }
    return count;
  }

 private:
  Result<Id> id_of(const std::string& name) const {
    const auto found = ids_.find(name);
    if (found == ids_.end()) return unknown(name);
    return found->second;
  }
  Id new_id(const std::string& name) {
    const Id id = static_cast<Id>(ids_.size()) + 1;
    return ids_.try_emplace(name, id).first->second;
  }

  Result<void> add_unit(const YamlEntry& entry) {
    const auto map = TRY(YamlMap::open(entry.value, entry.key, {"kind", "in", "external"}));
    std::string kind = "group", in;
    Unit unit;
    TRY(map.read("kind", kind));
    TRY(map.read("in", in));
    TRY(map.read("external", unit.external));
    const auto known = unit_kind(kind);
    if (!known) return unknown(kind);
    unit.kind = *known;
    unit.id = new_id(entry.key);
    unit.name = entry.key;
    if (!in.empty()) unit.parent = TRY(id_of(in));
    data_.units.push_back(std::move(unit));
    return {};
  }

  void number_units(Id parent, std::int64_t& next) {
    for (Unit& unit : data_.units) {
      if (unit.parent != parent) continue;
      unit.order = next++;
      number_units(unit.id, next);
      unit.order_end = next++;
    }
  }

  Result<void> add_person(const YamlEntry& entry) {
    const auto map = TRY(YamlMap::open(entry.value, entry.key,
                                       {"head_of", "member_of", "roles", "territories", "shared"}));
    const Id user = new_id(entry.key);
    std::string head, member;
    std::vector<std::string> roles, territories;
    TRY(map.read("head_of", head));
    TRY(map.read("member_of", member));
    TRY(map.read("roles", roles));
    TRY(map.read("territories", territories));
    TRY(map.read("shared", shared_[user]));
    const auto sit = [&](const std::string& unit, Place place) -> Result<void> {
      if (unit.empty()) return {};
      data_.seats.push_back(
          {static_cast<Id>(data_.seats.size()) + 1, user, TRY(id_of(unit)), place});
      return {};
    };
    TRY(sit(head, Place::head));
    TRY(sit(member, Place::member));
    for (const auto& role : roles) {
      const Id id = new_id("role " + role);
      if (std::ranges::find(data_.roles, id, &Role::id) == data_.roles.end())
        data_.roles.push_back({id, role});
      data_.role_members.push_back({id, user});
    }
    for (const auto& territory : territories)
      data_.holdings.push_back(
          {static_cast<Id>(data_.holdings.size()) + 1, new_id("territory " + territory), user});
    return {};
  }

  Result<void> add_record(const YamlEntry& entry) {
    ExampleRecord record;
    record.number = new_id(entry.key);
    if (entry.value.kind != YamlNode::Kind::mapping) return unknown(entry.key);
    for (const YamlEntry& member : TRY(schema::entries_of(entry.value, entry.key))[0]) {
      const std::string& said = member.value.scalar;
      if (member.key == "object")
        record.object = catalogue_->object(said);
      else if (member.key == "confidential")
        record.fields[member.key] = std::int64_t{said == "yes"};
      else if (member.key == "territory")
        record.fields[member.key] = new_id("territory " + said);
      else
        record.fields[member.key] = TRY(id_of(said));
    }
    if (!record.object) {
      without_object_.insert(entry.key);
      return {};
    }
    records_.emplace(entry.key, std::move(record));
    return {};
  }

  Principal principal(const Organisation& organisation, Id user) const {
    SharedRecords shared;
    if (const auto names = shared_.find(user); names != shared_.end())
      for (const auto& name : names->second)
        if (const auto id = ids_.find(name); id != ids_.end()) shared.read.push_back(id->second);
    std::ranges::sort(shared.read);
    const Asker asker{.user = user, .active = true, .at = kNow};
    return make_principal(asker, organisation, book_.sets(), shared, {});
  }

  // "yes" or "no" to an action, the mode of a field.
  Result<std::string> answer(const Organisation& organisation, const std::string& who,
                             const std::string& what, const std::string& which) const {
    const auto record = records_.find(which);
    if (record == records_.end()) return unknown(which);
    const ObjectRules& rules = *book_.of(*record->second.object);
    const Principal asker = principal(organisation, TRY(id_of(who)));
    if (const auto action = meaning<query::Action>(what, Language::en))
      return std::string(allowed(*action, rules, asker, record->second) ? "yes" : "no");
    const schema::Field* field = record->second.object->field(what);
    if (!field) return unknown(what);
    const auto place = static_cast<std::size_t>(field - record->second.object->fields.data());
    return std::string(said(modes(rules, asker, record->second).at(place), Language::en));
  }

  schema::CataloguePtr catalogue_;
  const RuleBook& book_;
  OrganisationData data_;
  std::map<std::string, Id> ids_;
  std::map<std::string, ExampleRecord> records_;
  std::set<std::string> without_object_;
  std::map<Id, std::vector<std::string>> shared_;  // names of records shared with somebody
};

Result<int> run_examples(const YamlNode& node, const RuleBook& book,
                         std::vector<WrongExample>& wrong) {
  Example example(book.catalogue(), book);
  TRY(example.read(node));
  const YamlNode* table = node.find("table");
  if (!table) return unknown("table");
  return example.run(*table, wrong);
}

// The lines below the first, two blanks further left.
std::string outdented(std::string_view text) {
  std::string out;
  text.remove_prefix(std::min(text.find('\n') + 1, text.size()));
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text.substr(0, end);
    out += line.starts_with("  ") ? line.substr(2) : line;
    text.remove_prefix(end);
  }
  return out;
}

}  // namespace

Result<ReadySet> read_set(std::string_view text, const schema::CataloguePtr& catalogue) {
  const YamlNode root = TRY(schema::parse_yaml(text));
  const auto map = TRY(
      YamlMap::open(root, "set", {"name", "label", "description", "rules", "german", "examples"}));
  ReadySet set;
  TRY(map.read("name", set.name));
  TRY(map.read("label", set.label));
  TRY(map.read("description", set.description));
  set.rules = TRY(read_rules(*TRY(map.need("rules")), *catalogue));
  const auto book = TRY(RuleBook::make(set.rules, catalogue));
  const YamlNode& examples = *TRY(map.need("examples"));
  set.examples = TRY(run_examples(examples, *book, set.wrong));
  set.table = outdented(text.substr(text.rfind("examples:")));
  return set;
}

Result<std::vector<WrongExample>> run_table(std::string_view text, const RuleBook& book) {
  std::vector<WrongExample> wrong;
  if (trim(text).empty()) return wrong;
  TRY(run_examples(TRY(schema::parse_yaml(text)), book, wrong));
  return wrong;
}

Result<std::vector<ReadySet>> ready_sets(const schema::CataloguePtr& catalogue) {
  std::vector<ReadySet> sets;
  for (const EmbeddedFile& file : embedded::access_sets()) {
    auto set = read_set(file.bytes, catalogue);
    // A set about deals means nothing where there are none.
    if (!set && set.error().key == "rule.unknown_object") continue;
    if (!set) return Failure(std::move(set).error());
    sets.push_back(*std::move(set));
  }
  return sets;
}

}  // namespace kontor::access
