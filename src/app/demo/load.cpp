#include "app/demo/load.h"

#include <array>
#include <string>
#include <vector>

namespace kontor::app::demo {
namespace {

using records::Batch;
using records::Change;
using records::Op;

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
    TRY(companies());
    TRY(people());
    TRY(interactions());
    TRY(deals());
    TRY(flush());
    return Loaded{generator_.companies(), generator_.people(), generator_.interactions(),
                  generator_.deals()};
  }

 private:
  Result<void> companies();
  Result<void> people();
  Result<void> interactions();
  Result<void> deals();

  Change begin(const char* object) {
    return {.op = Op::create, .object = object, .id = writer_.new_id()};
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

  Result<void> add(Change change) {
    set(change, "owner", to_string(owner_.user));
    batch_.changes.push_back(std::move(change));
    return batch_.changes.size() < records::kMaxChanges ? Result<void>() : flush();
  }

  Result<void> flush() {
    if (batch_.changes.empty()) return {};
    batch_.reason = records::Reason::import;
    const auto result = TRY(writer_.write(owner_, batch_));
    for (const records::Outcome& outcome : result.outcomes)
      if (!outcome.errors.empty()) return Failure(outcome.errors.front());
    written_ += static_cast<std::int64_t>(batch_.changes.size());
    batch_.changes.clear();
    if (progress_) progress_(written_);
    return {};
  }

  records::Writer& writer_;
  const auth::Actor& owner_;
  const Generator& generator_;
  const std::function<void(std::int64_t)>& progress_;
  Batch batch_;
  std::int64_t written_ = 0;
  std::vector<RecordId> company_ids_, person_ids_;
};

Result<void> Loader::companies() {
  for (std::int64_t i = 0; i < generator_.companies(); ++i) {
    const DemoCompany made = generator_.company(i);
    Change change = begin("company");
    company_ids_.push_back(change.id);
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
    TRY(add(std::move(change)));
  }
  return flush();
}

Result<void> Loader::people() {
  for (std::int64_t i = 0; i < generator_.people(); ++i) {
    const DemoPerson made = generator_.person(i);
    Change change = begin("person");
    person_ids_.push_back(change.id);
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
    TRY(add(std::move(change)));
  }
  return flush();
}

Result<void> Loader::interactions() {
  for (std::int64_t i = 0; i < generator_.interactions(); ++i) {
    const DemoInteraction made = generator_.interaction(i);
    Change change = begin("interaction");
    set(change, "subject", made.subject);
    set(change, "kind", made.kind);
    set(change, "notes", made.notes);
    set(change, "happened_at", to_string(Instant{made.happened_at}));
    JsonArray people;
    people.push_back(text(to_string(person_ids_[made.person])));
    set(change, "people", std::move(people));
    TRY(add(std::move(change)));
  }
  return flush();
}

Result<void> Loader::deals() {
  static constexpr std::array kStages = {"new", "contacted", "quote", "negotiation", "won", "lost"};
  for (std::int64_t i = 0; i < generator_.deals(); ++i) {
    const DemoDeal made = generator_.deal(i);
    Change change = begin("deal");
    set(change, "name", made.name);
    set(change, "value", amount(made.value_minor));
    set(change, "pipeline", "new_business");
    set(change, "stage", kStages[made.stage]);
    set(change, "person", to_string(person_ids_[made.person]));
    set(change, "expected_close", to_string(Date{static_cast<int>(made.expected_close)}));
    TRY(add(std::move(change)));
  }
  return {};
}

}  // namespace

Result<Loaded> load(records::Writer& writer, const auth::Actor& owner, const Generator& generator,
                    const std::function<void(std::int64_t)>& progress) {
  return Loader(writer, owner, generator, progress).run();
}

}  // namespace kontor::app::demo
