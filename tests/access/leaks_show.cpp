// Shows that what is hidden from somebody makes no difference to any answer they get. Two
// workspaces hold the same records as far as the reader may see; everything hidden differs: other
// values, other numbers of records. Every reading path is asked the same questions in both, and
// must answer byte for byte the same. A word that stands in every hidden cell must appear in no
// answer.
//
//   leaks_show [--worlds N] [--seed S] [--fault]
//
// With --fault everybody sees everything, and every world must show it.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <regex>

#include "query/board.h"
#include "query/count.h"
#include "query/group.h"
#include "query/list.h"
#include "query/record.h"
#include "query/search.h"
#include "query/timeline.h"
#include "query/typed_rows.h"
#include "records/duplicates.h"
#include "records/testing.h"

namespace kontor::records::testing {
namespace {

constexpr std::string_view kCanary = "Kanarienvogel";
constexpr std::int64_t kVisible = 900'000, kHidden = 500'000, kMasked = 700'000;

// Own records in full, those of a colleague with masks, all others not at all.
constexpr const char* kRules = R"(- rule: own
  applies_to: all
  for: all
  may: [see, read, edit, create, link, export]
  when: owner = me
  fields: {personal: edit, internal: read}
- rule: masked
  applies_to: person
  for: all
  may: [see, read]
  when: confidential
  fields: {normal: mask, personal: mask}
- forbid: no export of others
  applies_to: all
  for: all
  may never: export
  when: not (owner = me)
)";

// What the planted fault puts in their place.
constexpr const char* kFaulty =
    "- rule: all\n  applies_to: all\n  for: all\n  may: [see, read, edit, export]\n"
    "  fields: {personal: edit}\n";

class Twin {
 public:
  Twin(storage::Engine engine, const char* rules, std::uint64_t seed, std::uint64_t hidden_seed)
      : rules_(rules),
        home_(engine, {"companies", "people"}),
        dice_(seed),
        hidden_dice_(hidden_seed) {
    must(home_.database().write([&](storage::Transaction& tx) { return settle(tx); }));
    fill();
  }

  const auth::Actor& reader() const { return reader_; }

  std::string ask(const std::function<Result<void>(const query::Reader&, JsonWriter&)>& question) {
    std::string text;
    JsonWriter json(text);
    const auto view = must(home_.access().view(reader_));
    const auto answered = question(view->reader(), json);
    return answered ? text : "error " + answered.error().key;
  }

  std::string duplicates(const std::string& fields) {
    const auto view = must(home_.access().view(reader_));
    const RowShape shape(*view->catalogue()->object("person"));
    const auto found = must(find_duplicates(
        view->connection(), shape, draft_record(shape, *parse_json(fields)), view->rights()));
    std::string text;
    for (const auto& one : found)
      text += to_string(one.id) + ' ' + one.title + ' ' + std::to_string(one.score) + '\n';
    return text;
  }

  std::string exported() {
    const auto view = must(home_.access().view(reader_));
    query::TypedRows rows;
    query::ListRequest request{.object = "person", .fields = {"name", "emails"}};
    const auto part = query::read_part(view->reader(), request, rows);
    if (!part) return "error " + part.error().key;
    std::string text;
    for (const auto& record : rows.records()) text += to_string(record.id) + record.title + '\n';
    return text;
  }

  std::string write(const std::string& what, RecordId id, const std::string& fields) {
    Batch batch;
    const Op op = what == "update" ? Op::update : Op::remove;
    batch.changes.push_back({op, "person", id, 0, inputs(fields)});
    batch.rehearse = true;
    const auto result = home_.writer().write(reader_, batch);
    if (!result) return "error " + result.error().key;
    const auto& errors = result->outcomes.at(0).errors;
    return errors.empty() ? "done" : errors.front().key;
  }

