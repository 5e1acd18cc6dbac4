// The clients that gRPC's generator writes: no model can name them, because services do.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzers/model/program.h"

namespace loadline {

// `Shop::Stub::Buy`, which returns when the reply is there. Its asynchronous twins say so in their names, or are members of
// a class `async`.
bool is_stub_call(const Symbol& callee);

}  // namespace loadline
