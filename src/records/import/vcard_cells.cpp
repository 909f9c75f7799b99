#include "records/import/vcard_cells.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "base/time.h"
#include "records/import/header_guess.h"
#include "records/import/name_split.h"

namespace kontor::importing {
namespace {

constexpr int kMaxOfOneKind = 20;
// Of a person, or where companies are imported, of the company itself.
constexpr const char* kCompany = "company.name, name";

// Of no use to people, or said again by other properties.
constexpr std::array<std::string_view, 34> kNoise = {"VERSION",
                                                     "PRODID",
                                                     "REV",
                                                     "X-ABLABEL",
                                                     "X-ABADR",
                                                     "X-ABUID",
                                                     "X-ABSHOWAS",
                                                     "KEY",
                                                     "TZ",
                                                     "GEO",
                                                     "LABEL",
                                                     "SORT-STRING",
                                                     "FBURL",
                                                     "CALURI",
                                                     "CALADRURI",
                                                     "SOURCE",
                                                     "MAILER",
                                                     "CLASS",
                                                     "KIND",
                                                     "AGENT",
                                                     "CLIENTPIDMAP",
                                                     "NAME",
                                                     "PROFILE",
                                                     "BEGIN",
                                                     "END",
                                                     "X-EVOLUTION-FILE-AS",
                                                     "X-PHONETIC-FIRST-NAME",
                                                     "X-PHONETIC-LAST-NAME",
                                                     "X-EVOLUTION-BLOG-URL",
                                                     "X-IMAGETYPE",
                                                     "X-IMAGEHASH",
                                                     "X-SHARED-PHOTO-DISPLAY-PREF",
                                                     "X-ADDRESSING-GRAMMAR",
                                                     "XML"};
constexpr std::array<std::string_view, 4> kNoisePrefixes = {"X-MS-OL-", "X-COUCHDB", "X-ABCROP",
                                                            "X-EVOLUTION-WEBDAV"};

bool is_noise(std::string_view name) {
  return std::ranges::find(kNoise, name) != kNoise.end() ||
         std::ranges::any_of(kNoisePrefixes, [&](auto prefix) { return name.starts_with(prefix); });
}

std::string without_scheme(std::string value) {
  for (std::string_view scheme : {"mailto:", "tel:", "MAILTO:", "TEL:"})
    if (value.starts_with(scheme)) value.erase(0, scheme.size());
  return value;
}

class Flattener {
 public:
  explicit Flattener(const Vcard& card) : card_(card) {}

  VcardCells run() {
    result_.group = says("KIND", "group") || says("X-ADDRESSBOOKSERVER-KIND", "group");
    names();
    organisation();
    for (const auto& property : card_.properties) {
      if (property.binary) {
        result_.pictures += property.name == "PHOTO" || property.name == "LOGO";
      } else {
        one(property);
      }
    }
    address();
    collected("NOTE", "notes", "\n\n", 80);
    collected("X-NOTE", "notes", "\n\n", 80);
    tags();
    return std::move(result_);
  }

 private:
  const VcardProperty* find(std::string_view name) const {
    for (const auto& property : card_.properties)
      if (property.name == name && !property.binary && !trim(property.value).empty())
        return &property;
    return nullptr;
  }

  void add(int order, std::string name, std::string target, std::string_view value,
           std::string label = {}) {
    const auto text = trim(value);
    if (text.empty()) return;
    auto taken = [&](const std::string& wanted) {
      return std::ranges::find(result_.cells, wanted, &VcardCell::name) != result_.cells.end();
    };
    std::string unique = name;
    for (int count = 2; taken(unique); ++count) {
      if (count > kMaxOfOneKind) return;
      unique = name + " " + std::to_string(count);
    }
    result_.cells.push_back(
        {order, unique, std::move(target), std::move(label), std::string(text)});
  }

