// Typed reads of YAML values: each says what it expected, where, and continues after a mistake.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tool/config/mistakes.h"
#include "tool/config/yaml_tree.h"

namespace loadline {

// `what` names the value in messages: "paths", "severity".
struct PlacedText {
  std::string text;
  ConfigPlace place;
};

std::optional<std::string> read_text(const YamlNode& node, std::string_view what, Mistakes& mistakes);
std::optional<bool> read_flag(const YamlNode& node, std::string_view what, Mistakes& mistakes);
std::optional<double> read_number(const YamlNode& node, std::string_view what, Mistakes& mistakes);

// One text or a list of texts; none of them empty. Mistaken items are left out.
std::vector<PlacedText> read_texts(const YamlNode& node, std::string_view what, Mistakes& mistakes);

// The same, where each is a glob over repo-relative paths: absolute ones, "..", "./" and "\\" are mistakes.
std::vector<PlacedText> read_paths(const YamlNode& node, std::string_view what, Mistakes& mistakes);

// Calls `read` for each entry of a map; a value that is not a map, and a key that appears twice, are mistakes.
// `what` names the map, `key_noun` its keys: "modules", "module".
void read_map(const YamlNode& node, std::string_view what, std::string_view key_noun, Mistakes& mistakes,
              const std::function<void(const YamlEntry&)>& read);

// A key that a map may have, and what to do with its value.
struct MapKey {
  std::string_view name;
  std::function<void(const YamlEntry&)> read;
};

// Reads a map whose keys are fixed: other keys are mistakes.
void read_record(const YamlNode& node, std::string_view what, const std::vector<MapKey>& keys, Mistakes& mistakes);

}  // namespace loadline
