// Leaves out what is made for code that is not here.
// SPDX-License-Identifier: Apache-2.0
#include "rules/evidence/judged_interfaces.h"

#include <algorithm>
#include <set>

#include "analyzers/structure/public_surface.h"
#include "analyzers/words/test_code.h"

namespace loadline {

std::vector<Interface> judged_interfaces(const Analyses& analyses, const RuleEntry& entry) {
  const Program& program = analyses.program();
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  std::set<std::string_view> installed;
  for (const BuildTarget& target : analyses.targets()) {
    installed.insert(target.installed_headers.begin(), target.installed_headers.end());
  }
  std::vector<Interface> interfaces = analyses.interfaces();
  std::erase_if(interfaces, [&](const Interface& interface) {
    const Symbol& symbol = program.symbols()[interface.symbol];
    const File& file = program.files()[symbol.defined.file];
    const std::string_view path = file.path;
    return is_in_include_folder(path) || is_test_code(path) || file.is_third_party || is_generated(path) ||
           installed.contains(path) || analyses.modules().of(symbol.defined.file) == kNone ||
           any_matches(ignored, symbol.name);
  });
  return interfaces;
}

}  // namespace loadline
