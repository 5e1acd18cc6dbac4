// The headers of the C++ standard library.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/precompiled/standard_module.h"

#include <algorithm>
#include <sstream>

#include <fmt/core.h>

namespace loadline::frontend {
namespace {

// All of [headers] that `std` and `std.compat` provide, those for C++26 and removed ones left out. The order is alphabetical.
constexpr const char* kHeaders =
    "algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono cinttypes "
    "climits "
    "clocale cmath compare complex concepts condition_variable coroutine csetjmp csignal cstdarg cstddef cstdint "
    "cstdio "
    "cstdlib cstring ctime cuchar cwchar cwctype deque exception execution expected filesystem flat_map flat_set "
    "format "
    "forward_list fstream functional future generator initializer_list iomanip ios iosfwd iostream istream iterator "
    "latch limits list locale map mdspan memory memory_resource mutex new numbers numeric optional ostream print queue "
    "random ranges ratio regex scoped_allocator semaphore set shared_mutex source_location span spanstream sstream "
    "stack stacktrace stdexcept stop_token streambuf string string_view syncstream system_error thread tuple "
    "type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant vector version";

}  // namespace

bool is_standard_module(const std::string& name) { return name == "std" || name == "std.compat"; }

bool imports_standard(const UnitScan& scan) {
  return std::any_of(scan.imports.begin(), scan.imports.end(), is_standard_module);
}

PrefixHeader standard_headers() {
  std::istringstream names(kHeaders);
  std::string text;
  for (std::string name; names >> name;) {
    text += fmt::format("#if __has_include(<{}>)\n#include <{}>\n#endif\n", name, name);
  }
  return {"/loadline-precompiled/standard_library.h", text, nullptr};
}

std::string empty_module(const std::string& name) { return fmt::format("export module {};\n", name); }

}  // namespace loadline::frontend
