#include "expr/parse.h"

#include <gtest/gtest.h>
#include <random>

#include "expr/testing/catalogue.h"

namespace kontor::expr {
namespace {

using schema::Language;

// What the canonical text looks like after a walk through the tree.
std::string round(std::string_view text) {
  const auto tree = parse(text);
  if (!tree) return tree.error().key + "@" + std::to_string(tree.error().position);
  const std::string rendered = render(*tree);
  const auto again = parse(rendered);
  if (!again) return "cannot be read again: " + rendered;
  return same(*tree, *again) ? rendered : "another tree: " + rendered;
}

TEST(Parse, KeepsWhatIsWritten) {
  for (const char* text : {
           "name = \"Müller\"",
           "not (stage = \"won\")",
           "a and b or c and not d",
           "(a or b) and c",
           "(a and b) and c",
           "x is empty or y is not empty",
           "stage in (\"won\", \"lost\") and owner in my.reports(2)",
           "name not contains \"x\" and name begins with \"a\" and name not ends with \"b\"",
           "due <= today() + 7 days",
           "a - b - c * (d + -5) / -x",
           "a - (b - c)",
           "-(5) = -5",
           "-(3 days) = a",
           "unit below my.unit at most 2 levels",
           "created_at older than 2 days or due within 3 months",
           "escalated reached",
           "exists people with (birthday is empty and exists company.partners)",
           "before.stage != stage and shared with me to read",
           "shared with me",
           "date \"2026-11-24\" < instant \"2026-11-24T12:00:00Z\"",
           "start_of(month, -1) <= due and if(a, 1.50, empty) = 2",
           "[in] = [empty].[a b\\]c]",
           "text = \"a \\\"quoted\\\" \\\\ word\"",
           "true and not false",
           "(a = b) = (c < d)",
           "money(12.50, \"EUR\") < amount",
           "owner = me and unit in my.units",
       })
    EXPECT_EQ(round(text), text);
}

TEST(Parse, TidiesWhatMayBeWrittenInSeveralWays) {
  EXPECT_EQ(round("((a))"), "a");
  EXPECT_EQ(round("  a=1  "), "a = 1");
  EXPECT_EQ(round("not a in (1)"), "a not in (1)");
  EXPECT_EQ(round("not (a is empty)"), "a is not empty");
  EXPECT_EQ(round("x in (my.units)"), "x in my.units");
  EXPECT_EQ(round("due within 1 day"), "due within 1 day");
  EXPECT_EQ(round("not a = b"), "not (a = b)");
  EXPECT_EQ(round("instant \"2026-01-01T01:00:00+01:00\" = x"),
            "instant \"2026-01-01T00:00:00Z\" = x");
}

TEST(Parse, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(round(""), "expr.unexpected_end@0");
  EXPECT_EQ(round("a = "), "expr.unexpected_end@4");
  EXPECT_EQ(round("a = = b"), "expr.unexpected@4");
  EXPECT_EQ(round("a b"), "expr.unexpected@2");
  EXPECT_EQ(round("(a"), "expr.unexpected_end@2");
  EXPECT_EQ(round("a = \"x"), "expr.unclosed_text@4");
  EXPECT_EQ(round("[a"), "expr.unclosed_bracket@0");
  EXPECT_EQ(round("a = 1.1234567"), "expr.number@4");
  EXPECT_EQ(round("a = 9223372036854775808"), "expr.number@4");
  EXPECT_EQ(round("a = -9223372036854775808"), "a = -9223372036854775808");
  EXPECT_EQ(round("a = -9223372036854775809"), "expr.number@5");
  EXPECT_EQ(round("a = date \"2026-02-30\""), "expr.date@9");
  EXPECT_EQ(round("a = instant \"gestern\""), "expr.instant@12");
  EXPECT_EQ(round("a older than b"), "expr.duration_expected@13");
  EXPECT_EQ(round("a older than 5"), "expr.duration_expected@13");
  EXPECT_EQ(round("a = 1.5 days"), "expr.duration@4");
  EXPECT_EQ(round("a = 999999999 days"), "expr.duration@4");
  EXPECT_EQ(round("u below my.unit at most 0 levels"), "expr.levels@24");
  EXPECT_EQ(round("a = ä"), "expr.unexpected@4");
  EXPECT_EQ(round("a # b"), "expr.unexpected@2");
  EXPECT_EQ(round("start_of(1)"), "expr.unexpected@9");
  EXPECT_EQ(round(std::string("a = \"\xff\"")), "expr.encoding@0");
  EXPECT_EQ(round(std::string("a = \"\0\"", 7)), "expr.encoding@5");
}

TEST(Parse, BoundsItsWork) {
  EXPECT_EQ(round(std::string(4096, ' ') + "a"), "expr.too_long@4096");
  std::string many = "a";
  for (int i = 0; i < 300; ++i) many += "=1 or a";
  EXPECT_TRUE(round(many).starts_with("expr.too_big@"));
  EXPECT_TRUE(round(std::string(2000, '(')).starts_with("expr.too_deep@"));
  std::string deep = "a";
  for (int i = 0; i < 40; ++i) deep = "-(" + deep + ")";
  EXPECT_EQ(round(deep), "expr.too_deep@0");
  std::string wide = "a";
  for (int i = 0; i < 100; ++i) wide += " and a";
  EXPECT_EQ(round(wide), wide);
}

// Texts cut, doubled and mixed at random: whatever happens, it ends, and what is read can be
// written.
TEST(Parse, SurvivesAnyText) {
  const std::string seed =
      "not (stage in (\"won\", \"l\\\"st\") or -a.[b c] * 1.5 <= date \"2026-01-01\" + 3 days) and "
      "exists x with (before.y contains \"ä😀\" and my.reports(2) = if(u below my.unit at most 2 "
      "levels, [in], 24))";
  const std::string pieces = seed + " Betrag enthält nicht ≥ 1,5; es gibt \x01\xff\"[ 24.11.2026";
  std::mt19937 random(7);
  int read = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text = seed;
    for (std::size_t n = random() % 4; n > 0; --n) {
      const std::size_t at = random() % text.size();
      text.replace(at, random() % 9, pieces.substr(random() % pieces.size(), random() % 6));
    }
    const auto tree = parse(text);
    if (!tree) {
      EXPECT_GE(tree.error().position, 0) << text;
      continue;
    }
    ++read;
    const auto again = parse(render(*tree));
    ASSERT_TRUE(again && same(*tree, *again)) << text << " / " << render(*tree);
  }
  EXPECT_GT(read, 5000);
  EXPECT_LT(read, 19000);
}

class Surface : public ::testing::Test {
 protected:
  std::string german(std::string_view canonical, std::string_view object = "deal") {
    const auto tree = parse(canonical);
    if (!tree) return tree.error().key;
    return render_surface(*tree, Language::de, *catalogue_, *catalogue_->object(object));
  }
  std::string canonical(std::string_view text, std::string_view object = "deal",
                        Language language = Language::de) {
    const auto tree = parse_surface(text, language, *catalogue_, *catalogue_->object(object));
    if (!tree) return tree.error().key + "@" + std::to_string(tree.error().position);
    return render(*tree);
  }