  void names() {
    const auto* n = find("N");
    std::vector<std::string> parts;
    if (n) parts = split_vcard(n->value, ';');
    parts.resize(5);
    for (auto& part : parts) part = tidy_line(part);
    const NameParts prefix = parts[3].empty() ? NameParts{} : split_name(parts[3] + " X");
    add(1, "N prefix", "salutation", prefix.salutation);
    add(2, "N title", "title_prefix", prefix.title_prefix);
    if (prefix.salutation.empty() && prefix.title_prefix.empty())
      add(2, "N title", "title_prefix", parts[3]);
    add(3, "N given", "first_name", parts[1]);
    std::ranges::replace(parts[2], ',', ' ');
    add(4, "N additional", "middle_name", tidy_line(parts[2]));
    add(5, "N family", "last_name", parts[0]);
    add(6, "N suffix", "name_suffix", parts[4]);
    const auto* fn = find("FN");
    const auto* org = find("ORG");
    if (!fn || !parts[0].empty() || !parts[1].empty()) return;
    // A card of a company shows the company's name.
    const std::string shown = tidy_line(unescape_vcard(fn->value));
    if (org && tidy_line(split_vcard(org->value, ';')[0]) == shown) return;
    if (!org && is_company())
      add(10, "ORG", kCompany, shown);
    else
      add(7, "FN", "full_name", shown);
  }

  bool says(std::string_view name, std::string_view value) const {
    const auto* property = find(name);
    return property && fold_case(trim(property->value)) == value;
  }
  bool is_company() const { return says("KIND", "org") || says("X-ABSHOWAS", "company"); }

  void organisation() {
    const auto* title = find("TITLE");
    const auto* role = find("ROLE");
    if (title) add(12, "TITLE", "role", unescape_vcard(title->value));
    if (role)
      add(title ? 13 : 12, title ? "ROLE" : "TITLE", title ? "" : "role",
          unescape_vcard(role->value));
    std::string department;
    for (const auto& property : card_.properties) {
      if (property.name != "ORG" || property.binary) continue;
      const auto units = split_vcard(property.value, ';');
      add(10, "ORG", kCompany, tidy_line(units[0]));
      for (std::size_t i = 1; i < units.size(); ++i)
        if (const auto unit = tidy_line(units[i]); !unit.empty())
          department += (department.empty() ? "" : ", ") + unit;
    }
    add(11, "ORG unit", "department", department);
  }

  // What an Apple label beside the property says: "_$!<HomePage>!$_".
  std::string own_label(const VcardProperty& property) const {
    if (property.group.empty()) return {};
    for (const auto& other : card_.properties)
      if (other.name == "X-ABLABEL" && other.group == property.group) {
        std::string label = unescape_vcard(other.value);
        for (std::string_view wrap : {"_$!<", ">!$_"})
          if (const auto at = label.find(wrap); at != std::string::npos)
            label.erase(at, wrap.size());
        return tidy_line(label);
      }
    return {};
  }

  std::string label_of(const VcardProperty& property) const {
    auto any = [&](std::initializer_list<std::string_view> types) {
      return std::ranges::any_of(types, [&](auto type) { return property.has_type(type); });
    };
    if (any({"fax", "homefax", "workfax", "otherfax"})) return "fax";
    if (any({"cell", "mobile", "iphone"})) return "mobile";
    if (any({"work", "work2", "business"})) return "work";
    if (any({"home", "home2"})) return "private";
    if (any({"main"})) return "main";
    if (any({"pager", "car", "other", "assistant", "isdn", "video"})) return "other";
    return value_label(own_label(property));
  }

  void labelled(int order, const VcardProperty& property, const std::string& target) {
    const std::string label = label_of(property);
    std::string value = tidy_line(without_scheme(unescape_vcard(property.value)));
    // A semicolon would part two numbers (RFC 3966).
    if (const auto extension = value.find(";ext="); extension != std::string::npos)
      value.replace(extension, 5, " ext. ");
    add(order, property.name + (label.empty() ? "" : " " + label), target, value, label);
  }

