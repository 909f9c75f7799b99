// What a name in the API may look like, and how much a workspace may hold.
#pragma once

#include <cstddef>
#include <string_view>

namespace kontor::schema {

inline constexpr std::size_t kMaxNameLength = 40;
inline constexpr std::size_t kMaxObjects = 200;
inline constexpr std::size_t kMaxFields = 500;         // of one object, archived ones included
inline constexpr std::size_t kMaxColumns = 1500;       // of one table; PostgreSQL ends at 1,600
inline constexpr std::size_t kMaxFieldOptions = 1000;  // of one select
inline constexpr std::size_t kMaxLabelLength = 200;
inline constexpr std::size_t kMaxViewSettings = 64 << 10;  // bytes of JSON

// snake_case: words of a-z and 0-9 joined by one underscore, beginning with a letter.
bool is_name(std::string_view name);

// Words of the expression language, columns of every record table and words of kits cannot be
// names of fields.
bool is_reserved(std::string_view name);

}  // namespace kontor::schema
