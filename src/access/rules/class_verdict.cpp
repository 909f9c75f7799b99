#include "access/rules/class_verdict.h"

#include <algorithm>
#include <optional>

#include "access/rules/rule_catalogue.h"
#include "expr/evaluate.h"

namespace kontor::access {
namespace {

using expr::CheckedNode;
using expr::Op;

// A record of which nothing is known but its class.
class ClassRecord : public expr::RecordView {
 public:
  explicit ClassRecord(const AccessClass& one) : class_(one) {}

  std::vector<expr::Atom> values(const expr::Step& step) const override {
    const auto field = class_field(*step.field);
    const std::int64_t value = field ? class_.key[static_cast<std::size_t>(*field)] : 0;
    if (field == ClassField::confidential) return {value};
    return value ? std::vector<expr::Atom>{value} : std::vector<expr::Atom>();
  }
  std::vector<std::shared_ptr<const expr::RecordView>> related(const expr::Step&) const override {
    return {};
  }
  std::int64_t id() const override { return 0; }

 private:
  const AccessClass& class_;
};

// What a comparison reads of the record.
struct Reads {
  std::vector<ClassField> keys;  // each once
  bool rows = false;             // more than a class knows
};

void add_reads(const CheckedNode& node, Reads& reads) {
  if (node.op == Op::exists || node.op == Op::shared || node.op == Op::before) {
    reads.rows = true;
    return;
  }
  if (!node.path.empty()) {
    const auto key = node.path.size() == 1 && !node.path[0].part && node.path[0].facet.empty()
                         ? class_field(*node.path[0].field)
                         : std::nullopt;
    if (!key)
      reads.rows = true;
    else if (std::ranges::find(reads.keys, *key) == reads.keys.end())
      reads.keys.push_back(*key);
  }
  for (const auto& child : node.children) add_reads(*child, reads);
}

bool is_empty(const expr::Bindings& bindings, const std::string& set) {
  const auto found = bindings.mine.find(set);
  return found == bindings.mine.end() || !found->second || found->second->empty();
}

// Nothing can be in a set of the reader that is empty.
bool never_holds(const CheckedNode& node, const expr::Bindings& bindings) {
  if (node.op == Op::shared || node.op == Op::below || node.op == Op::above)
    return is_empty(bindings, node.set);
  const bool membership = (node.op == Op::in || node.op == Op::equal) && node.children.size() == 2;
  return membership && node.children[1]->op == Op::mine && node.children[1]->type.many &&
         is_empty(bindings, node.children[1]->set);
}

// Values that a class key is compared with by being among them: sets of the reader, and himself.
struct Members {
  storage::IntSet set;
  std::int64_t one = 0;
  bool contains(std::int64_t value) const {
    if (value == 0) return false;
    return set ? std::ranges::binary_search(*set, value) : value == one;
  }
};

std::optional<Members> members_of(const CheckedNode& node, const expr::Bindings& bindings) {
  if (node.children.empty() || node.children[0]->op != Op::path) return std::nullopt;
  const auto set = [&](const std::string& name) -> std::optional<Members> {
    const auto found = bindings.mine.find(name);
    if (found == bindings.mine.end() || !found->second) return std::nullopt;
    return Members{found->second};
  };
  if (node.op == Op::below || node.op == Op::above) return set(node.set);
  const bool membership = (node.op == Op::in || node.op == Op::equal) && node.children.size() == 2;
  if (!membership || node.children[1]->op != Op::mine) return std::nullopt;
  if (node.children[1]->type.many) return set(node.children[1]->set);
  return bindings.me ? std::optional(Members{nullptr, bindings.me}) : std::nullopt;
}

bool is_shared(const CheckedNode& node, Shared shared) {
  return shared == Shared::to_edit || (shared == Shared::to_read && node.set != "shared edit");
}

ClassColumns::Column column_of(const std::vector<AccessClass>& classes, std::size_t key) {
  ClassColumns::Column column;
  std::unordered_map<std::int64_t, std::uint32_t> known;
  for (const AccessClass& one : classes) {
    const auto next = static_cast<std::uint32_t>(column.values.size());
    const auto [found, added] = known.try_emplace(one.key[key], next);
    if (added) column.values.push_back(one.key[key]);
    column.places.push_back(found->second);
  }
  return column;
}

}  // namespace

ClassColumns::ClassColumns(std::vector<AccessClass> classes) : classes_(std::move(classes)) {
  for (std::size_t key = 0; key < columns_.size(); ++key) columns_[key] = column_of(classes_, key);
}

// A connective, or a comparison with what it reads.
struct ClassTest::Part {
  Op op = Op::empty;
  std::vector<std::unique_ptr<Part>> children;
  expr::Checked leaf;
  Reads reads;
  bool never = false;
  std::optional<Verdict> fixed;                     // the same for every class
  std::unordered_map<std::int64_t, Verdict> known;  // by the value of the only key it reads
};

ClassTest::ClassTest(const expr::Checked& condition, const expr::Bindings& bindings)
    : condition_(condition), bindings_(bindings), root_(make(*condition.root)) {}
ClassTest::~ClassTest() = default;
ClassTest::ClassTest(ClassTest&&) noexcept = default;

std::unique_ptr<ClassTest::Part> ClassTest::make(const CheckedNode& node) const {
  auto part = std::make_unique<Part>();
  part->op = node.op;
  if (node.op == Op::logical_and || node.op == Op::logical_or || node.op == Op::logical_not) {
    for (const auto& child : node.children) part->children.push_back(make(*child));
    return part;
  }
  add_reads(node, part->reads);
  part->never = never_holds(node, bindings_);
  part->leaf.object = condition_.object;
  part->leaf.root = std::make_shared<const CheckedNode>(node);
  part->leaf.catalogue = condition_.catalogue;
  return part;
}

Verdict ClassTest::of(const AccessClass& one) {
  return ask(*root_, one);
}

Verdict ClassTest::ask(Part& part, const AccessClass& one) const {
  switch (part.op) {
    case Op::logical_and: {
      Verdict all = Verdict::yes;
      for (const auto& child : part.children) all = both(all, ask(*child, one));
      return all;
    }
    case Op::logical_or: {
      Verdict any = Verdict::no;
      for (const auto& child : part.children) any = either(any, ask(*child, one));
      return any;
    }
    case Op::logical_not:
      return opposite(ask(*part.children[0], one));
    default:
      return ask_leaf(part, one);
  }
}

Verdict ClassTest::ask_leaf(Part& leaf, const AccessClass& one) const {
  if (leaf.never) return Verdict::no;
  if (leaf.reads.rows) return Verdict::open;
  const auto hold = [&] {
    return expr::holds(leaf.leaf, ClassRecord(one), bindings_) ? Verdict::yes : Verdict::no;
  };
  if (leaf.reads.keys.empty()) {
    if (!leaf.fixed) leaf.fixed = hold();
    return *leaf.fixed;
  }
  if (leaf.reads.keys.size() > 1) return hold();
  const std::int64_t value = one.key[static_cast<std::size_t>(leaf.reads.keys[0])];
  const auto found = leaf.known.find(value);
  return found != leaf.known.end() ? found->second
                                   : leaf.known.emplace(value, hold()).first->second;
}

std::vector<Verdict> ClassTest::of_all(const ClassColumns& all, Shared shared) {
  return ask_all(*root_, all, shared);
}

std::vector<Verdict> ClassTest::ask_all(Part& part, const ClassColumns& all, Shared shared) const {
  if (part.children.empty()) return ask_leaf_all(part, all, shared);
  std::vector<Verdict> verdicts = ask_all(*part.children[0], all, shared);
  if (part.op == Op::logical_not)
    for (Verdict& verdict : verdicts) verdict = opposite(verdict);
  for (std::size_t i = 1; i < part.children.size(); ++i) {
    const auto more = ask_all(*part.children[i], all, shared);
    for (std::size_t k = 0; k < more.size(); ++k)
      verdicts[k] =
          part.op == Op::logical_and ? both(verdicts[k], more[k]) : either(verdicts[k], more[k]);
  }
  return verdicts;
}

std::vector<Verdict> ClassTest::ask_leaf_all(Part& leaf, const ClassColumns& all,
                                             Shared shared) const {
  const std::size_t count = all.classes().size();
  const CheckedNode& node = *leaf.leaf.root;
  if (node.op == Op::shared && shared != Shared::unknown)
    return {count, is_shared(node, shared) ? Verdict::yes : Verdict::no};
  std::vector<Verdict> verdicts(count, leaf.never ? Verdict::no : Verdict::open);
  if (leaf.never || leaf.reads.rows) return verdicts;
  if (leaf.reads.keys.size() != 1) {
    for (std::size_t i = 0; i < count; ++i) verdicts[i] = ask_leaf(leaf, all.classes()[i]);
    return verdicts;
  }
  const auto key = static_cast<std::size_t>(leaf.reads.keys[0]);
  const ClassColumns::Column& column = all.column(key);
  const auto members = members_of(node, bindings_);
  std::vector<Verdict> by_value;
  for (const std::int64_t value : column.values) {
    AccessClass one;
    one.key[key] = value;
    by_value.push_back(!members                   ? ask_leaf(leaf, one)
                       : members->contains(value) ? Verdict::yes
                                                  : Verdict::no);
  }
  for (std::size_t i = 0; i < count; ++i) verdicts[i] = by_value[column.places[i]];
  return verdicts;
}

}  // namespace kontor::access
