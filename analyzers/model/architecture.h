// The architecture as the user declares it: modules, layers, services. Plain data; tool/config fills it from loadline.yaml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace loadline {

// A place in loadline.yaml, for messages. Line 0: not from a file (a default, or a test).
struct ConfigPlace {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

// A glob over repo-relative paths: `*` and `?` stay within one path segment, `**` crosses them, `{a,b}` is either.
struct PathPattern {
  std::string text;
  ConfigPlace place;
};

struct ModuleDeclaration {
  std::string name;  // dots nest: "store.sql" is inside "store"
  std::vector<PathPattern> paths;
  std::vector<PathPattern> public_files;  // empty: everything is public
  std::vector<std::string> tags;
  std::vector<std::string> depends_on;               // allowed dependencies of a closed module
  std::vector<std::string> deprecated_dependencies;  // those of depends_on that are going away
  bool closed = false;                               // depends_on was given
  ConfigPlace place;
};

// One rank of a layer list, top to bottom. Several modules in one rank are siblings that must not know each other ("a | b").
struct Layer {
  std::vector<std::string> modules;
  bool optional = false;  // "(legacy)": no finding when no such module exists
  ConfigPlace place;
};

struct LayerStack {
  std::vector<Layer> layers;
  bool exhaustive = false;  // every module of the program must be in it
  std::string because;
  ConfigPlace place;
};

struct ServiceDeclaration {
  std::string name;
  std::vector<std::string> modules;
  ConfigPlace place;
};

// Copies of libraries, judged like installed ones: folders that are named for copied code ("third_party", "vendor",
// "_deps", …) at any depth, and libraries that are usually copied whole ("httplib.h", "sqlite3.c", "nlohmann/").
std::vector<PathPattern> usual_third_party();

struct Architecture {
  std::vector<ModuleDeclaration> modules;  // empty: taken from CMake targets, else from directories
  std::vector<LayerStack> layers;
  std::vector<ServiceDeclaration> services;
  // Files of the tree that no unit of this build reads, repo-relative: a pattern that matches these alone means code that is
  // there and not built. Not from the configuration.
  std::vector<std::string> unread_files;
  std::vector<std::string>
      build_folders;  // of the builds that are read, "build/linux/": what is there needs no module. Likewise
  std::vector<PathPattern> exclude;                            // `sources: exclude:`
  std::vector<PathPattern> third_party = usual_third_party();  // `sources: third_party:`
};

}  // namespace loadline
