// The names and links of a commit from anybody. Lines "f PATH" are files, lines "l PATH TARGET" links. Whatever they say, every
// link that is written leads to something inside.
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "tool/history/committed_tree.h"

namespace fs = std::filesystem;

namespace {

bool is_inside(const fs::path& path) {
  if (path.empty() || path.is_absolute()) return false;
  for (const fs::path& part : path) {
    if (part.empty() || part == ".." || part == "." || part == ".git") return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const loadline::ScratchFolder scratch;
  loadline::CommittedTree tree(scratch, "tree");
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (line.size() < 3 || line.find('\0') != std::string_view::npos) continue;
    const std::string path(line.substr(2, line.substr(2).find(' ')));
    if (!is_inside(path)) continue;
    if (line[0] == 'f') tree.add_file(path, line);
    if (line[0] == 'l') tree.add_link(path, line.substr(std::min(line.size(), path.size() + 3)));
  }
  tree.finish();
  const std::string root = scratch.path().string() + "/tree";
  std::error_code error;
  for (fs::recursive_directory_iterator at(root, error), end; !error && at != end; at.increment(error)) {
    if (!at->is_symlink()) continue;
    std::error_code unresolved;
    const std::string real = fs::canonical(at->path(), unresolved).string();
    if (unresolved || (real != root && !real.starts_with(root + "/"))) std::abort();
  }
  return 0;
}
