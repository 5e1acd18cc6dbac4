// SARIF 2.1.0, which code scanning services and editors read. Numbers in comments are sections of the standard.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>

#include "analyzers/words/json_text.h"
#include "reports/distinct_fingerprints.h"
#include "reports/report.h"
#include "reports/repository_path.h"
#include "reports/sarif_rules.h"
#include "reports/terminal_text.h"

namespace loadline {
namespace {

// A reference relative to the root (3.4.3): only what RFC 3986 leaves unreserved stays as it is.
std::string uri_of(std::string_view path) {
  constexpr std::string_view kUnreserved = "-._~/";
  std::string uri;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (is_letter || kUnreserved.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri += {'%', "0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 15]};
    }
  }
  return uri;
}

// "[a](b)" in a message is a link (3.11.6). A name such as `operator[](int)` is not a link: the backslash says so.
std::string message_text(std::string_view text) {
  std::string out;
  for (const char c : terminal_text(text)) {
    if (c == '(' && out.ends_with(']')) out.insert(out.size() - 1, 1, '\\');
    out += c;
  }
  return out;
}

Json message(std::string_view text) { return {{"text", message_text(text)}}; }

class SarifWriter {
 public:
  explicit SarifWriter(const RunResult& result)
      : result_(result), ids_(sarif_rule_ids(result)), fingerprints_(distinct_fingerprints(result)) {}

  Json log() const {
    Json rules = Json::array();
    for (const std::string& id : ids_) rules.push_back(sarif_rule(id));
    Json results = Json::array();
    for (std::size_t i = 0; i < result_.findings.size(); ++i) {
      results.push_back(result(result_.findings[i], fingerprints_[i]));
    }
    Json driver = {{"name", "loadline"}, {"version", result_.version}, {"rules", std::move(rules)}};
    Json run = {
        {"tool", {{"driver", std::move(driver)}}},
        {"invocations", Json::array({invocation()})},
        {"originalUriBaseIds", {{"%SRCROOT%", {{"description", {{"text", "The root of the repository"}}}}}}},
        {"results", std::move(results)},
    };
    return {{"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"},
            {"version", "2.1.0"},
            {"runs", Json::array({std::move(run)})}};
  }

 private:
  // 3.20. A run that saw too little of the code did not succeed, whatever it found.
  Json invocation() const {
    Json notifications = Json::array();
    for (const DegradedUnit& unit : result_.degraded_units) notifications.push_back(notification(unit));
    if (result_.coverage.inferred_commands) {
      notifications.push_back(
          {{"level", "warning"}, {"message", message("the compile commands were guessed: results may be incomplete")}});
    }
    return {{"executionSuccessful", result_.coverage.complete},
            {"toolExecutionNotifications", std::move(notifications)}};
  }

  Json notification(const DegradedUnit& unit) const {
    const char* text = unit.is_lost ? "nothing but its includes is known: it could not be parsed"
                                    : "parsed with errors: its facts may be incomplete";
    return {{"level", unit.is_lost ? "error" : "warning"},
            {"message", message(text)},
            {"locations", Json::array({location({unit.path, 0})})}};
  }

  // 3.28. A finding about the program as a whole is placed at its root, because some readers refuse one without a
  // place.
  Json location(const Place& place) const {
    const std::string path = repository_path(result_, is_in_repository(place.path) ? place.path : "");
    Json physical = {{"artifactLocation", {{"uri", uri_of(path)}, {"uriBaseId", "%SRCROOT%"}}}};
    if (place.line > 0) physical["region"] = {{"startLine", place.line}};
    return {{"physicalLocation", std::move(physical)}};
  }

  // A step without a place ("and 3 more") is shown where the finding is.
  Json step_location(const Finding& finding, const Step& step) const {
    const bool has_place = !step.where.path.empty() && is_in_repository(step.where.path);
    Json there = location(has_place ? step.where : host_place(finding));
    there["message"] = message(step.text);
    return there;
  }

  static std::string full_text(const Finding& finding) {
    std::string text = finding.message;
    text = message_text(text);
    if (!finding.advice.empty()) text += "\nadvice: " + message_text(finding.advice);
    if (!finding.because.empty()) text += "\nbecause: " + message_text(finding.because);
    return text;
  }

  Json result(const JudgedFinding& judged, const std::string& fingerprint) const {
    const Finding& finding = judged.finding;
    const auto rule = std::lower_bound(ids_.begin(), ids_.end(), finding.rule);
    Json entry = {
        {"ruleId", finding.rule},
        {"ruleIndex", rule - ids_.begin()},
        {"level", sarif_level(finding.severity)},
        {"message", {{"text", full_text(finding)}}},
        {"locations", Json::array({location(host_place(finding))})},
        // GitHub distinguishes alerts by the second one alone, and would make it of the text of the line.
        {"partialFingerprints", {{"loadline/v1", fingerprint}, {"primaryLocationLineHash", fingerprint + ":1"}}},
    };
    add_trail(finding, entry);
    add_status(judged, entry);
    entry["properties"] = {{"from", finding.from}, {"to", finding.to}, {"kind", finding.kind}};
    return entry;
  }

  // The trail twice: as a flow, step after step (3.36), and as places to open (3.27.22) for readers without flows.
  void add_trail(const Finding& finding, Json& entry) const {
    if (finding.trail.empty()) return;
    Json flow = Json::array(), related = Json::array();
    for (const Step& step : finding.trail) {
      Json there = step_location(finding, step);
      flow.push_back({{"location", there}});
      Json numbered = {{"id", related.size()}};
      numbered.update(there);
      related.push_back(std::move(numbered));
    }
    entry["relatedLocations"] = std::move(related);
    const Json thread = {{"locations", std::move(flow)}};
    entry["codeFlows"] = Json::array({{{"threadFlows", Json::array({thread})}}});
  }

  // 3.27.23 and 3.27.24: marked, never left out: a result that vanishes would be taken for fixed. When it was compared
  // with nothing, neither a baseline nor a commit, nothing is said about it. Being older does not make a finding suppressed.
  void add_status(const JudgedFinding& judged, Json& entry) const {
    if (result_.baseline || !result_.since.empty()) entry["baselineState"] = judged.was_there ? "unchanged" : "new";
    Json suppressions = Json::array();
    const bool is_known = judged.status == FindingStatus::known;
    if (is_known || judged.status == FindingStatus::suppressed) {
      Json suppression = {{"kind", is_known ? "external" : "inSource"}, {"status", "accepted"}};
      if (!judged.justification.empty()) suppression["justification"] = terminal_text(judged.justification);
      suppressions.push_back(std::move(suppression));
    }
    entry["suppressions"] = std::move(suppressions);  // empty: known not to be suppressed
  }

  const RunResult& result_;
  std::vector<std::string> ids_;
  std::vector<std::string> fingerprints_;
};

void write_sarif(const RunResult& result, const ReportStyle&, std::ostream& out) {
  out << indented_json_text(SarifWriter(result).log(), 2, JsonCharacters::ascii) << '\n';
}

}  // namespace

extern const Report sarif_report = {"sarif", "SARIF 2.1.0, for code scanning services and editors", write_sarif};

}  // namespace loadline
