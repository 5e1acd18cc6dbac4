// A picture before it is drawn: the nodes and edges of one level, after focus, depth, collapse and reduction.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "analyzers/analyses.h"

namespace loadline {

enum class Level : std::uint8_t { module, file, service, symbol };

struct DiagramOptions {
  Level level = Level::module;
  std::vector<std::string> focus;     // patterns: only these nodes and their neighbours up to `depth`
  std::uint32_t depth = 1;
  std::vector<std::string> reaches;   // patterns: only nodes that reach one of these (directly or not)
  std::vector<std::string> collapse;  // patterns: nodes with the same match become one node named by the pattern's literal part
  KindSet kinds = KindSet::all();
  bool reduce = false;                // transitive reduction
  bool include_system = false;        // system headers as nodes (file level)
};

struct DiagramNode {
  std::string id;        // unique, stable: the module, file or symbol name
  std::string label;     // last part of the name, when it sits in a cluster
  std::string cluster;   // enclosing module or directory; "" = none
  std::string path;      // file:line to link to, "" when none
  std::uint32_t line = 0;
  std::uint32_t files = 0;
  std::uint32_t lines = 0;
  bool focused = false;
};

struct DiagramEdge {
  std::uint32_t from = 0, to = 0;  // into Diagram::nodes
  std::uint64_t weight = 0;        // pieces of evidence
  std::array<std::uint32_t, kReferenceKinds> counts{};
  bool in_cycle = false;
  bool is_cut = false;             // one of the edges to cut to break the cycle
  Evidence sample;                 // the first piece of evidence; unknown place when there is none
};

struct Diagram {
  Level level = Level::module;
  std::vector<DiagramNode> nodes;      // sorted by id
  std::vector<DiagramEdge> edges;      // sorted by from, to
  std::vector<std::string> clusters;   // sorted; nested by '.' (modules) or '/' (files) or "::" (symbols)
};

// Throws UserError for a focus, reaches or collapse pattern that matches nothing (with near matches as a hint).
Diagram make_diagram(const Analyses& analyses, const DiagramOptions& options);

}  // namespace loadline