 private:
  template <class T>
  static T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().key + " " + result.error().internal);
    if constexpr (!std::is_void_v<T>) return *std::move(result);
  }

  Result<void> settle(storage::Transaction& tx) {
    TRY(tx.execute({"DELETE FROM kontor_rule", {}}));
    TRY(
        tx.execute({"INSERT INTO kontor_rule (id, name, text, active, changed_at) "
                    "VALUES (1, 'rules', ?, 1, 0)",
                    {std::string(rules_)}}));
    for (const std::int64_t id : {41, 42}) {
      TRY(
          tx.execute({"INSERT INTO o_user (id, version, title, title_fold, title_sort, "
                      "confidential, zk, created_at, changed_at, f_name, f_email, f_language, "
                      "f_active) VALUES (?, 1, 'U', 'u', ?, 0, 0, 0, 0, 'U', ?, 'de', 1)",
                      {id, storage::Blob{"u"}, std::to_string(id)}}));
    }
    return {};
  }

  static std::string word(std::mt19937_64& dice) {
    static const char* const kWords[] = {"Adler", "Bauer", "Cramer", "Dorn", "Ebert", "Falk"};
    return kWords[dice() % 6];
  }

  // `secret`: what the reader must never find.
  void add(std::int64_t id, std::int64_t owner, bool confidential, std::mt19937_64& dice,
           bool secret) {
    const std::string name = word(dice), town = word(dice);
    const std::string mail = word(dice) + std::to_string(dice() % 9) + "@" + town + ".de";
    std::string json = "{\"owner\": \"" + std::to_string(owner) +
                       "\", \"confidential\": " + (confidential ? "true" : "false");
    // A masked value may be anything with the same mask.
    const std::string last =
        secret ? name.substr(0, 1) + std::string(kCanary) + std::to_string(hidden_dice_() % 1000)
               : name;
    json += ", \"first_name\": \"" + town + "\", \"last_name\": \"" + last + "\", \"emails\": [\"" +
            (secret ? std::string(kCanary) + mail.substr(mail.find('@')) : mail) + "\"]}";
    Batch batch;
    batch.changes.push_back({Op::create, "person", RecordId{id}, 0, inputs(json)});
    const auto result =
        must(home_.writer().write(auth::system_actor(auth::SystemWork::import_command), batch));
    if (!result.written) throw std::runtime_error(result.outcomes.at(0).errors.at(0).key);
  }

  void fill() {
    for (std::int64_t i = 0; i < 8; ++i) add(kVisible + i, 41, false, dice_, false);
    // Seen with masks: the same masks in both worlds, other values behind them.
    for (std::int64_t i = 0; i < 4; ++i) {
      std::mt19937_64 same(static_cast<std::uint64_t>(i));
      add(kMasked + i, 42, true, same, true);
    }
    const auto count = static_cast<std::int64_t>(3 + hidden_dice_() % 8);
    for (std::int64_t i = 0; i < count; ++i) add(kHidden + i, 42, false, hidden_dice_, true);
  }

  const char* rules_;
  Workspace home_;
  std::mt19937_64 dice_, hidden_dice_;
  auth::Actor reader_{.user = RecordId{41}};
};

// Ids of changes and sealed cursors are new in every workspace: only that they are there counts.
std::string without_ids(const std::string& answer) {
  static const std::regex kIds("[0-9]{15,}"), kSealed("\"[A-Za-z0-9_-]{40,}\"");
  return std::regex_replace(std::regex_replace(answer, kIds, "#"), kSealed, "\"~\"");
}

using Question = std::pair<std::string, std::function<std::string(Twin&)>>;

