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
  bool off = false;                    // --no-cache
  std::string explicit_dir;            // --cache-dir
  std::filesystem::path root;          // canonical
  std::filesystem::path build_dir;     // where the compile database is
  bool build_dir_is_explicit = false;  // -p: the user, not the project, named it
};

// The store to use; in memory when the cache is off or its folder cannot be used, which adds a line to `warnings`.
std::unique_ptr<FactStore> open_cache(const CacheRequest& request, std::vector<std::string>& warnings);

}  // namespace loadline
