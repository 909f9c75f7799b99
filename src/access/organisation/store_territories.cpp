// Changes of territories: their postal prefixes and who holds them.
#include <algorithm>
#include <set>

#include "access/organisation/detail/edit.h"
#include "access/organisation/words.h"
#include "base/text.h"

namespace kontor::access {
namespace {

constexpr std::size_t kMaxPrefixes = 100'000;

Result<const Territory*> find_territory(const Edit& edit, Id id) {
  const Territory* territory = edit.tree.territory(id);
  if (!territory) return fail(Code::not_found, "not_found");
  return territory;
}

bool is_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Germany: 1 to 5 digits, Austria and Switzerland 1 to 4, elsewhere up to 10 letters and digits.
Result<PostalPrefix> checked_prefix(const PostalPrefix& given) {
  auto bad = [&] {
    return fail(Code::invalid, "territory.prefix", {{"prefix", given.prefix.substr(0, 20)}},
                "prefixes");
  };
  PostalPrefix prefix{given.country.empty() ? "DE" : given.country, {}, given.territory};
  const bool land = prefix.country.size() == 2 && std::ranges::all_of(prefix.country, [](char c) {
                      return c >= 'A' && c <= 'Z';
                    });
  if (!land) return bad();
  for (char c : given.prefix) {
    if (c == ' ') continue;
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!letter && !(c >= '0' && c <= '9')) return bad();
    prefix.prefix.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  }
  const bool german = prefix.country == "DE";
  const bool alpine = prefix.country == "AT" || prefix.country == "CH" || prefix.country == "LI";
  const std::size_t longest = german ? 5 : alpine ? 4 : 10;
  if (prefix.prefix.empty() || prefix.prefix.size() > longest) return bad();
  if ((german || alpine) && !is_digits(prefix.prefix)) return bad();
  return prefix;
}

Result<void> check_taken(const Edit& edit, const std::vector<PostalPrefix>& prefixes) {
  std::set<std::pair<std::string, std::string>> mine;
  for (const PostalPrefix& prefix : prefixes)
    if (!mine.emplace(prefix.country, prefix.prefix).second)
      return fail(Code::invalid, "territory.twice", {{"prefix", prefix.prefix}}, "prefixes");
  for (const PostalPrefix& other : edit.tree.data().prefixes) {
    if (other.territory == prefixes.front().territory) continue;
    if (!mine.contains({other.country, other.prefix})) continue;
    const Territory* holder = edit.tree.territory(other.territory);
    return fail(Code::conflict, "territory.taken",
                {{"prefix", other.prefix}, {"territory", holder ? holder->name : ""}}, "prefixes");
  }
  return {};
}

}  // namespace

Result<Id> OrganisationStore::add_territory(const std::string& name, RecordId by) {
  const std::string tidy = TRY(checked_name(name));
  Id id = 0;
  TRY(change(by, [&](Edit& edit) -> Result<void> {
    for (const Territory& other : edit.tree.data().territories)
      if (fold_case(other.name) == fold_case(tidy))
        return fail(Code::conflict, "territory.exists", {{"territory", tidy}}, "name");
    id = TRY(edit.insert_row("o_territory", kTerritoryObject, tidy));
    return edit.note("territory.added", id, [&](JsonWriter& json) { json.key("name").text(tidy); });
  }));
  return id;
}

Result<void> OrganisationStore::rename_territory(Id territory, const std::string& name,
                                                 RecordId by) {
  const std::string tidy = TRY(checked_name(name));
  return change(by, [&](Edit& edit) -> Result<void> {
    TRY(find_territory(edit, territory));
    for (const Territory& other : edit.tree.data().territories)
      if (other.id != territory && fold_case(other.name) == fold_case(tidy))
        return fail(Code::conflict, "territory.exists", {{"territory", tidy}}, "name");
    TRY(edit.rename_row("o_territory", territory, tidy));
    return edit.note("territory.renamed", territory,
                     [&](JsonWriter& json) { json.key("name").text(tidy); });
  });
}

