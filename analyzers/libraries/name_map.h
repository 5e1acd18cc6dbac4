// Qualified names, exact or by their beginning, and what is known of each.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <functional>
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
  // A name that was added before keeps its value. Returns the value that it has now.
  Value& add(std::string_view name, Value value) {
    if (name.ends_with('*') && !name.ends_with("operator*")) {
      return beginnings_.emplace(std::string(name.substr(0, name.size() - 1)), std::move(value)).first->second;
    }
    return exact_.emplace(std::string(name), std::move(value)).first->second;
  }
  bool empty() const { return exact_.empty() && beginnings_.empty(); }
  // nullptr when no name fits. The longest beginning wins.
  const Value* find(std::string_view name) const {
    const Value* first = nullptr;
    for_each_match(name, [&](const Value& value) {
      first = &value;
      return false;
    });
    return first;
  }

  // Calls visit(value) for each name that fits, the most exact first, until it returns false.
  template <class Visit>
  void for_each_match(std::string_view name, Visit visit) const {
    if (const auto found = exact_.find(name); found != exact_.end() && !visit(found->second)) return;
    // The last beginning that does not come after the name is the longest that fits, or shows how much of the name any
    // other may still have: for "std::set" and the beginnings "std", "std::map", "std::map" leaves "std::".
    for (auto next = beginnings_.upper_bound(name); next != beginnings_.begin(); next = beginnings_.upper_bound(name)) {
      const std::string& beginning = std::prev(next)->first;
      const auto common = std::mismatch(name.begin(), name.end(), beginning.begin(), beginning.end()).second;
      const auto length = static_cast<std::size_t>(common - beginning.begin());
      if (length == beginning.size()) {
        if (!visit(std::prev(next)->second) || length == 0) return;
        name = name.substr(0, length - 1);
      } else {
        name = name.substr(0, length);
      }
    }
  }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, Value, Hash, std::equal_to<>> exact_;
  std::map<std::string, Value, std::less<>> beginnings_;
};

}  // namespace loadline
