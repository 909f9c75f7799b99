#include "expr/testing/agreement.h"

#include <algorithm>
#include <regex>
#include <set>
#include <stdexcept>

#include "base/text.h"
#include "expr/detail/names.h"
#include "expr/parse.h"
#include "expr/testing/random_expression.h"

namespace kontor::expr::testing {
namespace {

using schema::Field;
using schema::Object;
using storage::Engine;
using storage::Sql;

constexpr const char* kRoot = "a";

std::string printed(const Atom& atom) {
  if (const auto* number = std::get_if<std::int64_t>(&atom)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&atom))
    return text->empty() ? "-" : '"' + *text + '"';
  return "-";
}

CheckedPtr changed(const CheckedNode& node, const std::function<void(CheckedNode&)>& change) {
  CheckedNode copy = node;
  for (CheckedPtr& child : copy.children) child = changed(*child, change);
  change(copy);
  return std::make_shared<const CheckedNode>(std::move(copy));
}

}  // namespace

struct Arena::Case {
  const Object* object = nullptr;
  Ast tree;
  Checked checked;
  Bindings bindings;
  bool condition = true;
  bool for_order = false;
  bool in_where = false;  // the condition selects, else it is a column: null would be seen
};

Arena::Arena(std::uint64_t seed, const std::vector<Engine>& engines)
    : dice_(seed),
      world_(random_world(dice_, random_catalogue(dice_))),
      rights_(dice_, *world_.catalogue()) {
  rights_.apply_to(world_);
  for (const auto& [id, record] : world_.records()) ids_.push_back(id);
  for (const Engine engine : engines) {
    auto& database = databases_[engine];
    database = std::make_unique<storage::testing::FreshDatabase>(engine);
    if (auto loaded = world_.load(**database); !loaded)
      throw std::runtime_error("cannot load: " + loaded.error().key + " " +
                               loaded.error().internal);
  }
}

std::optional<std::string> Arena::run(std::uint64_t seed, const Fault* fault) {
  constexpr TypeKind kKinds[] = {TypeKind::number,  TypeKind::money,   TypeKind::text,
                                 TypeKind::date,    TypeKind::instant, TypeKind::duration,
                                 TypeKind::boolean, TypeKind::option,  TypeKind::record};
  Dice dice(seed);
  Case one;
  one.bindings = random_bindings(dice, world_);
  one.object = &dice.of(world_.catalogue()->objects());
  one.condition = dice.chance(75);
  one.for_order = dice.chance(30);
  one.in_where = dice.chance(50);
  ExpressionMaker maker(dice, *world_.catalogue(), *one.object, ids_);
  const int depth = static_cast<int>(dice.chance(4) ? dice.between(5, 9) : dice.below(5));
  for (int tries = 0;; ++tries) {
    one.tree = one.condition ? maker.condition(depth) : maker.value(dice.of(kKinds), depth);
    auto checked = check(one.tree, world_.catalogue(), *one.object,
                         {.any_type = !one.condition, .rule_words = true});
    if (checked) {
      one.checked = *std::move(checked);
      break;
    }
    ++refused_;
    if (tries > 100) throw std::runtime_error("no expression: " + checked.error().key);
  }
  if (!fault) count_use(*one.checked.root);
  if (!fault)
    if (auto wrong = written_alike(one)) return wrong;
  for (const auto& [engine, database] : databases_)
    if (auto wrong = compare(one, engine, fault))
      return wrong->substr(0, 4000) + "\n  of " + render(one.tree) + "\n  on " + one.object->name +
             " in " + one.bindings.zone + ", now " + std::to_string(one.bindings.now);
  return {};
}

// parse(render(x)) is x, in each spelling.
std::optional<std::string> Arena::written_alike(const Case& one) const {
  const std::string text = render(one.tree);
  if (text.size() > 4000) return {};
  auto again = parse(text);
  if (!again) return "not read again (" + again.error().key + "): " + text;
  if (!same(*again, one.tree)) return "read as another tree: " + text + " / " + render(*again);
  for (const auto language : {schema::Language::de, schema::Language::en}) {
    const std::string said = render_surface(one.tree, language, *world_.catalogue(), *one.object);
    if (said.size() > 4000) continue;
    again = parse_surface(said, language, *world_.catalogue(), *one.object);
    if (!again) return "not read again (" + again.error().key + "): " + said;
    if (!same(*again, one.tree)) return "read as another tree: " + said + " / " + render(*again);
  }
  return {};
}