std::vector<Question> questions() {
  std::vector<Question> all;
  const auto add = [&](std::string name, auto write) {
    all.emplace_back(std::move(name), [write](Twin& twin) { return twin.ask(write); });
  };
  for (const std::string filter : {"", "last_name = \"Adler\"", "last_name begins with \"K\"",
                                   "emails contains \"Kanarien\"", "last_name is not empty"})
    for (const std::string sort : {"last_name", "-emails", "created_at", "owner"}) {
      query::ListRequest request{.object = "person", .filter = filter, .sort = {sort}, .limit = 5};
      request.count = query::CountWish::exact;
      add("list " + filter + " by " + sort,
          [request](const query::Reader& reader, JsonWriter& json) {
            return query::write_list(reader, request, json);
          });
    }
  query::ListRequest trash{.object = "person", .trash = true};
  add("trash", [trash](const query::Reader& reader, JsonWriter& json) {
    return query::write_list(reader, trash, json);
  });
  for (const std::string group : {"", "last_name", "owner", "month(created_at)", "confidential"})
    add("group by " + group, [group](const query::Reader& reader, JsonWriter& json) {
      return query::write_groups(
          reader, {.object = "person", .group = group, .aggregates = {"count(last_name)"}}, json);
    });
  for (const std::string text :
       {"Adler", "Kanarienvogel", "kanarien", "Adlre", "Bauer", "Ulm", "a"}) {
    add("search " + text, [text](const query::Reader& reader, JsonWriter& json) {
      return query::write_search(reader, {.text = text}, json);
    });
    add("pick " + text, [text](const query::Reader& reader, JsonWriter& json) {
      return query::write_pick(reader, {.object = "person", .text = text}, json);
    });
    add("list search " + text, [text](const query::Reader& reader, JsonWriter& json) {
      return query::write_list(reader, {.object = "person", .search = text}, json);
    });
    all.emplace_back("duplicates " + text, [text](Twin& twin) {
      return twin.duplicates("{\"last_name\": \"" + text + "\", \"first_name\": \"" + text +
                             "\", \"emails\": [\"Kanarienvogel@Adler.de\"]}");
    });
  }
  for (const std::int64_t id : {kVisible, kMasked, kHidden, kHidden + 99}) {
    const std::string name = std::to_string(id);
    add("record " + name, [id](const query::Reader& reader, JsonWriter& json) {
      return query::write_record(reader, {.object = "person", .id = RecordId{id}}, json);
    });
    add("timeline " + name, [id](const query::Reader& reader, JsonWriter& json) {
      return query::write_timeline(reader, {.object = "person", .id = RecordId{id}}, json);
    });
    for (const std::string what : {"update", "remove"})
      all.emplace_back(what + " " + name, [id, what](Twin& twin) {
        return twin.write(what, RecordId{id}, what == "update" ? "{\"last_name\": \"X\"}" : "{}");
      });
  }
  all.emplace_back("export", [](Twin& twin) { return twin.exported(); });
  return all;
}

int run(int worlds, std::uint64_t seed, bool fault) {
  int asked = 0, different = 0, canaries = 0;
  for (int i = 0; i < worlds; ++i) {
    const auto engines = storage::testing::engines();
    const auto engine = engines[static_cast<std::size_t>(i) % engines.size()];
    const std::uint64_t here = seed + static_cast<std::uint64_t>(i);
    const char* rules = fault ? kFaulty : kRules;
    Twin one(engine, rules, here, here * 2 + 1), other(engine, rules, here, here * 2 + 2);
    for (const auto& [name, ask] : questions()) {
      ++asked;
      const std::string answer = without_ids(ask(one)), twin = without_ids(ask(other));
      if (answer != twin && ++different <= 10)
        std::printf("world %llu, %s:\n  %s\n  %s\n", static_cast<unsigned long long>(here),
                    name.c_str(), answer.c_str(), twin.c_str());
      // What the reader typed himself may come back.
      const bool echoes = name.find("anarien") != std::string::npos;
      const bool sings = answer.find(kCanary.substr(1)) != std::string::npos;
      if (sings && !echoes && ++canaries <= 10)
        std::printf("world %llu, %s shows a hidden word:\n  %s\n",
                    static_cast<unsigned long long>(here), name.c_str(), answer.c_str());
    }
  }
  std::printf("%d worlds, %d questions, %d differences, %d hidden words shown\n", worlds, asked,
              different, canaries);
  if (fault) return different < worlds || canaries < worlds;
  return asked == 0 || different || canaries;
}

}  // namespace
}  // namespace kontor::records::testing

int main(int argc, char** argv) {
  int worlds = 40;
  std::uint64_t seed = 1;
  bool fault = false;
  for (int i = 1; i < argc; ++i) {
    const bool more = i + 1 < argc;
    if (!std::strcmp(argv[i], "--worlds") && more) worlds = std::atoi(argv[++i]);
    if (!std::strcmp(argv[i], "--seed") && more) seed = std::strtoull(argv[++i], nullptr, 10);
    if (!std::strcmp(argv[i], "--fault")) fault = true;
  }
  return kontor::records::testing::run(worlds, seed, fault);
}
