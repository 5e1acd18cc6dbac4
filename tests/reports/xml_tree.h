// A strict reader for the XML that reports write: elements, attributes and text.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace loadline::test {

struct XmlElement {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;  // right inside it
  std::vector<XmlElement> children;

  // All children of that name, at any depth.
  std::vector<const XmlElement*> all(std::string_view wanted) const;
};

// Throws std::runtime_error for what is not well-formed, for characters that XML 1.0 excludes, and for parts of XML
// that no report uses (comments, CDATA, entities of one's own).
XmlElement read_xml(std::string_view text);

}  // namespace loadline::test
