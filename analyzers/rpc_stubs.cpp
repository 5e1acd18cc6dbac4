// Tells stubs by their names and by the context that every call takes.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/rpc_stubs.h"

#include "analyzers/qualified_name.h"

namespace loadline {

bool is_stub_call(const Symbol& callee) {
  const std::string_view holder = last_name(without_last(callee.name));
  if (holder != "Stub" && holder != "StubInterface") return false;
  if (!callee.signature.empty() && callee.signature.find("ClientContext") == std::string_view::npos) return false;
  const std::string_view name = last_name(callee.name);
  return name != holder && !name.starts_with("Async") && !name.starts_with("PrepareAsync") && !name.starts_with('~');
}

}  // namespace loadline
