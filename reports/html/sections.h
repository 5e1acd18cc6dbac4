// The ten sections of the page. Each returns its contents; page.cpp puts them under their headings.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "reports/html/structure_view.h"
#include "reports/scalability_report.h"

namespace loadline::html {

std::string verdict_section(const ScalabilityReport& report);
std::string scorecard_section(const ScalabilityReport& report);
std::string hot_spots_section(const ScalabilityReport& report);
std::string graph_section(const ScalabilityReport& report, const StructureView& view);
std::string matrix_section(const StructureView& view);
std::string services_section(const ScalabilityReport& report);
std::string services_picture(const ScalabilityReport& report);  // a part of it; "" with less than two services
std::string findings_section(const ScalabilityReport& report);
std::string metrics_section(const ScalabilityReport& report);
std::string trend_section(const ScalabilityReport& report);
std::string coverage_section(const ScalabilityReport& report);

// The page shows this many findings: the first ones, which are the worst. A browser cannot open 50,000 of them.
inline constexpr std::size_t kMostFindings = 1500;

// A link to the finding's own evidence on the page: "<a href="#finding-12">"; the content alone for those not on it.
std::string finding_link(std::uint32_t finding, const std::string& content);

// "A" in the colour of the grade, with words for readers who cannot see it.
std::string grade_mark(const ScorecardRow& row);

}  // namespace loadline::html
