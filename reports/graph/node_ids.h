// Names for the nodes of a diagram in the languages that draw it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/diagrams/diagram.h"

namespace loadline {

// "n_db" for "db", "n_db_impl_cc_1f03c9" for "src/db/db_impl.cc": an id follows from the name alone, so that a new node
// leaves the lines about all others as they are. Letters of ASCII, digits and "_" only, all different; parallel to
// Diagram::nodes.
std::vector<std::string> node_ids(const Diagram& diagram);

// The same of Diagram::clusters: "c_db".
std::vector<std::string> cluster_ids(const Diagram& diagram);

}  // namespace loadline
