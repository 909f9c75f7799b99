#include "query/testing_bulk.h"

namespace kontor::query::testing {
namespace {

// A number below `below` that depends on i: Lehmer's generator, its seed mixed with the salt.
std::string random(const std::string& below, int salt) {
  const std::string odd = std::to_string(2 * salt + 1), shift = std::to_string(salt * 104729);
  const std::string seed = "((i * " + odd + " + " + shift + ") * 2654435761 % 2147483647)";
  const std::string once = "((" + seed + " / 3 + " + shift + ") * 48271 % 2147483647)";
  return "(" + once + " * 48271 % 2147483647 % " + below + ")";
}

class Insert {
 public:
  Insert(storage::Engine engine, std::string table) : engine_(engine), table_(std::move(table)) {
    add("id", "i");
    add("version", "1");
    add("zk", "1");
    add("created_at", "i");
    add("changed_at", "i");
  }
  void add(const std::string& column, const std::string& value) {
    columns_ += (columns_.empty() ? "" : ", ") + column;
    values_ += (values_.empty() ? "" : ", ") + value;
  }
  // With its folded form and its sort key, which are the text itself: it is plain.
  void add_text(const std::string& column, const std::string& fold, const std::string& sort,
                const std::string& value) {
    add(column, value);
    add(fold, "lower(" + value + ")");
    add(sort, engine_ == storage::Engine::sqlite ? "CAST(" + value + " AS BLOB)"
                                                 : "convert_to(" + value + ", 'UTF8')");
  }
  void add_text(const std::string& name, const std::string& value) {
    add_text("f_" + name, "n_" + name, "s_" + name, value);
  }
  void add_title(const std::string& value) { add_text("title", "title_fold", "title_sort", value); }
  std::string sql(std::int64_t first, std::int64_t last) const {
    return "WITH RECURSIVE n(i) AS (SELECT CAST(" + std::to_string(first) +
           " AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(last) +
           ") INSERT INTO " + table_ + " (" + columns_ + ") SELECT " + values_ + " FROM n;";
  }

 private:
  storage::Engine engine_;
  std::string table_, columns_, values_;
};

// "Name00042": the smaller the number, the more common.
std::string name(const char* stem, const char* kinds, int salt) {
  const std::string common =
      "(" + random(kinds, salt) + " * " + random("1000", salt + 1) + " / 1000)";
  return std::string("('") + stem + "' || substr('0000' || " + common + ", -1 + length('0000' || " +
         common + ") - 2))";
}

std::string option_of(const World& world, const char* object, const char* field,
                      const std::vector<const char*>& keys, int salt) {
  std::string text = "CASE " + random(std::to_string(keys.size()), salt);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    text += " WHEN " + std::to_string(i) + " THEN " +
            std::to_string(world.option(object, field, keys[i]));
  }
  return text + " END";
}

}  // namespace

void add_crowd(World& world, std::int64_t people) {
  const auto engine = world.database().engine();
  const std::int64_t companies = people / 5, deals = people / 3;
  const std::string last_company = std::to_string(companies);
  const std::string last_person = std::to_string(people);

  Insert company(engine, "o_company");
  company.add_title(name("Firma", "200000", 1));
  company.add("f_category", option_of(world, "company", "category", {"a", "b", "c"}, 3));
  company.add_text("address_postal_code", "substr('' || (101000 + " + random("98000", 4) + "), 2)");
  world.run(company.sql(1, companies));

  const std::int64_t first = companies + 1, last = companies + people;
  Insert person(engine, "o_person");
  const std::string last_name = name("Nach", "9000", 11), first_name = name("Vor", "900", 13);
  person.add_text("last_name", last_name);
  person.add_text("first_name", first_name);
  person.add_title(first_name + " || ' ' || " + last_name);
  person.add("f_company", "CASE WHEN i % 10 > 0 THEN 1 + " + random(last_company, 15) + " END");
  person.add(
      "f_category",
      option_of(world, "person", "category",
                {"a", "b", "b", "c", "c", "c", "customer", "customer", "prospect", "press"}, 16));
  person.add_text("address_postal_code", "substr('' || (101000 + " + random("98000", 17) + "), 2)");
  person.add_text("address_place", name("Ort", "2000", 18));
  person.add_text("role", name("Rolle", "40", 20));
  person.add("f_birthday", random("20000", 22));
  person.add("owner", "1 + " + random("50", 23));
  world.run(person.sql(first, last));

  Insert deal(engine, "o_deal");
  deal.add_title(name("Anfrage", "9000", 31));
  deal.add("f_person", std::to_string(first) + " + " + random(last_person, 33));
  deal.add("f_pipeline", std::to_string(world.option("deal", "pipeline", "new_business")));
  deal.add("f_stage",
           option_of(world, "deal", "stage",
                     {"new", "contacted", "quote", "won", "won", "won", "lost", "lost"}, 34));
  deal.add("f_value", "100 * " + random("100000", 35));
  deal.add("f_value_currency", "'EUR'");
  deal.add("owner", "1 + " + random("50", 36));
  world.run(deal.sql(last + 1, last + deals));
  world.run("ANALYZE;");
  world.rights().estimated_rows = people;
}

}  // namespace kontor::query::testing
