// Makes ids out of names.
// SPDX-License-Identifier: Apache-2.0
#include "reports/graph/node_ids.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>

namespace loadline {
namespace {

bool is_plain(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

// FNV-1a, folded to 24 bits.
std::string digest(std::string_view name) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::uint32_t hash = 2166136261u;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  hash = (hash >> 24) ^ (hash & 0xffffff);
  std::string text;
  for (int shift = 20; shift >= 0; shift -= 4) text += kDigits[(hash >> shift) & 15];
  return text;
}

// The end of a name says more than its beginning, which many share.
std::string id_of(std::string_view prefix, std::string_view name) {
  constexpr std::size_t kLongest = 24;
  std::string words(name.substr(name.size() - std::min(name.size(), kLongest)));
  const std::size_t slash = words.rfind('/');
  if (slash != std::string::npos) words.erase(0, slash + 1);
  std::replace_if(words.begin(), words.end(), [](char c) { return !is_plain(c); }, '_');
  std::string id = std::string(prefix) + words;
  return words == name ? id : id + '_' + digest(name);
}

class Ids {
 public:
  explicit Ids(std::string_view prefix) : prefix_(prefix) {}

  std::string next(std::string_view name) {
    const std::string id = id_of(prefix_, name);
    std::string unique = id;
    for (int copy = 2; !taken_.insert(unique).second; ++copy) unique = id + '_' + std::to_string(copy);
    return unique;
  }

 private:
  std::string_view prefix_;
  std::set<std::string> taken_;
};

}  // namespace

std::vector<std::string> node_ids(const Diagram& diagram) {
  Ids ids("n_");
  std::vector<std::string> all;
  for (const DiagramNode& node : diagram.nodes) all.push_back(ids.next(node.id));
  return all;
}

std::vector<std::string> cluster_ids(const Diagram& diagram) {
  Ids ids("c_");
  std::vector<std::string> all;
  for (const std::string& cluster : diagram.clusters) all.push_back(ids.next(cluster));
  return all;
}

}  // namespace loadline
