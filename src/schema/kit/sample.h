// Example records of a kit: kits/<name>/sample.yaml. They are created through the write path like
// any others; records/ remembers their ids, so that one click removes them again.
//
// The file: object -> key -> field -> value. A record's key is how other records (of this or of an
// earlier kit) refer to it. Values are short forms of docs/api/values.md:
//   dates       2020-05-14, or relative to today: today, today-3, today+2w, today-47y+1d
//   instants    the same and a time of day in UTC: today-3 14:30
//   several     e-mails, phones, urls: {work: 0221 4711, mobile: ...} or a list for "main"
//   relations   the key of a record, or a list of keys
//   users       me: whoever installs the kit
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "schema/catalogue.h"

namespace kontor::schema {

struct SampleValue {
  std::string field;
  std::string json;               // wire form; empty for relations and users
  std::vector<std::string> keys;  // relations: keys of sample records; users: "me"
};

struct SampleRecord {
  std::string object;
  std::string key;  // unique over all samples of an installation
  std::vector<SampleValue> values;
};

// In the order of the file: a record only refers to earlier ones.
struct Sample {
  std::vector<SampleRecord> records;
  // "object.key.field: key" of references that lead nowhere, because the other kit's samples are
  // not there; they are left out of `records`.
  std::vector<std::string> unresolved;
};

// `known` are the keys of samples that are there already. Objects and fields that this catalogue
// does not have, because they are optional parts of other kits, are left out; the rest is checked
// like a request. An empty text is an empty sample. Errors as in load_kit(), and those of
// from_wire() with the line.
[[nodiscard]] Result<Sample> load_sample(std::string_view text, const Catalogue& catalogue,
                                         Date today, const std::vector<std::string>& known = {});

}  // namespace kontor::schema
