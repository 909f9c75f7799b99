#include "query/timeline.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/time.h"
#include "query/detail/change_log.h"
#include "query/detail/fragments.h"
#include "query/fetch.h"
#include "query/path.h"
#include "query/select.h"
#include "storage/dialect.h"

namespace kontor::query {
namespace {

using schema::Field;
using schema::FieldType;
using storage::quoted;
using storage::Sql;

constexpr std::string_view kChange = "change";

struct Entry {
  std::int64_t at = 0, id = 0;
  const schema::Object* object = nullptr;  // null: a change
  const Change* change = nullptr;
};

// The moment of a record as far as it may be read, in microseconds.
Sql moment_sql(const schema::Object& object, const Rights& rights) {
  const Field* field = object.field(object.date_field);
  if (!field || field->value.column.empty()) return {"t.created_at", {}};
  const std::string column = "t." + quoted(field->value.column);
  const std::string micros =
      field->type == FieldType::date ? column + " * " + std::to_string(kMicrosPerDay) : column;
  const auto readable = rights.readable(object, *field, "t");
  Sql sql{"coalesce(", {}};
  readable ? sql << "CASE WHEN " << *readable << " THEN " << micros << " END" : sql << micros;
  return sql << ", t.created_at)";
}

std::vector<std::string> shown_fields(const schema::Object& object) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    const bool known = std::ranges::find(names, name) != names.end();
    if (!known && object.field(name)) names.push_back(name);
  };
  add(object.title_field);
  add(object.date_field);
  std::ranges::for_each(object.key_fields, add);
  std::ranges::for_each(object.quick_add, add);
  return names;
}

class Timeline {
 public:
  Timeline(const Reader& reader, const TimelineRequest& request, const schema::Object& object)
      : reader_(reader),
        request_(request),
        object_(object),
        rights_(reader.rights, reader.connection.engine()),
        log_(object, request.id, reader, rights_) {}

  Result<void> write(JsonWriter& json) {
    if (request_.limit < 1 || request_.limit > 200) {
      return fail(Code::invalid, "query.limit", {{"max", "200"}}, "limit");
    }
    const auto record = TRY(Select::one(object_, request_.id, reader_, rights_));
    if (record.empty()) return fail(Code::not_found, "record.not_found");
    if (!request_.cursor.empty()) {
      before_ = TRY(reader_.cursors.open(request_.cursor, question())).key;
    }
    TRY(find_records());
    if (wants(kChange)) TRY(find_changes());
    return write_entries(json);
  }

 private:
  bool wants(std::string_view kind) const {
    return request_.kinds.empty() ||
           std::ranges::find(request_.kinds, kind) != request_.kinds.end();
  }

  std::string question() const {
    std::string text = "timeline " + std::to_string(reader_.rights.bindings().me) + ' ' +
                       object_.name + ' ' + to_string(request_.id);
    for (const auto& kind : request_.kinds) text += ' ' + kind;
    return text;
  }

  std::optional<std::int64_t> before_at() const {
    if (!before_ || before_->values.empty()) return std::nullopt;
    return std::get<std::int64_t>(before_->values[0]);
  }

  // Records of every kind that has a relation to this one.
  Result<void> find_records() {
    for (const auto& object : reader_.catalogue->objects()) {
      if (!object.timeline || object.archived || !wants(object.name)) continue;
      for (const Field& field : object.fields) {
        const bool leads_here = field.type == FieldType::relation && !field.archived &&
                                !field.relation.derived && field.relation.target == object_.name;
        if (leads_here) TRY(find_linked(object, field));
      }
    }
    return {};
  }

