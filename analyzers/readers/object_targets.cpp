// Targets by object paths and link steps.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/readers/object_targets.h"

#include <algorithm>
#include <map>
#include <set>

#include "analyzers/model/found_programs.h"
#include "analyzers/readers/link_steps.h"

namespace loadline {
namespace {

namespace fs = std::filesystem;

// "shop@exe", "store@sta", as Meson wrote it before 0.55, and "libstore.a", as it calls libraries.
std::string without_suffix(std::string name) {
  const std::size_t at = name.find('@');
  if (at != std::string::npos) name.resize(at);
  for (const char* suffix : {".a", ".so", ".dylib", ".lib", ".dll", ".exe"}) {
    const std::size_t found = name.find(suffix);
    if (found != std::string::npos && found > 0) name.resize(found);
  }
  if (name.size() > 3 && name.starts_with("lib")) name.erase(0, 3);
  return name;
}

bool is_library_file(const std::string& path) {
  const std::string name = fs::path(path).filename().string();
  return name.find(".so") != std::string::npos || name.ends_with(".a") || name.ends_with(".lib") ||
         name.ends_with(".dylib") || name.ends_with(".dll");
}

class TargetFinder {
 public:
  TargetFinder(const std::vector<CompiledObject>& objects, const std::vector<fs::path>& build_folders,
               const Program& program)
      : build_folders_(build_folders), program_(program) {
    for (const CompiledObject& object : objects) source_of_[object.object] = object.source;
  }

  std::vector<BuildTarget> find() && {
    take_link_steps();
    const bool has_links = !targets_.empty();
    take_object_paths();
    if (targets_.size() < 2) return {};
    if (!has_links) tell_by_code();
    std::vector<BuildTarget> found;
    for (auto& [name, target] : targets_) {
      std::sort(target.sources.begin(), target.sources.end());
      target.sources.erase(std::unique(target.sources.begin(), target.sources.end()), target.sources.end());
      found.push_back(std::move(target));
    }
    return found;
  }

 private:
  BuildTarget& target(const std::string& name) {
    BuildTarget& made = targets_[name];
    made.name = name;
    return made;
  }

  // The name that the build system gave: what most objects say, unless the output says one of their names.
  std::string name_of(const LinkStep& step) const {
    std::map<std::string, std::size_t> votes;
    for (const std::string& input : step.inputs) {
      const std::string name = source_of_.contains(input) ? target_in_object_path(input) : std::string();
      if (!name.empty()) ++votes[name];
    }
    const std::string own = without_suffix(fs::path(step.output).filename().string());
    if (votes.empty() || votes.contains(own)) return own;
    return std::max_element(votes.begin(), votes.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  }

  void take_link_steps() {
    std::vector<LinkStep> steps;
    for (const fs::path& folder : build_folders_) {
      const std::vector<LinkStep> read = read_link_steps(folder);
      steps.insert(steps.end(), read.begin(), read.end());
    }
    std::erase_if(steps, [&](const LinkStep& step) {
      return std::none_of(step.inputs.begin(), step.inputs.end(),
                          [&](const std::string& input) { return source_of_.contains(input); });
    });
    std::map<std::string, std::string> made_by;
    for (const LinkStep& step : steps) made_by.emplace(step.output, name_of(step));
    for (const LinkStep& step : steps) {
      BuildTarget& made = target(made_by.at(step.output));
      (is_library_file(step.output) ? made.is_library : made.is_executable) = true;
      for (const std::string& input : step.inputs) take_input(input, made_by, made);
    }
    for (auto& [name, made] : targets_) {
      if (made.is_library) made.is_executable = false;  // a plug-in that is linked in two ways
    }
  }

  void take_input(const std::string& input, const std::map<std::string, std::string>& made_by, BuildTarget& made) {
    if (const auto library = made_by.find(input); library != made_by.end()) {
      if (library->second != made.name) made.link_targets.push_back(library->second);
      return;
    }
    const auto source = source_of_.find(input);
    if (source == source_of_.end()) return;
    // Objects of an object library are linked by others.
    const std::string owner = target_in_object_path(input);
    if (owner.empty() || owner == made.name) {
      made.sources.push_back(source->second);
    } else if (std::find(made.link_targets.begin(), made.link_targets.end(), owner) == made.link_targets.end()) {
      made.link_targets.push_back(owner);
    }
  }

  void take_object_paths() {
    for (const auto& [object, source] : source_of_) {
      const std::string name = target_in_object_path(object);
      if (name.empty()) continue;
      BuildTarget& made = target(name);
      if (!made.is_executable && !made.is_library) made.is_library = true;
      made.sources.push_back(source);
    }
  }

  // Without link steps: a target with a main is a program, and it links what its code needs.
  void tell_by_code() {
    const std::vector<FileIndex> mains = files_with_main(program_);
    for (auto& [name, made] : targets_) {
      std::vector<FileIndex> own;
      for (const std::string& source : made.sources) {
        if (const FileIndex file = program_.find_file(source); file != kNone) own.push_back(file);
      }
      made.is_executable = std::any_of(
          own.begin(), own.end(), [&](FileIndex file) { return std::binary_search(mains.begin(), mains.end(), file); });
      made.is_library = !made.is_executable;
      if (own.empty()) continue;
      const std::vector<bool> needed = files_needed_by(program_, own);
      for (const auto& [other, candidate] : targets_) {
        const bool is_needed =
            std::any_of(candidate.sources.begin(), candidate.sources.end(), [&](const std::string& path) {
              const FileIndex file = program_.find_file(path);
              return file != kNone && needed[file];
            });
        if (other != name && is_needed) made.link_targets.push_back(other);
      }
    }
    for (auto& [name, made] : targets_) {
      std::erase_if(made.link_targets, [&](const std::string& other) { return targets_.at(other).is_executable; });
    }
  }

  const std::vector<fs::path>& build_folders_;
  const Program& program_;
  std::map<std::string, std::string> source_of_;  // by object, repo-relative
  std::map<std::string, BuildTarget> targets_;
};

}  // namespace

std::string target_in_object_path(std::string_view object) {
  const fs::path path{std::string(object)};
  std::string_view before;
  for (auto part = path.begin(); part != path.end(); ++part) {
    const std::string name = part->string();
    const auto next = std::next(part);
    if (next == path.end()) break;
    if (before == "CMakeFiles" && name.ends_with(".dir")) return name.substr(0, name.size() - 4);
    if (before == "_objs" || before == ".objs") return name;
    if (name.ends_with(".p") && name.size() > 2) return without_suffix(name.substr(0, name.size() - 2));
    if (name.ends_with("@exe") || name.ends_with("@sta") || name.ends_with("@sha")) return without_suffix(name);
    before = name == "CMakeFiles" ? "CMakeFiles" : name == "_objs" ? "_objs" : name == ".objs" ? ".objs" : "";
  }
  return {};
}

std::vector<BuildTarget> targets_from_objects(const std::vector<CompiledObject>& objects,
                                              const std::vector<fs::path>& build_folders, const Program& program) {
  return TargetFinder(objects, build_folders, program).find();
}

}  // namespace loadline
