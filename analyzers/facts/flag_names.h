// The spellings of the flag bits in facts.h.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace loadline {

// Element i names bit i.
std::span<const std::string_view> symbol_flag_names();
std::span<const std::string_view> reference_flag_names();
std::span<const std::string_view> call_flag_names();

}  // namespace loadline
