#include "base/date_format.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kontor {
namespace {

using std::string_view;

constexpr std::array kFormats = {
    DateFormat::ymd_dash,   DateFormat::dmy_dot,   DateFormat::dmy_slash,
    DateFormat::mdy_slash,  DateFormat::dmy_dash,  DateFormat::ymd_slash,
    DateFormat::ymd_digits, DateFormat::day_month, DateFormat::month_day};

// German and English, folded; a text needs at least three letters of one.
constexpr std::array<std::array<string_view, 3>, 12> kMonths = {{{"januar", "january", "jänner"},
                                                                 {"februar", "february", "feber"},
                                                                 {"märz", "march", "mrz"},
                                                                 {"april", "april", ""},
                                                                 {"mai", "may", ""},
                                                                 {"juni", "june", ""},
                                                                 {"juli", "july", ""},
                                                                 {"august", "august", ""},
                                                                 {"september", "september", ""},
                                                                 {"oktober", "october", ""},
                                                                 {"november", "november", ""},
                                                                 {"dezember", "december", ""}}};

// German and English, folded; a text needs at least two letters of one.
constexpr std::array<string_view, 14> kWeekdays = {
    "montag",   "monday",  "dienstag", "tuesday", "mittwoch", "wednesday", "donnerstag",
    "thursday", "freitag", "friday",   "samstag", "saturday", "sonntag",   "sunday"};

// What means the same day to everybody.
constexpr std::array kPlainFormats = {DateFormat::ymd_dash, DateFormat::day_month,
                                      DateFormat::month_day};

constexpr int kAnyYear = 2050;  // where only the form counts

// Reads a text from left to right.
struct Reader {
  string_view rest;

  bool take(string_view what) {
    if (!rest.starts_with(what)) return false;
    rest.remove_prefix(what.size());
    return true;
  }

  void skip_blanks() {
    while (take(" ") || take("\u00A0") || take("\u202F")) {
    }
  }

  // A number of `least` to `most` digits, or -1. `digits` tells how many there were.
  int number(std::size_t least, std::size_t most, std::size_t* digits = nullptr) {
    std::size_t size = 0;
    int value = 0;
    while (size < rest.size() && size < most && rest[size] >= '0' && rest[size] <= '9')
      value = value * 10 + (rest[size++] - '0');
    if (size < least) return -1;
    rest.remove_prefix(size);
    if (digits) *digits = size;
    return value;
  }

  string_view word() const {
    std::size_t size = 0;
    while (size < rest.size() && (static_cast<unsigned char>(rest[size]) >= 0x80 ||
                                  (rest[size] >= 'a' && rest[size] <= 'z')))
      ++size;
    return rest.substr(0, size);
  }

  void skip_weekday() {
    const string_view name = word();
    const bool weekday = name.size() >= 2 && std::ranges::any_of(kWeekdays, [&](string_view full) {
                           return full.starts_with(name);
                         });
    if (!weekday) return;
    rest.remove_prefix(name.size());
    take(".");
    take(",");
    skip_blanks();
  }

