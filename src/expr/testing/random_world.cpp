#include "expr/testing/random_world.h"

#include <algorithm>
#include <limits>

#include "expr/detail/calendar.h"
#include "expr/detail/names.h"
#include "expr/testing/catalogue.h"

namespace kontor::expr::testing {
namespace {

using schema::Field;
using schema::FieldType;
using schema::Object;
using schema::OptionKind;

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();

constexpr const char* kTexts[] = {
    "a",    "A",    "Äpfel", "äpfel",  "ÄPFEL",  "apfel",     "ß",       "ss",      "SS",
    "ẞ",    "Groß", "GROSS", "größer", "😀",      "😀😀a",       "it's",    "100%",    "100",
    "_",    "a_b",  "\"q\"", "\\",     "Müller", "müller",    "MÜLLER",  "Mueller", "ı",
    "İ",    "i",    "I",     "ﬁn",     "fin",    " x ",       "\u00a0y", "é",       "e\u0301",
    "É",    "z",    "Z",     "0",      "a b",    "[x]",       "ab",      "abc",     "ABC",
    "bc",   "ſ",    "K",     "k",      "σς",     "ΣΣ",        "--",      "; drop",  "\tt\n",
    "中文", "won",  "EUR",   "Köln",   "koln",   "Kölner Dom"};

constexpr std::int64_t kNumbers[] = {0,
                                     1,
                                     -1,
                                     2,
                                     3,
                                     5,
                                     -5,
                                     7,
                                     9,
                                     10,
                                     25,
                                     49,
                                     50,
                                     51,
                                     -50,
                                     -51,
                                     99,
                                     100,
                                     101,
                                     250,
                                     499,
                                     500,
                                     501,
                                     999,
                                     1000,
                                     1500,
                                     2500,
                                     999999,
                                     1000000,
                                     1000001,
                                     1500000,
                                     -1500000,
                                     2500000,
                                     123456789,
                                     3037000499,
                                     3037000500,
                                     -3037000500,
                                     922337203685477580,
                                     922337203685477581,
                                     -922337203685477580,
                                     4611686018427387904,
                                     kMax - 1,
                                     kMax,
                                     kMin,
                                     kMin + 1};

constexpr const char* kZones[] = {
    "Europe/Berlin",   "America/New_York",    "Asia/Kolkata", "America/St_Johns",
    "Pacific/Apia",    "Australia/Lord_Howe", "Africa/Cairo", "UTC",
    "Atlantic/Azores", "America/Havana"};

// Days around which something happens: leap days, year ends, changes of the clocks.
constexpr std::int64_t kDays[] = {0,     -1,    20454, 20541, 20542, 20543, 20751, 20752,
                                  11016, 11017, 3711,  3712,  19782, 20512, 20818, 20819};

std::int64_t near(Dice& dice, std::int64_t value, std::int64_t distance) {
  return value + dice.between(-distance, distance);
}

Field& random_field(Dice& dice, ObjectBuilder& object, int n) {
  constexpr FieldType kTypes[] = {
      FieldType::text,   FieldType::long_text, FieldType::number,        FieldType::number,
      FieldType::money,  FieldType::money,     FieldType::percent,       FieldType::checkbox,
      FieldType::date,   FieldType::date,      FieldType::date_time,     FieldType::select,
      FieldType::status, FieldType::emails,    FieldType::multi_select,  FieldType::phones,
      FieldType::urls,   FieldType::date_time, FieldType::postal_address};
  const std::string name = "f" + std::to_string(n);
  Field& field = object.add(dice.of(kTypes), name, {"Feld " + name, "Field " + name});
  if (field.type == FieldType::number || field.type == FieldType::percent)
    field.decimals = static_cast<int>(dice.below(7));
  if (field.type == FieldType::money && dice.chance(30)) field.currency = "JPY";
  if (!has_options(field)) return field;
  constexpr OptionKind kKinds[] = {OptionKind::none, OptionKind::qualification, OptionKind::open,
                                   OptionKind::won,  OptionKind::lost,          OptionKind::later};
  const int count = static_cast<int>(dice.between(2, 5));
  for (int i = 0; i < count; ++i)
    field.options.push_back(option((i * 7 + 3) % 11 + 1, "k" + std::to_string(i),
                                   {"Wahl " + std::to_string(i), "Choice " + std::to_string(i)},
                                   dice.of(kKinds), static_cast<int>(dice.below(101))));
  return field;
}

constexpr const char* kObjects[] = {"user", "unit", "territory", "citrus"};

void add_relations(Dice& dice, std::vector<ObjectBuilder>& objects) {
  for (std::size_t i = 0; i < objects.size(); ++i) {
    for (int n = 0; n < 2; ++n) {
      const std::size_t target = dice.below(objects.size());
      const std::string name = "to" + std::to_string(n);
      objects[i].to_one(kObjects[target], name, {"Zu " + name, "To " + name});
      if (dice.chance(70)) {
        const std::string back = std::string("of_") + kObjects[i] + std::to_string(n);
        objects[target].derived(kObjects[i], name, back, {"Von " + back, "Of " + back});
      }
    }
    if (dice.chance(70))
      objects[i].linked(kObjects[dice.below(objects.size())], "linked", {"Verknüpft", "Linked"});
  }
}

}  // namespace

std::string random_text(Dice& dice) {
  std::string text = dice.chance(5) ? "" : dice.of(kTexts);
  while (dice.chance(20)) text += dice.of(kTexts);
  return text;
}

std::int64_t random_number(Dice& dice) {
  if (dice.chance(25)) return dice.between(-3, 3);  // so that values meet
  if (dice.chance(50)) return dice.between(-300, 300);
  if (dice.chance(70)) return dice.of(kNumbers);
  return static_cast<std::int64_t>(dice.bits()) >> dice.below(60);
}

std::int64_t random_day(Dice& dice) {
  if (dice.chance(60)) return near(dice, dice.of(kDays), 3);
  if (dice.chance(80)) return dice.between(-25000, 40000);
  return dice.chance(50) ? dice.between(kFirstDay, kFirstDay + 40)
                         : dice.between(kLastDay - 40, kLastDay);
}

std::int64_t random_instant(Dice& dice) {
  if (dice.chance(5)) return dice.chance(50) ? kFirstInstant : kLastInstant;
  std::int64_t micros = near(dice, dice.of(kDays), 2) * kDayMicros;
  if (dice.chance(20)) micros = dice.between(-25000, 50000) * kDayMicros;
  return micros + dice.between(-30, 30) * 1'800'000'000 + dice.between(-1, 1);
}

schema::CataloguePtr random_catalogue(Dice& dice) {
  std::vector<ObjectBuilder> builders;
  for (const char* name : kObjects) {
    builders.emplace_back(static_cast<int>(builders.size()) + 1, name,
                          schema::Label{"Objekt " + std::string(name), name});
    ObjectBuilder& object = builders.back();
    object.add(FieldType::text, "name", {"Name", "Name"});
    const int count = static_cast<int>(dice.between(10, 16));
    for (int n = 0; n < count; ++n) random_field(dice, object, n);
  }
  add_relations(dice, builders);
  std::vector<Object> objects;
  for (ObjectBuilder& builder : builders) {
    Object object = builder.done();
    for (Field& field : object.fields)  // a text without a folded companion
      if (field.type == FieldType::long_text && dice.chance(30)) field.value.fold_column.clear();
    objects.push_back(std::move(object));
  }
  return std::make_shared<const schema::Catalogue>(1, std::move(objects));
}

namespace {

class WorldMaker {
 public:
  WorldMaker(Dice& dice, const schema::CataloguePtr& catalogue) : dice_(dice), world_(catalogue) {}

