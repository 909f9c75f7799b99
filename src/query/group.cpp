#include "query/group.h"

#include <algorithm>
#include <map>
#include <optional>

#include "query/detail/aggregate.h"
#include "query/detail/group_key.h"
#include "query/for_action.h"
#include "query/select.h"

namespace kontor::query {
namespace {

using storage::Row;
using storage::Sql;

constexpr int kMostRows = 100'000;  // hours and days before they are put together

struct Group {
  std::int64_t count = 0;
  std::vector<Partials> partials;  // beside the aggregates
};

class Grouping {
 public:
  Grouping(const Reader& reader, const GroupRequest& request, const schema::Object& object)
      : reader_(reader),
        request_(request),
        object_(object),
        counting_(reader.rights, object, Action::count),
        rights_(request.counted ? counting_ : reader.rights, reader.connection.engine()) {}

  Result<void> write(JsonWriter& json) {
    if (request_.aggregates.size() > kMaxAggregates) {
      return fail(Code::invalid, "query.aggregate", {{"text", request_.aggregates.back()}},
                  "aggregates");
    }
    TRY(refuse_single_values());
    select_ = TRY(Select::bind({.filter = request_.filter, .search = request_.search}, object_,
                               reader_, rights_));
    if (!request_.group.empty()) {
      key_ = TRY(GroupKey::bind(request_.group, object_, reader_, rights_));
    }
    for (const auto& text : request_.aggregates) {
      aggregates_.push_back(TRY(Aggregate::bind(text, object_, reader_, rights_)));
    }
    TRY(count());
    if (request_.counted) leave_small_out();
    for (std::size_t i = 0; i < aggregates_.size(); ++i) TRY(add_up(i));
    return key_ ? write_groups(json) : write_whole(json);
  }

 private:
  // The smallest and the largest of a group are those of one record.
  Result<void> refuse_single_values() const {
    for (const auto& text : request_.aggregates)
      if (request_.counted && (text.starts_with("min") || text.starts_with("max")))
        return fail(Code::invalid, "query.aggregate", {{"text", text}}, "aggregates");
    return {};
  }

  void leave_small_out() {
    std::erase_if(groups_, [](const auto& entry) { return entry.second.count < kLeastCounted; });
  }

  // Enough records have a value, so that none of them can be told from the result.
  bool tells_enough(const Row& row) const {
    return groups_.contains(fold(row)) && row.integer(2) >= kLeastCounted;
  }

  Sql key() const { return key_ ? key_->value() : Sql{"0", {}}; }
  KeyValue fold(const Row& row) const { return key_ ? key_->fold(row, 0) : KeyValue(); }

  Group& of(const Row& row) {
    Group& group = groups_[fold(row)];
    group.partials.resize(aggregates_.size());
    return group;
  }

  Result<void> count() {
    Sql sql = Sql{"SELECT k, count(*) FROM (SELECT ", {}} << key() << " AS k"
                                                          << TRY(select_->rows({key()}));
    sql << ") b GROUP BY k LIMIT " << std::to_string(kMostRows);
    TRY(reader_.connection.each(sql, [&](const Row& row) {
      of(row).count += row.integer(1);
      return groups_.size() <= static_cast<std::size_t>(kMaxGroups);
    }));
    return key_ ? join_hidden() : Result<void>();
  }

  Result<void> join_hidden() {
    std::vector<KeyValue> keys;
    for (const auto& [key, group] : groups_) keys.push_back(key);
    TRY(key_->find_hidden(keys, reader_, rights_));
    for (const auto& key : keys) {
      const KeyValue shown = key_->shown(key);
      if (shown == key) continue;
      Group& whole = groups_[shown];
      whole.partials.resize(aggregates_.size());
      whole.count += groups_[key].count;
      groups_.erase(key);
    }
    return {};
  }

  Result<void> add_up(std::size_t i) {
    if (groups_.size() > static_cast<std::size_t>(kMaxGroups)) {
      return fail(Code::invalid, "query.too_many_groups", {{"max", std::to_string(kMaxGroups)}},
                  "group");
    }
    const Aggregate& aggregate = aggregates_[i];
    Sql sql{"SELECT k, c, count(v), min(v), max(v), ", {}};
    sql << (aggregate.adds_up() ? "CAST(sum(v) AS bigint)" : "0") << " FROM (SELECT " << key()
        << " AS k, " << aggregate.columns() << TRY(select_->rows({key(), aggregate.columns()}))
        << ") b WHERE v IS NOT NULL GROUP BY k, c";
    return reader_.connection.each(sql, [&](const Row& row) {
      if (request_.counted && !tells_enough(row)) return true;
      of(row).partials[i][std::string(row.text(1))].add({.count = row.integer(2),
                                                         .sum = row.integer(5),
                                                         .least = row.integer(3),
                                                         .greatest = row.integer(4)});
      return true;
    });
  }

  void write_aggregates(const Group& group, JsonWriter& json) const {
    json.key("aggregates").begin_object();
    for (std::size_t i = 0; i < aggregates_.size(); ++i) {
      aggregates_[i].write(group.partials[i], group.count, json);
    }
    json.end_object();
  }

  Result<void> write_whole(JsonWriter& json) {
    Group& whole = groups_[KeyValue()];
    whole.partials.resize(aggregates_.size());
    json.begin_object();
    write_aggregates(whole, json);
    json.end_object();
    return {};
  }

  Result<void> write_groups(JsonWriter& json) {
    if (groups_.size() > static_cast<std::size_t>(kMaxGroups)) {
      return fail(Code::invalid, "query.too_many_groups", {{"max", std::to_string(kMaxGroups)}},
                  "group");
    }
    std::vector<KeyValue> keys;
    for (const auto& [key, group] : groups_) keys.push_back(key);
    std::ranges::stable_sort(keys, std::greater(),
                             [&](const KeyValue& key) { return groups_[key].count; });
    keys = key_->ordered(std::move(keys));
    TRY(key_->read_titles(keys, reader_, rights_));
    json.begin_object().key("groups").begin_array();
    for (const auto& key : keys) {
      const Group& group = groups_[key];
      json.begin_object();
      key_->write(key, request_.filter, json);
      json.key("count").number(group.count);
      write_aggregates(group, json);
      json.end_object();
    }
    json.end_array().end_object();
    return {};
  }

  const Reader& reader_;
  const GroupRequest& request_;
  const schema::Object& object_;
  ForAction counting_;
  Rights rights_;
  std::optional<GroupKey> key_;
  std::vector<Aggregate> aggregates_;
  std::optional<Select> select_;
  std::map<KeyValue, Group> groups_;
};

}  // namespace

Result<void> write_groups(const Reader& reader, const GroupRequest& request, JsonWriter& json) {
  const auto* object = TRY(find_object(*reader.catalogue, request.object));
  return Grouping(reader, request, *object).write(json);
}

}  // namespace kontor::query
