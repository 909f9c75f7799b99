#include "query/json_rows.h"

#include "base/decimal.h"
#include "base/money.h"
#include "base/phone.h"
#include "base/time.h"

namespace kontor::query {
namespace {

using schema::Field;
using schema::FieldPart;
using schema::FieldType;

void write_id(JsonWriter& json, std::int64_t id) {
  json.text(to_string(RecordId{id}));
}

void write_linked(JsonWriter& json, const Cell& cell) {
  json.begin_object().key("id");
  write_id(json, cell.number);
  json.key("title").text(cell.text).end_object();
}

// As people at home in the number's country, or calling it from here, read it.
std::string displayed(std::string_view e164) {
  return e164.starts_with("+49") ? format_phone_national(e164) : format_phone_international(e164);
}

void write_entry(JsonWriter& json, const Field& field, const Cell& cell) {
  json.begin_object().key("value").text(cell.text).key("label").text(cell.extra);
  if (field.type == FieldType::phones) {
    json.key("e164");
    cell.more.empty() ? json.null() : json.text(cell.more);
    json.key("display").text(cell.more.empty() ? std::string(cell.text) : displayed(cell.more));
  }
  json.end_object();
}

void write_option(JsonWriter& json, const Field& field, const Cell& cell) {
  const auto* option = field.option(static_cast<int>(cell.number));
  option ? json.text(option->key) : json.null();
}

void write_money(JsonWriter& json, const Cell& cell) {
  json.begin_object().key("amount");
  json.text(money_amount({cell.number, std::string(cell.extra)}));
  json.key("currency").text(cell.extra).end_object();
}

void write_part(JsonWriter& json, const FieldPart& part, const Cell& cell) {
  if (!cell.filled) {
    json.null();
  } else if (part.type == FieldType::text) {
    json.text(cell.text);
  } else {
    json.text(decimal_to_string(cell.number, part.decimals));
  }
}

void write_single(JsonWriter& json, const Field& field, const Cell& cell) {
  switch (field.type) {
    case FieldType::number:
    case FieldType::percent:
      json.text(decimal_to_string(cell.number, field.decimals));
      break;
    case FieldType::money:
      write_money(json, cell);
      break;
    case FieldType::checkbox:
      json.boolean(cell.number != 0);
      break;
    case FieldType::date:
      json.text(to_string(Date{static_cast<std::int32_t>(cell.number)}));
      break;
    case FieldType::date_time:
    case FieldType::instant_system:
      json.text(to_string(Instant{cell.number}));
      break;
    case FieldType::select:
    case FieldType::status:
      write_option(json, field, cell);
      break;
    case FieldType::relation:
    case FieldType::user:
    case FieldType::user_system:
      write_linked(json, cell);
      break;
    default:
      json.text(cell.text);
  }
}

void write_address(JsonWriter& json, const Field& field, std::span<const Cell> cells) {
  bool filled = false;
  for (const Cell& cell : cells) filled = filled || cell.filled;
  if (!filled) {
    json.null();
    return;
  }
  json.begin_object();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    json.key(field.parts[i].name);
    write_part(json, field.parts[i], cells[i]);
  }
  json.end_object();
}

void write_many(JsonWriter& json, const Field& field, std::span<const Cell> cells) {
  json.begin_array();
  for (const Cell& cell : cells) {
    if (field.type == FieldType::multi_select) {
      write_option(json, field, cell);
    } else if (field.type == FieldType::relation) {
      write_linked(json, cell);
    } else {
      write_entry(json, field, cell);
    }
  }
  json.end_array();
}

void write_names(JsonWriter& json, std::string_view key, const std::vector<std::size_t>& which,
                 const std::vector<Column>& columns) {
  json.key(key).begin_array();
  for (const std::size_t i : which) json.text(columns[i].path);
  json.end_array();
}

}  // namespace

void write_abilities(JsonWriter& json, const Abilities& can) {
  json.begin_object();
  json.key("edit").boolean(can.edit).key("delete").boolean(can.remove);
  json.key("assign").boolean(can.assign).key("link").boolean(can.link);
  json.key("share").boolean(can.share).end_object();
}

void write_cells(JsonWriter& json, const Column& column, std::span<const Cell> cells) {
  const Field& field = *column.field;
  if (field.has_many_values()) {
    write_many(json, field, cells);
  } else if (column.part) {
    write_part(json, *column.part, cells[0]);
  } else if (field.type == FieldType::postal_address) {
    write_address(json, field, cells);
  } else if (!cells[0].filled) {
    json.null();
  } else {
    write_single(json, field, cells[0]);
  }
}

void JsonRows::begin(const RecordHead& head) {
  can_ = head.can;
  hidden_.clear();
  read_only_.clear();
  json_.begin_object().key("id");
  write_id(json_, head.id);
  json_.key("object").text(object_.name).key("version").number(head.version);
  json_.key("title").text(head.title).key("fields").begin_object();
}

void JsonRows::cells(std::size_t column, Mode mode, std::span<const Cell> cells,
                     std::int64_t total) {
  const Column& asked = (*columns_)[column];
  if (mode == Mode::none) {
    hidden_.push_back(column);
    return;
  }
  if (asked.own && (mode < Mode::edit || asked.field->read_only)) read_only_.push_back(column);
  json_.key(asked.path);
  if (mode == Mode::mask) {
    json_.begin_object().key("masked").text(cells[0].text).end_object();
    return;
  }
  write_cells(json_, asked, cells);
  if (asked.field->type == FieldType::relation && asked.field->has_many_values()) {
    json_.key(asked.path + "_count").number(total);
  }
}

void JsonRows::end() {
  json_.end_object().key("can");
  write_abilities(json_, can_);
  write_names(json_, "hidden", hidden_, *columns_);
  write_names(json_, "read_only", read_only_, *columns_);
  json_.end_object();
}

}  // namespace kontor::query
