// The result that the golden files of the reports show.
// SPDX-License-Identifier: Apache-2.0
#include "tests/reports/sample_result.h"

namespace loadline::test {

RunResult sample_result() {
  Finding cycle;
  cycle.rule = "dependency-cycle";
  cycle.severity = Severity::error;
  cycle.where = {"store/store.cc", 12};
  cycle.message = "2 modules depend on each other in a cycle: `audit` -> `store` -> `audit`";
  cycle.advice = "cut `store` -> `audit` (1 reference, first at store/store.cc:12)";
  cycle.because = "store is to become a library";
  cycle.from = "audit";
  cycle.kind = "module";
  cycle.trail = {{{"audit/log.cc", 7}, "`audit` -> `store`: audit::log calls store::Store::append (and 2 more)"},
                 {{"store/store.cc", 12}, "`store` -> `audit`: store::Store::put calls audit::log"}};

  Finding hostile;
  hostile.rule = "unassigned-file";
  hostile.severity = Severity::warning;
  hostile.where = {"src/\x1b[31mred\xe2\x80\xae.cc\n::error::", 0};
  hostile.message = "`caf\xc3\xa9 \xff\"<&` belongs to no module";
  hostile.from = hostile.where.path;
  hostile.kind = "unassigned";
  hostile.trail = {{{}, "and 3 more"}};

  Finding whole;
  whole.rule = "degraded-analysis";
  whole.severity = Severity::note;
  whole.message = "about the program as a whole";

  Finding known = cycle;
  known.where.line = 30;
  known.from = "billing";
  Finding suppressed = hostile;
  suppressed.from = "suppressed";

  RunResult result;
  result.version = "1.2.3";
  result.findings = {{cycle, FindingStatus::fresh, ""},
                     {known, FindingStatus::known, "billing moves out next year"},
                     {hostile, FindingStatus::fresh, ""},
                     {suppressed, FindingStatus::suppressed, "\x1b[2J<generated> by the build"},
                     {whole, FindingStatus::fresh, ""}};
  result.coverage = {412, 3, 1, 530, 8, 123456, true};
  result.baseline = {41, 3, 2};
  result.rules_run = {"degraded-analysis", "dependency-cycle", "layer-violation", "unassigned-file"};
  result.degraded_units = {{"audit/old log.cc", true}, {"store/store.cc", false}};
  result.edges = {{"audit", "store", 3, true}, {"store", "audit", 1, true}, {"store", "x\"];click n0 \"y", 7, false}};
  for (JudgedFinding& judged : result.findings) judged.was_there = judged.status == FindingStatus::known;
  return result;
}

RunResult compared_result() {
  RunResult result = sample_result();
  result.since = "main (1234567890ab)";
  for (std::size_t i = 1; i < result.findings.size(); ++i) {
    result.findings[i].was_there = true;
    if (result.findings[i].status == FindingStatus::fresh) result.findings[i].status = FindingStatus::older;
  }
  return result;
}

}  // namespace loadline::test
