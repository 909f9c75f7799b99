#include "records/export/vcard_writer.h"

#include <cstdio>

#include "base/text.h"

namespace kontor::exporting {
namespace {

// RFC 2426 5 and RFC 6350 3.4: text values escape these.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == ',' || c == ';') out += '\\';
    out += c;
  }
  return out;
}

std::string parts(std::initializer_list<std::string_view> values) {
  std::string out;
  bool first = true;
  for (const auto value : values) {
    if (!first) out += ';';
    first = false;
    out += escaped(value);
  }
  return out;
}

class CardWriter {
 public:
  CardWriter(std::string& out, VcardVersion version)
      : out_(out), v4_(version == VcardVersion::v4) {}

  void write(const Contact& c) {
    line("BEGIN:VCARD");
    line(v4_ ? "VERSION:4.0" : "VERSION:3.0");
    text("UID", c.uid);
    line("FN:" + escaped(shown_name(c)));
    names(c);
    if (!c.company.empty())
      line("ORG:" + escaped(c.company) + (c.department.empty() ? "" : ";" + escaped(c.department)));
    text("TITLE", c.role);
    for (const auto& email : c.emails) labelled("EMAIL", email, v4_ ? "" : "INTERNET");
    for (const auto& phone : c.phones) labelled("TEL", phone, "");
    for (const auto& website : c.websites) labelled("URL", website, "");
    address(c);
    if (c.birthday) birthday(*c.birthday);
    text("NOTE", c.notes);
    tags(c.tags);
    line("END:VCARD");
  }

 private:
  static std::string shown_name(const Contact& c) {
    if (!c.full_name.empty()) return c.full_name;
    const std::string name = tidy_line(c.first_name + " " + c.last_name);
    if (!name.empty()) return name;
    if (!c.company.empty()) return c.company;
    return c.emails.empty() ? "?" : c.emails.front().value;
  }

  void names(const Contact& c) {
    if (c.is_company) {
      line("N:;;;;");
      line(v4_ ? "KIND:org" : "X-ABShowAs:COMPANY");
      return;
    }
    const std::string prefix = tidy_line(c.salutation + " " + c.title);
    line("N:" + parts({c.last_name, c.first_name, "", prefix, c.suffix}));
  }

  void text(std::string_view name, std::string_view value) {
    if (!value.empty()) line(std::string(name) + ":" + escaped(value));
  }

  void labelled(std::string_view name, const LabelledValue& value, std::string_view first_type) {
    std::string types(first_type);
    auto add = [&](std::string_view type) {
      types += (types.empty() ? "" : ",") + std::string(type);
    };
    if (value.label == "work" || value.label == "main") add("WORK");
    if (value.label == "private") add("HOME");
    if (value.label == "mobile") add("CELL");
    if (value.label == "fax") add(name == "TEL" ? "WORK,FAX" : "WORK");
    // In version 4 several types of one parameter stand in quotes.
    const bool quoted = v4_ && types.find(',') != std::string::npos;
    std::string head(name);
    if (!types.empty()) head += ";TYPE=" + (quoted ? "\"" + types + "\"" : types);
    line(head + ":" + (name == "URL" ? tidy_line(value.value) : escaped(value.value)));
  }

  void address(const Contact& c) {
    if (c.street.empty() && c.postal_code.empty() && c.place.empty() && c.country.empty()) return;
    line("ADR;TYPE=WORK:" + parts({"", "", c.street, c.place, c.region, c.postal_code, c.country}));
  }

  void birthday(const YearlessDate& date) {
    if (date.year) return line("BDAY:" + to_string(date));
    char digits[16];
    std::snprintf(digits, sizeof digits, "%02d%02d", date.month, date.day);
    if (v4_) return line("BDAY:--" + std::string(digits));
    // Version 3 has no day without a year; this is how Apple writes it.
    line("BDAY;X-APPLE-OMIT-YEAR=1604:" + to_string(YearlessDate{1604, date.month, date.day}));
  }

  void tags(const std::vector<std::string>& tags) {
    std::string all;
    for (const auto& tag : tags) all += (all.empty() ? "" : ",") + escaped(tag);
    if (!all.empty()) line("CATEGORIES:" + all);
  }

  // Lines are at most 75 bytes; what is longer goes on behind a blank, never within a character.
  void line(std::string_view text) {
    constexpr std::size_t kLine = 75;
    std::size_t room = kLine;
    while (text.size() > room) {
      std::size_t cut = room;
      while (cut > 1 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
      out_ += text.substr(0, cut);
      out_ += "\r\n ";
      text.remove_prefix(cut);
      room = kLine - 1;
    }
    out_ += text;
    out_ += "\r\n";
  }

  std::string& out_;
  bool v4_;
};

}  // namespace

void append_vcard(std::string& out, const Contact& contact, VcardVersion version) {
  CardWriter(out, version).write(contact);
}

}  // namespace kontor::exporting
