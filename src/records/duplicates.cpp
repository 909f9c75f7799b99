#include "records/duplicates.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/search_text.h"
#include "base/text.h"
#include "query/rights.h"
#include "query/shown.h"
#include "records/protection.h"
#include "schema/fields/fields.h"
#include "storage/dialect.h"

namespace kontor::records {

using schema::Field;
using schema::FieldType;

namespace {

constexpr std::size_t kMaxCandidates = 100;
constexpr int kShown = 60;
constexpr int kSure = 75;  // the same e-mail, or name and something more

// FNV-1a: a collision only makes a candidate that the comparison throws out again.
std::int64_t hash_of(int object, char kind, std::string_view text) {
  std::uint64_t hash = 14695981039346656037ull;
  auto mix = [&](unsigned char byte) { hash = (hash ^ byte) * 1099511628211ull; };
  for (int shift = 0; shift < 32; shift += 8) mix(static_cast<unsigned char>(object >> shift));
  mix(static_cast<unsigned char>(kind));
  for (unsigned char byte : text) mix(byte);
  return static_cast<std::int64_t>(hash);
}

// What records are compared by.
struct Traits {
  std::set<std::string> emails, phones;
  std::string name, sound;         // canonical words; how they sound
  std::string postal_code, place;  // folded
};

// Legal forms do not tell companies apart.
bool is_legal_form(const std::string& word) {
  static const std::set<std::string> kForms{
      "gmbh", "mbh", "ag",  "kg",  "ohg", "gbr", "ug",
      "ev",   "eg",  "se",  "co",  "inc", "ltd", "llc",
      "sarl", "sa",  "spa", "srl", "bv",  "und", "haftungsbeschrankt"};
  return kForms.contains(word);
}

void add_name(Traits& traits, std::string_view title) {
  auto words = canonical_words(title, 20);
  std::erase_if(words, is_legal_form);
  std::ranges::sort(words);  // "Müller, Anna" is "Anna Müller"
  for (const auto& word : words) {
    if (!traits.name.empty()) traits.name += ' ', traits.sound += ' ';
    traits.name += word;
    traits.sound += phonetic_key(word);
  }
}

void add_address(Traits& traits, const Field& field, const schema::Parts& parts) {
  for (std::size_t i = 0; i < field.parts.size(); ++i) {
    auto* text = std::get_if<std::string>(&parts.values[i]);
    if (text && field.parts[i].name == "postal_code") traits.postal_code = fold_case(*text);
    if (text && field.parts[i].name == "place") traits.place = fold_case(*text);
  }
}

Traits traits_of(const RowShape& shape, const Record& record) {
  Traits traits;
  const auto& fields = shape.object().fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto& value = record.values[i];
    if (fields[i].archived || is_empty(value)) continue;
    if (fields[i].type == FieldType::emails) {
      for (const auto& entry : std::get<schema::Entries>(value))
        traits.emails.insert(fold_case(entry.value));
    } else if (fields[i].type == FieldType::phones) {
      for (const auto& entry : std::get<schema::Entries>(value))
        if (!entry.e164.empty()) traits.phones.insert(entry.e164);
    } else if (fields[i].type == FieldType::postal_address) {
      add_address(traits, fields[i], std::get<schema::Parts>(value));
    }
  }
  add_name(traits, shape.title_of(record));
  return traits;
}

// Objects that stand for someone: they have a person's name, or can be written to or called.
bool stands_for_someone(const schema::Object& object) {
  return std::ranges::any_of(object.fields, [](const Field& field) {
    return field.type == FieldType::person_name || field.type == FieldType::emails ||
           field.type == FieldType::phones;
  });
}

Duplicate compare(const Traits& asked, const Traits& found) {
  Duplicate duplicate;
  auto meets = [](const auto& a, const auto& b) {
    return std::ranges::any_of(a, [&](const auto& x) { return b.contains(x); });
  };
  auto say = [&](const char* reason, int score) {
    duplicate.reasons.emplace_back(reason);
    duplicate.score += score;
  };
  bool same_name = !asked.name.empty() && asked.name == found.name;
  bool same_sound = !asked.sound.empty() && asked.sound == found.sound;
  if (meets(asked.emails, found.emails)) say("email", 75);
  if (meets(asked.phones, found.phones)) say("phone", 50);
  if (same_name) say("name", 60);
  if (!same_name && same_sound) say("name_phonetic", 45);
  bool same_place = (!asked.postal_code.empty() && asked.postal_code == found.postal_code) ||
                    (!asked.place.empty() && asked.place == found.place);
  bool other_place = !same_place && !asked.postal_code.empty() && !found.postal_code.empty();
  if (same_place && !duplicate.reasons.empty()) say("place", 25);
  if (other_place) duplicate.score -= 25;
  duplicate.score = std::clamp(duplicate.score, 0, 100);
  return duplicate;
}

std::string place_of(const RowShape& shape, const Record& record) {
  const auto& fields = shape.object().fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    auto* parts = std::get_if<schema::Parts>(&record.values[i]);
    if (!parts) continue;
    for (std::size_t p = 0; p < fields[i].parts.size(); ++p) {
      auto* text = std::get_if<std::string>(&parts->values[p]);
      if (text && fields[i].parts[p].name == "place") return *text;
    }
  }
  return {};
}

// Hashes of what hardly two people share, and of how the name sounds.
struct Keys {
  std::vector<std::int64_t> sure, sounding;
};

Keys keys_of(int object, const Traits& traits) {
  Keys keys;
  for (const auto& email : traits.emails) keys.sure.push_back(hash_of(object, 'e', email));
  for (const auto& phone : traits.phones) keys.sure.push_back(hash_of(object, 'p', phone));
  if (!traits.sound.empty()) keys.sounding.push_back(hash_of(object, 'n', traits.sound));
  return keys;
}

