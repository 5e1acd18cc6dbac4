// The JSON Schemas (draft 2020-12) of the JSON that loadline writes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace loadline {

std::string api_schema();          // of `api --format json`
std::string json_report_schema();  // of `check --report json`
std::string graph_json_schema();   // of `graph --format json`
std::string scalability_schema();  // of `report -o FILE.json`

}  // namespace loadline
