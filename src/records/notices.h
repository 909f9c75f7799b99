// Telling people things about records: asked for as the recipient when a notice is added, and again
// when it is shown. Who may no longer see the record hears nothing of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/notices.h"
#include "query/reader.h"
#include "records/write.h"

namespace kontor::records {

// In the transaction of what it tells of. False: told before, or not for this person's eyes.
[[nodiscard]] Result<bool> tell(const Workshop& workshop, storage::Transaction& tx,
                                const schema::CataloguePtr& catalogue, events::Notice notice);

// Which of these living records of the object the actor may see, or do something else with: ids,
// ascending.
[[nodiscard]] Result<std::vector<std::int64_t>> seen_by(
    const Workshop& workshop, storage::Connection& connection,
    const schema::CataloguePtr& catalogue, const auth::Actor& actor, const schema::Object& object,
    std::vector<std::int64_t> ids, query::Action action = query::Action::see);

// The title of a record as the reader sees it; nothing of what he may not see.
[[nodiscard]] Result<std::optional<std::string>> title_for(const query::Reader& reader,
                                                           const schema::Object& object,
                                                           RecordId record);

struct ShownNotice {
  events::Notice notice;
  std::string object;  // API name; empty: about no record
  std::string title;   // of the record, as the reader sees it
};

inline constexpr std::int64_t kShownNotices = 100;

// The newest of `user` that `reader`, who is that user, may know of.
[[nodiscard]] Result<std::vector<ShownNotice>> shown_notices(const query::Reader& reader,
                                                             RecordId user);

}  // namespace kontor::records
