#include "app/demo/load.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <future>
#include <mutex>
#include <string>
#include <vector>

namespace kontor::app::demo {
namespace {

using records::Batch;
using records::Change;
using records::Op;

constexpr int kThreads = 3;
constexpr std::int64_t kBatch = 5'000;

JsonValue text(std::string value) {
  return JsonValue(std::move(value));
}

JsonValue object(JsonObject members) {
  return JsonValue(std::move(members));
}

// [{"value":…,"label":…}], or nothing for an empty value.
void add_entry(JsonArray& entries, const std::string& value, const char* label) {
  if (!value.empty()) entries.push_back(object({{"value", text(value)}, {"label", text(label)}}));
}

// "1234.56" of minor units.
JsonValue amount(std::int64_t minor) {
  std::string cents = std::to_string(minor % 100);
  return text(std::to_string(minor / 100) + "." + std::string(2 - cents.size(), '0') + cents);
}

class Loader {
 public:
  Loader(records::Writer& writer, const auth::Actor& owner, const Generator& generator,
         const std::function<void(std::int64_t)>& progress)
      : writer_(writer), owner_(owner), generator_(generator), progress_(progress) {}

  Result<Loaded> run() {
    company_ids_.resize(generator_.companies());
    person_ids_.resize(generator_.people());
    TRY(all(generator_.companies(), &Loader::company));
    TRY(all(generator_.people(), &Loader::person));
    TRY(all(generator_.interactions(), &Loader::interaction));
    TRY(all(generator_.deals(), &Loader::deal));
    return Loaded{generator_.companies(), generator_.people(), generator_.interactions(),
                  generator_.deals()};
  }

 private:
  using Make = Change (Loader::*)(std::int64_t index);

  Result<void> all(std::int64_t count, Make make);
  Result<void> write_batches(std::int64_t count, Make make, std::atomic<std::int64_t>& next);
  Result<void> write(const Batch& batch);

  Change company(std::int64_t index);
  Change person(std::int64_t index);
  Change interaction(std::int64_t index);
  Change deal(std::int64_t index);

  Change begin(const char* object) {
    Change change{.op = Op::create, .object = object, .id = writer_.new_id()};
    set(change, "owner", to_string(owner_.user));
    return change;
  }

  void set(Change& change, const char* field, std::string value) {
    if (!value.empty()) change.fields.push_back({field, text(std::move(value))});
  }
  void set(Change& change, const char* field, JsonValue value) {
    change.fields.push_back({field, std::move(value)});
  }
  void set(Change& change, const char* field, JsonArray entries) {
    if (!entries.empty()) change.fields.push_back({field, JsonValue(std::move(entries))});
  }
  template <class T>
  void set_address(Change& change, const T& made) {
    set(change, "address",
        object({{"street", text(made.street)},
                {"postal_code", text(made.postal_code)},
                {"place", text(made.place)},
                {"region", text(made.region)},
                {"country", text(made.country)}}));
  }

  records::Writer& writer_;
  const auth::Actor& owner_;
  const Generator& generator_;
  const std::function<void(std::int64_t)>& progress_;
  std::vector<RecordId> company_ids_, person_ids_;
  std::mutex mutex_;  // of what follows
  std::int64_t written_ = 0;
};

// Several batches are on their way: while one is written the next is made and checked.
Result<void> Loader::all(std::int64_t count, Make make) {
  std::atomic<std::int64_t> next = 0;
  std::vector<std::future<Result<void>>> threads;
  for (int i = 0; i < kThreads; ++i)
    threads.push_back(
        std::async(std::launch::async, [&] { return write_batches(count, make, next); }));
  Result<void> done;
  for (auto& thread : threads)
    if (auto one = thread.get(); !one) done = std::move(one);
  return done;
}

Result<void> Loader::write_batches(std::int64_t count, Make make, std::atomic<std::int64_t>& next) {
  for (std::int64_t first; (first = next.fetch_add(kBatch)) < count;) {
    Batch batch;
    batch.reason = records::Reason::import;
    for (std::int64_t i = first; i < std::min(first + kBatch, count); ++i)
      batch.changes.push_back((this->*make)(i));
    if (auto done = write(batch); !done) {
      next = count;  // the others stop as well
      return done;
    }
  }
  return {};
}

Result<void> Loader::write(const Batch& batch) {
  const auto result = TRY(writer_.write(owner_, batch));
  for (const records::Outcome& outcome : result.outcomes)
    if (!outcome.errors.empty()) return Failure(outcome.errors.front());
  const std::lock_guard lock(mutex_);
  written_ += std::ssize(batch.changes);
  if (progress_) progress_(written_);
  return {};
}

Change Loader::company(std::int64_t index) {
  const DemoCompany made = generator_.company(index);
  Change change = begin("company");
  company_ids_[index] = change.id;
  JsonArray emails, phones, websites;
  add_entry(emails, made.email, "main");
  add_entry(phones, made.phone, "main");
  add_entry(websites, made.website, "main");
  set(change, "name", made.name);
  set(change, "emails", std::move(emails));
  set(change, "phones", std::move(phones));
  set(change, "websites", std::move(websites));
  set_address(change, made);
  set(change, "category", made.category);
  set(change, "employees", std::to_string(made.employees));
  set(change, "annual_revenue", amount(made.revenue_minor));
  return change;
}

Change Loader::person(std::int64_t index) {
  const DemoPerson made = generator_.person(index);
  Change change = begin("person");
  person_ids_[index] = change.id;
  JsonArray emails, phones;
  add_entry(emails, made.email, "work");
  add_entry(phones, made.mobile, "mobile");
  add_entry(phones, made.landline, "work");
  set(change, "salutation", made.salutation);
  set(change, "title_prefix", made.title_prefix);
  set(change, "first_name", made.first_name);
  set(change, "last_name", made.last_name);
  set(change, "emails", std::move(emails));
  set(change, "phones", std::move(phones));
  set_address(change, made);
  if (made.birthday) set(change, "birthday", to_string(Date{static_cast<int>(made.birthday)}));
  set(change, "role", made.role);
  set(change, "department", made.department);
  set(change, "category", made.category);
  if (made.company >= 0) set(change, "company", to_string(company_ids_[made.company]));
  return change;
}

Change Loader::interaction(std::int64_t index) {
  const DemoInteraction made = generator_.interaction(index);
  Change change = begin("interaction");
  set(change, "subject", made.subject);
  set(change, "kind", made.kind);
  set(change, "notes", made.notes);
  set(change, "happened_at", to_string(Instant{made.happened_at}));
  JsonArray people;
  people.push_back(text(to_string(person_ids_[made.person])));
  set(change, "people", std::move(people));
  return change;
}

Change Loader::deal(std::int64_t index) {
  static constexpr std::array kStages = {"new", "contacted", "quote", "negotiation", "won", "lost"};
  const DemoDeal made = generator_.deal(index);
  Change change = begin("deal");
  set(change, "name", made.name);
  set(change, "value", amount(made.value_minor));
  set(change, "pipeline", "new_business");
  set(change, "stage", kStages[made.stage]);
  set(change, "person", to_string(person_ids_[made.person]));
  set(change, "expected_close", to_string(Date{static_cast<int>(made.expected_close)}));
  return change;
}

}  // namespace

Result<Loaded> load(records::Writer& writer, const auth::Actor& owner, const Generator& generator,
                    const std::function<void(std::int64_t)>& progress) {
  return Loader(writer, owner, generator, progress).run();
}

}  // namespace kontor::app::demo
