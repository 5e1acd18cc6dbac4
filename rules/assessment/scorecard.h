// Grades for what lets an architecture carry more load: one row for each principle, and for each pitfall.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/analyses.h"
#include "rules/engine/judgement.h"
#include "rules/engine/rule.h"

namespace loadline {

// What a row counts: the things that can be right or wrong.
enum class Element : std::uint8_t { module, service, handler, route };
std::string_view name_of(Element element);

struct Principle {
  std::string_view id;  // "statelessness"
  std::string_view title;
  std::string_view question;  // what the grade answers
  bool is_pitfall = false;
  Element element = Element::module;
  // A metric of the codebase, a share, that lowers the score as well: where it is measured, rules that are off leave the
  // row no less to judge by. "" = none.
  std::string_view metric = {};
};
std::span<const Principle> all_principles();
// The rules that protect it, in the order of all_rules().
std::vector<const Rule*> rules_of(const Principle& principle);

// `not_known`: code that could not be read may make it a worse one.
enum class Grade : std::uint8_t { a, b, c, d, e, not_applicable, not_judged, not_known };
std::string_view name_of(Grade grade);  // "A" … "E", "n/a", "not judged", "not known"

// The whole formula, as text for readers. scorecard.cpp holds the numbers in it.
std::string_view grade_formula();

struct Figure {
  std::string name;
  std::string value;
};

struct ScorecardRow {
  const Principle* principle = nullptr;
  Grade grade = Grade::not_judged;
  double score = 0;                               // 0..100; meaningless when not graded
  std::uint32_t units = 0;                        // that could be affected
  std::uint32_t affected = 0;                     // of them, those that a finding is about
  std::uint32_t others = 0;                       // findings that name none of them, each counted as one more unit
  std::string why_ungraded;                       // for rows without a grade
  std::array<std::uint32_t, 4> counts{};          // findings by Severity
  std::vector<std::uint32_t> findings;            // into the findings, those that count, in their order
  std::vector<std::string> rules_run, rules_off;  // of rules_of(*principle)
  std::vector<Figure> figures;                    // measured, whatever the grade
  std::vector<double> losses;  // parallel to `findings`: its part of the points that the row has lost
};

// "4 of 28 handlers affected, and 3 findings about none of them".
std::string affected_text(const ScorecardRow& row);

struct AssessmentInput {
  const Analyses& analyses;
  const std::vector<JudgedFinding>& findings;
  const std::vector<std::string>& rules_run;  // sorted
  std::uint64_t lines = 0;                    // of code
  std::uint64_t lost_lines = 0;               // of them, those that could not be analysed
};

// One row for each principle, in the order of all_principles().
std::vector<ScorecardRow> make_scorecard(const AssessmentInput& input);

}  // namespace loadline
