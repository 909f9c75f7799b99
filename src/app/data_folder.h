// The folder of a workspace: private to its user, used by one server at a time.
#pragma once

#include <string>

#include "base/result.h"

namespace kontor::app {

// Makes the folder (mode 0700) when it is missing. Errors: app.data_folder.
[[nodiscard]] Result<void> make_data_folder(const std::string& folder);

// Takes the folder's lock; the descriptor holds it until closed. Errors: app.in_use.
[[nodiscard]] Result<int> lock_data_folder(const std::string& folder);

void unlock_data_folder(int lock);

// The bytes of secret.key, made at random the first time (mode 0600).
[[nodiscard]] Result<std::string> load_secret(const std::string& folder, std::size_t bytes);

}  // namespace kontor::app
