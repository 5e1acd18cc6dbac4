// A picture before it is drawn: the nodes and edges of one level, after focus, depth, collapse and reduction.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/analyses.h"

namespace loadline {

enum class Level : std::uint8_t { module, file, service, symbol };

struct DiagramOptions {
  Level level = Level::module;
  std::vector<std::string> focus;  // patterns: only these nodes, and the edges that `depth` steps down or up walk
  std::uint32_t depth = 1;
  std::vector<std::string> reaches;  // patterns: only nodes that reach one of these (directly or not)
  std::vector<std::string>
      collapse;  // patterns: nodes with the same match become one node named by the pattern's literal part
  KindSet kinds = KindSet::all();
  bool reduce = false;          // transitive reduction
  bool include_system = false;  // system headers as nodes, "<vector>" (file level; edges are includes)
};

struct DiagramNode {
  std::string id;       // unique, stable: the module, file or symbol name
  std::string label;    // the name without what its cluster already says
  std::string cluster;  // one of Diagram::clusters; "" = none
  std::string path;     // file:line to link to, "" when none
  std::uint32_t line = 0;
  std::uint32_t files = 0;
  std::uint32_t lines = 0;
  bool focused = false;
  std::string store;  // what kind of store it is, "relational database"; "": none
  std::string link;   // to where people read the code; set by whoever draws, "" when nowhere
};

// What one service asks another for.
struct DiagramRequest {
  std::string text;         // "GET /v1/products/:id", the route as it is registered
  std::uint32_t calls = 0;  // places in the code that send it
};

struct DiagramEdge {
  std::uint32_t from = 0, to = 0;  // into Diagram::nodes
  std::uint64_t weight = 0;        // pieces of evidence
  std::array<std::uint32_t, kReferenceKinds> counts{};
  bool in_cycle = false;                 // of the whole graph of these kinds, whatever part of it is shown
  bool is_cut = false;                   // one of the edges to cut to break the cycle
  Evidence sample;                       // the first piece of evidence by place
  std::vector<DiagramRequest> requests;  // sorted by text; their calls are part of the weight
};

// What the nodes of each level are, and what clusters them:
//   module   modules; the modules around them ("store" holds "store.sql")
//   file     project files; their directories
//   service  services, the modules that several of them use, which form a cluster, and the stores whose clients they call,
//            which form another; what no service uses is not shown. Requests from one to another are edges, too
//   symbol   classes, free functions, variables, … that depend on another or are depended on, with their members; modules
struct Diagram {
  Level level = Level::module;
  std::vector<DiagramNode> nodes;  // sorted by id
  std::vector<DiagramEdge> edges;  // sorted by from, to
  std::vector<std::string>
      clusters;  // sorted; each holds nodes or several clusters; nested by cluster_separator(level)
};

// Sorts requests, and makes one of those with the same text.
void join_requests(std::vector<DiagramRequest>& requests);

// Throws UserError for a focus, reaches or collapse pattern that matches nothing (with near matches as a hint), and for the
// service level of a program without services.
Diagram make_diagram(const Analyses& analyses, const DiagramOptions& options);

// '.' or '/': a cluster is in another if its name continues with this after the other's.
char cluster_separator(Level level);

std::string_view name_of(Level level);

}  // namespace loadline
