// Typed reads of YAML values.
// SPDX-License-Identifier: Apache-2.0
#include "tool/config/reader.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <map>

#include <fmt/core.h>

namespace loadline {

namespace {

std::string_view kind_name(YamlNode::Kind kind) {
  switch (kind) {
    case YamlNode::Kind::null: return "nothing";
    case YamlNode::Kind::text: return "a single value";
    case YamlNode::Kind::list: return "a list";
    case YamlNode::Kind::map: return "a map";
  }
  return "";
}

void add_type_mistake(const YamlNode& node, std::string_view what, std::string_view expected, Mistakes& mistakes) {
  const std::string found =
      node.kind == YamlNode::Kind::text ? in_quotes(node.text) : std::string(kind_name(node.kind));
  mistakes.add(node.place, fmt::format("{} must be {}, not {}", in_quotes(what), expected, found));
}

// Why `pattern` can match no repo-relative path; empty when it can.
std::string path_mistake(const std::string& pattern) {
  if (pattern.front() == '/') return "is absolute; write it relative to the project's root";
  if (pattern.front() == '~') return "starts in a home folder; write it relative to the project's root";
  if (pattern == "." || pattern.starts_with("./")) return "starts with \".\"; leave that out (\"**\" is everything)";
  if (("/" + pattern + "/").find("/../") != std::string::npos) return "leaves the project by \"..\"";
  for (std::size_t at = pattern.find('\\'); at != std::string::npos; at = pattern.find('\\', at + 2)) {
    if (at + 1 < pattern.size() && std::isalnum(static_cast<unsigned char>(pattern[at + 1]))) {
      return "separates folders by \"\\\"; write \"/\"";
    }
  }
  return "";
}

}  // namespace

std::optional<std::string> read_text(const YamlNode& node, std::string_view what, Mistakes& mistakes) {
  if (node.kind == YamlNode::Kind::text && !node.text.empty()) return node.text;
  if (node.kind == YamlNode::Kind::text) {
    mistakes.add(node.place, in_quotes(what) + " is empty");
  } else {
    add_type_mistake(node, what, "a text", mistakes);
  }
  return std::nullopt;
}

std::optional<bool> read_flag(const YamlNode& node, std::string_view what, Mistakes& mistakes) {
  if (node.kind == YamlNode::Kind::text && !node.quoted && node.text == "true") return true;
  if (node.kind == YamlNode::Kind::text && !node.quoted && node.text == "false") return false;
  add_type_mistake(node, what, "true or false", mistakes);
  return std::nullopt;
}

std::optional<double> read_number(const YamlNode& node, std::string_view what, Mistakes& mistakes) {
  if (node.kind == YamlNode::Kind::text && !node.quoted) {
    double number = 0;
    const char* end = node.text.data() + node.text.size();
    const auto result = std::from_chars(node.text.data(), end, number);
    if (result.ec == std::errc() && result.ptr == end && std::isfinite(number)) return number;
  }
  add_type_mistake(node, what, "a number", mistakes);
  return std::nullopt;
}

std::vector<PlacedText> read_texts(const YamlNode& node, std::string_view what, Mistakes& mistakes) {
  std::vector<PlacedText> texts;
  const auto read_one = [&](const YamlNode& item) {
    if (auto text = read_text(item, what, mistakes)) texts.push_back({*std::move(text), item.place});
  };
  if (node.kind == YamlNode::Kind::text) {
    read_one(node);
  } else if (node.kind == YamlNode::Kind::list) {
    for (const YamlNode* item : node.items) read_one(*item);
  } else {
    add_type_mistake(node, what, "a text or a list of texts", mistakes);
  }
  return texts;
}

std::vector<PlacedText> read_paths(const YamlNode& node, std::string_view what, Mistakes& mistakes) {
  std::vector<PlacedText> paths = read_texts(node, what, mistakes);
  std::erase_if(paths, [&](const PlacedText& path) {
    const std::string mistake = path_mistake(path.text);
    if (!mistake.empty()) mistakes.add(path.place, fmt::format("the path {} {}", in_quotes(path.text), mistake));
    return !mistake.empty();
  });
  return paths;
}

void read_map(const YamlNode& node, std::string_view what, std::string_view key_noun, Mistakes& mistakes,
              const std::function<void(const YamlEntry&)>& read) {
  if (node.kind != YamlNode::Kind::map) {
    add_type_mistake(node, what, "a map", mistakes);
    return;
  }
  std::map<std::string_view, ConfigPlace> first;
  for (const YamlEntry& entry : node.entries) {
    const auto [known, is_new] = first.emplace(entry.key, entry.place);
    if (is_new) {
      read(entry);
    } else {
      mistakes.add(entry.place, fmt::format("{} {} appears twice in {}; the first is on line {}", key_noun,
                                            in_quotes(entry.key), in_quotes(what), known->second.line));
    }
  }
}

void read_record(const YamlNode& node, std::string_view what, const std::vector<MapKey>& keys, Mistakes& mistakes) {
  read_map(node, what, "key", mistakes, [&](const YamlEntry& entry) {
    const auto key = std::find_if(keys.begin(), keys.end(), [&](const MapKey& k) { return k.name == entry.key; });
    if (key != keys.end()) {
      key->read(entry);
      return;
    }
    std::vector<std::string> names;
    for (const MapKey& known : keys) names.emplace_back(known.name);
    mistakes.add(entry.place, fmt::format("unknown key {} in {}{}", in_quotes(entry.key), in_quotes(what),
                                          guess_text(entry.key, names)));
  });
}

}  // namespace loadline
