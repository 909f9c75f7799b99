// People of our own under the headers of Outlook in German (92 columns, Windows-1252), LinkedIn and
// Google: what stood in the cells has to stand in the records.
#include <algorithm>
#include <random>

#include "base/json.h"
#include "base/text.h"
#include "world.h"

namespace kontor::shows {
namespace {

using importing::testing::public_data;
using importing::testing::read_file;

constexpr int kPeople = 300;

struct Person {
  std::string first_name, last_name, company, role, street, postal_code, place;
  std::string email, second_email, work_phone, mobile, fax, birthday, notes;
};

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  bool often() { return below(4) != 0; }
  template <std::size_t N>
  std::string one(const char* const (&words)[N]) {
    return words[below(N)];
  }
  std::string digits(int count) {
    std::string text(1, static_cast<char>('1' + below(9)));
    while (--count > 0) text += static_cast<char>('0' + below(10));
    return text;
  }

 private:
  std::mt19937_64 random_;
};

Person person(Dice& dice, int number) {
  constexpr const char* kFirst[] = {"Änne", "Jürgen",    "François", "Zoë",
                                    "Max",  "Anna-Lena", "Søren"};
  constexpr const char* kLast[] = {"Groß", "Müller", "O'Neill", "von der Heide", "Weiß", "Citroën"};
  constexpr const char* kCompanies[] = {"Müller, Söhne & Co. KG", "Bäckerei \"Zum Löwen\"", "Acme",
                                        "Stadtwerke Köln GmbH"};
  constexpr const char* kRoles[] = {"Leiterin; Einkauf", "CEO", "Geschäftsführer, Inhaber"};
  constexpr const char* kPlaces[] = {"Köln", "Dresden", "Bad Tölz", "Halle (Saale)"};
  constexpr const char* kNotes[] = {"Mag Tee.\nKeinen Kaffee.", "sagte \"nie\"; später, vielleicht",
                                    "Größe 42,5"};
  Person p{.first_name = dice.one(kFirst),
           .last_name = dice.one(kLast) + " " +
                        std::string(1, static_cast<char>('A' + number / 26 % 26)) +
                        std::string(1, static_cast<char>('a' + number % 26)),
           .email = "p" + std::to_string(number) + "@example.com"};
  if (dice.often()) p.company = dice.one(kCompanies);
  if (dice.often()) p.role = dice.one(kRoles);
  if (dice.often()) {
    p.street = "Straße des 17. Juni " + std::to_string(1 + dice.below(200));
    p.postal_code = "0" + dice.digits(4);
    p.place = dice.one(kPlaces);
  }
  if (dice.often()) p.second_email = "privat" + std::to_string(number) + "@example.org";
  if (dice.often()) p.work_phone = "0221/" + dice.digits(6);
  if (dice.often()) p.mobile = "+49 171 " + dice.digits(7);
  if (dice.often()) p.fax = "0221/" + dice.digits(7);
  if (dice.often()) p.notes = dice.one(kNotes);
  if (dice.often())
    p.birthday = "19" + std::to_string(50 + dice.below(50)) + "-0" +
                 std::to_string(1 + dice.below(9)) + "-" + std::to_string(13 + dice.below(15));
  return p;
}

std::string to_windows_1252(std::string_view utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte < 0x80)
      out += utf8[i];
    else
      out += static_cast<char>((byte & 3) << 6 | (static_cast<unsigned char>(utf8[++i]) & 0x3F));
  }
  return out;
}

// A table under a header that is given: cells by the names of their columns.
class Table {
 public:
  explicit Table(std::string header) : text_(std::move(header)) {
    while (text_.ends_with('\n') || text_.ends_with('\r')) text_.pop_back();
    const auto begin = text_.rfind('\n');
    std::string_view line = std::string_view(text_).substr(begin == text_.npos ? 0 : begin + 1);
    while (true) {
      const auto comma = line.find(',');
      names_.emplace_back(line.substr(0, comma));
      if (comma == line.npos) break;
      line.remove_prefix(comma + 1);
    }
    text_ += "\r\n";
  }
  void add(const std::map<std::string, std::string>& cells) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (i) text_ += ',';
      const auto cell = cells.find(names_[i]);
      if (cell == cells.end() || cell->second.empty()) continue;
      text_ += '"';
      for (const char c : cell->second) text_ += c == '"' ? std::string("\"\"") : std::string(1, c);
      text_ += '"';
    }
    text_ += "\r\n";
  }
  std::int64_t columns() const { return std::ssize(names_); }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::vector<std::string> names_;
};

std::string json_text(std::string_view text) {
  std::string out;
  JsonWriter(out).text(text);
  return text.empty() ? "null" : out;
}

// What must have arrived, field by field.
class Expected {
 public:
  explicit Expected(World& world) : world_(world) {}

  void of(const Person& p, const std::string& field, const std::string& value) {
    auto [values, fresh] = found_.try_emplace(field);
    if (fresh) values->second = world_.values("person", field);
    const std::string name = tidy_line(p.first_name + " " + p.last_name);
    const auto found = values->second.find(name);
    const std::string there = found == values->second.end() ? "no such person" : found->second;
    world_.expect(there == value, name + ": " + field + " should be " + value + " and is " + there);
  }
  void company(const Person& p) {
    of(p, "company",
       p.company.empty() ? "null"
                         : json_text(to_string(world_.home().id_of("company", p.company))));
  }

 private:
  World& world_;
  std::map<std::string, std::map<std::string, std::string>> found_;
};