  void one(const VcardProperty& property) {
    const auto& name = property.name;
    if (name == "EMAIL") return labelled(20, property, "emails");
    if (name == "TEL") return labelled(21, property, "phones");
    if (name == "URL" || name == "X-SOCIALPROFILE") return labelled(22, property, "websites");
    if (name == "BDAY") return add(50, name, "birthday", day(property.value));
    if (name == "NICKNAME") return add(51, name, "nickname", unescape_vcard(property.value));
    if (name == "X-DEPARTMENT")
      return add(11, "ORG unit", "department", unescape_vcard(property.value));
    if (name == "UID") return add(90, name, "external_id", unescape_vcard(property.value));
    constexpr std::array<std::string_view, 10> kElsewhere = {
        "N", "FN", "ORG", "TITLE", "ROLE", "ADR", "NOTE", "X-NOTE", "CATEGORIES", "X-CATEGORIES"};
    if (std::ranges::find(kElsewhere, name) != kElsewhere.end() || is_noise(name)) return;
    const std::string label = own_label(property);
    add(95, name + (label.empty() ? "" : " " + label), "",
        tidy_text(unescape_vcard(property.value)));
  }

  // "19800322", "--0322", "1980-03-22T00:00:00Z" as ISO; anything else as it is.
  static std::string day(std::string_view value) {
    std::string text(trim(value));
    const auto time = text.find('T');
    const std::string date = text.substr(0, time);
    if (date.size() == 8 && date.find_first_not_of("0123456789") == std::string::npos) {
      const std::string dashed = date.substr(0, 4) + "-" + date.substr(4, 2) + "-" + date.substr(6);
      if (parse_date(dashed)) return dashed;
    }
    // iPhones write 1604 where the year is unknown.
    if (const auto known = parse_yearless_date(date)) {
      constexpr int kAppleNoYear = 1604;
      auto day = *known;
      if (day.year == kAppleNoYear) day.year.reset();
      return to_string(day);
    }
    return unescape_vcard(text);
  }

  static std::string street_of(const std::vector<std::string>& parts) {
    std::string street;
    for (int index : {0, 1, 2})
      for (const auto& line : split_vcard(parts[index], '\n'))
        if (auto text = tidy_line(line); !text.empty()) {
          if (text.ends_with(',')) text.pop_back();
          street += (street.empty() ? "" : ", ") + text;
        }
    return street;
  }

  // The preferred address, or the first, goes to the fields; others stay in one piece.
  void address() {
    std::vector<const VcardProperty*> all;
    for (const auto& property : card_.properties)
      if (property.name == "ADR" && property.value.find_first_not_of("; ") != std::string::npos)
        all.push_back(&property);
    std::ranges::stable_sort(all, {}, [](const auto* adr) { return !adr->has_type("pref"); });
    for (const auto* adr : all) {
      auto parts = split_vcard(adr->value, ';');
      parts.resize(7);
      for (int i : {3, 4, 5, 6}) parts[i] = tidy_line(parts[i]);
      const std::string street = street_of(parts);
      if (adr == all.front()) {
        add(30, "ADR street", "address.street", street);
        add(31, "ADR code", "address.postal_code", parts[5]);
        add(32, "ADR locality", "address.place", parts[3]);
        add(33, "ADR region", "address.region", parts[4]);
        add(34, "ADR country", "address.country", parts[6]);
        continue;
      }
      std::string whole = street;
      for (const auto& part : {parts[5] + " " + parts[3], parts[4], parts[6]})
        if (const auto text = trim(part); !text.empty())
          whole += (whole.empty() ? "" : "\n") + std::string(text);
      const std::string label = label_of(*adr);
      add(40, "ADR other" + (label.empty() ? "" : " " + label), "", whole);
    }
  }

  void collected(std::string_view name, std::string target, std::string_view between, int order) {
    std::string whole;
    for (const auto& property : card_.properties)
      if (property.name == name && !property.binary) {
        const std::string text = tidy_text(unescape_vcard(property.value));
        if (!text.empty()) whole += (whole.empty() ? "" : std::string(between)) + text;
      }
    add(order, std::string(name), std::move(target), whole);
  }

  void tags() {
    std::string whole;
    for (const auto& property : card_.properties)
      if (property.name == "CATEGORIES" || property.name == "X-CATEGORIES")
        for (const auto& part : split_vcard(property.value, ','))
          if (const auto tag = tidy_line(part); !tag.empty())
            whole += (whole.empty() ? "" : "; ") + tag;
    add(70, "CATEGORIES", "tags", whole);
  }

  const Vcard& card_;
  VcardCells result_;
};

}  // namespace

VcardCells vcard_cells(const Vcard& card) {
  return Flattener(card).run();
}

}  // namespace kontor::importing
