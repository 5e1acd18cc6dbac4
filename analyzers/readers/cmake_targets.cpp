// The CMake File API reply as build targets.
// SPDX-License-Identifier: Apache-2.0
//
// CMake writes an index, which names a codemodel, which names one file per target:
//
//   index-<time>.json ─▶ codemodel-v2-<hash>.json ─▶ target-<name>-<hash>.json …
#include "analyzers/readers/cmake_targets.h"
#include "analyzers/words/json_text.h"
#include "analyzers/words/regular_file.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>

namespace loadline {
namespace {

namespace fs = std::filesystem;
// ---- Reading JSON that may be anything ----

const Json& member(const Json& object, const char* key) {
  static const Json kAbsent;
  const auto found = object.is_object() ? object.find(key) : object.end();
  return object.is_object() && found != object.end() ? *found : kAbsent;
}

std::string text(const Json& object, const char* key) {
  const Json& value = member(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

class Reply {
 public:
  Reply(fs::path folder, std::vector<std::string>* warnings) : folder_(std::move(folder)), warnings_(warnings) {}

  // The newest index by its name, which holds the time; null when there is none.
  Json index() const {
    std::string newest;
    std::error_code failure;
    for (fs::directory_iterator entry(folder_, failure), end; !failure && entry != end; entry.increment(failure)) {
      const std::string name = entry->path().filename().string();
      if (name.starts_with("index-") && name.ends_with(".json")) newest = std::max(newest, name);
    }
    return newest.empty() ? Json() : read(newest);
  }

  // A file of the reply; null, with a warning, when it cannot be read.
  Json read(const std::string& name) const {
    if (name.empty() || name.find('/') != std::string::npos) {
      warn("CMake File API: a file name is missing or leads out of the reply", name);
      return {};
    }
    const FileText file = read_regular_file(folder_ / name);
    Json content = parse_json_or_null(file.text);
    if (content.is_object()) return content;
    warn("CMake File API: cannot be read", name);
    return {};
  }

 private:
  void warn(std::string_view what, const std::string& name) const {
    if (warnings_ != nullptr) warnings_->push_back(fmt::format("{}: '{}'; run cmake again", what, name));
  }

  fs::path folder_;
  std::vector<std::string>* warnings_;
};

// ---- Targets ----

struct Target {
  BuildTarget build;
  bool is_interface = false;
  std::vector<std::string> dependencies;  // ids
};

// Makes source paths relative to the root of the analysis, which need not be CMake's source directory.
class SourcePaths {
 public:
  SourcePaths(const fs::path& source_directory, const fs::path& root)
      : source_directory_(canonical(source_directory)), root_(canonical(root)) {}

  // "" for a path outside the root.
  std::string relative(const std::string& path) const {
    const fs::path absolute = (source_directory_ / path).lexically_normal();
    const fs::path relative = absolute.lexically_relative(root_);
    if (relative.empty() || *relative.begin() == ".." || relative == ".") return {};
    return relative.generic_string();
  }

 private:
  static fs::path canonical(const fs::path& path) {
    std::error_code failure;
    const fs::path resolved = fs::weakly_canonical(path, failure);
    return failure ? path.lexically_normal() : resolved;
  }

  fs::path source_directory_, root_;
};

// "libshop.1.dylib"
bool is_versioned_dylib(std::string_view name) {
  constexpr std::string_view kSuffix = ".dylib";
  return name.ends_with(kSuffix) && name.substr(0, name.size() - kSuffix.size()).find('.') != std::string_view::npos;
}

Target make_target(const Json& file, const SourcePaths& paths) {
  Target target;
  const std::string type = text(file, "type");
  const bool is_provided = member(file, "isGeneratorProvided") == true;
  target.build.name = text(file, "name");
  target.build.is_executable = type == "EXECUTABLE" && !is_provided;
  target.build.is_library =
      (type == "STATIC_LIBRARY" || type == "SHARED_LIBRARY" || type == "MODULE_LIBRARY" || type == "OBJECT_LIBRARY") &&
      !is_provided;
  target.is_interface = type == "INTERFACE_LIBRARY";
  target.build.is_installed = member(file, "install").is_object();
  // "libshop.so.1.2" and "libshop.1.dylib" hold a version, "libshop.so" does not.
  const std::string disk_name = text(file, "nameOnDisk");
  const std::size_t suffix = disk_name.find(".so.");
  target.build.has_soversion =
      type == "SHARED_LIBRARY" && (suffix != std::string::npos || is_versioned_dylib(disk_name));
  for (const Json& source : member(file, "sources")) {
    const std::string path = paths.relative(text(source, "path"));
    if (!path.empty()) target.build.sources.push_back(path);
  }
  std::sort(target.build.sources.begin(), target.build.sources.end());
  for (const Json& dependency : member(file, "dependencies")) {
    target.dependencies.push_back(text(dependency, "id"));
  }
  return target;
}

// The libraries among the dependencies of `target`, looking through INTERFACE libraries, which compile nothing. Utility
// targets and executables only have to be built before.
std::vector<std::string> links_of(const Target& target, const std::map<std::string, Target>& by_id) {
  std::set<std::string> names, seen;
  std::vector<std::string> pending = target.dependencies;
  while (!pending.empty()) {
    const auto found = by_id.find(pending.back());
    pending.pop_back();
    if (found == by_id.end() || !seen.insert(found->first).second) continue;
    const Target& linked = found->second;
    if (linked.build.is_library) names.insert(linked.build.name);
    if (linked.is_interface) pending.insert(pending.end(), linked.dependencies.begin(), linked.dependencies.end());
  }
  return {names.begin(), names.end()};
}

bool is_header(const std::string& path) {
  const std::string suffix = fs::path(path).extension().string();
  return suffix == ".h" || suffix == ".hpp" || suffix == ".hh" || suffix == ".hxx" || suffix == ".inc";
}

// What the project installs besides targets.
struct Installed {
  std::vector<std::string> headers;  // repo-relative
  bool has_version_file = false;
};

// One path of an install rule: a file, or a folder with all headers in it.
void add_installed(const fs::path& path, const SourcePaths& paths, Installed& installed) {
  const std::string name = path.filename().string();
  if (name.ends_with("ConfigVersion.cmake") || name.ends_with("config-version.cmake"))
    installed.has_version_file = true;
  const auto add = [&](const fs::path& file) {
    const std::string relative = is_header(file.string()) ? paths.relative(file.string()) : std::string();
    if (!relative.empty()) installed.headers.push_back(relative);
  };
  std::error_code failure;
  if (!fs::is_directory(path, failure)) return add(path);
  for (fs::recursive_directory_iterator entry(path, failure), end; !failure && entry != end; entry.increment(failure)) {
    add(entry->path());
  }
}

Installed installed_files(const Reply& reply, const Json& configuration, const fs::path& source,
                          const SourcePaths& paths) {
  Installed installed;
  for (const Json& directory : member(configuration, "directories")) {
    const std::string name = text(directory, "jsonFile");  // since CMake 3.21
    if (name.empty()) continue;
    const fs::path folder = source / text(directory, "source");
    const Json file = reply.read(name);
    for (const Json& installer : member(file, "installers")) {
      for (const Json& path : member(installer, "paths")) {
        const Json& from = path.is_object() ? member(path, "from") : path;
        if (from.is_string()) add_installed(folder / from.get<std::string>(), paths, installed);
      }
    }
  }
  std::sort(installed.headers.begin(), installed.headers.end());
  installed.headers.erase(std::unique(installed.headers.begin(), installed.headers.end()), installed.headers.end());
  return installed;
}

std::string codemodel_name(const Json& index) {
  for (const Json& object : member(index, "objects")) {
    const Json& major = member(member(object, "version"), "major");
    if (text(object, "kind") == "codemodel" && (major.is_null() || major == 2)) return text(object, "jsonFile");
  }
  return {};
}

}  // namespace

std::vector<BuildTarget> read_cmake_targets(const fs::path& build, const fs::path& root,
                                            std::vector<std::string>* warnings) {
  const Reply reply(build / ".cmake" / "api" / "v1" / "reply", warnings);
  const Json index = reply.index();
  const std::string codemodel_file = codemodel_name(index);
  if (codemodel_file.empty()) return {};  // no reply, or one to other questions
  const Json codemodel = reply.read(codemodel_file);
  const SourcePaths paths(text(member(codemodel, "paths"), "source"), root);

  // Multi-configuration generators list the same targets once for each configuration: the first will do.
  const Json& configurations = member(codemodel, "configurations");
  if (!configurations.is_array() || configurations.empty()) return {};
  std::map<std::string, Target> by_id;
  for (const Json& entry : member(configurations.front(), "targets")) {
    const Json file = reply.read(text(entry, "jsonFile"));
    if (!file.is_null()) by_id.insert_or_assign(text(entry, "id"), make_target(file, paths));
  }
  const fs::path source = text(member(codemodel, "paths"), "source");
  const Installed installed = installed_files(reply, configurations.front(), source, paths);
  std::vector<BuildTarget> targets;
  for (auto& [id, target] : by_id) {
    if (!target.build.is_executable && !target.build.is_library) continue;
    BuildTarget& kept = targets.emplace_back(target.build);
    kept.link_targets = links_of(target, by_id);
    if (!kept.is_library || !kept.is_installed) continue;
    kept.installed_headers = installed.headers;
    kept.has_version_file = installed.has_version_file;
  }
  std::sort(targets.begin(), targets.end(), [](const BuildTarget& a, const BuildTarget& b) { return a.name < b.name; });
  return targets;
}

}  // namespace loadline
