// loadline baseline: freezes today's findings, so only new ones fail the check.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzers/words/user_error.h"
#include "rules/all_rules.h"
#include "rules/evidence/measurement.h"
#include "tool/arguments.h"
#include "tool/baseline/baseline_file.h"
#include "tool/command.h"
#include "tool/commands/commands.h"
#include "tool/console/output.h"
#include "tool/pipeline.h"

namespace loadline {

namespace {

struct BaselineOptions {
  ProjectOptions project;
  bool accept_new = false;
  bool migrate = false;
  std::string reason;
};

// What stays in the baseline and what would have to join it.
struct Sorted {
  std::vector<KnownFinding> known, fresh;
  std::vector<std::pair<std::string, std::vector<CarrierName>>> joined;  // to the known finding of this fingerprint
  std::size_t worse_metrics = 0;                                         // than the baseline holds, or not in it yet
};

Sorted sort_out(const RunResult& result) {
  Sorted sorted;
  for (const JudgedFinding& judged : result.findings) {
    const Finding& finding = judged.finding;
    if (judged.status == FindingStatus::suppressed || find_rule(finding.rule)->about_findings) continue;
    if (finding.kind.ends_with(kAgainstBaseline)) {
      sorted.worse_metrics += judged.status == FindingStatus::fresh;
      continue;
    }
    if (!judged.grown_from.empty()) {
      sorted.joined.emplace_back(judged.grown_from, names_of(finding.carriers));
      continue;
    }
    std::vector<KnownFinding>& group = judged.status == FindingStatus::known ? sorted.known : sorted.fresh;
    group.push_back({finding.rule, finding.from, finding.to, finding.kind, judged.justification, finding.fingerprint(),
                     names_of(finding.carriers)});
  }
  return sorted;
}

// Accepts what has joined known findings; the reason of the entry is the old one.
void add_joined(const Sorted& sorted, std::vector<KnownFinding>& known) {
  for (const auto& [fingerprint, carriers] : sorted.joined) {
    const auto entry = std::find_if(known.begin(), known.end(),
                                    [&](const KnownFinding& finding) { return finding.fingerprint == fingerprint; });
    if (entry == known.end()) continue;
    entry->carriers.insert(entry->carriers.end(), carriers.begin(), carriers.end());
    std::sort(entry->carriers.begin(), entry->carriers.end());
  }
}

void check_flags(const BaselineOptions& options, const std::optional<Baseline>& old) {
  const bool exists = old.has_value();
  if (options.migrate && !exists) {
    throw UserError("there is no baseline to migrate", "\"loadline baseline\" without --migrate writes one");
  }
  if (exists && !old->keeps_carriers && !options.migrate) {
    throw UserError(
        std::string(kBaselineName) + " is of version 1, which does not say what code its findings rest on",
        "--migrate rewrites it with what the code has now; code that joins a known finding later is then new");
  }
  if (options.accept_new && options.reason.empty()) {
    throw UserError("--accept-new needs a reason", "say why with --reason \"…\"; it is kept in the baseline");
  }
  if (!options.accept_new && !options.reason.empty() && exists) {
    throw UserError("--reason is for findings that join the baseline", "add --accept-new");
  }
}

int run(const BaselineOptions& options) {
  const std::optional<Baseline> old = load_baseline(find_root(options.project.path));
  const bool exists = old.has_value();
  check_flags(options, old);
  const std::unique_ptr<Project> project = analyse_project(options.project);
  // Where code is missing, findings are missing; they must not be dropped for that reason.
  if (const int code = exit_code_of(*project, kClean); code != kClean) return code;
  const RunResult result = check_project(*project, {});
  Sorted sorted = sort_out(result);
  const bool grows = options.accept_new || !exists;
  std::vector<KnownFinding> kept = sorted.known;
  for (KnownFinding& finding : sorted.fresh) {
    if (!grows) break;
    finding.reason = options.reason;
    kept.push_back(finding);
  }
  if (grows) add_joined(sorted, kept);
  const std::size_t added = kept.size() - sorted.known.size() + (grows ? sorted.joined.size() : 0);
  const std::size_t removed = result.baseline ? result.baseline->stale : 0;
  RuleSettings settings = project->config.rules;
  if (old) settings.known_metrics = old->metrics;
  const std::vector<KnownMetric> metrics = metrics_for_baseline(all_rules(), *project->analyses, settings, grows);
  write_output((project->root / kBaselineName).string(),
               [&](std::ostream& out) { out << baseline_text(kept, metrics); });
  write_output("", [&](std::ostream& out) {
    out << "baseline: " << kept.size() << " (+" << added << " −" << removed << "), written to " << kBaselineName
        << '\n';
  });
  const std::size_t left_out = grows ? 0 : sorted.fresh.size() + sorted.joined.size() + sorted.worse_metrics;
  if (left_out == 0) return kClean;
  std::cerr << "loadline: " << left_out << " new findings stay out of the baseline\n"
            << "  hint: fix them (\"loadline check\" lists them), or let them in with --accept-new --reason \"…\"\n";
  return kFindings;
}

std::function<int()> declare(Arguments& arguments) {
  const auto options = std::make_shared<BaselineOptions>();
  declare_project_options(arguments, options->project);
  arguments.add_flag("--accept-new", options->accept_new, "Add new findings to an existing baseline; needs --reason");
  arguments.add_option("--reason", options->reason, "Why they may stay; kept in the baseline").shown_as("TEXT");
  arguments.add_flag("--migrate", options->migrate, "Rewrite a baseline of an older version in the current form");
  arguments.footer(
      "The first run freezes all findings. Later ones only remove what is fixed, unless they are told to accept more.\n"
      "Exit codes: 0 written · 1 written, but new findings stay out · 2 usage or configuration error · 3 incomplete or "
      "failed; nothing is written");
  return [options] { return run(*options); };
}

}  // namespace

const Command baseline_command{"baseline", "Freeze today's findings, so only new ones count", declare};

}  // namespace loadline