std::string entries(const std::vector<std::pair<std::string, std::string>>& list) {
  std::string out;
  for (const auto& [value, label] : list)
    if (!value.empty())
      out += (out.empty() ? "" : ",") + ("{\"value\":" + json_text(value)) +
             ",\"label\":" + (label.empty() ? "null" : json_text(label)) + "}";
  return "[" + out + "]";
}

std::string german_date(const std::string& iso) {
  if (iso.empty()) return {};
  return std::to_string(std::stoi(iso.substr(8))) + "." +
         std::to_string(std::stoi(iso.substr(5, 2))) + "." + iso.substr(0, 4);
}

void outlook(World& world, const std::vector<Person>& people) {
  std::string header = read_file(public_data() / "13-import/headers/outlook_de_header.csv");
  std::string utf8;
  for (const char c : header) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80)
      utf8 += c;
    else
      (utf8 += static_cast<char>(0xC0 | byte >> 6)) += static_cast<char>(0x80 | (byte & 0x3F));
  }
  Table table(utf8);
  world.expect_count("columns of Outlook in German", 92, table.columns());
  for (const Person& p : people)
    table.add({{"Vorname", p.first_name},
               {"Nachname", p.last_name},
               {"Firma", p.company},
               {"Position", p.role},
               {"Straße geschäftlich", p.street},
               {"Postleitzahl geschäftlich", p.postal_code},
               {"Ort geschäftlich", p.place},
               {"E-Mail-Adresse", p.email},
               {"E-Mail 2: Adresse", p.second_email},
               {"Telefon geschäftlich", p.work_phone},
               {"Mobiltelefon", p.mobile},
               {"Fax geschäftlich", p.fax},
               {"Geburtstag", german_date(p.birthday)},
               {"Geschlecht", "Keine Angabe"},
               {"Priorität", "Normal"},
               {"Vertraulichkeit", "Normal"},
               {"Notizen", p.notes}});
  world.bring("Outlook in German", to_windows_1252(table.text()), "person", kPeople);
  Expected expected(world);
  for (const Person& p : people) {
    expected.company(p);
    expected.of(p, "role", json_text(p.role));
    expected.of(p, "emails", entries({{p.email, ""}, {p.second_email, ""}}));
    expected.of(p, "phones",
                entries({{p.fax, "fax"}, {p.work_phone, "work"}, {p.mobile, "mobile"}}));
    expected.of(p, "birthday", json_text(p.birthday));
    expected.of(p, "notes", json_text(p.notes));
    expected.of(
        p, "address",
        p.street.empty()
            ? "null"
            : "{\"street\":" + json_text(p.street) + ",\"postal_code\":" +
                  json_text(p.postal_code) + ",\"place\":" + json_text(p.place) +
                  ",\"region\":null,\"country\":null,\"latitude\":null,\"longitude\":null}");
  }
}

void linked_in(World& world, const std::vector<Person>& people) {
  Table table(read_file(public_data() / "13-import/headers/linkedin_connections_header.csv"));
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (const Person& p : people)
    table.add(
        {{"First Name", p.first_name},
         {"Last Name", p.last_name},
         {"Email Address", p.second_email},
         {"URL", "https://www.linkedin.com/in/" + p.email.substr(0, p.email.find('@'))},
         {"Company", p.company},
         {"Position", p.role},
         {"Connected On", p.birthday.empty() ? ""
                                             : p.birthday.substr(8) + " " +
                                                   kMonths[std::stoi(p.birthday.substr(5, 2)) - 1] +
                                                   " " + p.birthday.substr(0, 4)}});
  world.bring("LinkedIn", table.text(), "person", kPeople);
  Expected expected(world);
  for (const Person& p : people) {
    expected.company(p);
    expected.of(p, "emails", entries({{p.second_email, ""}}));
    expected.of(p, "role", json_text(p.role));
    expected.of(p, "first_contact", json_text(p.birthday));
    expected.of(
        p, "websites",
        entries({{"https://www.linkedin.com/in/" + p.email.substr(0, p.email.find('@')), ""}}));
  }
}

void google(World& world, const std::vector<Person>& people) {
  const std::string sample = read_file(importing::testing::fixtures() / "google.csv");
  Table table(sample.substr(0, sample.find('\n')));
  for (const Person& p : people)
    table.add({{"Given Name", p.first_name},
               {"Family Name", p.last_name},
               {"E-mail 1 - Type", "* Work"},
               {"E-mail 1 - Value", p.email},
               {"Phone 1 - Type", p.mobile.empty() ? "" : "Mobile"},
               {"Phone 1 - Value", p.mobile},
               {"Phone 2 - Type", p.fax.empty() ? "" : "Work Fax"},
               {"Phone 2 - Value", p.fax},
               {"Organization 1 - Name", p.company},
               {"Organization 1 - Title", p.role},
               {"Birthday", p.birthday}});
  world.bring("Google", table.text(), "person", kPeople);
  Expected expected(world);
  for (const Person& p : people) {
    expected.company(p);
    expected.of(p, "role", json_text(p.role));
    expected.of(p, "emails", entries({{p.email, "work"}}));
    expected.of(p, "phones", entries({{p.mobile, "mobile"}, {p.fax, "fax"}}));
    expected.of(p, "birthday", json_text(p.birthday));
  }
}

}  // namespace

void bring_contacts(World& world, std::uint64_t seed) {
  Dice dice(seed);
  std::vector<Person> people;
  for (int i = 0; i < kPeople; ++i) people.push_back(person(dice, i));
  for (auto* bring : {outlook, linked_in, google}) {
    bring(world, people);
    world.take_all_back();
  }
}

}  // namespace kontor::shows
