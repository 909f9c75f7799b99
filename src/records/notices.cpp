#include "records/notices.h"

#include "events/hub.h"
#include "query/for_action.h"
#include "query/record.h"
#include "query/rights.h"
#include "storage/dialect.h"

namespace kontor::records {
namespace {

class TitleSink final : public query::RowSink {
 public:
  void begin(const query::RecordHead& head) override { title = head.title; }
  void cells(std::size_t, query::Mode, std::span<const query::Cell>, std::int64_t) override {}
  void end() override {}
  std::string title;
};

}  // namespace

Result<std::vector<std::int64_t>> seen_by(const Workshop& workshop, storage::Connection& connection,
                                          const schema::CataloguePtr& catalogue,
                                          const auth::Actor& actor, const schema::Object& object,
                                          std::vector<std::int64_t> ids, query::Action action) {
  const auto source = TRY(workshop.rights(actor, connection, catalogue));
  query::ForAction asked(*source, object, action);
  query::Rights rights(asked, connection.engine());
  TRY(rights.require(object));
  storage::Sql sql{"SELECT r.id FROM " + object.table + " r WHERE " +
                       storage::in_ints(connection.engine(), "r.id") + " AND ",
                   {make_set(std::move(ids))}};
  sql << rights.visible(object, "r") << " ORDER BY r.id";
  std::vector<std::int64_t> seen;
  TRY(connection.each(sql, [&](const storage::Row& row) {
    seen.push_back(row.integer(0));
    return true;
  }));
  return seen;
}

Result<bool> tell(const Workshop& workshop, storage::Transaction& tx,
                  const schema::CataloguePtr& catalogue, events::Notice notice) {
  if (!notice.user) return false;
  if (notice.object) {
    const schema::Object* object = catalogue->object(notice.object);
    if (!object) return false;
    const auto seen = TRY(
        seen_by(workshop, tx, catalogue, {.user = notice.user}, *object, {notice.record.value}));
    if (seen.empty()) return false;
  }
  const bool added = TRY(events::add_notice(tx, workshop.ids, std::move(notice)));
  if (added && workshop.hub) tx.after_commit([hub = workshop.hub] { hub->wake(); });
  return added;
}

Result<std::optional<std::string>> title_for(const query::Reader& reader,
                                             const schema::Object& object, RecordId record) {
  TitleSink sink;
  const auto read =
      query::read_record(reader, {.object = object.name, .id = record, .fields = {"id"}}, sink);
  if (read) return std::optional(std::move(sink.title));
  if (read.error().code == Code::not_found) return std::optional<std::string>();
  return Failure(read.error());
}

Result<std::vector<ShownNotice>> shown_notices(const query::Reader& reader, RecordId user) {
  std::vector<ShownNotice> shown;
  for (auto& notice : TRY(events::list_notices(reader.connection, user, kShownNotices))) {
    ShownNotice one{.notice = std::move(notice)};
    if (one.notice.object) {
      const schema::Object* object = reader.catalogue->object(one.notice.object);
      if (!object) continue;
      auto title = TRY(title_for(reader, *object, one.notice.record));
      if (!title) continue;
      one.object = object->name;
      one.title = *std::move(title);
    }
    shown.push_back(std::move(one));
  }
  return shown;
}

}  // namespace kontor::records
