// The sections of loadline.yaml, one function each: from the YAML value to what the rest of the program works with.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "rules/engine/rule.h"
#include "tool/config/mistakes.h"
#include "tool/config/yaml_tree.h"

namespace loadline {

void read_sources(const YamlNode& node, Architecture& architecture, Mistakes& mistakes);
void read_modules(const YamlNode& node, Architecture& architecture, Mistakes& mistakes);
void read_layers(const YamlNode& node, Architecture& architecture, Mistakes& mistakes);
void read_services(const YamlNode& node, Architecture& architecture, Mistakes& mistakes);
// `settings` holds the defaults before; rules that are not mentioned keep them.
void read_rules(const YamlNode& node, RuleSettings& settings, Mistakes& mistakes);

// Names in depends_on and services that are not the name of a declared module. Call it when all sections are read.
void check_module_names(const Architecture& architecture, Mistakes& mistakes);

// "error", "warning", "note" and, when `with_off`, "off".
std::vector<std::string> severity_names(bool with_off);
Severity read_severity(const YamlNode& node, std::string_view what, bool with_off, Severity absent, Mistakes& mistakes);

}  // namespace loadline
