// The nodes and dependencies of one level, before anything is left out or merged.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analyzers/analyses.h"
#include "analyzers/diagrams/diagram.h"

namespace loadline {

// Evidence that one node depends on another, sorted by place. Several links may join the same two nodes.
struct Link {
  std::uint32_t from = 0, to = 0;  // into Scene::nodes, never the same
  std::span<const Evidence> evidence;
  std::string request;  // "GET /v1/products/:id", when it is made over the network
};

// Can be moved, not copied: links point into lists of `own_evidence` or into the analyses.
struct Scene {
  std::vector<DiagramNode> nodes;  // ids are unique; `cluster` is the full name of what encloses it
  std::vector<bool> needs_edges;   // parallel to nodes: of no interest on its own
  std::vector<Link> links;
  std::vector<std::vector<Evidence>> own_evidence;  // of links that no analysis holds

  Scene() = default;
  Scene(Scene&&) = default;
  Scene& operator=(Scene&&) = default;
};

// Throws UserError for the service level of a program without services.
Scene make_scene(const Analyses& analyses, Level level, bool include_system);

}  // namespace loadline
