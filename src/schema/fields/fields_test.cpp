#include "schema/fields/fields.h"

#include <gtest/gtest.h>

namespace kontor::schema {
namespace {

Option option(int id, std::string key) {
  Option option;
  option.id = id;
  option.key = std::move(key);
  option.archived = id == 3;
  return option;
}

FieldPart part(std::string name, FieldType type, int decimals = 0) {
  FieldPart part;
  part.name = std::move(name);
  part.type = type;
  part.decimals = decimals;
  return part;
}

Field field_of(FieldType type) {
  Field field;
  field.name = "f";
  field.type = type;
  field.decimals = 2;
  field.options = {option(1, "a"), option(2, "b"), option(3, "c")};
  if (type == FieldType::multi_select || type == FieldType::emails || type == FieldType::urls ||
      type == FieldType::phones)
    field.child_table = "c_f";
  if (type == FieldType::postal_address) {
    for (std::string name : {"street", "postal_code", "place", "region", "country"})
      field.parts.push_back(part(name, FieldType::text));
    for (std::string name : {"latitude", "longitude"})
      field.parts.push_back(part(name, FieldType::number, 6));
  }
  return field;
}

JsonValue json(std::string_view text) {
  return *parse_json(text);
}

// The value as it is stored, in wire form again; or the key of the error.
std::string round(FieldType type, std::string_view wire) {
  Field field = field_of(type);
  auto edit = from_wire(field, json(wire));
  if (!edit) {
    EXPECT_TRUE(edit.error().field.starts_with("f")) << edit.error().key;
    EXPECT_EQ(edit.error().code, Code::invalid);
    return edit.error().key;
  }
  FieldValue value;
  if (auto* whole = std::get_if<FieldValue>(&*edit)) value = *whole;
  if (auto* parts = std::get_if<PartsEdit>(&*edit)) value = parts->values;
  if (auto* one = std::get_if<Reference>(&*edit)) value = one->id.value;
  std::string out = to_wire(field, value);
  EXPECT_EQ(to_wire(field, from_history(field, json(out))), out) << "history reads what it wrote";
  return out;
}

TEST(Fields, ReadTexts) {
  EXPECT_EQ(round(FieldType::text, R"("  Köln \t am\nRhein ")"), R"("Köln am Rhein")");
  EXPECT_EQ(round(FieldType::text, R"("")"), "null");
  EXPECT_EQ(round(FieldType::text, R"("a\u0000b")"), "value.nul");
  EXPECT_EQ(round(FieldType::text, "7"), "value.expected_text");
  std::string long_text(kMaxText, 'x');
  EXPECT_EQ(round(FieldType::text, '"' + long_text + '"'), '"' + long_text + '"');
  EXPECT_EQ(round(FieldType::text, '"' + long_text + "x\""), "value.too_long");
  EXPECT_EQ(round(FieldType::long_text, '"' + long_text + R"(x\r\n* y")"),
            '"' + long_text + R"(x\n* y")");
}

TEST(Fields, ReadNumbersExactly) {
  EXPECT_EQ(round(FieldType::number, R"("1250.5")"), R"("1250.50")");
  EXPECT_EQ(round(FieldType::number, "1250.5"), R"("1250.50")");
  EXPECT_EQ(round(FieldType::number, "-3"), R"("-3.00")");
  EXPECT_EQ(round(FieldType::number, R"("1.005")"), "number.decimals");
  EXPECT_EQ(round(FieldType::number, R"("12a")"), "number.syntax");
  EXPECT_EQ(round(FieldType::number, R"("99999999999999999999")"), "number.range");
  EXPECT_EQ(round(FieldType::percent, "true"), "value.expected_number");
}

TEST(Fields, ReadMoneyInItsCurrency) {
  EXPECT_EQ(round(FieldType::money, R"("49")"), R"({"amount":"49.00","currency":"EUR"})");
  EXPECT_EQ(round(FieldType::money, R"({"amount":"500","currency":"JPY"})"),
            R"({"amount":"500","currency":"JPY"})");
  EXPECT_EQ(round(FieldType::money, R"({"amount":"1.5","currency":"JPY"})"), "number.decimals");
  EXPECT_EQ(round(FieldType::money, R"({"amount":"1","currency":"XQQ"})"), "money.currency");
  EXPECT_EQ(round(FieldType::money, R"({"currency":"EUR"})"), "value.expected_money");
  EXPECT_EQ(round(FieldType::money, R"({"amount":"1","tax":"2"})"), "value.unknown_part");
  EXPECT_EQ(round(FieldType::money, R"({"amount":null})"), "null");
}

TEST(Fields, ReadDays) {
  EXPECT_EQ(round(FieldType::date, R"("2024-02-29")"), R"("2024-02-29")");
  EXPECT_EQ(round(FieldType::date, R"("2026-02-31")"), "value.not_a_date");
  EXPECT_EQ(round(FieldType::date, R"("31.02.2026")"), "value.not_a_date");
  EXPECT_EQ(round(FieldType::date, "5"), "value.expected_date");
  EXPECT_EQ(round(FieldType::date_time, R"("2026-11-24T14:30:00+01:00")"),
            R"("2026-11-24T13:30:00Z")");
  EXPECT_EQ(round(FieldType::date_time, R"("2026-11-24")"), "value.not_a_date_time");
}

TEST(Fields, ReadOptionsByKey) {
  EXPECT_EQ(round(FieldType::select, R"("b")"), R"("b")");
  EXPECT_EQ(round(FieldType::status, R"("z")"), "value.unknown_option");
  EXPECT_EQ(round(FieldType::select, R"("c")"), "value.unknown_option") << "archived";
  EXPECT_EQ(round(FieldType::multi_select, R"(["b","a","b"])"), R"(["a","b"])");
  EXPECT_EQ(round(FieldType::multi_select, "[]"), "[]");
  EXPECT_EQ(round(FieldType::multi_select, R"("a")"), "value.expected_list");
  EXPECT_EQ(round(FieldType::multi_select, R"({"add":["z"]})"), "value.unknown_option");
  EXPECT_EQ(round(FieldType::multi_select, R"({"remove":"a"})"), "value.expected_list");
  EXPECT_EQ(round(FieldType::multi_select, R"({"put":["a"]})"), "value.unknown_part");
  Field select = field_of(FieldType::select);
  EXPECT_EQ(to_wire(select, from_history(select, json(R"("c")"))), R"("c")")
      << "history still knows archived options";
  EXPECT_TRUE(is_empty(from_history(select, json(R"("gone")"))));
}

TEST(Fields, ReadEntries) {
  EXPECT_EQ(round(FieldType::emails,
                  R"(["a@b.de",{"value":" c@d.de ","label":"work"},"",{"value":"a@b.de"}])"),
            R"([{"value":"a@b.de","label":null},{"value":"c@d.de","label":"work"}])");
  for (std::string bad : {"a", "@b.de", "a@", "a@b", "a b@c.de", "a@b@c.de", "a@.de", "a@b.de."})
    EXPECT_EQ(round(FieldType::emails, R"([")" + bad + R"("])"), "value.not_an_email") << bad;
  EXPECT_EQ(round(FieldType::phones, R"(["0221 / 47-11"])"),
            R"([{"value":"0221 / 47-11","label":null}])");
  EXPECT_EQ(round(FieldType::phones, R"(["call me"])"), "value.not_a_phone");
  for (std::string good : {"kontor.de", "https://kontor.de:8443/a?b#c", "HTTP://x.y"})
    EXPECT_EQ(round(FieldType::urls, R"([")" + good + R"("])"),
              R"([{"value":")" + good + R"(","label":null}])");
  for (std::string bad : {"javascript:alert(1)", "javascript://a.b/%0aalert(1)", "ftp://a.b",
                          "http://", "a b.de", "data:text/html,x.y"})
    EXPECT_EQ(round(FieldType::urls, R"([")" + bad + R"("])"), "value.not_a_url") << bad;
  EXPECT_EQ(round(FieldType::urls, R"([{"value":"a.de","label":"home"}])"), "value.unknown_label");
  EXPECT_EQ(round(FieldType::emails, R"([{"values":"a@b.de"}])"), "value.unknown_part");
  std::string many = "[\"a@b.de\"";
  for (std::size_t i = 0; i < kMaxEntries; ++i) many += ",\"a" + std::to_string(i) + "@b.de\"";
  EXPECT_EQ(round(FieldType::emails, many + "]"), "value.too_many");
}

TEST(Fields, ReadTheAddressPartsNamed) {
  Field field = field_of(FieldType::postal_address);
  auto edit =
      from_wire(field, json(R"({"place":"Köln","country":"de","latitude":"50.94","region":null})"));
  ASSERT_TRUE(edit);
  auto& parts = std::get<PartsEdit>(*edit);
  EXPECT_EQ(parts.named, (std::vector<bool>{false, false, true, true, true, true, false}));
  EXPECT_EQ(parts.values.values[4], PartValue("DE"));
  EXPECT_EQ(parts.values.values[5], PartValue(std::int64_t{50'940'000}));
  EXPECT_EQ(round(FieldType::postal_address, R"({"latitude":"90.1"})"), "number.range");
  EXPECT_EQ(round(FieldType::postal_address, R"({"country":"Germany"})"), "value.not_a_country");
  EXPECT_EQ(round(FieldType::postal_address, R"({"city":"Köln"})"), "value.unknown_part");
  EXPECT_EQ(round(FieldType::postal_address, R"("Köln")"), "value.expected_address");
}

TEST(Fields, ReadRecords) {
  EXPECT_EQ(round(FieldType::user, R"("7123")"), R"("7123")");
  EXPECT_EQ(round(FieldType::relation, R"({"id":"7123"})"), R"("7123")");
  EXPECT_EQ(round(FieldType::relation, R"("07")"), "value.not_an_id");
  EXPECT_EQ(round(FieldType::relation, "7"), "value.expected_record");
  Field one = field_of(FieldType::relation);
  EXPECT_EQ(std::get<Reference>(*from_wire(one, json(R"({"title":" Müller GmbH"})"))).title,
            "Müller GmbH");
  Field many = one;
  many.relation.cardinality = Cardinality::many;
  auto set = std::get<ReferenceSet>(*from_wire(many, json(R"({"add":["1"],"remove":["2","3"]})")));
  EXPECT_FALSE(set.whole);
  EXPECT_EQ(set.add, std::vector<Reference>{Reference{RecordId{1}}});
  EXPECT_EQ(set.remove.size(), 2u);
  EXPECT_TRUE(std::get<ReferenceSet>(*from_wire(many, json("null"))).whole);
  EXPECT_EQ(from_wire(many, json(R"({"set":[]})")).error().key, "value.unknown_part");
}

TEST(Fields, RefuseWhatTheServerMakes) {
  for (FieldType type : {FieldType::person_name, FieldType::auto_number, FieldType::instant_system,
                         FieldType::user_system})
    EXPECT_EQ(round(type, R"("x")"), "value.read_only");
  Field field = field_of(FieldType::text);
  field.read_only = true;
  EXPECT_EQ(from_wire(field, JsonValue{}).error().key, "value.read_only");
}

}  // namespace
}  // namespace kontor::schema
