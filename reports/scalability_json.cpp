// The scalability report for programs.
// SPDX-License-Identifier: Apache-2.0

#include <cmath>

#include "analyzers/diagrams/dsm_order.h"
#include "analyzers/handlers/handler_state.h"
#include "analyzers/questions/codebase_metrics.h"
#include "analyzers/routes/route.h"
#include "analyzers/structure/metrics.h"
#include "analyzers/words/json_text.h"
#include "reports/json.h"
#include "reports/scalability_report.h"
#include "rules/assessment/route_rows.h"

namespace loadline {
namespace {

// Raised when a field changes its meaning or goes away; new fields may appear at any time.
constexpr int kVersion = 1;

Json number_or_null(double value) { return std::isnan(value) ? Json(nullptr) : Json(value); }

Json verdict(const Verdict& verdict) {
  Json changes = Json::array();
  for (const Change& change : verdict.changes) {
    changes.push_back({{"text", change.text},
                       {"principle", change.principle},
                       {"points", change.points},
                       {"finding", change.finding}});
  }
  return {{"sentences", verdict.sentences}, {"changes", std::move(changes)}};
}

Json scorecard(const std::vector<ScorecardRow>& rows) {
  Json list = Json::array();
  for (const ScorecardRow& row : rows) {
    const bool is_graded = row.grade < Grade::not_applicable;
    Json figures = Json::object();
    for (const Figure& figure : row.figures) figures[figure.name] = figure.value;
    list.push_back({{"principle", row.principle->id},
                    {"title", row.principle->title},
                    {"grade", is_graded ? Json(name_of(row.grade)) : Json(nullptr)},
                    {"score", is_graded ? Json(row.score) : Json(nullptr)},
                    {"why_ungraded", row.why_ungraded},
                    {"unit", name_of(row.principle->element)},
                    {"units", row.units},
                    {"affected", row.affected},
                    {"others", row.others},
                    {"findings", row.findings},
                    {"rules_run", row.rules_run},
                    {"rules_off", row.rules_off},
                    {"figures", std::move(figures)}});
  }
  return list;
}

Json hot_spots(const std::vector<HotSpot>& spots) {
  Json list = Json::array();
  for (const HotSpot& spot : spots) {
    Json reasons = Json::array();
    for (const HotSpotReason& reason : spot.reasons) {
      reasons.push_back({{"heat", reason.heat},
                         {"text", reason.text},
                         {"finding", reason.finding == kNone ? Json(nullptr) : Json(reason.finding)}});
    }
    list.push_back({{"kind", spot.is_handler ? "handler" : "module"},
                    {"name", spot.name},
                    {"heat", spot.heat},
                    {"reasons", std::move(reasons)}});
  }
  return list;
}

Json modules(const Analyses& analyses) {
  Json list = Json::array();
  for (ModuleIndex module = 0; module < analyses.modules().all().size(); ++module) {
    Json metrics = Json::object();
    for (const MetricSpec& metric : all_metrics()) {
      if (metric.of_module) {
        metrics[std::string(metric.name)] = number_or_null(metric.of_module(analyses.module_metrics()[module]));
      }
    }
    list.push_back({{"name", analyses.modules().all()[module].name}, {"metrics", std::move(metrics)}});
  }
  return list;
}

Json dependencies(const Analyses& analyses) {
  Json list = Json::array();
  for (const Dependency& dependency : analyses.module_dependencies().all()) {
    Json kinds = Json::object();
    for (std::size_t kind = 0; kind < dependency.counts.size(); ++kind) {
      if (dependency.counts[kind] > 0)
        kinds[std::string(name_of(static_cast<ReferenceKind>(kind)))] = dependency.counts[kind];
    }
    list.push_back({{"from", analyses.modules().all()[dependency.from].name},
                    {"to", analyses.modules().all()[dependency.to].name},
                    {"references", dependency.total},
                    {"kinds", std::move(kinds)}});
  }
  return list;
}

Json matrix_order(const Analyses& analyses) {
  Json list = Json::array();
  for (const Node module : dsm_order(analyses.module_dependencies().graph())) {
    list.push_back(analyses.modules().all()[module].name);
  }
  return list;
}

Json routes(const Analyses& analyses, const std::vector<JudgedFinding>& findings) {
  Json list = Json::array();
  const Program& program = analyses.program();
  for (const RouteRow& row : route_rows(analyses, findings)) {
    const Route& route = analyses.routes()[row.route];
    Json states = Json::array();
    for (const HandlerState* state : row.states) {
      states.push_back({{"name", state->name}, {"kind", name_of(state->kind)}, {"guard", name_of(state->guard)}});
    }
    Json callers = Json::array();
    for (const RouteCaller& caller : row.callers) {
      callers.push_back(
          {{"name", caller.name}, {"file", program.files()[caller.where.file].path}, {"line", caller.where.line}});
    }
    list.push_back({{"services", row.services},
                    {"method", route.method},
                    {"path", route.path},
                    {"version", row.version},
                    {"handler", handler_name(program, route.handler)},
                    {"file", route.where.known() ? Json(program.files()[route.where.file].path) : Json(nullptr)},
                    {"line", route.where.line},
                    {"callers", std::move(callers)},
                    {"state", std::move(states)},
                    {"contract", row.contract},
                    {"waiting", row.waiting},
                    {"observation", row.observation}});
  }
  return list;
}

Json services(const Modules& modules) {
  Json list = Json::array();
  for (const Service& service : modules.services()) {
    Json names = Json::array();
    for (const ModuleIndex module : service.modules) names.push_back(modules.all()[module].name);
    list.push_back({{"name", service.name}, {"modules", std::move(names)}});
  }
  return list;
}

Json metrics(const Analyses& analyses) {
  Json own = Json::object();
  for (const CodebaseMetric& metric : codebase_metrics()) {
    own[std::string(metric.name)] = number_or_null(metric.of(analyses));
  }
  return own;
}

Json history(const std::vector<HistoryEntry>& entries) {
  Json list = Json::array();
  for (const HistoryEntry& entry : entries) {
    list.push_back({{"commit", entry.commit}, {"date", entry.date}, {"values", entry.values}});
  }
  return list;
}

Json degraded(const std::vector<DegradedUnit>& units) {
  Json list = Json::array();
  for (const DegradedUnit& unit : units) {
    list.push_back({{"path", unit.path}, {"lost", unit.is_lost}, {"lost_lines", unit.lost_lines}});
  }
  return list;
}

}  // namespace

void write_scalability_json(const ScalabilityReport& report, std::ostream& out) {
  const Json document = {
      {"version", kVersion},
      {"project", report.project},
      {"commit", report.commit},
      {"date", report.date},
      {"verdict", verdict(report.assessment.verdict)},
      {"scorecard", scorecard(report.assessment.scorecard)},
      {"hot_spots", hot_spots(report.assessment.hot_spots)},
      {"modules", modules(report.analyses)},
      {"dependencies", dependencies(report.analyses)},
      {"matrix_order", matrix_order(report.analyses)},
      {"services", services(report.analyses.modules())},
      {"routes", routes(report.analyses, report.run.findings)},
      {"metrics", metrics(report.analyses)},
      {"history", history(report.history)},
      {"degraded_units", degraded(report.run.degraded_units)},
      {"run", run_as_json(report.run)},
  };
  out << indented_json_text(document, 2, JsonCharacters::ascii) << '\n';
}

}  // namespace loadline