  World make() {
    constexpr int kRecords = 90;
    for (int i = 0; i < kRecords; ++i) {
      const std::int64_t id = i < 80 ? 1 + i * 7 + dice_.between(0, 6) : kMax - i * 1000;
      ids_.push_back(id);
      Record& record = world_.add(dice_.of(kObjects), id);
      record.deleted = dice_.chance(15);
      if (record.deleted) record.values["deleted_at"] = {std::int64_t{1}};
    }
    for (const std::int64_t id : ids_) fill(const_cast<Record&>(world_.records().at(id)));
    return std::move(world_);
  }

 private:
  void fill(Record& record) {
    for (const Field& field : record.object->fields)
      if (field.name != "deleted_at") fill(record, field);
  }

  void fill(Record& record, const Field& field) {
    auto& values = record.values;
    const bool never_null = field.type == FieldType::checkbox || field.name == "created_at" ||
                            field.name == "changed_at";
    if (!never_null && dice_.chance(20)) return;
    if (field.relation.derived) return;
    if (target_of(field, *world_.catalogue())) return relate(record, field);
    if (field.type == FieldType::multi_select) {
      for (const schema::Option& option : field.options)
        if (dice_.chance(40)) values[field.name].push_back(std::int64_t{option.id});
      return;
    }
    if (!field.child_table.empty()) return fill_children(record, field);
    for (const schema::FieldPart& part : field.parts)
      if (dice_.chance(80))
        values[field.name + "." + part.name] = {
            part.type == FieldType::number ? Atom{random_number(dice_)} : Atom{random_text(dice_)}};
    if (field.value.column.empty()) return;
    values[field.name] = {single(field)};
    if (field.type == FieldType::money && dice_.chance(95))
      values[field.name + ".currency"] = {dice_.chance(70)   ? "EUR"
                                          : dice_.chance(50) ? "CHF"
                                                             : "JPY"};
  }

