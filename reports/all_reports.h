// The report formats that exist; each is defined in the file of its name.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"

namespace loadline {

extern const Report codeclimate_report;
extern const Report github_report;
extern const Report html_report;
extern const Report json_report;
extern const Report junit_report;
extern const Report markdown_report;
extern const Report sarif_report;
extern const Report text_report;

}  // namespace loadline
