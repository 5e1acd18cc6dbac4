// Parses a unit in a worker process and packs what came of it.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/parse_work.h"

#include <cstring>

#include "analyzers/facts/stored_facts.h"
#include "analyzers/frontend/scan/stored_result.h"

namespace loadline::frontend {
namespace {

// What stands before the stored form. As many bytes as keep the alignment.
struct Head {
  std::uint64_t parsed_again = 0;
  std::uint64_t may_store = 0;
  std::uint64_t microseconds = 0;
  std::uint64_t memory = 0;
};

// Parses the unit and notes all that it asked for.
void parse_once(const UnitRequest& request, ParseWay way, const FilePaths& paths, ScanService& service,
                ParseOutcome& outcome) {
  const auto files = llvm::makeIntrusiveRefCnt<InputRecorder>(service.file_system(request.directory));
  outcome.facts = way == ParseWay::includes_only ? parse_includes(request, paths, files)
                                                 : parse_unit(request, paths, files, &outcome.cost.memory);
  outcome.inputs = files->inputs(paths, service.log());
  add_inputs_of_loaded(request, outcome.inputs);
}

}  // namespace

ParseOutcome parse_work(UnitRequest request, ParseWay way, const FilePaths& paths, ScanService& service) {
  ParseOutcome outcome;
  outcome.may_store = way != ParseWay::includes_only;
  if (way == ParseWay::precompiled && request.precompiled != nullptr) {
    parse_once(request, way, paths, service, outcome);
    if (outcome.facts.problems.empty()) return outcome;
    outcome.parsed_again = true;
  }
  request.precompiled = nullptr;
  request.scan = nullptr;
  parse_once(request, way, paths, service, outcome);
  return outcome;
}

std::string answer_with(const ParseOutcome& outcome, const UnitScan& scan, const FilePaths& paths,
                        const ScanService& service) {
  Head head;
  head.parsed_again = outcome.parsed_again ? 1 : 0;
  head.microseconds = static_cast<std::uint64_t>(outcome.cost.seconds * 1e6);
  head.memory = outcome.cost.memory;
  head.may_store =
      outcome.may_store && !has_changed(scan, service.log()) && !have_changed(outcome.inputs, service.log()) ? 1 : 0;
  std::string answer(reinterpret_cast<const char*>(&head), sizeof(head));
  answer += encode_result(beyond_scan(outcome.inputs, scan), encode_facts(outcome.facts), paths);
  return answer;
}

std::optional<ParseOutcome> outcome_of(std::string_view answer, const FilePaths& paths) {
  Head head;
  if (answer.size() < sizeof(head)) return std::nullopt;
  std::memcpy(&head, answer.data(), sizeof(head));
  ParseOutcome outcome;
  outcome.stored = answer.substr(sizeof(head));
  const std::optional<std::string_view> result = decode_result(outcome.stored, paths, &outcome.inputs);
  std::optional<TuFacts> facts = result ? decode_facts(*result) : std::nullopt;
  if (!facts) return std::nullopt;
  outcome.facts = std::move(*facts);
  outcome.parsed_again = head.parsed_again != 0;
  outcome.may_store = head.may_store != 0;
  outcome.cost = {static_cast<double>(head.microseconds) * 1e-6, head.memory};
  return outcome;
}

}  // namespace loadline::frontend