namespace {

// What a query says about one record, to compare: value, and currency of money.
struct Answer {
  std::string value = "-";
  std::string currency;
  bool operator==(const Answer&) const = default;
};

Answer expected(const Checked& checked, bool condition, const RecordView& record,
                const Bindings& bindings) {
  if (condition) return {holds(checked, record, bindings) ? "1" : "0"};
  const TypeKind kind = checked.root->type.kind;
  Answer answer{printed(value_of(checked, record, bindings))};
  if (kind == TypeKind::money && answer.value != "-")
    answer.currency = currency_of(checked, record, bindings);
  return answer;
}

// For order: the sort key of a text (or the folded text), the place of an option.
bool orders(const std::string& found, bool null, const Atom& value, const Type& type) {
  if (const auto* text = std::get_if<std::string>(&value))
    return found == sort_key(*text) || found == fold_case(*text);
  const auto* number = std::get_if<std::int64_t>(&value);
  // A plain column: empty texts and amounts without a currency, which are never stored, show there.
  if (!number)
    return null || found.empty() || found == sort_key("") || type.kind == TypeKind::money;
  if (type.kind != TypeKind::option) return found == std::to_string(*number);
  const auto& options = type.field->options;
  const auto place = std::ranges::find(options, *number, &schema::Option::id) - options.begin();
  return found == std::to_string(place + 1);
}

}  // namespace

// The id, and what is asked of each record.
Sql Arena::query(const Case& one, const SqlContext& context) const {
  const bool money = !one.condition && one.checked.root->type.kind == TypeKind::money;
  Sql query{"SELECT a.id", {}};
  if (!one.condition)
    query << ", " << value_sql(one.checked, context, kRoot, one.for_order);
  else if (!one.in_where)
    query << ", CAST((" << condition_sql(one.checked, context, kRoot) << ") AS int)";
  if (money) query << ", " << currency_sql(one.checked, context, kRoot);
  query << " FROM " << storage::quoted(one.object->table) << " " << kRoot;
  if (one.condition && one.in_where)
    query << " WHERE " << condition_sql(one.checked, context, kRoot);
  return query;
}

std::optional<std::string> Arena::compare(const Case& one, Engine engine, const Fault* fault) {
  std::vector<std::string> asked;
  const SqlContext context = rights_.context(engine, one.bindings, &asked);
  const Sql right = query(one, context);
  if (!fault) {
    if (auto wrong = asked_for_all(one, right, asked)) return wrong;
    return answers(one, engine, right, one, world_);
  }
  if (fault->sql || fault->rights) {
    SqlContext open = context;
    if (fault->rights) fault->rights(open);
    Sql wrong = query(one, open);
    if (fault->sql) fault->sql(wrong);
    if (wrong.text == right.text) return {};  // there was no place for this mistake
    auto difference = answers(one, engine, wrong, one, world_);
    // A statement that fails finds itself: that proves nothing.
    return difference && difference->find(" fails: ") == std::string::npos ? difference
                                                                           : std::nullopt;
  }
  Case evaluated = one;
  if (fault->bindings) fault->bindings(evaluated.bindings, world_);
  if (fault->tree) evaluated.checked.root = changed(*one.checked.root, fault->tree);
  std::optional<World> other;
  if (fault->world) fault->world(other.emplace(world_));
  const World& world = other ? *other : world_;
  if (!shows(one, evaluated, world)) return {};
  return answers(one, engine, right, evaluated, world);
}

// Whether the evaluator answers otherwise at all.
bool Arena::shows(const Case& one, const Case& evaluated, const World& world) const {
  return std::ranges::any_of(ids_, [&](std::int64_t id) {
    return world_.records().at(id).object == one.object &&
           expected(one.checked, one.condition, *world_.view(id), one.bindings) !=
               expected(evaluated.checked, one.condition, *world.view(id), evaluated.bindings);
  });
}

