// Writes carriers.
// SPDX-License-Identifier: Apache-2.0
#include "reports/carrier_text.h"

#include <algorithm>

#include "analyzers/words/phrases.h"
#include "reports/terminal_text.h"

namespace loadline {

void write_carriers(const Program& program, const std::vector<Carrier>& carriers, bool all, std::ostream& out) {
  constexpr std::size_t kShown = 8;
  const std::size_t shown = all ? carriers.size() : std::min(kShown, carriers.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const Carrier& carrier = carriers[i];
    out << "    " << (carrier.is_file ? "#include " : "") << terminal_text(carrier.name) << "  "
        << counted(carrier.references, carrier.is_file ? "include" : "reference") << ", first at "
        << terminal_text(program.files()[carrier.first.file].path) << ':' << carrier.first.line << '\n';
  }
  if (shown < carriers.size()) out << "    … and " << carriers.size() - shown << " more (--all)\n";
}

}  // namespace loadline
