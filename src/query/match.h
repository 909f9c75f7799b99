// Which records the search index (schema/search_index.h) finds for a typed text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/conditions.h"
#include "schema/catalogue.h"
#include "storage/database.h"

namespace kontor::query {

enum class MatchIn { title, anywhere };

// What somebody typed, and the words meant by its last word while that is still being typed.
struct Asked {
  std::string_view text;
  std::vector<std::string> spelled = {};  // none: whatever begins like it
};

// With the words of titles that begin like the last word, where these are few. SQLite then reads
// the newest hits of each word alone; of a beginning for which the index has no list of its own it
// would gather every record of every such word first.
[[nodiscard]] Result<Asked> spell_out(std::string_view text, storage::Connection& connection);

// A statement that gives the ids of records whose words fit as `id`, newest first on SQLite. Every
// word must be found, the last one as a beginning while it is still being typed. A number of four
// digits or more also means telephone numbers. A text without words finds nothing.
storage::Sql matching_ids(storage::Engine engine, const schema::Object& object, const Asked& asked,
                          MatchIn where);

// Only those the reader may see, and whose title they may read where it is looked at alone.
storage::Sql visible_matches(const schema::Object& object, const Asked& asked, MatchIn where,
                             const Rights& rights);

// Lists: records of the object whose texts match.
Part match_part(std::string_view text, const schema::Object& object, const Rights& rights);

}  // namespace kontor::query
