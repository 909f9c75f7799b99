#include "records/imports/link_finder.h"

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "query/shown.h"
#include "records/record.h"
#include "storage/dialect.h"

namespace kontor::importing {
namespace {

constexpr std::size_t kMaxKnown = 200'000;  // names of one column kept in memory

// id, name
storage::Sql by_title(storage::Engine engine, const schema::Object& other) {
  return {"SELECT id, title_fold FROM " + other.table + " WHERE " +
          storage::in_texts(engine, "title_fold") + " AND deleted_at IS NULL"};
}

auto emails_of(const schema::Object& other) {
  return std::ranges::find(other.fields, schema::FieldType::emails, &schema::Field::type);
}

storage::Sql by_email(storage::Engine engine, const schema::Object& other) {
  const auto emails = emails_of(other);
  return {"SELECT DISTINCT t.id, c.fold FROM " + emails->child_table + " c JOIN " + other.table +
          " t ON t.id = c.record WHERE " + storage::in_texts(engine, "c.fold") +
          " AND t.deleted_at IS NULL"};
}

storage::Sql by_user_email(storage::Engine engine) {
  return {"SELECT id, f_email FROM o_user WHERE " + storage::in_texts(engine, "f_email") +
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
    Names& names = known_[link];
    auto ask = [&](storage::Sql sql, const schema::Field& named,
                   std::vector<std::string> wanted) -> Result<void> {
      if (wanted.empty()) return {};
      std::ranges::sort(wanted);
      sql.params.emplace_back(
          storage::TextSet(std::make_shared<std::vector<std::string>>(std::move(wanted))));
      std::vector<std::pair<std::int64_t, std::string>> named_so;
      TRY(connection.each(sql, [&](const storage::Row& row) {
        named_so.emplace_back(row.integer(0), row.text(1));
        return true;
      }));
      std::vector<std::int64_t> ids;
      for (const auto& [id, name] : named_so) ids.push_back(id);
      const auto shown = TRY(query::Shown::of(connection, other, std::move(ids), rights));
      for (auto& [id, name] : named_so) {
        if (!shown.reads(id, named)) continue;
        Found& found = names[std::move(name)];
        found.ambiguous = found.id && found.id.value != id;
        found.id = RecordId{id};
      }
      return {};
    };
    const auto engine = connection.engine();
    const schema::Field& title = *other.field(other.title_field);
    if (other.name == "user") {
      const auto middle = std::ranges::partition(
          asked[link], [](const std::string& name) { return name.contains('@'); });
      std::vector<std::string> titles(middle.begin(), middle.end());
      asked[link].erase(middle.begin(), middle.end());
      TRY(ask(by_user_email(engine), *other.field("email"), std::move(asked[link])));
      TRY(ask(by_title(engine, other), title, std::move(titles)));
    } else if (links[link].target->key == LinkKey::email) {
      TRY(ask(by_email(engine, other), *emails_of(other), std::move(asked[link])));
    } else {
      TRY(ask(by_title(engine, other), title, std::move(asked[link])));
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
