# Writes OUTPUT, a C++ source with `asset`, from the files in ASSETS.
include(${CMAKE_CURRENT_LIST_DIR}/../../analyzers/embed_bytes.cmake)
embed_bytes(kAsset NAME ${ASSETS})

file(WRITE "${OUTPUT}" "// Style and scripts of the page; generated from reports/html/*.css, *.js by embed_assets.cmake.
#include \"reports/html/assets.h\"

#include <cassert>

namespace loadline::html {
namespace {

${arrays}
struct Asset {
  std::string_view name;
  std::string_view bytes;
};

}  // namespace

std::string_view asset(std::string_view name) {
  static const Asset kAssets[] = {
${rows}  };
  for (const Asset& one : kAssets) {
    if (one.name == name) return one.bytes;
  }
  assert(false);
  return {};
}

}  // namespace loadline::html
")