  Result<void> find_linked(const schema::Object& object, const Field& field) {
    TRY(rights_.require(object));
    const Sql at = moment_sql(object, rights_);
    Sql sql = Sql{"SELECT t.id, ", {}} << at << " FROM ";
    if (field.has_many_values()) {
      sql << quoted(field.relation.link_table) << " l JOIN " << quoted(object.table)
          << " t ON t.id = l." << quoted(field.relation.link_here)
          << Sql{" WHERE l." + quoted(field.relation.link_there) + " = ?", {request_.id.value}};
    } else {
      sql << quoted(object.table) << " t"
          << Sql{" WHERE t." + quoted(field.value.column) + " = ?", {request_.id.value}};
    }
    sql << " AND " << rights_.visible(object, "t");
    if (const auto readable = rights_.readable(object, field, "t")) sql << " AND " << *readable;
    if (const auto moment = before_at()) {
      sql << " AND (" << at << Sql{" < ? OR (", {*moment}} << at
          << Sql{" = ? AND t.id < ?))", {*moment, before_->id}};
    }
    sql << Sql{" ORDER BY 2 DESC, 1 DESC LIMIT ?", {std::int64_t{request_.limit} + 1}};
    return reader_.connection.each(sql, [&](const storage::Row& row) {
      entries_.push_back({row.integer(1), row.integer(0), &object, nullptr});
      return true;
    });
  }

  Result<void> find_changes() {
    TRY(log_.read(request_.limit + 1, before_at(), before_ ? before_->id : 0));
    for (const Change& change : log_.changes()) {
      entries_.push_back({change.at, change.id, nullptr, &change});
    }
    return {};
  }

  // Newest first; a record linked twice stands once.
  bool order() {
    std::ranges::sort(entries_, [](const Entry& a, const Entry& b) {
      return std::pair(a.at, a.id) > std::pair(b.at, b.id);
    });
    const auto twice = std::ranges::unique(entries_, {}, [](const Entry& entry) {
      return std::tuple(entry.at, entry.id, entry.object);
    });
    entries_.erase(twice.begin(), twice.end());
    const bool more = entries_.size() > static_cast<std::size_t>(request_.limit);
    if (more) entries_.resize(static_cast<std::size_t>(request_.limit));
    return more;
  }

  Result<std::map<const schema::Object*, Fragments>> read_records() {
    std::map<const schema::Object*, std::vector<std::int64_t>> ids;
    for (const Entry& entry : entries_) {
      if (entry.object) ids[entry.object].push_back(entry.id);
    }
    std::map<const schema::Object*, Fragments> records;
    for (const auto& [object, some] : ids) {
      const auto fetch =
          TRY(Fetch::bind(shown_fields(*object), *object, reader_.catalogue, rights_));
      const auto selection = TRY(Select::visible(*object, some, reader_, rights_));
      Fragments& fragments = records.try_emplace(object, *object).first->second;
      TRY(fetch.run(reader_.connection, selection, fragments));
    }
    return records;
  }

  Result<void> write_entries(JsonWriter& json) {
    const bool more = order();
    const auto records = TRY(read_records());
    json.begin_object().key("entries").begin_array();
    for (const Entry& entry : entries_) {
      if (entry.change) {
        log_.write(*entry.change, json);
        continue;
      }
      json.begin_object().key("kind").text("record");
      json.key("at").text(to_string(Instant{entry.at}));
      json.key("record").raw(records.at(entry.object).of(entry.id)).end_object();
    }
    json.end_array().key("next");
    if (more) {
      const Entry& last = entries_.back();
      json.text(reader_.cursors.seal({.key = {{last.at}, last.id}}, question()));
    } else {
      json.null();
    }
    json.end_object();
    return {};
  }

  const Reader& reader_;
  const TimelineRequest& request_;
  const schema::Object& object_;
  Rights rights_;
  ChangeLog log_;
  std::optional<Key> before_;
  std::vector<Entry> entries_;
};

}  // namespace

Result<void> write_timeline(const Reader& reader, const TimelineRequest& request,
                            JsonWriter& json) {
  const auto* object = TRY(find_object(*reader.catalogue, request.object));
  return Timeline(reader, request, *object).write(json);
}

}  // namespace kontor::query
