// Lists of names and argument numbers.
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
    names.push_back(written.substr(0, open) + written.substr(first, end - first) + written.substr(close + 1));
    begin = end + 1;
  }
  return names;
}

}  // namespace

std::vector<std::string> names_of(const YAML::Node& node) {
  std::vector<std::string> names;
  const auto add = [&](const YAML::Node& item) {
    for (std::string& name : names_in(item.as<std::string>())) names.push_back(std::move(name));
  };
  if (node.IsScalar()) add(node);
  if (node.IsSequence()) {
    for (const YAML::Node& item : node) add(item);
  }
  return names;
}

int argument(const YAML::Node& node) {
  if (!node) return kNoArgument;
  return node.as<std::string>() == "last" ? kLastArgument : node.as<int>();
}

}  // namespace loadline
