// Builds a YamlTree from yaml-cpp's events: these, unlike its nodes, give the place of keys and keep repeated keys.
// SPDX-License-Identifier: Apache-2.0
#include "tool/config/yaml_tree.h"

#include <map>
#include <sstream>
#include <string_view>

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

namespace loadline {

namespace {

ConfigPlace place_of(const YAML::Mark& mark) {
  if (mark.is_null()) return {1, 1};
  return {static_cast<std::uint32_t>(mark.line + 1), static_cast<std::uint32_t>(mark.column + 1)};
}

// Keeps the chain of open lists and maps; every event adds one node to the innermost.
class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(YamlTree& tree) : tree_(tree) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (tree_.root) throw YamlError(place_of(mark), "a second YAML document; keep everything in one");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    remember(anchor, add(new_node(YamlNode::Kind::null, mark)));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end())
      throw YamlError(place_of(mark), "an alias must not appear inside the value it repeats");
    add(found->second, place_of(mark));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    YamlNode& node = new_node(YamlNode::Kind::text, mark);
    node.text = value;
    node.quoted = tag == "!";
    remember(anchor, add(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::list, mark, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::map, mark, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    YamlNode* node;
    YAML::anchor_t anchor;
    bool expects_value = false;  // map: a key was read
  };

  YamlNode& new_node(YamlNode::Kind kind, const YAML::Mark& mark) {
    if (tree_.nodes.size() >= kMaxYamlNodes) throw YamlError(place_of(mark), "too many values");
    YamlNode& node = tree_.nodes.emplace_back();
    node.kind = kind;
    node.place = place_of(mark);
    return node;
  }

  void open(YamlNode::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (open_.size() >= kMaxYamlDepth) throw YamlError(place_of(mark), "nested too deeply");
    open_.push_back({&new_node(kind, mark), anchor});
  }

  void close() {
    const Open done = open_.back();
    open_.pop_back();
    remember(done.anchor, add(*done.node));
  }

  const YamlNode* add(YamlNode& node) {
    // yaml-cpp places a missing value where the next token is: its key, or the list, is what the reader looks for.
    if (node.kind == YamlNode::Kind::null && !open_.empty()) {
      const YamlNode& parent = *open_.back().node;
      if (open_.back().expects_value) {
        node.place = parent.entries.back().place;
      } else if (parent.kind == YamlNode::Kind::list) {
        node.place = parent.place;
      }
    }
    add(&node, node.place);
    return &node;
  }

  void add(const YamlNode* node, ConfigPlace place) {
    if (open_.empty()) {
      tree_.root = node;
      return;
    }
    Open& parent = open_.back();
    parent.node->size += node->size;
    if (parent.node->size > kMaxYamlNodes) throw YamlError(place, "too many values, counting each use of an alias");
    if (parent.node->kind == YamlNode::Kind::list) {
      parent.node->items.push_back(node);
    } else if (parent.expects_value) {
      parent.node->entries.back().value = node;
      parent.expects_value = false;
    } else {
      if (node->kind == YamlNode::Kind::null) {
        throw YamlError(
            place, "a key is missing; null and ~ mean nothing in YAML: write \"null\" in quotes to use it as a name");
      }
      if (node->kind != YamlNode::Kind::text) throw YamlError(place, "a key must be a plain word");
      parent.node->entries.push_back({node->text, place, nullptr});
      parent.expects_value = true;
    }
  }

  void remember(YAML::anchor_t anchor, const YamlNode* node) {
    if (anchor != 0) anchors_[anchor] = node;
  }

  YamlTree& tree_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, const YamlNode*> anchors_;
};

// What the first byte of a UTF-8 character says: how long it is, and what its second byte may be. That leaves out longer
// spellings of what a shorter one can say, surrogates, and what is beyond Unicode.
struct Lead {
  std::size_t length = 0;  // 0: no character begins so
  unsigned char least = 0x80, most = 0xBF;
};

Lead lead_of(unsigned char first) {
  if (first < 0x80) return {1};
  if (first < 0xC2 || first > 0xF4) return {0};
  if (first < 0xE0) return {2};
  if (first == 0xE0) return {3, 0xA0};
  if (first == 0xED) return {3, 0x80, 0x9F};
  if (first < 0xF0) return {3};
  if (first == 0xF0) return {4, 0x90};
  if (first == 0xF4) return {4, 0x80, 0x8F};
  return {4};
}

// The length of the UTF-8 character at the front of `text`; 0 when there is none. REQUIRES: `text` is not empty.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const Lead lead = lead_of(byte(0));
  if (text.size() < lead.length) return 0;
  if (lead.length > 1 && (byte(1) < lead.least || byte(1) > lead.most)) return 0;
  for (std::size_t at = 2; at < lead.length; ++at) {
    if ((byte(at) & 0xC0) != 0x80) return 0;
  }
  return lead.length;
}

// yaml-cpp replaces what is not UTF-8 silently, and guesses UTF-16 from a zero byte: both would hide a damaged file.
void require_utf8_text(const std::string& text) {
  ConfigPlace place{1, 1};
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_length(std::string_view(text).substr(at, 4));
    if (length == 0 || text[at] == '\0') throw YamlError(place, "not UTF-8 text");
    place = text[at] == '\n' ? ConfigPlace{place.line + 1, 1} : ConfigPlace{place.line, place.column + 1};
    at += length;
  }
}

}  // namespace

YamlTree parse_yaml(const std::string& text) {
  if (text.size() > kMaxYamlBytes) throw YamlError({1, 1}, "larger than 1 MiB");
  require_utf8_text(text);
  YamlTree tree;
  TreeBuilder builder(tree);
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::DeepRecursion& error) {
    throw YamlError(place_of(error.mark), "nested too deeply");
  } catch (const YAML::Exception& error) {
    throw YamlError(place_of(error.mark), "not valid YAML: " + error.msg);
  }
  if (!tree.root) {
    tree.nodes.emplace_back().place = {1, 1};
    tree.root = &tree.nodes.back();
  }
  return tree;
}

}  // namespace loadline
