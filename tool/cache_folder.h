// Where the facts of a project are kept between runs.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "analyzers/facts/fact_store.h"

namespace loadline {

struct CacheRequest {
  bool off = false;            // --no-cache
  std::string explicit_dir;    // --cache-dir
  std::filesystem::path root;  // canonical
};

// The folder of a project in the user's cache folder ($XDG_CACHE_HOME/loadline, ~/.cache/loadline); "" when the user has none.
std::filesystem::path default_cache_folder(const std::filesystem::path& root);

// The store to use; in memory when the cache is off or its folder cannot be used, which adds a line to `warnings`.
// Entries are sealed with a secret. It lies beside them, in the file `key`, unless that place comes with the code (the folder
// is in the project or in a checkout): then with the user's own cache, so that a commit cannot bring entries along.
std::unique_ptr<FactStore> open_cache(const CacheRequest& request, std::vector<std::string>& warnings);

}  // namespace loadline