Result<void> OrganisationStore::remove_territory(Id territory, RecordId by) {
  return change(by, [&](Edit& edit) -> Result<void> {
    TRY(find_territory(edit, territory));
    for (const char* table : {"kontor_territory_prefix", "kontor_territory_holder"})
      TRY(edit.execute(
          {"DELETE FROM " + std::string(table) + " WHERE territory_id = ?", {territory}}));
    TRY(edit.delete_row("o_territory", kTerritoryObject, territory));
    edit.territories = true;
    return edit.note("territory.removed", territory);
  });
}

Result<void> OrganisationStore::set_prefixes(Id territory, std::vector<PostalPrefix> prefixes,
                                             RecordId by) {
  if (prefixes.size() > kMaxPrefixes)
    return fail(Code::too_large, "territory.too_many", {}, "prefixes");
  for (PostalPrefix& prefix : prefixes) {
    prefix.territory = territory;
    prefix = TRY(checked_prefix(prefix));
  }
  return change(by, [&](Edit& edit) -> Result<void> {
    TRY(find_territory(edit, territory));
    if (!prefixes.empty()) TRY(check_taken(edit, prefixes));
    TRY(edit.execute({"DELETE FROM kontor_territory_prefix WHERE territory_id = ?", {territory}}));
    for (const PostalPrefix& prefix : prefixes)
      TRY(
          edit.execute({"INSERT INTO kontor_territory_prefix (country, prefix, territory_id) "
                        "VALUES (?, ?, ?)",
                        {prefix.country, prefix.prefix, territory}}));
    edit.territories = true;
    return edit.note("territory.prefixes", territory, [&](JsonWriter& json) {
      json.key("prefixes").begin_array();
      for (const PostalPrefix& prefix : prefixes) json.text(prefix.country + " " + prefix.prefix);
      json.end_array();
    });
  });
}

Result<Id> OrganisationStore::put_holding(const Holding& holding_, RecordId by) {
  Holding holding = holding_;
  TRY(check_span(holding.span));
  TRY(change(by, [&](Edit& edit) -> Result<void> {
    const auto& known = edit.tree.data().holdings;
    const bool fresh = holding_.id == 0;
    if (!fresh && std::ranges::find(known, holding.id, &Holding::id) == known.end())
      return fail(Code::not_found, "not_found");
    holding.id = fresh ? edit.ids.next().value : holding_.id;
    TRY(find_territory(edit, holding.territory));
    TRY(edit.require_user(holding.user, "user"));
    for (const Holding& other : known)
      if (other.id != holding.id && other.user == holding.user &&
          other.territory == holding.territory && other.span.from < holding.span.until &&
          holding.span.from < other.span.until)
        return fail(Code::conflict, "territory.held_twice", {}, "user");
    TRY(edit.execute(
        {"INSERT INTO kontor_territory_holder (id, territory_id, user_id, from_at, until_at) "
         "VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id, "
         "from_at = excluded.from_at, until_at = excluded.until_at",
         {holding.id, holding.territory, holding.user, holding.span.from, end_of(holding.span)}}));
    return edit.note("territory.held", holding.territory, [&](JsonWriter& json) {
      json.key("user").text(std::to_string(holding.user));
    });
  }));
  return holding.id;
}

Result<void> OrganisationStore::remove_holding(Id holding, RecordId by) {
  return change(by, [&](Edit& edit) -> Result<void> {
    const auto& known = edit.tree.data().holdings;
    auto found = std::ranges::find(known, holding, &Holding::id);
    if (found == known.end()) return fail(Code::not_found, "not_found");
    TRY(edit.execute({"DELETE FROM kontor_territory_holder WHERE id = ?", {holding}}));
    return edit.note("territory.given_up", found->territory,
                     [&](JsonWriter& json) { json.key("user").text(std::to_string(found->user)); });
  });
}

Result<void> OrganisationStore::set_distribution(Distribution mode, RecordId by) {
  return change(by, [&](Edit& edit) -> Result<void> {
    TRY(edit.execute({"UPDATE kontor_distribution SET mode = ?", {std::string(to_string(mode))}}));
    return edit.note("distribution.changed", 0,
                     [&](JsonWriter& json) { json.key("mode").text(to_string(mode)); });
  });
}

}  // namespace kontor::access
