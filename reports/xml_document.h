// What the XML reports share on top of pugixml, which does the escaping.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string_view>

#include <pugixml.hpp>

namespace loadline {

// Adds an attribute or an element with text. Characters that XML cannot hold, and those that a terminal or a CI log
// would obey, are spelled out. The element is returned.
void add_attribute(pugi::xml_node node, const char* name, std::string_view value);
pugi::xml_node add_element(pugi::xml_node parent, const char* name, std::string_view text);

// Writes `document` after an XML declaration, in UTF-8 and indented.
void write_xml(const pugi::xml_document& document, std::ostream& out);

}  // namespace loadline