  // 1 to 12, or -1; a dot behind an abbreviation is taken too.
  int month_name() {
    const string_view name = word();
    if (length(name) < 3) return -1;
    for (int month = 0; month < 12; ++month)
      for (auto full : kMonths[month])
        if (full.starts_with(name)) {
          rest.remove_prefix(name.size());
          take(".");
          return month + 1;
        }
    return -1;
  }
};

int full_year(int year, std::size_t digits, int latest_year) {
  if (digits != 2) return year;
  const int candidate = latest_year / 100 * 100 + year;
  return candidate > latest_year ? candidate - 100 : candidate;
}

// The year at the end: four digits, two, or none ("24.12.").
bool read_year(Reader& reader, int latest_year, YearlessDate& date) {
  std::size_t digits = 0;
  const int year = reader.number(2, 4, &digits);
  if (digits == 3) return false;
  if (year >= 0) date.year = full_year(year, digits, latest_year);
  return true;
}

bool read_day_first(Reader& reader, string_view separator, bool day_first, int latest_year,
                    YearlessDate& date) {
  const int first = reader.number(1, 2);
  if (first < 0 || !reader.take(separator)) return false;
  const int second = reader.number(1, 2);
  if (second < 0) return false;
  date.day = day_first ? first : second;
  date.month = day_first ? second : first;
  if (!reader.take(separator)) return false;
  if (!read_year(reader, latest_year, date)) return false;
  return date.year || separator == ".";
}

bool read_year_first(Reader& reader, string_view separator, YearlessDate& date) {
  const std::size_t least = separator.empty() ? 2 : 1;
  date.year = reader.number(4, 4);
  if (*date.year < 0 || !reader.take(separator)) return false;
  date.month = reader.number(least, 2);
  if (date.month < 0 || !reader.take(separator)) return false;
  date.day = reader.number(least, 2);
  return date.day >= 0;
}

bool read_iso(Reader& reader, YearlessDate& date) {
  if (!reader.take("--")) return read_year_first(reader, "-", date);
  date.month = reader.number(2, 2);
  if (date.month < 0 || !reader.take("-")) return false;
  date.day = reader.number(2, 2);
  return date.day >= 0;
}

bool read_day_month(Reader& reader, int latest_year, YearlessDate& date) {
  date.day = reader.number(1, 2);
  if (date.day < 0) return false;
  reader.take(".");
  reader.take("-");
  reader.skip_blanks();
  date.month = reader.month_name();
  if (date.month < 0) return false;
  reader.take("-");
  reader.skip_blanks();
  return read_year(reader, latest_year, date);
}

bool read_month_day(Reader& reader, int latest_year, YearlessDate& date) {
  date.month = reader.month_name();
  if (date.month < 0) return false;
  reader.skip_blanks();
  date.day = reader.number(1, 2);
  if (date.day < 0) return false;
  reader.take(",");
  reader.skip_blanks();
  return read_year(reader, latest_year, date);
}

bool read_day(Reader& reader, DateFormat format, int latest_year, YearlessDate& date) {
  switch (format) {
    case DateFormat::ymd_dash:
      return read_iso(reader, date);
    case DateFormat::dmy_dot:
      return read_day_first(reader, ".", true, latest_year, date);
    case DateFormat::dmy_slash:
      return read_day_first(reader, "/", true, latest_year, date);
    case DateFormat::mdy_slash:
      return read_day_first(reader, "/", false, latest_year, date);
    case DateFormat::dmy_dash:
      return read_day_first(reader, "-", true, latest_year, date);
    case DateFormat::ymd_slash:
      return read_year_first(reader, "/", date);
    case DateFormat::ymd_digits:
      return read_year_first(reader, "", date);
    case DateFormat::day_month:
      return read_day_month(reader, latest_year, date);
    case DateFormat::month_day:
      return read_month_day(reader, latest_year, date);
  }
  return false;
}

// "14:30", "14:30:05.5", "2:30 pm", "14:30 uhr"; false if it is none.
bool read_time(Reader& reader, std::optional<std::int64_t>& micros) {
  int hour = reader.number(1, 2);
  if (hour < 0 || !reader.take(":")) return false;
  const int minute = reader.number(2, 2);
  int second = 0;
  if (reader.take(":")) second = reader.number(2, 2);
  if (reader.take(".") || reader.take(",")) reader.number(1, 9);
  reader.skip_blanks();
  const bool afternoon = reader.take("pm"), morning = !afternoon && reader.take("am");
  if (!afternoon && !morning) reader.take("uhr");
  if ((afternoon || morning) && (hour < 1 || hour > 12)) return false;
  if (afternoon || morning) hour = hour % 12 + (afternoon ? 12 : 0);
  if (hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return false;
  micros = ((hour * 60 + minute) * 60 + second) * kMicrosPerSecond;
  return true;
}

}  // namespace

string_view to_string(DateFormat format) {
  constexpr string_view kNames[] = {"yyyy-mm-dd", "dd.mm.yyyy",  "dd/mm/yyyy",
                                    "mm/dd/yyyy", "dd-mm-yyyy",  "yyyy/mm/dd",
                                    "yyyymmdd",   "d mmmm yyyy", "mmmm d yyyy"};
  return kNames[static_cast<int>(format)];
}

std::optional<DateFormat> parse_date_format(string_view name) {
  for (auto format : kFormats)
    if (to_string(format) == name) return format;
  return {};
}

std::optional<WrittenDate> read_written_date(string_view text, DateFormat format, int latest_year) {
  constexpr std::size_t kMaxDateText = 60;
  if (text.size() > kMaxDateText) return {};
  const std::string folded = fold_case(trim(text));
  Reader reader{folded};
  WrittenDate written;
  reader.skip_weekday();
  if (!read_day(reader, format, latest_year, written.date)) return {};
  constexpr int kLeapYear = 2000;
  if (!make_date(written.date.year.value_or(kLeapYear), written.date.month, written.date.day))
    return {};
  if (reader.take("t") || reader.take(",") || reader.rest.starts_with(' ')) {
    reader.skip_blanks();
    if (!read_time(reader, written.micros)) return {};
  }
  if (!reader.rest.empty()) return {};
  return written;
}

std::optional<WrittenDate> read_any_date(string_view text, DateFormat format, int latest_year) {
  auto written = read_written_date(text, format, latest_year);
  for (auto plain : kPlainFormats)
    if (!written) written = read_written_date(text, plain, latest_year);
  return written;
}

bool is_plain_date(string_view text) {
  return std::ranges::any_of(kPlainFormats, [&](DateFormat format) {
    return read_written_date(text, format, kAnyYear).has_value();
  });
}

std::optional<Date> read_date(string_view text, DateFormat format, int latest_year) {
  const auto written = read_written_date(text, format, latest_year);
  if (!written || !written->date.year) return {};
  return make_date(*written->date.year, written->date.month, written->date.day);
}

bool is_empty_date(string_view text) {
  return trim(text).find_first_not_of("0.-/ ") == string_view::npos;
}

DateGuess detect_date_format(std::span<const std::string> samples) {
  DateGuess guess;
  std::vector<string_view> dates;
  for (const auto& sample : samples)
    if (!is_empty_date(sample)) dates.push_back(sample);
  if (dates.empty()) return guess;
  for (auto format : kFormats) {
    auto reads = [&](string_view date) {
      return read_written_date(date, format, kAnyYear).has_value();
    };
    if (std::ranges::all_of(dates, reads)) guess.candidates.push_back(format);
  }
  if (guess.candidates.empty()) return guess;
  for (auto date : dates) {
    const auto first = read_written_date(date, guess.candidates.front(), kAnyYear);
    guess.with_time |= first->micros.has_value();
    for (auto format : guess.candidates)
      guess.ambiguous |= !(read_written_date(date, format, kAnyYear)->date == first->date);
  }
  if (!guess.ambiguous) guess.format = guess.candidates.front();
  return guess;
}

}  // namespace kontor
