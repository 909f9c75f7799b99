#include "query/match.h"

#include <optional>

#include "base/phone.h"
#include "base/search_text.h"
#include "base/text.h"
#include "query/order.h"
#include "schema/search_index.h"
#include "storage/dialect.h"

namespace kontor::query {
namespace {

using storage::Engine;
using storage::Sql;

constexpr std::size_t kIndexedBeginning = 3;  // letters (schema/search_index.h)
constexpr std::int64_t kMostSpelled = 32;

// The question in the engine's own language. Words hold letters and digits only, so quotes are
// enough to keep them from being anything else.
class Writer {
 public:
  Writer(Engine engine, MatchIn where) : sqlite_(engine == Engine::sqlite), where_(where) {}

  // Alternatives, all of which may be beginnings, then whole words.
  void add(const std::vector<std::string>& beginnings, const std::vector<std::string>& words) {
    if (!text_.empty()) text_ += sqlite_ ? " AND " : " & ";
    text_ += '(';
    first_ = true;
    for (const auto& word : beginnings) add_word(word, true);
    for (const auto& word : words) add_word(word, false);
    text_ += ')';
  }

  std::string done() const {
    if (text_.empty() || !sqlite_ || where_ == MatchIn::anywhere) return text_;
    return "title : (" + text_ + ')';
  }

 private:
  void add_word(const std::string& word, bool beginning) {
    if (!first_) text_ += sqlite_ ? " OR " : " | ";
    first_ = false;
    if (sqlite_) {
      text_.append("\"").append(word).append(beginning ? "\" *" : "\"");
      return;
    }
    text_.append("'").append(word).append("'");
    const bool title = where_ == MatchIn::title;
    if (beginning || title) text_ += ':';
    if (beginning) text_ += '*';
    if (title) text_ += 'A';
  }

  bool sqlite_;
  MatchIn where_;
  bool first_ = true;
  std::string text_;
};

std::string match_text(Engine engine, const Asked& asked, MatchIn where) {
  Writer writer(engine, where);
  const auto asked_words = query_words(asked.text);
  if (auto numbers = phone_query_prefixes(asked.text);
      !numbers.empty() && where == MatchIn::anywhere) {
    if (asked_words.size() == 1) numbers.push_back(asked_words[0].word);
    writer.add(numbers, {});
    return writer.done();
  }
  for (const auto& word : asked_words) {
    std::vector<std::string> beginnings, words = word.others;
    const bool spelled = word.typing && where == MatchIn::title && !asked.spelled.empty();
    if (spelled) words.insert(words.end(), asked.spelled.begin(), asked.spelled.end());
    if (!spelled) (word.typing ? beginnings : words).push_back(word.word);
    writer.add(beginnings, words);
  }
  return writer.done();
}

}  // namespace

Result<Asked> spell_out(std::string_view text, storage::Connection& connection) {
  Asked asked{text};
  const auto words = query_words(text);
  const bool typing = !words.empty() && words.back().typing;
  if (connection.engine() != Engine::sqlite || !typing) return asked;
  const std::string& beginning = words.back().word;
  if (length(beginning) <= kIndexedBeginning) return asked;
  TRY(connection.each({"SELECT word FROM kontor_word WHERE word >= ? AND word < ? LIMIT ?",
                       {beginning, storage::prefix_end(beginning), kMostSpelled + 1}},
                      [&](const storage::Row& row) {
                        asked.spelled.emplace_back(row.text(0));
                        return true;
                      }));
  if (asked.spelled.size() > std::size_t(kMostSpelled)) asked.spelled.clear();
  return asked;
}

Sql matching_ids(Engine engine, const schema::Object& object, const Asked& asked, MatchIn where) {
  const std::string match = match_text(engine, asked, where);
  if (match.empty() || !schema::is_searched(object)) {
    return {"SELECT 0 AS id WHERE FALSE", {}};
  }
  const std::string table = schema::search_table(object);
  if (engine == Engine::sqlite) {
    return {"SELECT s.rowid AS id FROM " + storage::quoted(table) + " s WHERE s." +
                storage::quoted(table) + " MATCH ? ORDER BY s.rowid DESC",
            {match}};
  }
  return {"SELECT s.record AS id FROM " + storage::quoted(table) +
              " s WHERE s.words @@ ?::text::tsquery",
          {match}};
}

Sql visible_matches(const schema::Object& object, const Asked& asked, MatchIn where,
                    const Rights& rights) {
  Sql matches = matching_ids(rights.engine(), object, asked, where);
  const schema::Field* title = object.field(object.title_field);
  std::optional<Sql> readable;
  if (title && where == MatchIn::title) readable = rights.readable(object, *title, "r");
  if (rights.scope(object).everything && !readable) return matches;
  Sql sql = Sql{"SELECT m.id FROM (", {}}
            << matches << ") m WHERE EXISTS (SELECT 1 FROM " << storage::quoted(object.table)
            << " r WHERE r.id = m.id AND " << rights.visible(object, "r");
  if (readable) sql << " AND " << *readable;
  return sql << ")";
}

Part match_part(std::string_view text, const schema::Object& object, const Rights& rights) {
  Part part{.ids = matching_ids(rights.engine(), object, {text}, MatchIn::anywhere)};
  part.condition = Sql{std::string(kRoot) + ".id IN (", {}} << part.ids << ")";
  return part;
}

}  // namespace kontor::query
