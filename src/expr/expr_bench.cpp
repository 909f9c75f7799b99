// What an expression costs before the database is asked, and for one record in memory.
#include <benchmark/benchmark.h>

#include "expr/check.h"
#include "expr/evaluate.h"
#include "expr/parse.h"
#include "expr/testing/catalogue.h"
#include "expr/testing/world.h"
#include "expr/to_sql.h"

namespace kontor::expr {
namespace {

constexpr const char* kFilter =
    "stage in (\"offer\", \"lead\") and amount > 1000 and due <= today() + 7 days and "
    "company.name contains \"gmbh\" and not (owner = me)";

schema::CataloguePtr catalogue() {
  static const auto made = testing::small_catalogue();
  return made;
}

Checked checked() {
  return *check(*parse(kFilter), catalogue(), *catalogue()->object("deal"));
}

void BM_Parse(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(parse(kFilter));
}
BENCHMARK(BM_Parse);

void BM_Check(benchmark::State& state) {
  const Ast tree = *parse(kFilter);
  for (auto _ : state)
    benchmark::DoNotOptimize(check(tree, catalogue(), *catalogue()->object("deal")));
}
BENCHMARK(BM_Check);

void BM_ToSql(benchmark::State& state) {
  const Checked filter = checked();
  const Bindings bindings{.me = 1, .now = 1'700'000'000'000'000};
  SqlContext context{.engine = storage::Engine::sqlite, .bindings = &bindings};
  context.visible = [](const auto&, auto) { return storage::Sql{}; };
  context.readable = [](const auto&, const auto&, auto) { return std::optional<storage::Sql>(); };
  for (auto _ : state) benchmark::DoNotOptimize(condition_sql(filter, context, "a"));
}
BENCHMARK(BM_ToSql);

void BM_Evaluate(benchmark::State& state) {
  const Checked filter = checked();
  const Bindings bindings{.me = 1, .now = 1'700'000'000'000'000};
  testing::World world(catalogue());
  world.add("company", 2).values["name"] = {"Müller GmbH"};
  auto& deal = world.add("deal", 1).values;
  deal["stage"] = {std::int64_t{2}};
  deal["amount"] = {std::int64_t{200000}};
  deal["amount.currency"] = {"EUR"};
  deal["due"] = {std::int64_t{19000}};
  deal["company"] = {std::int64_t{2}};
  const auto view = world.view(1);
  for (auto _ : state) benchmark::DoNotOptimize(holds(filter, *view, bindings));
}
BENCHMARK(BM_Evaluate);

}  // namespace
}  // namespace kontor::expr