// Which records are looked at: ` AND ...` about the row `r`, lest others take their places.
using Among = storage::Sql;

Result<void> add_holders(storage::Connection& connection, const schema::Object& object,
                         const Among& among, std::vector<std::int64_t> keys,
                         std::vector<std::int64_t>& ids) {
  if (keys.empty()) return {};
  storage::Sql sql{"SELECT DISTINCT k.record FROM kontor_duplicate_key k WHERE " +
                       storage::in_ints(connection.engine(), "k.key"),
                   {make_set(std::move(keys))}};
  if (!among.text.empty())
    sql << " AND EXISTS (SELECT 1 FROM " << storage::quoted(object.table)
        << " r WHERE r.id = k.record" << among << ")";
  sql << storage::Sql{" LIMIT ?", {static_cast<std::int64_t>(kMaxCandidates)}};
  return connection.each(sql, [&](const storage::Row& row) {
    ids.push_back(row.integer(0));
    return true;
  });
}

// Asked one after the other, so that the many of a common name never hide the one with the e-mail.
Result<std::vector<Record>> candidates(storage::Connection& connection, const RowShape& shape,
                                       const Record& record, const Among& among) {
  std::vector<std::int64_t> ids;
  if (!stands_for_someone(shape.object())) return std::vector<Record>();
  Keys keys = keys_of(shape.object().id, traits_of(shape, record));
  TRY(add_holders(connection, shape.object(), among, std::move(keys.sure), ids));
  TRY(add_holders(connection, shape.object(), among, std::move(keys.sounding), ids));
  std::erase(ids, record.id.value);
  return load_records(connection, shape, make_set(std::move(ids)));
}

// Whether what people are recognised by may be read of this record. Otherwise finding it would say
// what is hidden: that the address just typed is its own.
bool shows_identity(const query::Shown& shown, const RowShape& shape, const Record& record) {
  for (const Field& field : shape.object().fields) {
    const bool tells = field.type == FieldType::person_name || field.type == FieldType::emails ||
                       field.type == FieldType::phones || field.type == FieldType::postal_address ||
                       field.name == shape.object().title_field;
    if (tells && !shown.reads(record.id.value, field)) return false;
  }
  return shown.has(record.id.value);
}

// Those that the reader may see.
Result<Among> among_seen(storage::Engine engine, const schema::Object& object,
                         query::ScopeSource& source) {
  query::Rights rights(source, engine);
  if (TRY(rights.require(object))->everything) return Among();
  return Among{" AND ", {}} << rights.visible(object, "r");
}

}  // namespace

Result<std::vector<std::int64_t>> sure_duplicates(storage::Connection& connection,
                                                  const RowShape& shape, const Record& record) {
  std::vector<std::int64_t> ids;
  const Traits asked = traits_of(shape, record);
  for (const auto& candidate : TRY(candidates(connection, shape, record, {})))
    if (!shape.is_deleted(candidate) && compare(asked, traits_of(shape, candidate)).score >= kSure)
      ids.push_back(candidate.id.value);
  return ids;
}

Record draft_record(const RowShape& shape, const JsonValue& fields) {
  Record record;
  record.values.resize(shape.object().fields.size());
  for (const auto& member : fields.members()) {
    const Field* field = shape.object().field(member.name);
    auto edit = field ? schema::from_wire(*field, member.value) : fail(Code::invalid, "unknown");
    if (!edit) continue;
    auto& place = record.values[static_cast<std::size_t>(field - shape.object().fields.data())];
    if (auto* value = std::get_if<schema::FieldValue>(&*edit)) place = std::move(*value);
    if (auto* parts = std::get_if<schema::PartsEdit>(&*edit)) place = std::move(parts->values);
  }
  make_names(shape, record);
  return record;
}

std::vector<std::int64_t> duplicate_keys(const RowShape& shape, const Record& record) {
  if (!stands_for_someone(shape.object())) return {};
  auto [keys, sounding] = keys_of(shape.object().id, traits_of(shape, record));
  keys.insert(keys.end(), sounding.begin(), sounding.end());
  std::ranges::sort(keys);
  keys.erase(std::ranges::unique(keys).begin(), keys.end());
  return keys;
}

Result<std::vector<Duplicate>> find_duplicates(storage::Connection& connection,
                                               const RowShape& shape, const Record& record,
                                               query::ScopeSource& rights) {
  std::vector<Duplicate> found;
  const Among among = TRY(among_seen(connection.engine(), shape.object(), rights));
  const auto known = TRY(candidates(connection, shape, record, among));
  std::vector<std::int64_t> ids;
  for (const auto& candidate : known) ids.push_back(candidate.id.value);
  const auto shown = TRY(query::Shown::of(connection, shape.object(), std::move(ids), rights));
  Traits asked = traits_of(shape, record);
  for (const auto& candidate : known) {
    if (shape.is_deleted(candidate) || !shows_identity(shown, shape, candidate)) continue;
    Duplicate duplicate = compare(asked, traits_of(shape, candidate));
    if (duplicate.score < kShown) continue;
    duplicate.id = candidate.id;
    duplicate.title = std::string(shape.title_of(candidate));
    duplicate.subtitle = place_of(shape, candidate);
    found.push_back(std::move(duplicate));
  }
  std::ranges::stable_sort(found, std::greater(), &Duplicate::score);
  if (found.size() > kMaxDuplicates) found.resize(kMaxDuplicates);
  return found;
}

}  // namespace kontor::records
