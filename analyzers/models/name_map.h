// Qualified names, exact or by their beginning, and what is known of each.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace loadline {

// A list of names: exact ones, and beginnings that were written with a "*".
template <class Value>
class NameMap {
 public:
  void add(std::string_view name, Value value) {
    if (name.ends_with('*') && !name.ends_with("operator*")) {
      beginnings_.emplace(std::string(name.substr(0, name.size() - 1)), std::move(value));
    } else {
      exact_.emplace(std::string(name), std::move(value));
    }
  }
  bool empty() const { return exact_.empty() && beginnings_.empty(); }
  // nullptr when no name fits. The longest beginning wins.
  const Value* find(std::string_view name) const {
    if (const auto found = exact_.find(std::string(name)); found != exact_.end()) return &found->second;
    if (beginnings_.empty()) return nullptr;
    for (std::size_t length = name.size(); length > 0; --length) {
      const auto found = beginnings_.find(name.substr(0, length));
      if (found != beginnings_.end()) return &found->second;
    }
    return nullptr;
  }

 private:
  std::unordered_map<std::string, Value> exact_;
  std::map<std::string, Value, std::less<>> beginnings_;
};

}  // namespace loadline
