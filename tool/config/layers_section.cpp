// Reads `layers` of loadline.yaml: one stack of layers, or several.
// SPDX-License-Identifier: Apache-2.0
//
//   layers: [api, "billing | users", (legacy), store]            one stack; "|" = siblings, "(…)" = need not exist
//   layers: { layers: [api, store], exhaustive: true, because: … }  the same with options
//   layers:                                                      several stacks, each in either form
//     - [api, store]
//     - layers: [store.api, store.sql]
#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "tool/config/reader.h"

namespace loadline {

namespace {

std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\n'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// "(a | b)" → {a, b}, optional.
Layer parse_layer(const PlacedText& written, Mistakes& mistakes) {
  Layer layer;
  layer.place = written.place;
  std::string_view rest = trimmed(written.text);
  if (rest.size() >= 2 && rest.front() == '(' && rest.back() == ')') {
    layer.optional = true;
    rest = rest.substr(1, rest.size() - 2);
  }
  if (rest.find_first_of("()") != std::string_view::npos) {
    mistakes.add(written.place, "parentheses must enclose the whole layer, not " + in_quotes(written.text));
    return layer;
  }
  for (bool more = true; more;) {
    const std::size_t bar = rest.find('|');
    more = bar != std::string_view::npos;
    const std::string_view name = trimmed(rest.substr(0, bar));
    if (more) rest.remove_prefix(bar + 1);
    if (name.empty()) {
      mistakes.add(written.place, fmt::format("the layer {} has an empty name", in_quotes(written.text)));
    } else {
      layer.modules.emplace_back(name);
    }
  }
  return layer;
}

void read_ranks(const YamlNode& node, LayerStack& stack, Mistakes& mistakes) {
  if (node.kind != YamlNode::Kind::list) {
    mistakes.add(node.place, "\"layers\" must be a list of modules, top to bottom");
    return;
  }
  std::map<std::string, ConfigPlace, std::less<>> seen;
  std::size_t modules = 0;
  for (const PlacedText& written : read_texts(node, "layers", mistakes)) {
    Layer layer = parse_layer(written, mistakes);
    modules += layer.modules.size();
    for (const std::string& module : layer.modules) {
      if (!seen.emplace(module, written.place).second) {
        mistakes.add(written.place, fmt::format("module {} appears twice in one list of layers", in_quotes(module)));
      }
    }
    stack.layers.push_back(std::move(layer));
  }
  if (node.items.size() == stack.layers.size() && modules < 2) {
    mistakes.add(node.place, "a list of layers needs at least two modules");
  }
}

void read_stack(const YamlNode& node, Architecture& architecture, Mistakes& mistakes) {
  LayerStack stack;
  stack.place = node.place;
  if (node.kind != YamlNode::Kind::map) {
    read_ranks(node, stack, mistakes);
    architecture.layers.push_back(std::move(stack));
    return;
  }
  bool has_layers = false;
  const auto read_list = [&](const YamlEntry& entry) {
    has_layers = true;
    read_ranks(*entry.value, stack, mistakes);
  };
  const auto read_exhaustive = [&](const YamlEntry& entry) {
    stack.exhaustive = read_flag(*entry.value, entry.key, mistakes).value_or(false);
  };
  const auto read_because = [&](const YamlEntry& entry) {
    stack.because = read_text(*entry.value, entry.key, mistakes).value_or("");
  };
  read_record(node, "layers", {{"layers", read_list}, {"exhaustive", read_exhaustive}, {"because", read_because}},
              mistakes);
  if (!has_layers) mistakes.add(node.place, "\"layers\" is missing here: the list of modules, top to bottom");
  architecture.layers.push_back(std::move(stack));
}

}  // namespace

void read_layers(const YamlNode& node, Architecture& architecture, Mistakes& mistakes) {
  const auto is_text = [](const YamlNode* item) { return item->kind == YamlNode::Kind::text; };
  const bool is_list = node.kind == YamlNode::Kind::list;
  if (!is_list || std::any_of(node.items.begin(), node.items.end(), is_text) || node.items.empty()) {
    read_stack(node, architecture, mistakes);
    return;
  }
  for (const YamlNode* stack : node.items) read_stack(*stack, architecture, mistakes);
}

}  // namespace loadline
