// emails, phones, urls: [{"value", "label"}], in the order given. A bare text means no label.
#include <algorithm>
#include <array>

#include "base/phone.h"
#include "base/text.h"
#include "schema/fields/kinds.h"

namespace kontor::schema {
namespace {

constexpr std::array<std::string_view, 6> kLabels{"private", "work", "mobile",
                                                  "fax",     "main", "other"};

using Check = Result<void> (*)(const Field&, Entry&);

// One @ with something without blanks on both sides. RFC 5321 4.5.3.1 bounds the lengths; which
// addresses really exist only sending tells.
Result<void> check_email(const Field& field, Entry& entry) {
  const std::string& text = entry.value;
  auto at = text.rfind('@');
  bool good = text.size() <= 254 && at != std::string::npos && at > 0 && at <= 64 &&
              at + 1 < text.size() && text.find('@') == at &&
              text.find_first_of(" \t,;<>()\"\\") == std::string::npos &&
              text.find('.', at) != std::string::npos && text[at + 1] != '.' &&
              text.back() != '.' && text.find("..") == std::string::npos;
  if (!good) return bad_value("value.not_an_email", field, {{"value", text.substr(0, 100)}});
  return {};
}

// Whatever people write as a number, as long as it can be one: at least three digits. What the
// numbering plans understand is kept in E.164 form too.
Result<void> check_phone(const Field& field, Entry& entry) {
  auto digits = std::ranges::count_if(entry.value, [](char c) { return c >= '0' && c <= '9'; });
  if (entry.value.size() > 100 || digits < 3)
    return bad_value("value.not_a_phone", field, {{"value", entry.value.substr(0, 100)}});
  if (auto number = parse_phone(entry.value)) entry.e164 = number->e164;
  return {};
}

// http, https or no scheme at all: nothing a browser would run.
Result<void> check_url(const Field& field, Entry& entry) {
  std::string folded = fold_case(entry.value);
  auto scheme = folded.find("://");
  std::string_view rest = folded;
  bool good = true;
  if (scheme != std::string::npos) {
    good = folded.starts_with("http://") || folded.starts_with("https://");
    rest.remove_prefix(scheme + 3);
  }
  auto host = rest.substr(0, rest.find_first_of("/?#"));
  bool port_only =
      host.find(':') == std::string_view::npos ||
      host.find_first_not_of("0123456789", host.find(':') + 1) == std::string_view::npos;
  good = good && !host.empty() && port_only && host.find('.') != std::string_view::npos &&
         rest.find_first_of(" <>\"") == std::string_view::npos;
  if (!good) return bad_value("value.not_a_url", field, {{"value", entry.value.substr(0, 100)}});
  return {};
}

Result<Entry> read_entry(const Field& field, const JsonValue& json, Check check) {
  Entry entry;
  if (json.text()) {
    entry.value = tidy_line(TRY(bounded_text(field, json, kMaxText)));
  } else if (json.is_object()) {
    for (const auto& member : json.members()) {
      if (member.name == "value") {
        entry.value = tidy_line(TRY(bounded_text(field, member.value, kMaxText)));
      } else if (member.name == "label") {
        if (!member.value.is_null())
          entry.label = std::string(TRY(bounded_text(field, member.value, 20)));
      } else if (member.name != "e164" && member.name != "display") {
        return bad_value("value.unknown_part", field, {{"part", member.name.substr(0, 100)}});
      }
    }
  } else {
    return expected("entry", field, json);
  }
  if (!entry.label.empty() && std::ranges::find(kLabels, entry.label) == kLabels.end())
    return bad_value("value.unknown_label", field, {{"value", entry.label}});
  if (entry.value.empty()) return entry;
  TRY(check(field, entry));
  return entry;
}

// Empty entries fall away, and so do repeats.
template <Check check>
Result<FieldEdit> read(const Field& field, const JsonValue& json) {
  if (!json.is_array()) return expected("list", field, json);
  if (json.items().size() > kMaxEntries)
    return bad_value("value.too_many", field, {{"limit", std::to_string(kMaxEntries)}});
  Entries entries;
  for (const auto& item : json.items()) {
    Entry entry = TRY(read_entry(field, item, check));
    bool known = std::ranges::find(entries, entry.value, &Entry::value) != entries.end();
    if (!entry.value.empty() && !known) entries.push_back(std::move(entry));
  }
  return FieldEdit(entries.empty() ? FieldValue{} : FieldValue(std::move(entries)));
}

void write(JsonWriter& json, const Field&, const FieldValue& value) {
  json.begin_array();
  for (const auto& entry : std::get<Entries>(value)) {
    json.begin_object().key("value").text(entry.value).key("label");
    entry.label.empty() ? json.null() : json.text(entry.label);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

const FieldKind kEmailKind{read<check_email>, write, recall_by_reading<read<check_email>>};
const FieldKind kPhoneKind{read<check_phone>, write, recall_by_reading<read<check_phone>>};
const FieldKind kUrlKind{read<check_url>, write, recall_by_reading<read<check_url>>};

}  // namespace kontor::schema
