// Which module each project file belongs to: by loadline.yaml, else by CMake target, else by directory (see "Modules" in analyzers/README.md).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzers/model/architecture.h"
#include "analyzers/model/program.h"

namespace loadline {

using ModuleIndex = std::uint32_t;

struct Module {
  std::string name;              // dots nest
  std::vector<FileIndex> files;  // sorted
  std::vector<std::string> tags;
  ModuleIndex parent = kNone;  // the module whose name is the longest dotted prefix
  ConfigPlace place;           // where it is declared; line 0 when it was found
};

enum class ModuleSource : std::uint8_t { config, build_targets, directories };

enum class ServiceSource : std::uint8_t { none, config, build_targets, mains };

// One build target as the CMake File API or the files of a build describe it (or as tests make it).
struct BuildTarget {
  std::string name;
  bool is_executable = false;
  bool is_library = false;
  std::vector<std::string> sources;       // repo-relative
  std::vector<std::string> link_targets;  // names of targets it links, directly or not
  bool is_installed = false;
  bool has_soversion = false;     // a shared library whose file name holds a version
  bool has_version_file = false;  // a CMake package with a version file is installed beside it
  std::vector<std::string>
      installed_headers{};  // of the whole project, repo-relative, sorted; only of installed libraries
};

struct OverlapProblem {  // one file, several modules claim it
  FileIndex file = kNone;
  std::vector<std::string> modules;
};

struct Service {
  std::string name;
  std::vector<ModuleIndex> modules;  // sorted
};

class Modules {
 public:
  // Pure function of its arguments. `targets` is empty when the build does not say; then services come from the files with a main().
  Modules(const Program& program, const Architecture& architecture, const std::vector<BuildTarget>& targets);

  ModuleSource source() const { return source_; }
  const std::vector<Module>& all() const { return modules_; }             // sorted by name
  ModuleIndex of(FileIndex file) const { return module_of_file_[file]; }  // kNone: system, excluded or unassigned
  bool is_excluded(FileIndex file) const { return excluded_[file]; }
  ModuleIndex find(std::string_view name) const;  // kNone when absent
  // The modules a pattern means: a name (with what is nested in it), a glob, or "tag:edge". Sorted.
  std::vector<ModuleIndex> select(std::string_view pattern) const;

  // Project files that no module claims, and files that several do (the longest literal prefix wins; ties are
  // reported).
  const std::vector<FileIndex>& unassigned() const { return unassigned_; }
  // Whether the file is in a folder that the build writes: config.h, generated sources.
  bool lies_in_build(FileIndex file) const { return lies_in_build_[file]; }
  const std::vector<OverlapProblem>& overlaps() const { return overlaps_; }
  // Declared patterns that match no file of the program.
  const std::vector<PathPattern>& unmatched_patterns() const { return unmatched_; }
  // Those that match files of the tree which no unit reads (Architecture::unread_files).
  const std::vector<PathPattern>& unread_patterns() const { return unread_; }

  // Executables with the modules they link, or the `services:` entries, or the programs of several main functions. Sorted by name; may be empty.
  const std::vector<Service>& services() const { return services_; }
  ServiceSource service_source() const { return services_.empty() ? ServiceSource::none : service_source_; }

 private:
  void take_declared(const Program& program, const Architecture& architecture);
  void find_unmatched(const Program& program, const Architecture& architecture);
  void find_modules(const Program& program, const std::vector<BuildTarget>& targets);
  void assign(FileIndex file, std::string_view module);
  void find_services(const Program& program, const std::vector<BuildTarget>& targets);
  void take_declared_services(const std::vector<ServiceDeclaration>& declarations);

  ModuleSource source_ = ModuleSource::directories;
  std::vector<Module> modules_;
  std::vector<ModuleIndex> module_of_file_;
  std::vector<bool> excluded_;
  std::vector<FileIndex> unassigned_;
  std::vector<bool> lies_in_build_;  // by file
  std::vector<OverlapProblem> overlaps_;
  std::vector<PathPattern> unmatched_;
  std::vector<PathPattern> unread_;
  std::vector<Service> services_;
  ServiceSource service_source_ = ServiceSource::none;
};

}  // namespace loadline
