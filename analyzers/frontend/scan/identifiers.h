// Which identifiers a file mentions, where, and which of them its #if conditions test. Cached by path for one run.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzers/frontend/files/digest.h"

namespace loadline::frontend {

// A stretch of code between two directives, or a #pragma that bears on the code behind it. The preprocessor hands out all
// of it or, below a false #if, nothing.
struct CodeRun {
  enum class Pragma : std::uint8_t { none, push, pop, set };

  std::uint32_t begin = 0;       // offset of the first token
  std::uint32_t first_name = 0;  // into FileIdentifiers::names
  std::uint32_t name_count = 0;
  Pragma pragma = Pragma::none;
  bool is_visibility = false;  // #pragma GCC visibility
  std::uint64_t global_typedef =
      0;  // digest of its words, when it is one `typedef known_type name;` outside of all braces
};

// Clang's scanner tells which branch of an #if is taken when there is another directive in it, and leaves the #if out
// otherwise. So the names that it tests count as if the runs in it mentioned them when there is none; also when there is an
// #elif, which is left out when nothing but code follows.
struct FileIdentifiers {
  std::uint64_t path = 0;                // digest of the file's path
  Digest content;                        // of its bytes
  std::vector<std::uint64_t> mentioned;  // digests of all identifiers, sorted
  std::vector<std::string> conditions;   // names tested by #if, #ifdef, …; sorted
  std::vector<CodeRun> runs;             // in the order of the file
  std::vector<std::uint64_t> names;  // digests of the identifiers of each run and of the conditions that count for it
  bool counts_uses = false;          // mentions __COUNTER__ or the like: it matters what is read before it

  bool mentions(std::uint64_t name) const;  // by digest
};

// Thread-safe. The content of a path is assumed not to change during a run.
class IdentifierIndex {
 public:
  std::shared_ptr<const FileIdentifiers> of(const std::string& path, std::string_view content);
  // What of() has answered before; nullptr: nothing.
  std::shared_ptr<const FileIdentifiers> known(const std::string& path);

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const FileIdentifiers>> known_;
};

}  // namespace loadline::frontend
