// The lists of flag names, in the order of the bits.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/facts/flag_names.h"

#include <array>
#include <bit>

#include "analyzers/facts/facts.h"

namespace loadline {
namespace {

constexpr std::array<std::string_view, std::bit_width<unsigned>(kCoroutine)> kSymbolFlags{
    "const",    "constexpr",  "static-storage", "thread-local",     "atomic",   "mutex-type",     "virtual",
    "pure",     "final",      "abstract",       "polymorphic",      "exported", "hidden",         "in-inline-namespace",
    "template", "deprecated", "extern-c",       "static-member",    "mutable",  "reference-type", "pointer-type",
    "noexcept", "implicit",   "function-local", "inline-namespace", "has-body", "coroutine"};
static_assert(!kSymbolFlags.back().empty());

constexpr std::array<std::string_view, std::bit_width<unsigned>(kFromInstantiation)> kReferenceFlags{
    "implicit", "virtual-dispatch", "from-instantiation"};
static_assert(!kReferenceFlags.back().empty());

constexpr std::array<std::string_view, std::bit_width<unsigned>(kCallCounted)> kCallFlags{
    "virtual",      "constructs",     "operator", "implicit", "indirect",
    "const-method", "static-or-free", "awaited",  "destroys", "counted"};
static_assert(!kCallFlags.back().empty());

}  // namespace

std::span<const std::string_view> symbol_flag_names() { return kSymbolFlags; }
std::span<const std::string_view> reference_flag_names() { return kReferenceFlags; }
std::span<const std::string_view> call_flag_names() { return kCallFlags; }

}  // namespace loadline
