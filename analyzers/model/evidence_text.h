// Evidence in words: "app::Window::open calls core::log".
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "analyzers/model/dependencies.h"
#include "analyzers/model/program.h"

namespace loadline {

// The verb of a kind in the third person: "calls", "inherits from".
std::string_view verb_of(ReferenceKind kind);

// Subject, verb, object; without the subject for code at file scope ("includes core/log.h"). Function names carry no
// signature.
std::string describe(const Program& program, const Evidence& evidence);

}  // namespace loadline
