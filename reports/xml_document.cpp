// Writes XML with pugixml.
// SPDX-License-Identifier: Apache-2.0
#include "reports/xml_document.h"

#include <ostream>

#include "reports/terminal_text.h"

namespace loadline {

// XML 1.0 has no way at all to write control characters, U+FFFE and U+FFFF, and pugixml lets them pass. terminal_text()
// spells them out.
void add_attribute(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(terminal_text(value).c_str());
}

pugi::xml_node add_element(pugi::xml_node parent, const char* name, std::string_view text) {
  pugi::xml_node element = parent.append_child(name);
  element.text().set(terminal_text(text).c_str());
  return element;
}

void write_xml(const pugi::xml_document& document, std::ostream& out) {
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  document.save(out, "  ", pugi::format_indent | pugi::format_no_declaration, pugi::encoding_utf8);
}

}  // namespace loadline
