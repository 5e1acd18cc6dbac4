// Constants that end up as the deciding argument of a library call: the path of a file, the number of threads.
// SPDX-License-Identifier: Apache-2.0
//
//   std::ifstream in("/etc/shop.conf");                       the constant is the argument
//   Text load(const Path& p) { std::ifstream in(p); … }       load's parameter is a path, …
//   load("/usr/share/shop/page.html");                        … so that this constant is one
//   environment_or("PAGES", "/usr/share/shop");               not passed on to a file: only a default
#pragma once

#include <string_view>
#include <unordered_set>
#include <vector>

#include "analyzers/calls/call_sites.h"
#include "analyzers/services/api_uses.h"

namespace loadline {

struct ConstantArgument {
  Location where;
  SymbolId function = 0;    // whose code is there
  SymbolId callee = 0;      // called there
  SymbolIndex api = kNone;  // where the constant ends
  std::string_view text;    // as written; of an integer: its digits
  bool is_integer = false;
};

// Sorted by place; each once per function, text and API. Linear in calls times the depth of wrappers.
std::vector<ConstantArgument> constant_arguments(const Program& program, const CallSites& sites, const ApiUses& uses,
                                                 Role role);

// Functions of the project that read the environment or another configuration in their own body: a constant that they
// take is a default.
std::unordered_set<SymbolId> configuration_readers(const Program& program, const ApiUses& uses);

}  // namespace loadline
