// Writes carriers.
// SPDX-License-Identifier: Apache-2.0
#include "tool/commands/carrier_text.h"

#include <algorithm>

#include "reports/terminal_text.h"

namespace loadline {

std::string counted_text(std::uint64_t count, std::string_view noun) {
  return std::to_string(count) + ' ' + std::string(noun) + (count == 1 ? "" : "s");
}

void write_carriers(const Program& program, const std::vector<Carrier>& carriers, bool all, std::ostream& out) {
  constexpr std::size_t kShown = 8;
  const std::size_t shown = all ? carriers.size() : std::min(kShown, carriers.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const Carrier& carrier = carriers[i];
    out << "    " << (carrier.is_file ? "#include " : "") << terminal_text(carrier.name) << "  "
        << counted_text(carrier.references, carrier.is_file ? "include" : "reference") << ", first at "
        << terminal_text(program.files()[carrier.first.file].path) << ':' << carrier.first.line << '\n';
  }
  if (shown < carriers.size()) out << "    … and " << carriers.size() - shown << " more (--all)\n";
}

}  // namespace loadline
