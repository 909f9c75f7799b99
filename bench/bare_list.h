// The list request as a program written for it alone would answer it: prepared statements, one
// thread, the engine's own library, the same JSON. What the server's own list request is compared
// with.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace kontor::bench {

// Ways to read the page, of which the fastest counts.
class BarePages {
 public:
  virtual ~BarePages() = default;

  virtual int ways() const = 0;
  // Appends the page of people of the category whose postal code begins with `prefix`.
  [[nodiscard]] virtual Result<void> read(int way, std::int64_t category, const std::string& prefix,
                                          std::string& out) = 0;
  // CPU time so far, of this thread and of whoever works for it.
  virtual std::int64_t cpu_us() const = 0;
};

[[nodiscard]] Result<std::unique_ptr<BarePages>> open_bare_sqlite(const std::string& file);
[[nodiscard]] Result<std::unique_ptr<BarePages>> open_bare_postgres(const std::string& url);

struct BareList {
  double cpu_us = 0;  // of a page, on average
  std::size_t bytes = 0;
};

// `prefixes` are asked for in turns, each along the way that is fastest for it.
[[nodiscard]] Result<BareList> measure_bare_list(BarePages& pages, std::int64_t category,
                                                 const std::vector<std::string>& prefixes,
                                                 int count);

// --- For those that read

// A value that is null has no data().
struct BareRow {
  std::string_view id, version, title, company, company_title, postal_code, place, role;
};
void write_bare_row(JsonWriter& json, const BareRow& row);
void begin_bare_page(JsonWriter& json);
void end_bare_page(JsonWriter& json);

std::int64_t thread_cpu_us();

}  // namespace kontor::bench
