// Reads #include lines.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/include_line.h"

namespace loadline {

std::string include_spelling(const std::string& line) {
  const std::size_t hash = line.find_first_not_of(" \t");
  if (hash == std::string::npos || line[hash] != '#') return {};
  const std::size_t word = line.find_first_not_of(" \t", hash + 1);
  if (word == std::string::npos || line.compare(word, 7, "include") != 0) return {};
  const std::size_t open = line.find_first_not_of(" \t", word + 7);
  if (open == std::string::npos || (line[open] != '"' && line[open] != '<')) return {};
  const std::size_t close = line.find(line[open] == '<' ? '>' : '"', open + 1);
  return close == std::string::npos ? std::string() : line.substr(open, close - open + 1);
}

}  // namespace loadline
