// Reads the XML that reports write, and refuses what is not well-formed.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

namespace loadline::test {

// Throws std::runtime_error for what is not well-formed XML 1.0.
pugi::xml_document read_xml(std::string_view text);

// The elements of that name inside `node`, at any depth.
std::vector<pugi::xml_node> elements(const pugi::xml_node& node, const std::string& name);

}  // namespace loadline::test
