// YAML text as a tree whose values and keys know their line and column. The boundary between yaml-cpp and the rest.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <stdexcept>
#include <string>
#include <vector>

#include "analyzers/model/architecture.h"

namespace loadline {

struct YamlNode;

struct YamlEntry {
  std::string key;
  ConfigPlace place;  // of the key
  const YamlNode* value = nullptr;
};

struct YamlNode {
  enum class Kind { null, text, list, map };

  Kind kind = Kind::null;
  ConfigPlace place;
  std::string text;                    // text: as written, without quotes
  bool quoted = false;                 // text: "true" in quotes is not a flag
  std::vector<const YamlNode*> items;  // list
  std::vector<YamlEntry> entries;      // map: in file order, repeated keys included
  std::size_t size = 1;                // nodes below and including this one, with aliases written out
};

// Owns its nodes; moving it does not move them.
struct YamlTree {
  std::deque<YamlNode> nodes;
  const YamlNode* root = nullptr;  // never null: an empty text is a null node
};

// The text is not YAML, or goes beyond the limits below. One place, because a parser cannot continue after it.
class YamlError : public std::runtime_error {
 public:
  YamlError(ConfigPlace place, const std::string& message) : std::runtime_error(message), place_(place) {}
  ConfigPlace place() const { return place_; }

 private:
  ConfigPlace place_;
};

// Limits far beyond any real configuration: the text may come from a stranger's pull request.
inline constexpr std::size_t kMaxYamlBytes = 1 << 20;
inline constexpr std::size_t kMaxYamlNodes = 200'000;  // with aliases written out, so that they cannot multiply
inline constexpr std::size_t kMaxYamlDepth = 64;

// Reads one YAML document. Throws YamlError.
YamlTree parse_yaml(const std::string& text);

}  // namespace loadline
