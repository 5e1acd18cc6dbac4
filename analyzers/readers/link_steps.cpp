// Link steps from build.ninja and link.txt.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/readers/link_steps.h"

#include <algorithm>
#include <sstream>
#include <string_view>

#include "analyzers/words/regular_file.h"
#include "analyzers/words/shell_words.h"

namespace loadline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxLine = 1 << 20;

bool is_object(std::string_view path) { return path.ends_with(".o") || path.ends_with(".obj"); }

bool is_library(std::string_view path) {
  return path.ends_with(".a") || path.ends_with(".so") || path.ends_with(".lib") || path.ends_with(".dylib") ||
         path.find(".so.") != std::string_view::npos;
}

std::string absolute(const fs::path& folder, const std::string& path) {
  return (folder / path).lexically_normal().string();
}

// The paths of a build line up to its end: "$ " is a blank in a path, "$:" a colon.
std::vector<std::string> ninja_paths(std::string_view text) {
  std::vector<std::string> paths(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '$' && i + 1 < text.size()) {
      paths.back() += text[++i];
    } else if (text[i] == ' ') {
      if (!paths.back().empty()) paths.emplace_back();
    } else {
      paths.back() += text[i];
    }
  }
  if (paths.back().empty()) paths.pop_back();
  return paths;
}

// The colon after the outputs.
std::size_t colon_in(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '$') {
      ++i;
    } else if (line[i] == ':') {
      return i;
    }
  }
  return std::string_view::npos;
}

// `build app: LINK main.o util.o | libcore.a || order`: a step that links when an object is among its inputs and none is made.
void add_ninja_step(std::string_view line, const fs::path& build, std::vector<LinkStep>& steps) {
  const std::size_t colon = colon_in(line);
  if (colon == std::string_view::npos) return;
  const std::vector<std::string> outputs = ninja_paths(line.substr(0, colon));
  const std::vector<std::string> inputs = ninja_paths(line.substr(colon + 1));
  if (outputs.empty() || is_object(outputs.front())) return;
  LinkStep step{absolute(build, outputs.front()), {}};
  bool has_object = false;
  for (std::size_t i = 1; i < inputs.size() && inputs[i] != "||"; ++i) {  // the first is the rule
    if (!is_object(inputs[i]) && !is_library(inputs[i])) continue;
    has_object |= is_object(inputs[i]);
    step.inputs.push_back(absolute(build, inputs[i]));
  }
  if (has_object) steps.push_back(std::move(step));
}

void read_ninja(const fs::path& build, std::vector<LinkStep>& steps) {
  std::istringstream file(read_regular_file(build / "build.ninja").text);
  std::string line, whole;
  while (std::getline(file, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    const bool goes_on = line.ends_with('$') && whole.size() < kMaxLine;
    whole += goes_on ? line.substr(0, line.size() - 1) : line;
    if (goes_on) continue;
    if (whole.starts_with("build ")) add_ninja_step(std::string_view(whole).substr(6), build, steps);
    whole.clear();
  }
}

// `c++ main.o -o app libcore.a` or `ar qc libcore.a store.o`.
LinkStep step_of_command(const std::vector<std::string>& words, const fs::path& folder) {
  LinkStep step;
  bool has_object = false;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "-o" && i + 1 < words.size()) {
      step.output = absolute(folder, words[++i]);
    } else if (is_object(word) || (is_library(word) && has_object)) {
      has_object |= is_object(word);
      step.inputs.push_back(absolute(folder, word));
    } else if (is_library(word) && step.output.empty()) {
      step.output = absolute(folder, word);  // of ar, which names it before the objects
    }
  }
  return step;
}

void read_link_files(const fs::path& build, std::vector<LinkStep>& steps) {
  std::error_code error;
  constexpr auto kOptions = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator entry(build, kOptions, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().filename() != "link.txt") continue;
    // build/app/CMakeFiles/shop.dir/link.txt is run in build/app.
    const fs::path folder = entry->path().parent_path().parent_path().parent_path();
    std::istringstream file(read_regular_file(entry->path()).text);
    for (std::string line; std::getline(file, line);) {
      LinkStep step = step_of_command(split_shell_words(line), folder);
      if (!step.output.empty() && !step.inputs.empty()) steps.push_back(std::move(step));
    }
  }
}

}  // namespace

std::vector<LinkStep> read_link_steps(const fs::path& build) {
  std::vector<LinkStep> steps;
  std::error_code error;
  if (fs::exists(build / "build.ninja", error)) {
    read_ninja(build, steps);
  } else if (fs::exists(build / "CMakeFiles", error)) {
    read_link_files(build, steps);
  }
  std::stable_sort(steps.begin(), steps.end(),
                   [](const LinkStep& a, const LinkStep& b) { return a.output < b.output; });
  return steps;
}

}  // namespace loadline
