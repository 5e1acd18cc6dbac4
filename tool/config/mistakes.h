// Collects what is wrong in a configuration file, so that all of it is reported at once.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/model/architecture.h"

namespace loadline {

class Mistakes {
 public:
  void add(ConfigPlace place, std::string message);

  std::size_t count() const { return mistakes_.size(); }

  // What is not a mistake, but should be written in another way.
  void add_note(ConfigPlace place, std::string message);

  // Throws UserError with a line "name:line:column: message" for each mistake, in file order; returns when there is none.
  void report(const std::string& name) const;
  // "name:line:column: message" for each note, in file order.
  std::vector<std::string> notes(const std::string& name) const;

 private:
  std::vector<std::pair<ConfigPlace, std::string>> mistakes_, notes_;
};

// `text` in quotes for a message: control characters spelled out, and shortened when it is long.
std::string in_quotes(std::string_view text);

// "; did you mean "layers"?", to end a message; nothing when no candidate is near.
std::string guess_text(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace loadline
