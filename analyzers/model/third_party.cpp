// The names that code in the repository usually has which others wrote: copies of libraries.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/architecture.h"

namespace loadline {

std::vector<PathPattern> usual_third_party() {
  return {
      {"**/"
       "{third_party,third-party,thirdparty,3rdparty,3rd_party,3rd-party,vendor,vendored,external,externals,extern,"
       "deps,"
       "_deps,contrib,submodules,subprojects,vcpkg_installed,node_modules}/**",
       {}},
      {"**/{nlohmann,rapidjson,spdlog,jwt-cpp,picojson,googletest,gtest}/**", {}},
      {"**/{httplib.h,crow_all.h,json.hpp,jsoncpp.cpp,picojson.h,cJSON.[ch],sqlite3.[ch],sqlite3ext.h,mongoose.[ch],"
       "civetweb.[ch],miniaudio.h,pugixml.[ch]pp,tinyxml2.{cpp,h},miniz.[ch],stb_*.h,xxhash.[ch],catch.hpp,catch_"
       "amalgamated.[ch]pp,"
       "doctest.h,cxxopts.hpp,CLI11.hpp,toml.hpp}",
       {}},
  };
}

}  // namespace loadline