  Atom single(const Field& field) {
    switch (field.type) {
      case FieldType::number:
      case FieldType::percent:
      case FieldType::money:
        return random_number(dice_);
      case FieldType::checkbox:
        return dice_.between(0, 1);
      case FieldType::date:
        return random_day(dice_);
      case FieldType::date_time:
      case FieldType::instant_system:
        return random_instant(dice_);
      case FieldType::select:
      case FieldType::status:
        return std::int64_t{dice_.of(field.options).id};
      default:
        return random_text(dice_);
    }
  }

  void fill_children(Record& record, const Field& field) {
    const std::size_t count = dice_.below(4);
    for (std::size_t i = 0; i < count; ++i) {
      record.values[field.name].push_back(random_text(dice_));
      for (const schema::FieldPart& part : field.parts)
        record.values[field.name + "." + part.name].push_back(
            part.name == "e164" ? "+49" + std::to_string(dice_.below(30)) : "work");
    }
  }

  void relate(Record& record, const Field& field) {
    const bool many = field.has_many_values();
    const std::size_t count = many ? dice_.below(4) : 1;
    std::vector<Atom>& linked = record.values[field.name];
    for (std::size_t i = 0; i < count; ++i) {
      const Atom id = one_of(target_of(field, *world_.catalogue()));
      if (std::ranges::find(linked, id) == linked.end()) linked.push_back(id);
    }
    if (linked.empty()) record.values.erase(field.name);
  }

  std::int64_t one_of(const Object* object) {
    for (int i = 0; i < 200; ++i) {
      const std::int64_t id = dice_.of(ids_);
      if (world_.records().at(id).object == object) return id;
    }
    return 5;  // of nobody
  }

  Dice& dice_;
  World world_;
  std::vector<std::int64_t> ids_;
};

}  // namespace

World random_world(Dice& dice, const schema::CataloguePtr& catalogue) {
  return WorldMaker(dice, catalogue).make();
}

Bindings random_bindings(Dice& dice, const World& world) {
  Bindings bindings;
  std::vector<std::int64_t> all, users;
  for (const auto& [id, record] : world.records()) {
    all.push_back(id);
    if (record.object->name == "user") users.push_back(id);
  }
  bindings.me = users.empty() || dice.chance(10) ? 0 : dice.of(users);
  bindings.zone = dice.of(kZones);
  bindings.now = random_instant(dice);
  if (dice.chance(80))
    bindings.now = near(dice, dice.of(kDays), 2) * kDayMicros + dice.between(0, 86399) * 1'000'000;
  for (const char* name :
       {"unit", "units", "teams", "headed", "reports(1)", "reports(2)", "territories", "below unit",
        "below headed 2", "above unit", "below teams 1", "shared", "shared read"}) {
    if (dice.chance(15)) continue;
    std::vector<std::int64_t> set;
    for (const std::int64_t id : all)
      if (dice.chance(name == std::string("unit") ? 1 : 30)) set.push_back(id);
    bindings.mine[name] = std::make_shared<const std::vector<std::int64_t>>(std::move(set));
  }
  return bindings;
}

RandomRights::RandomRights(Dice& dice, const schema::Catalogue& catalogue) {
  auto rule = [&](int percent) {
    if (!dice.chance(percent)) return Rule{};
    const std::int64_t modulus = dice.between(2, 7);
    return Rule{modulus, dice.between(0, modulus - 1)};
  };
  for (const Object& object : catalogue.objects()) {
    visible_[&object] = rule(50);
    for (const Field& field : object.fields) readable_[&field] = rule(15);
  }
}

void RandomRights::apply_to(World& world) const {
  world.visible = [this](const Object& object, std::int64_t id) {
    return visible_.at(&object).allows(id);
  };
  world.readable = [this](const Object&, const Field& field, std::int64_t id) {
    return readable_.at(&field).allows(id);
  };
}

SqlContext RandomRights::context(storage::Engine engine, const Bindings& bindings,
                                 std::vector<std::string>* asked) const {
  auto text = [](const Rule& rule, std::string_view alias) {
    return storage::Sql{std::string(alias) + ".id % " + std::to_string(rule.modulus) + " <> ?",
                        {rule.rest}};
  };
  SqlContext context{.engine = engine, .bindings = &bindings};
  context.visible = [=, this](const Object& object, std::string_view alias) {
    if (asked) asked->push_back(object.name + " " + std::string(alias));
    const Rule& rule = visible_.at(&object);
    return rule.modulus ? text(rule, alias) : storage::Sql{};
  };
  context.readable = [=, this](const Object& object, const Field& field,
                               std::string_view alias) -> std::optional<storage::Sql> {
    if (asked) asked->push_back(object.name + "." + field.name + " " + std::string(alias));
    const Rule& rule = readable_.at(&field);
    if (!rule.modulus) return {};
    return text(rule, alias);
  };
  return context;
}

}  // namespace kontor::expr::testing
