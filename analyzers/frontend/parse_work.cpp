// Parses a unit in a worker process and packs what came of it.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/parse_work.h"

#include <cstring>

#include "analyzers/facts/stored_facts.h"
#include "analyzers/frontend/scan/stored_result.h"
#include "analyzers/frontend/threads/workers.h"

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
TuFacts parse_once(const UnitRequest& request, ParseWay way, const FilePaths& paths, ScanService& service,
                   std::uint64_t* memory, Inputs& inputs) {
  const auto files = llvm::makeIntrusiveRefCnt<InputRecorder>(service.file_system(request.directory));
  TuFacts facts = way == ParseWay::includes_only ? parse_includes(request, paths, files)
                                                 : parse_unit(request, paths, files, memory);
  inputs = files->inputs(paths, service.log());
  for (const PrecompiledHeader* part = request.precompiled.get(); part != nullptr; part = part->base.get()) {
    add_inputs(inputs, part->inputs);
  }
  return facts;
}

}  // namespace

std::string parse_work(UnitRequest request, ParseWay way, const FilePaths& paths, ScanService& service) {
  Head head;
  Inputs inputs;
  const UnitScan& scan = *request.scan;
  const double start = thread_seconds();
  if (way != ParseWay::precompiled) request.precompiled = nullptr;
  const bool is_precompiled = request.precompiled != nullptr;
  if (!is_precompiled) request.scan = nullptr;
  TuFacts facts = parse_once(request, way, paths, service, &head.memory, inputs);
  if (is_precompiled && facts.degraded()) {
    head.parsed_again = 1;
    request.precompiled = nullptr;
    request.scan = nullptr;
    facts = parse_once(request, ParseWay::plain, paths, service, &head.memory, inputs);
  }
  head.microseconds = static_cast<std::uint64_t>((thread_seconds() - start) * 1e6);
  // What is stored belongs to the bytes that were parsed.
  head.may_store = way != ParseWay::includes_only && !has_changed(scan, service.log()) &&
                   !have_changed(inputs, service.log());
  std::string answer(reinterpret_cast<const char*>(&head), sizeof(head));
  answer += encode_result(beyond_scan(inputs, scan), encode_facts(facts), paths);
  return answer;
}

std::optional<ParseOutcome> outcome_of(std::string_view answer, const FilePaths& paths) {
  Head head;
  if (answer.size() < sizeof(head)) return std::nullopt;
  std::memcpy(&head, answer.data(), sizeof(head));
  ParseOutcome outcome;
  outcome.stored = answer.substr(sizeof(head));
  Inputs inputs;
  const std::optional<std::string_view> result = decode_result(outcome.stored, paths, &inputs);
  std::optional<TuFacts> facts = result ? decode_facts(*result) : std::nullopt;
  if (!facts) return std::nullopt;
  outcome.facts = std::move(*facts);
  outcome.parsed_again = head.parsed_again != 0;
  outcome.may_store = head.may_store != 0;
  outcome.cost = {static_cast<double>(head.microseconds) * 1e-6, head.memory};
  return outcome;
}

}  // namespace loadline::frontend