// What the engine answers against what the evaluator does.
std::optional<std::string> Arena::answers(const Case& one, Engine engine, const Sql& query,
                                          const Case& evaluated, const World& world) {
  const std::string name = engine == Engine::sqlite ? "SQLite" : "PostgreSQL";
  const Type& type = one.checked.root->type;
  const bool text = !one.condition && type.kind == TypeKind::text;
  std::map<std::int64_t, Answer> found;
  std::optional<std::string> disorder;
  auto snapshot = (*databases_.at(engine))->read();
  if (!snapshot) return "cannot read: " + snapshot.error().internal;
  const auto ran = (*snapshot)->each(query, [&](const storage::Row& row) {
    const std::int64_t id = row.integer(0);
    const bool null = row.size() > 1 && row.is_null(1);
    std::string value = "1";  // selected by a condition
    if (row.size() > 1) value = text ? std::string(row.text(1)) : std::to_string(row.integer(1));
    if (!one.condition && one.for_order) {
      const Atom atom = value_of(evaluated.checked, *world.view(id), evaluated.bindings);
      if (!orders(value, null, atom, type)) disorder = printed(atom) + " / " + value;
      return true;
    }
    if (null)
      value = one.condition ? "null" : "-";
    else if (text)
      value = printed(Atom{value});
    found[id] = {value, row.size() > 2 ? std::string(row.text(2)) : ""};
    return true;
  });
  if (!ran) return name + " fails: " + ran.error().internal + "\n  " + query.text;
  if (disorder) return name + " orders otherwise: " + *disorder + "\n  " + query.text;
  if (one.for_order && !one.condition) return {};

  for (const std::int64_t id : ids_) {
    if (world.records().at(id).object != one.object) continue;
    const Answer want =
        expected(evaluated.checked, one.condition, *world.view(id), evaluated.bindings);
    const auto got = found.find(id);
    const Answer here = got == found.end() ? Answer{"0"} : got->second;
    if (want == here) continue;
    return name + " says " + here.value + " " + here.currency + ", the evaluator " + want.value +
           " " + want.currency + " for record " + std::to_string(id) + "\n  " + query.text;
  }
  return {};
}

// Every table and column the SQL names was asked for, under the alias it is read by.
std::optional<std::string> Arena::asked_for_all(const Case& one, const Sql& sql,
                                                const std::vector<std::string>& asked) const {
  static const std::regex kTable(R"re("(\w+)" ([rc]\d+))re");
  static const std::regex kColumn(R"re(\b([arc]\d*)\."?(\w+)"?)re");
  const std::set<std::string> questions(asked.begin(), asked.end());
  std::map<std::string, const Object*> rows{{kRoot, one.object}};
  auto each = [&](const std::regex& pattern, const auto& visit) -> std::optional<std::string> {
    for (auto match = std::sregex_iterator(sql.text.begin(), sql.text.end(), pattern);
         match != std::sregex_iterator(); ++match)
      if (auto wrong = visit((*match)[1].str(), (*match)[2].str())) return wrong;
    return {};
  };
  auto asked_under_any = [&](const std::string& question) {
    const auto at = questions.lower_bound(question + " ");
    return at != questions.end() && at->starts_with(question + " ");
  };
  const auto& objects = world_.catalogue()->objects();
  auto wrong = each(kTable, [&](const std::string& table, const std::string& alias) {
    for (const Object& object : objects) {
      if (object.table == table) {
        rows[alias] = &object;
        if (!questions.contains(object.name + " " + alias))
          return std::optional("reads unasked: " + table);
      }
      for (const Field& field : object.fields)
        if ((field.child_table == table ||
             (field.relation.link_table == table && field.relation.link_here == "a_id")) &&
            !asked_under_any(object.name + "." + field.name))
          return std::optional("reads unasked: " + table);
    }
    return std::optional<std::string>();
  });
  if (wrong) return wrong;
  return each(kColumn, [&](const std::string& alias, const std::string& column) {
    const auto row = rows.find(alias);
    if (row == rows.end() || column == "id" || column == "deleted_at")
      return std::optional<std::string>();
    for (const Field& field : row->second->fields) {
      auto is = [&](const schema::FieldPart& part) {
        return part.column == column || part.fold_column == column || part.sort_column == column;
      };
      if (field.has_many_values()) continue;
      if (!is(field.value) && field.currency_column != column &&
          std::ranges::none_of(field.parts, is))
        continue;
      if (questions.contains(row->second->name + "." + field.name + " " + alias))
        return std::optional<std::string>();
      return std::optional("reads unasked: " + row->second->name + "." + field.name);
    }
    return std::optional("reads an unknown column: " + column);
  });
}

void Arena::count_use(const CheckedNode& node) {
  const std::string name = node.op == Op::call ? node.source->name + "()"
                                               : "op" + std::to_string(static_cast<int>(node.op));
  ++used_[name];
  for (const CheckedPtr& child : node.children) count_use(*child);
}

}  // namespace kontor::expr::testing
