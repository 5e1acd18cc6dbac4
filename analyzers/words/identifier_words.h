// The words of an identifier, so that names can be judged by what they say.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace loadline {

// "LogContextCapture" → log, context, capture; "k_max_HTTPThreads2" → k, max, http, threads, 2. Lower case; anything else than
// letters and digits only separates.
std::vector<std::string> words_in(std::string_view identifier);

// Whether one of the words of `identifier` is one of `wanted`: "login" does not have the word "log".
bool has_word(std::string_view identifier, std::initializer_list<std::string_view> wanted);

}  // namespace loadline
