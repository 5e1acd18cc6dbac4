// Names, lists of names and argument numbers.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/models/model_yaml.h"

#include <algorithm>

#include "analyzers/models/models.h"

namespace loadline {
namespace {

// "a::{b,c}" → "a::b", "a::c"; other names stand for themselves.
std::vector<std::string> names_in(const std::string& written) {
  const std::size_t open = written.find('{');
  const std::size_t close = written.find('}', open == std::string::npos ? 0 : open);
  if (open == std::string::npos || close == std::string::npos) return {written};
  std::vector<std::string> names;
  for (std::size_t begin = open + 1; begin <= close;) {
    const std::size_t end = std::min(written.find(',', begin), close);
    const std::size_t first = written.find_first_not_of(' ', begin);
    const std::string one = written.substr(0, open) + written.substr(first, end - first) + written.substr(close + 1);
    for (std::string& name : names_in(one)) names.push_back(std::move(name));  // there may be more braces
    begin = end + 1;
  }
  return names;
}

}  // namespace

void fail(const YAML::Node& node, const std::string& message) {
  throw YAML::Exception(node ? node.Mark() : YAML::Mark::null_mark(), message);
}

void check_keys(const YAML::Node& node, std::initializer_list<std::string_view> keys) {
  if (!node.IsMap()) fail(node, "a map is expected here");
  for (const auto& entry : node) {
    const auto key = entry.first.as<std::string>();
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    std::string known;
    for (const std::string_view one : keys) known += (known.empty() ? "" : ", ") + std::string(one);
    fail(entry.first, "\"" + key + "\" is not known here; known are: " + known);
  }
}

std::string text_in(const YAML::Node& node, const char* key) {
  if (!node[key]) fail(node, std::string("\"") + key + "\" is missing here");
  return node[key].as<std::string>();
}

std::vector<std::string> names_of(const YAML::Node& node) {
  std::vector<std::string> names;
  const auto add = [&](const YAML::Node& item) {
    for (std::string& name : names_in(item.as<std::string>())) names.push_back(std::move(name));
  };
  if (!node) return names;
  if (node.IsScalar()) add(node);
  if (node.IsSequence()) {
    for (const YAML::Node& item : node) add(item);
  }
  return names;
}

int argument(const YAML::Node& node) {
  if (!node) return kNoArgument;
  const auto text = node.as<std::string>();
  if (text == "class") return kItsClass;
  return text == "last" ? kLastArgument : node.as<int>();
}

}  // namespace loadline
