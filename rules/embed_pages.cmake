# Writes OUTPUT, a C++ source with `rule_page`, from the Markdown files in PAGES.
# Pages become lists of byte values, not string literals: nothing in a page needs escaping, and no length limit applies.
set(arrays "")
set(rows "")
set(number 0)
foreach(page IN LISTS PAGES)
  get_filename_component(id "${page}" NAME_WE)
  file(READ "${page}" hex HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND arrays "constexpr unsigned char kPage${number}[] = {\n${bytes}0};\n")
  string(APPEND rows "    {\"${id}\", {reinterpret_cast<const char*>(kPage${number}), sizeof(kPage${number}) - 1}},\n")
  math(EXPR number "${number} + 1")
endforeach()

file(WRITE "${OUTPUT}" "// The pages of all rules; generated from rules/*.md by embed_pages.cmake.
#include \"rules/rule.h\"

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
