// The names that code in the repository usually has which others wrote: copies of libraries.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/third_party.h"

#include <algorithm>
#include <array>
#include <string>

#include "analyzers/model/architecture.h"

namespace loadline {
namespace {

// Folders that hold one folder for each library.
constexpr std::array<std::string_view, 20> kFolders = {"third_party", "third-party", "thirdparty",      "3rdparty",
                                                       "3rd_party",   "3rd-party",   "vendor",          "vendored",
                                                       "external",    "externals",   "extern",          "ext",
                                                       "deps",        "_deps",       "dependencies",    "contrib",
                                                       "submodules",  "subprojects", "vcpkg_installed", "node_modules"};

std::string any_of_folders() {
  std::string names;
  for (const std::string_view folder : kFolders) names += (names.empty() ? "" : ",") + std::string(folder);
  return "**/{" + names + "}/**";
}

}  // namespace

std::vector<PathPattern> usual_third_party() {
  return {
      {any_of_folders(), {}},
      {"**/include/fmt/**", {}},
      {"**/{nlohmann,rapidjson,spdlog,jwt-cpp,picojson,googletest,gtest}/**", {}},
      {"**/{httplib.h,crow_all.h,json.hpp,jsoncpp.cpp,picojson.h,cJSON.[ch],sqlite3.[ch],sqlite3ext.h,mongoose.[ch],"
       "civetweb.[ch],miniaudio.h,pugixml.[ch]pp,tinyxml2.{cpp,h},miniz.[ch],stb_*.h,xxhash.[ch],catch.hpp,catch_"
       "amalgamated.[ch]pp,"
       "doctest.h,cxxopts.hpp,CLI11.hpp,toml.hpp}",
       {}},
  };
}

std::string_view copied_library(std::string_view path) {
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = path.find('/', begin);
    if (end == std::string_view::npos) break;
    const std::size_t next = path.find('/', end + 1);
    if (std::ranges::find(kFolders, path.substr(begin, end - begin)) != kFolders.end()) {
      return next == std::string_view::npos ? std::string_view() : path.substr(0, next);
    }
    begin = end + 1;
  }
  return {};
}

}  // namespace loadline
