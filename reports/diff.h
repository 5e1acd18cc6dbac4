// What changed between two states of a project, as text, JSON or Markdown.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "analyzers/questions/comparison.h"
#include "rules/engine/judgement.h"

namespace loadline {

struct ShownEdge {
  EdgeChange change;
  std::vector<Step> evidence;  // the first few places, in the state that has the edge
};

struct DiffResult {
  std::string base, head;  // how the user named them, and the commit: "main (1234567890ab)"
  Comparison comparison;
  std::vector<ShownEdge> added, removed;      // comparison.added_edges and removed_edges, with their evidence
  std::vector<JudgedFinding> added_findings;  // fresh in head and not in base
  std::vector<JudgedFinding> removed_findings;
};

// Whether nothing changed that a diff shows besides the number of references.
bool is_unchanged(const DiffResult& diff);

// Same diff, same bytes.
void write_diff_text(const DiffResult& diff, std::ostream& out);
void write_diff_json(const DiffResult& diff, std::ostream& out);
void write_diff_markdown(const DiffResult& diff, std::ostream& out);

}  // namespace loadline
