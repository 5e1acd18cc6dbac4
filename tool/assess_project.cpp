// Gathers what the scalability report shows.
// SPDX-License-Identifier: Apache-2.0
#include "tool/pipeline.h"

#include "tool/report/source_lines.h"

namespace loadline {

ScalabilityReport assess_project(const Project& project, const RunResult& run) {
  const std::string name = project.root.filename().string();
  ScalabilityReport report{name, "", "", *project.analyses, run, {}, {}, {}, ""};
  report.assessment =
      assess({*project.analyses, run.findings, run.rules_run, run.coverage.lines, run.coverage.lost_lines}, name);
  report.sources = read_source_lines(project.root, project.program, run.findings);
  return report;
}

}  // namespace loadline