  schema::CataloguePtr catalogue_ = testing::small_catalogue();
};

TEST_F(Surface, SpeaksGerman) {
  const std::pair<const char*, const char*> kPairs[] = {
      {"stage = \"won\"", "Phase = \"Gewonnen\""},
      {"not (stage = \"won\")", "nicht (Phase = \"Gewonnen\")"},
      {"stage.kind in (\"open\", \"won\")", "Phase.Art in (\"offen\"; \"gewonnen\")"},
      {"due <= today() + 7 days", "[Fällig am] <= heute() + 7 Tage"},
      {"due = date \"2026-11-24\"", "[Fällig am] = 24.11.2026"},
      {"amount > 1234.50 and quantity != -2", "Betrag > 1234,50 und Menge != -2"},
      {"company.name not contains \"GmbH\"", "Firma.Name enthält nicht \"GmbH\""},
      {"name begins with \"a\" or name is not empty",
       "Name beginnt mit \"a\" oder Name ist nicht leer"},
      {"owner = me or owner in my.reports(2)",
       "Verantwortlich = ich oder Verantwortlich in meine.unterstellten(2)"},
      {"division below my.unit at most 2 levels", "Bereich unter mein.bereich höchstens 2 Stufen"},
      {"exists company.people with (birthday is empty and vip)",
       "es gibt Firma.Personen mit (Geburtstag ist leer und VIP)"},
      {"before.stage is empty and shared with me to read",
       "vorher.Phase ist leer und mit mir geteilt zum lesen"},
      {"created_at older than 2 days", "[Angelegt am] älter als 2 Tage"},
      {"created_at within 1 hour", "[Angelegt am] innerhalb von 1 Stunde"},
      {"due within 3 months", "[Fällig am] innerhalb von 3 Monaten"},
      {"start_of(month, -1) < due", "anfang(monat; -1) < [Fällig am]"},
      {"if(true, 1.5, empty) = round(quantity, 1)", "wenn(wahr; 1,5; leer) = runden(Menge; 1)"},
  };
  for (const auto& [text, said] : kPairs) {
    EXPECT_EQ(german(text), said);
    EXPECT_EQ(canonical(said), text);
  }
}

TEST_F(Surface, TakesWhatPeopleType) {
  EXPECT_EQ(canonical("PHASE = \"gewonnen\" UND Betrag ≥ 10"), "stage = \"won\" and amount >= 10");
  EXPECT_EQ(canonical("stage = \"won\""), "stage = \"won\"");
  EXPECT_EQ(canonical("Name nicht enthält \"x\""), "name not contains \"x\"");
  EXPECT_EQ(canonical("[Fällig am] innerhalb 1 Tag"), "due within 1 day");
  EXPECT_EQ(canonical("meine.teams = mein.kunde"), "my.teams = my.customer");
  EXPECT_EQ(canonical("Phase in (\"Gewonnen\", \"Verloren\")"), "stage in (\"won\", \"lost\")");
  EXPECT_EQ(canonical("Stage = \"Won\" and [Due on] < today()", "deal", Language::en),
            "stage = \"won\" and due < today()");
}

TEST_F(Surface, NamesTheFieldThatIsMissing) {
  EXPECT_EQ(canonical("Umsatz = 1"), "expr.unknown_field@0");
  EXPECT_EQ(canonical("Firma.Umsatz = 1"), "expr.unknown_field@6");
  EXPECT_EQ(canonical("32.1.2026 = [Fällig am]"), "expr.date@0");
}

// Labels that repeat, hold blanks, or are words of the language or names of other fields.
TEST_F(Surface, FindsEveryFieldAndOptionWhateverItsLabel) {
  std::vector<schema::Object> objects = catalogue_->objects();
  std::vector<schema::Field>& fields = objects[3].fields;
  fields[1].label.de = "Phase";
  fields[2].label.de = "stage";
  fields[4].label.de = "und";
  fields[5].label.de = "a]b\\c";
  fields[6].label.de = "";
  fields[3].options[0].label.de = "Gewonnen";
  fields[3].options[1].label.de = "won";
  catalogue_ = std::make_shared<const schema::Catalogue>(2, objects);
  for (const char* text : {"amount = 1", "stage = \"won\"", "stage = \"lead\"", "stage = \"offer\"",
                           "cost = 1", "due is empty", "company.city = \"#x\"", "quantity = 1",
                           "stage = \"#x\"", "stage.kind = \"offen\""}) {
    EXPECT_EQ(canonical(german(text)), text) << german(text);
  }
}

}  // namespace
}  // namespace kontor::expr
