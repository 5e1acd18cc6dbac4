// The dependencies between modules that can close a cycle of products.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzers/model/dependencies.h"
#include "analyzers/model/graph.h"
#include "analyzers/model/modules.h"

namespace loadline {

// Every kind but `friend`, which grants access and needs nothing.
KindSet kinds_of_use();

// Leaves out what the tests of a module need that are beside its product code: they are linked into programs of their own.
// A module that consists only of tests is judged like any other. Linear in the dependencies between files.
Graph product_graph(const Program& program, const Modules& modules, const FileDependencies& files,
                    KindSet kinds = kinds_of_use());

}  // namespace loadline
