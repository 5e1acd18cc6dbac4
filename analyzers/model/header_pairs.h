// Which source files a header belongs to: "src/foo.cc" for "src/foo.h", and for "include/x/foo.h" too.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

bool is_header_path(std::string_view path);

// A folder made for headers alone, whose sources are elsewhere: "include", "inc".
bool is_include_folder(std::string_view folder);

// The folder of a build, by its usual names. Generated files in it mirror the source tree: "build/include/x.h".
bool is_build_folder(std::string_view folder);

// "a/b" of "a/b/c.h"; "" for a file in the root.
std::string_view folder_of(std::string_view path);

// The folders of a path: {"a", "b"} of "a/b/c.h".
std::vector<std::string_view> folders_of(std::string_view path);

class HeaderPairs {
 public:
  // Only files with `counts[file]` take part.
  HeaderPairs(const Program& program, const std::vector<bool>& counts);

  // The sources with the header's name: those in its own folder, or, for a header below an include folder, those
  // anywhere that include it, else those in the most similar folder. Sorted; empty when there is none.
  std::vector<FileIndex> sources_of(FileIndex header) const;

 private:
  std::vector<FileIndex> narrow_down(FileIndex header, const std::vector<FileIndex>& sources) const;

  const Program& program_;
  std::map<std::string_view, std::vector<FileIndex>> sources_by_stem_;
};

}  // namespace loadline
