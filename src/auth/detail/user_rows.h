// Rows of o_user, written inside a transaction of a caller in this room.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auth/users.h"
#include "storage/database.h"

namespace kontor::auth::detail {

inline constexpr std::size_t kMaxEmail = 254;  // RFC 5321, 4.5.3.1.3

// The form in which addresses are stored and compared.
std::string tidy_email(std::string_view email);

// The user as it will be stored, or what is wrong with it.
Result<NewUser> checked(const NewUser& user);

// `user` must be checked.
Result<void> insert_user(storage::Transaction& transaction, RecordId id, const NewUser& user,
                         RecordId by, std::int64_t now);
Result<void> store_password(storage::Transaction& transaction, RecordId id, const std::string& hash,
                            std::int64_t now);

// `where`: a condition on o_user with its parameters.
Result<std::optional<User>> read_user(storage::Connection& connection, storage::Sql where);

}  // namespace kontor::auth::detail
