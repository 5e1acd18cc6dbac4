// Metrics of modules and of the whole module graph: size, coupling, abstractness, cohesion, what a change can reach.
// SPDX-License-Identifier: Apache-2.0
//
// Sources of the formulas:
//   Ca, Ce, I, A, D    R. C. Martin, OO Design Quality Metrics: An Analysis of Dependencies (1994)
//   CCD, ACD, NCCD     J. Lakos, Large-Scale C++ Software Design (1996), ch. 4
//   propagation cost   A. MacCormack, J. Rusnak, C. Baldwin, Exploring the Structure of Complex Software Designs (2006)
//   cyclicity          hello2morrow, Sonargraph: the squares of the sizes of the cycle groups, added up
//   relational cohesion  C. Larman, Applying UML and Patterns (2002); NDepend's (R + 1) / N
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analyzers/model/dependencies.h"

namespace loadline {

// Martin counts classes; a C++ module also has free functions, so here the unit that depends is the file.
struct ModuleMetrics {
  std::uint64_t lines = 0;  // of its files, blank lines and comments included
  std::uint32_t files = 0;
  std::uint32_t symbols = 0;           // declared in it: neither parameters, nor locals, nor what the compiler adds
  std::uint32_t classes = 0;           // classes and structs defined in it
  std::uint32_t abstract_classes = 0;  // of these, with a pure virtual function left
  std::uint32_t afferent = 0;          // Ca: files of other modules that depend on it
  std::uint32_t efferent = 0;          // Ce: its files that depend on other modules
  std::uint32_t dependants = 0;        // modules that depend on it
  std::uint32_t dependencies = 0;      // modules that it depends on
  std::uint32_t reach = 0;             // modules it needs, directly or not, itself included
  std::uint64_t relations = 0;         // ordered pairs of its classes of which the first refers to the second

  // Each is NaN where it is not defined: without dependencies, or without classes.
  double instability() const;          // I = Ce / (Ca + Ce)
  double abstractness() const;         // A = abstract classes / classes
  double distance() const;             // D = |A + I - 1|
  double relational_cohesion() const;  // (relations + 1) / classes
};

// Of a graph, whose nodes may be modules or files.
struct GraphMetrics {
  std::uint32_t nodes = 0;
  std::uint64_t ccd = 0;        // for each node the number of nodes it reaches, itself included, added up
  std::uint64_t cyclicity = 0;  // the squares of the sizes of the components with more than one node, added up

  // NaN when there is no node.
  double acd() const;                 // CCD / n
  double nccd() const;                // CCD / CCD of a balanced binary tree: (n + 1) log2(n + 1) - n
  double propagation_cost() const;    // CCD / n², in 0..1
  double relative_cyclicity() const;  // sqrt(cyclicity) / n, in 0..1
};

// For each node, how many it reaches, itself included. Takes edges × nodes / 64 steps and memory linear in the graph.
std::vector<std::uint32_t> reach_sizes(const Graph& graph);

GraphMetrics graph_metrics(const Graph& graph);

// By module number. Linear in references, besides one sort.
std::vector<ModuleMetrics> module_metrics(const Program& program, const Modules& modules, const FileDependencies& files,
                                          const ModuleDependencies& dependencies);

// What users may write in rules: "instability", "nccd".
struct MetricSpec {
  std::string_view name;
  std::string_view summary;
  double (*of_module)(const ModuleMetrics&);  // one of the two is null
  double (*of_graph)(const GraphMetrics&);
};
std::span<const MetricSpec> all_metrics();

// The outermost class that each symbol is or is in, by symbol number; kNone outside classes. Linear.
std::vector<SymbolIndex> outermost_classes(const Program& program);

}  // namespace loadline
