// degraded-analysis: causes for which a part of the program could not be read, so that findings may be missing.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/core.h>

#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"

namespace loadline {
namespace {

// "x.h" of "'x.h' file not found"; the whole message when it quotes nothing.
std::string header_in(std::string_view message) {
  const std::size_t open = message.find('\'');
  const std::size_t close = open == std::string_view::npos ? open : message.find('\'', open + 1);
  return std::string(close == std::string_view::npos ? message : message.substr(open + 1, close - open - 1));
}

// What one finding is about: a header that many files miss, or else a file.
struct Cause {
  ProblemKind kind = ProblemKind::error;
  std::string name;

  friend auto operator<=>(const Cause&, const Cause&) = default;
};

Cause cause_of(const Program& program, const Problem& problem) {
  const bool is_missing = problem.kind == ProblemKind::missing_header || problem.kind == ProblemKind::missing_module;
  if (is_missing) return {problem.kind, header_in(problem.message)};
  const FileIndex file = problem.where.known() ? problem.where.file : problem.source;
  return {problem.kind, file == kNone ? std::string() : std::string(program.files()[file].path)};
}

struct Met {
  std::vector<Step> steps;      // every place, sorted
  std::set<FileIndex> sources;  // the TUs that met it
};

std::map<Cause, Met> group(const Program& program, const std::vector<Pattern>& ignored) {
  std::map<Cause, Met> groups;
  for (const Problem& problem : program.problems()) {
    const std::string source = place_of(program, {problem.source, 0}).path;
    if (any_matches(ignored, source)) continue;
    Met& met = groups[cause_of(program, problem)];
    const Location where = problem.where.known() ? problem.where : Location{problem.source, 0};
    met.steps.push_back({place_of(program, where), std::string(problem.message)});
    met.sources.insert(problem.source);
  }
  for (auto& [cause, met] : groups) {
    std::sort(met.steps.begin(), met.steps.end());
    met.steps.erase(std::unique(met.steps.begin(), met.steps.end()), met.steps.end());
  }
  return groups;
}

// Names from a header that is not found are unknown wherever they are: one cause, not one for each file. Errors that no
// unit meets without missing a header are counted with it.
void fold_consequences(std::map<Cause, Met>& groups) {
  std::set<FileIndex> incomplete;
  for (const auto& [cause, met] : groups) {
    if (cause.kind == ProblemKind::missing_header) incomplete.insert(met.sources.begin(), met.sources.end());
  }
  std::erase_if(groups, [&](const auto& group) {
    const std::set<FileIndex>& sources = group.second.sources;
    return group.first.kind == ProblemKind::error &&
           std::includes(incomplete.begin(), incomplete.end(), sources.begin(), sources.end());
  });
}

std::string message(const Cause& cause, const Met& met) {
  switch (cause.kind) {
    case ProblemKind::missing_header:
      return fmt::format("the header `{}` is not found in {}", cause.name,
                         counted(met.sources.size(), "translation unit"));
    case ProblemKind::missing_module:
      return fmt::format("no source provides the module `{}`, which {} {}", cause.name,
                         counted(met.sources.size(), "translation unit"),
                         met.sources.size() == 1 ? "imports" : "import");
    case ProblemKind::error:
      return fmt::format("`{}` has {}: what is there may be missing", cause.name, counted(met.steps.size(), "error"));
    case ProblemKind::fatal: return fmt::format("`{}` cannot be parsed to its end", cause.name);
    case ProblemKind::crash: return fmt::format("the parser failed on `{}`: its facts are lost", cause.name);
  }
  return {};
}

std::string advice(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::missing_header:
      return "build once so that generated headers exist, install the package it comes from, or correct the include "
             "path; "
             "`loadline doctor` shows the compile commands";
    case ProblemKind::missing_module:
      return "compile the source that exports it with the project, so that the compile database names it; "
             "`loadline doctor` shows the compile commands";
    case ProblemKind::error:
    case ProblemKind::fatal:
      return "see whether clang++ accepts it with the same command; `loadline doctor` shows what was changed in the "
             "command";
    case ProblemKind::crash: return "try clang++ on the same command; exclude the file if it fails as well";
  }
  return {};
}

void check(const RuleInput& input, const Emit& emit) {
  constexpr std::size_t kMostSteps = 10;
  const RuleEntry& entry = input.entries.front();
  std::map<Cause, Met> groups = group(input.analyses.program(), entry.patterns(kExcept));
  fold_consequences(groups);
  for (auto& [cause, met] : groups) {
    Finding finding;
    finding.severity = entry.severity;
    finding.where = met.steps.front().where;
    finding.message = message(cause, met);
    finding.advice = advice(cause.kind);
    finding.from = cause.name;
    finding.kind = name_of(cause.kind);
    finding.trail.assign(met.steps.begin(), met.steps.begin() + std::min(met.steps.size(), kMostSteps));
    if (met.steps.size() > kMostSteps) {
      finding.trail.push_back({{}, fmt::format("and {} more", met.steps.size() - kMostSteps)});
    }
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::path_pattern, "sources whose problems are known"),
};

}  // namespace

extern const Rule degraded_analysis = {
    .id = "degraded-analysis",
    .title = "a part of the program that could not be read",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline
