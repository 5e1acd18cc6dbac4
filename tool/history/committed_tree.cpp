// Writes the files of a commit, and resolves its links by name.
// SPDX-License-Identifier: Apache-2.0
#include "tool/history/committed_tree.h"

#include <deque>

#include <fmt/core.h>

namespace loadline {

namespace {

namespace fs = std::filesystem;

constexpr int kMostLinks = 40;  // on the way to one file, as in Linux

template <typename Container>
Container parts_of(const fs::path& path) {
  Container parts;
  for (const fs::path& part : path) {
    if (!part.empty()) parts.push_back(part.string());
  }
  return parts;
}

}  // namespace

void CommittedTree::add_file(const fs::path& path, std::string_view bytes) {
  if (!scratch_.write_file(tree_ / path, bytes)) {
    left_out_.push_back(path.generic_string() + " cannot be written under its name");
    return;
  }
  files_.insert(path.generic_string());
  for (fs::path folder = path.parent_path(); folders_.insert(folder.generic_string()).second && !folder.empty();) {
    folder = folder.parent_path();
  }
}

void CommittedTree::add_link(const fs::path& path, std::string_view target) {
  links_.emplace(path.generic_string(), target);
}

std::string CommittedTree::joined(const Parts& parts) {
  std::string path;
  for (const std::string& part : parts) path += (path.empty() ? "" : "/") + part;
  return path;
}

// Where a link in `folder` leads, as a path without links; false if that is not a file or folder of the commit.
bool CommittedTree::resolve(const Parts& folder, const std::string& target, Parts& end) const {
  if (target.empty() || target.front() == '/') return false;
  end = folder;
  auto rest = parts_of<std::deque<std::string>>(target);
  for (int links = 1; !rest.empty();) {
    const std::string part = rest.front();
    rest.pop_front();
    if (part == ".") continue;
    if (part == "..") {
      if (end.empty()) return false;
      end.pop_back();
      continue;
    }
    end.push_back(part);
    const std::string here = joined(end);
    const auto link = links_.find(here);
    if (link != links_.end()) {
      if (++links > kMostLinks || link->second.empty() || link->second.front() == '/') return false;
      end.pop_back();
      const auto more = parts_of<std::deque<std::string>>(link->second);
      rest.insert(rest.begin(), more.begin(), more.end());
    } else if (!folders_.contains(here) && (!files_.contains(here) || !rest.empty())) {
      return false;
    }
  }
  return true;
}

std::vector<std::string> CommittedTree::finish() {
  for (const auto& [path, target] : links_) {
    const fs::path folder = fs::path(path).parent_path();
    Parts end;
    if (!resolve(parts_of<Parts>(folder), target, end)) {
      left_out_.push_back(fmt::format("the link {} leads to nothing in the repository", path));
      continue;
    }
    const fs::path straight = ("/" / fs::path(joined(end))).lexically_relative("/" / folder);
    if (!scratch_.make_link(tree_ / path, straight.string())) {
      left_out_.push_back(fmt::format("the link {} cannot be written under its name", path));
    }
  }
  return std::move(left_out_);
}

}  // namespace loadline
