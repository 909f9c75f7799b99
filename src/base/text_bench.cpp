// What an import pays for each name: keys, folding and index words.
#include <benchmark/benchmark.h>

#include "base/phone.h"
#include "base/search_text.h"
#include "base/text.h"

namespace kontor {
namespace {

constexpr const char* kTexts[] = {"Schneider", "Müller-Lüdenscheidt",
                                  "Gebäudereinigung Groß & Söhne GmbH",
                                  "anna.schneider@example.com"};

void BM_SortKey(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(sort_key(kTexts[state.range(0)]));
}
BENCHMARK(BM_SortKey)->DenseRange(0, 3);

void BM_FoldCase(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(fold_case(kTexts[state.range(0)]));
}
BENCHMARK(BM_FoldCase)->DenseRange(0, 1);

void BM_SearchWords(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(search_words(kTexts[state.range(0)]));
}
BENCHMARK(BM_SearchWords)->DenseRange(0, 3);

void BM_TidyLine(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(tidy_line(kTexts[state.range(0)]));
}
BENCHMARK(BM_TidyLine)->DenseRange(0, 1);

void BM_ParsePhone(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(parse_phone("0221 / 47 11-00"));
}
BENCHMARK(BM_ParsePhone);

void BM_FormatPhone(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(format_phone_international("+49221471100"));
}
BENCHMARK(BM_FormatPhone);

}  // namespace
}  // namespace kontor
