#include "records/imports/link_finder.h"

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "records/record.h"
#include "storage/dialect.h"

namespace kontor::importing {
namespace {

constexpr std::size_t kMaxKnown = 200'000;  // names of one column kept in memory

// id, class, name
storage::Sql by_title(storage::Engine engine, const schema::Object& other) {
  return {"SELECT id, zk, title_fold FROM " + other.table + " WHERE " +
          storage::in_texts(engine, "title_fold") + " AND deleted_at IS NULL"};
}

storage::Sql by_email(storage::Engine engine, const schema::Object& other) {
  const auto emails =
      std::ranges::find(other.fields, schema::FieldType::emails, &schema::Field::type);
  return {"SELECT DISTINCT t.id, t.zk, c.fold FROM " + emails->child_table + " c JOIN " +
          other.table + " t ON t.id = c.record WHERE " + storage::in_texts(engine, "c.fold") +
          " AND t.deleted_at IS NULL"};
}

storage::Sql by_user_email(storage::Engine engine) {
  return {"SELECT id, zk, f_email FROM o_user WHERE " + storage::in_texts(engine, "f_email") +
          " AND f_active = 1 AND deleted_at IS NULL"};
}

}  // namespace

Result<void> LinkFinder::look_up(storage::Connection& connection, query::ScopeSource& rights,
                                 const std::vector<LinkColumn>& links,
                                 const std::vector<MappedRow>& rows) {
  known_.resize(links.size());
  std::vector<std::vector<std::string>> asked(links.size());
  for (const MappedRow& row : rows)
    for (const LinkWish& wish : row.links) {
      std::string name = fold_case(wish.text);
      if (known_[wish.link].size() > kMaxKnown) known_[wish.link].clear();
      if (!name.empty() && known_[wish.link].try_emplace(name).second)
        asked[wish.link].push_back(std::move(name));
    }
  for (std::size_t link = 0; link < links.size(); ++link) {
    if (asked[link].empty() || !links[link].other) continue;
    const schema::Object& other = *links[link].other;
    const auto scope = TRY(rights.scope(other, query::Action::see));
    Names& names = known_[link];
    auto ask = [&](storage::Sql sql, std::vector<std::string> wanted) -> Result<void> {
      if (wanted.empty()) return {};
      std::ranges::sort(wanted);
      sql.params.emplace_back(
          storage::TextSet(std::make_shared<std::vector<std::string>>(std::move(wanted))));
      return connection.each(sql, [&](const storage::Row& row) {
        records::Record record{.id = {row.integer(0)}, .zk = row.integer(1), .values = {}};
        if (!records::class_shows(*scope, record)) return true;
        Found& found = names[std::string(row.text(2))];
        found.ambiguous = found.id && found.id != record.id;
        found.id = record.id;
        return true;
      });
    };
    const auto engine = connection.engine();
    if (other.name == "user") {
      const auto middle = std::ranges::partition(
          asked[link], [](const std::string& name) { return name.contains('@'); });
      std::vector<std::string> titles(middle.begin(), middle.end());
      asked[link].erase(middle.begin(), middle.end());
      TRY(ask(by_user_email(engine), std::move(asked[link])));
      TRY(ask(by_title(engine, other), std::move(titles)));
    } else if (links[link].target->key == LinkKey::email) {
      TRY(ask(by_email(engine, other), std::move(asked[link])));
    } else {
      TRY(ask(by_title(engine, other), std::move(asked[link])));
    }
  }
  return {};
}

const LinkFinder::Found* LinkFinder::find(std::size_t link, std::string_view name) const {
  const auto found = known_[link].find(fold_case(name));
  return found == known_[link].end() || !found->second.id ? nullptr : &found->second;
}

void LinkFinder::learn(std::size_t link, std::string_view name, RecordId id) {
  known_[link][fold_case(name)] = {id};
}

}  // namespace kontor::importing
