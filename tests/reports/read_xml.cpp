// Reads XML strictly.
// SPDX-License-Identifier: Apache-2.0
//
// The reports are written with pugixml, which also reads much that is not XML. So libxml2 judges, and pugixml only gives
// access.
#include "tests/reports/read_xml.h"

#include <memory>
#include <stdexcept>

#include <libxml/parser.h>

namespace loadline::test {

pugi::xml_document read_xml(std::string_view text) {
  constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> judged(
      xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, nullptr, kOptions), xmlFreeDoc);
  if (!judged) throw std::runtime_error(xmlGetLastError()->message);
  pugi::xml_document document;
  const pugi::xml_parse_result result = document.load_buffer(text.data(), text.size());
  if (!result) throw std::runtime_error(result.description());
  return document;
}

std::vector<pugi::xml_node> elements(const pugi::xml_node& node, const std::string& name) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xpath_node& each : node.select_nodes((".//" + name).c_str())) found.push_back(each.node());
  return found;
}

}  // namespace loadline::test
