// The Graphviz text of a diagram, from which the images are drawn.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "analyzers/diagrams/diagram.h"

namespace loadline {

std::string dot_text(const Diagram& diagram, const Program& program);

}  // namespace loadline
