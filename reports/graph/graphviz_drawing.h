// Graphviz, behind one function.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace loadline {

// Lays `dot` out and renders it: "svg", "plain", "png:cairo", … One drawing at a time, from any thread. Writes nothing to
// stderr. Throws AnalysisFailure.
std::string draw_with_graphviz(const std::string& dot, const char* format);

}  // namespace loadline
