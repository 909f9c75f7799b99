#include "records/export/record_cards.h"

#include <algorithm>
#include <array>

#include "base/country.h"
#include "query/path.h"

namespace kontor::exporting {

using query::TypedValue;
using schema::FieldType;

namespace {

// Where the texts of a card come from, where an object has such a field.
struct TextField {
  std::string_view path;
  std::string Contact::*text;
};
constexpr std::array<TextField, 6> kTexts = {{{"title_prefix", &Contact::title},
                                              {"first_name", &Contact::first_name},
                                              {"last_name", &Contact::last_name},
                                              {"role", &Contact::role},
                                              {"department", &Contact::department},
                                              {"notes", &Contact::notes}}};
constexpr std::array<std::string_view, 8> kOthers = {"salutation", "company", "emails",   "phones",
                                                     "websites",   "address", "birthday", "tags"};

bool is_type(const schema::Field& field, FieldType type) {
  return field.type == type;
}

std::vector<LabelledValue> labelled(const schema::Entries& entries) {
  std::vector<LabelledValue> values;
  for (const schema::Entry& entry : entries) values.push_back({entry.value, entry.label});
  return values;
}

std::string text_of(const schema::PartValue& part) {
  const auto* text = std::get_if<std::string>(&part);
  return text ? *text : std::string();
}

}  // namespace

Result<RecordCards> RecordCards::make(const schema::Catalogue& catalogue,
                                      const schema::Object& object, const std::string& language) {
  RecordCards cards;
  cards.language_ = language == "de" ? schema::Language::de : schema::Language::en;
  bool reachable = false;
  auto add = [&](std::string_view name) {
    const schema::Field* field = object.field(name);
    if (!field || field->archived) return;
    if (field->type == FieldType::relation && !query::is_to_one(*field)) return;
    reachable |= is_type(*field, FieldType::emails) || is_type(*field, FieldType::phones);
    cards.paths_.emplace_back(name);
    cards.fields_.push_back(*field);
  };
  for (const TextField& text : kTexts) add(text.path);
  for (const std::string_view name : kOthers) add(name);
  if (!reachable || !catalogue.object(object.name))
    return fail(Code::invalid, "export.no_vcard", {}, "format");
  const schema::Field* title = object.field(object.title_field);
  cards.companies_ = !title || title->type != FieldType::person_name;
  return cards;
}

Contact RecordCards::card(const query::TypedRecord& record) const {
  Contact contact;
  contact.uid = to_string(record.id);
  contact.full_name = record.title;
  contact.is_company = companies_;
  if (companies_) contact.company = record.title;
  for (std::size_t i = 0; i < paths_.size(); ++i)
    if (record.values[i].mode >= query::Mode::read && !is_empty(record.values[i].value))
      put(contact, i, record.values[i]);
  return contact;
}

void RecordCards::put(Contact& contact, std::size_t place, const TypedValue& value) const {
  const std::string& path = paths_[place];
  const schema::Field& field = fields_[place];
  if (const auto* text = std::get_if<std::string>(&value.value)) {
    const auto* target = std::ranges::find(kTexts, path, &TextField::path);
    if (target != kTexts.end()) contact.*target->text = *text;
  } else if (const auto* entries = std::get_if<schema::Entries>(&value.value)) {
    if (is_type(field, FieldType::emails)) contact.emails = labelled(*entries);
    if (is_type(field, FieldType::phones)) contact.phones = labelled(*entries);
    if (is_type(field, FieldType::urls)) contact.websites = labelled(*entries);
  } else if (const auto* ids = std::get_if<schema::Ids>(&value.value)) {
    if (!is_type(field, FieldType::multi_select)) return;
    for (const std::int64_t id : *ids) contact.tags.push_back(label_of(field, id));
  } else if (const auto* parts = std::get_if<schema::Parts>(&value.value)) {
    for (std::size_t i = 0; i < field.parts.size(); ++i) {
      const std::string& name = field.parts[i].name;
      const std::string text = text_of(parts->values[i]);
      if (name == "street") contact.street = text;
      if (name == "postal_code") contact.postal_code = text;
      if (name == "place") contact.place = text;
      if (name == "region") contact.region = text;
      if (name == "country" && !text.empty())
        contact.country = country_name(text, language_ == schema::Language::de ? "de" : "en");
    }
  } else if (const auto* number = std::get_if<std::int64_t>(&value.value)) {
    if (path == "company" && !companies_ && !value.titles.empty())
      contact.company = value.titles.front();
    if (path == "salutation") contact.salutation = label_of(field, *number);
    if (path != "birthday" || !is_type(field, FieldType::date)) return;
    const auto [year, month, day] = civil(Date{static_cast<std::int32_t>(*number)});
    contact.birthday = YearlessDate{year, month, day};
  }
}

std::string RecordCards::label_of(const schema::Field& field, std::int64_t option) const {
  const auto* found = field.option(static_cast<int>(option));
  return found ? found->label.in(language_) : std::string();
}

}  // namespace kontor::exporting
