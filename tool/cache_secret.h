// The secret that cache entries are sealed with.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "analyzers/frontend/files/seal.h"

namespace loadline {

// The variable that gives the secret in place of the file; for build servers whose caches lie where others can write.
inline constexpr const char* kSecretVariable = "LOADLINE_CACHE_KEY";

// The secret in the file `key` of `folder`, which is made when there is none. Nothing when the file is not the user's alone,
// or cannot be made; then `problem` says why.
std::optional<Secret> secret_in(const std::filesystem::path& folder, std::string& problem);

}  // namespace loadline
