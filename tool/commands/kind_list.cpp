// Reads the kinds of reference that a user names on the command line.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "tool/commands/kind_list.h"

#include "analyzers/words/user_error.h"

namespace loadline {

namespace {

std::string all_kinds() {
  std::string text;
  for (int i = 0; i < kReferenceKinds; ++i) {
    text += (i > 0 ? ", " : "") + std::string(name_of(static_cast<ReferenceKind>(i)));
  }
  return text;
}

}  // namespace

KindSet parse_kinds(const std::vector<std::string>& names) {
  if (names.empty()) return KindSet::all();
  KindSet kinds;
  for (const std::string& name : names) {
    ReferenceKind kind{};
    if (!parse_reference_kind(name, &kind)) {
      throw UserError(fmt::format("unknown kind of reference \"{}\"", name), "the kinds are: " + all_kinds());
    }
    kinds.add(kind);
  }
  return kinds;
}

}  // namespace loadline
