# Writes OUTPUT, a C++ source with `rule_page`, from the Markdown files in PAGES.
include(${CMAKE_CURRENT_LIST_DIR}/../../analyzers/embed_bytes.cmake)
embed_bytes(kPage NAME_WE ${PAGES})

file(WRITE "${OUTPUT}" "// The pages of all rules; generated from rules/*/*.md by embed_pages.cmake.
#include \"rules/all_rules.h\"

namespace loadline {
namespace {

${arrays}
struct Page {
  std::string_view id;
  std::string_view text;
};

}  // namespace

std::string_view rule_page(std::string_view id) {
  static const Page kPages[] = {
${rows}  };
  for (const Page& page : kPages) {
    if (page.id == id) return page.text;
  }
  return {};
}

}  // namespace loadline
")
