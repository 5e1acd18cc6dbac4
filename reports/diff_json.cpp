// The diff for programs.
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "analyzers/words/json_text.h"
#include "reports/diff.h"

namespace loadline {
namespace {

Json to_json(const Place& place) {
  if (place.path.empty()) return nullptr;  // the program as a whole
  return {{"path", place.path}, {"line", place.line}};
}

Json to_json(const EdgeChange& edge) {
  return {{"from", edge.from}, {"to", edge.to}, {"before", edge.before}, {"after", edge.after}};
}

Json to_json(const std::vector<ShownEdge>& edges) {
  Json list = Json::array();
  for (const ShownEdge& edge : edges) {
    Json entry = to_json(edge.change);
    entry["evidence"] = Json::array();
    for (const Step& step : edge.evidence) {
      entry["evidence"].push_back({{"where", to_json(step.where)}, {"text", step.text}});
    }
    list.push_back(std::move(entry));
  }
  return list;
}

Json to_json(const std::vector<JudgedFinding>& findings) {
  Json list = Json::array();
  for (const JudgedFinding& judged : findings) {
    const Finding& finding = judged.finding;
    list.push_back({{"rule", finding.rule},
                    {"severity", name_of(finding.severity)},
                    {"where", to_json(finding.where)},
                    {"message", finding.message},
                    {"fingerprint", finding.fingerprint()}});
  }
  return list;
}

}  // namespace

void write_diff_json(const DiffResult& diff, std::ostream& out) {
  const Comparison& c = diff.comparison;
  Json changed = Json::array(), metrics = Json::array();
  for (const EdgeChange& edge : c.changed_edges) changed.push_back(to_json(edge));
  const auto number = [](double value) { return std::isnan(value) ? Json(nullptr) : Json(value); };
  for (const MetricChange& metric : c.metrics) {
    metrics.push_back({{"metric", metric.metric}, {"before", number(metric.before)}, {"after", number(metric.after)}});
  }
  const Json document{
      {"version", 1},
      {"base", diff.base},
      {"head", diff.head},
      {"modules", {{"added", c.added_modules}, {"removed", c.removed_modules}}},
      {"edges", {{"added", to_json(diff.added)}, {"removed", to_json(diff.removed)}, {"changed", changed}}},
      {"cycles", {{"added", c.added_cycles}, {"removed", c.removed_cycles}}},
      {"metrics", metrics},
      {"findings", {{"added", to_json(diff.added_findings)}, {"removed", to_json(diff.removed_findings)}}}};
  out << indented_json_text(document, 2, JsonCharacters::ascii) << '\n';
}

}  // namespace loadline
