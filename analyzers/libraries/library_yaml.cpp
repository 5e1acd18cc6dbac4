// Names, lists of names and argument numbers.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/libraries/library_yaml.h"

#include <algorithm>

#include <fmt/core.h>

#include "analyzers/libraries/libraries.h"

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

// What cannot be part of a symbol's name; empty when there is nothing wrong.
std::string mistake_in(const std::string& name) {
  if (name.empty()) return "a name is empty here";
  const bool is_operator = name.find("operator") != std::string::npos;
  if (!is_operator && name.find('<') != std::string::npos) {
    return fmt::format("\"{}\" has template arguments: names are written without them", name);
  }
  if (!is_operator && name.find('(') != std::string::npos) {
    return fmt::format("\"{}\" has parameters: names are written without them", name);
  }
  return name.starts_with("::") ? fmt::format("\"{}\" begins with \"::\": leave it out", name) : "";
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
    fail(entry.first, fmt::format("\"{}\" is not known here; known: {}", key, known));
  }
}

std::string text_in(const YAML::Node& node, const char* key) {
  if (!node[key]) fail(node, fmt::format("\"{}\" is missing here", key));
  if (!node[key].IsScalar()) fail(node[key], fmt::format("\"{}\" must be a text", key));
  return node[key].as<std::string>();
}

std::string one_of(const YAML::Node& node, std::initializer_list<std::string_view> choices) {
  const std::string text = node.IsScalar() ? node.as<std::string>() : std::string();
  if (std::find(choices.begin(), choices.end(), text) != choices.end()) return text;
  std::string known;
  for (const std::string_view one : choices) known += (known.empty() ? "" : ", ") + std::string(one);
  fail(node, "one of these is expected here: " + known);
}

YAML::Node list_in(const YAML::Node& node, const char* key) {
  const YAML::Node list = node[key];
  if (!list) return YAML::Node(YAML::NodeType::Sequence);
  if (!list.IsSequence()) fail(list, fmt::format("\"{}\" must be a list: begin each entry with \"- \"", key));
  return list;
}

std::vector<std::string> names_of(const YAML::Node& node) {
  std::vector<std::string> names;
  const auto add = [&](const YAML::Node& item) {
    if (!item.IsScalar()) fail(item, "a name is expected here");
    for (std::string& name : names_in(item.as<std::string>())) {
      if (const std::string mistake = mistake_in(name); !mistake.empty()) fail(item, mistake);
      names.push_back(std::move(name));
    }
  };
  if (!node) return names;
  if (!node.IsSequence()) {
    add(node);
    return names;
  }
  for (const YAML::Node& item : node) add(item);
  return names;
}

std::vector<std::string> needed_names(const YAML::Node& node, const char* key) {
  std::vector<std::string> names = names_of(node[key]);
  if (names.empty()) fail(node, fmt::format("\"{}\" is missing here", key));
  return names;
}

int argument(const YAML::Node& node) {
  if (!node) return kNoArgument;
  const std::string text = node.IsScalar() ? node.as<std::string>() : std::string();
  if (text == "last") return kLastArgument;
  const bool is_number = !text.empty() && text.size() < 4 && text.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number) {
    fail(node, fmt::format("\"{}\" is not an argument: write a number, counted from 0, or \"last\"", text));
  }
  return std::stoi(text);
}

int needed_argument(const YAML::Node& node, const char* key) {
  if (!node[key]) fail(node, fmt::format("\"{}\" is missing here: the number of an argument", key));
  return argument(node[key]);
}

std::string method_in_name(const std::string& call) {
  const std::size_t colon = call.rfind("::");
  std::string name = colon == std::string::npos ? call : call.substr(colon + 2);
  const std::size_t underscore = name.find('_');  // http_get
  if (underscore != std::string::npos) name.erase(0, underscore + 1);
  if (name.starts_with("handle")) name.erase(0, 6);          // handleGet
  if (name.ends_with("Async")) name.erase(name.size() - 5);  // GetAsync
  for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (name == "DEL") return "DELETE";
  return name == "ROUTE" || name == "HANDLER" ? "" : name;
}

}  // namespace loadline
