// Asks worker processes, and asks for less when one has died.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/unit_workers.h"

#include "analyzers/frontend/threads/workers.h"

namespace loadline::frontend {
namespace {

// What a request is about, and how to parse it.
enum class Wanted : std::uint64_t { header, module_header, interface, facts };

constexpr unsigned kNumberBits = 48;

std::uint64_t request_for(Wanted wanted, std::size_t number, ParseWay way = ParseWay::plain) {
  return number | static_cast<std::uint64_t>(wanted) << kNumberBits |
         static_cast<std::uint64_t>(way) << (kNumberBits + 8);
}

constexpr const char* kCrash = "Clang crashed on this translation unit";

}  // namespace

UnitWorkers::UnitWorkers(std::size_t workers, const WorkLimits& limits, const std::vector<ExtractionUnit>& units,
                         const FilePaths& paths, FactStore& store, ScanService& service, Precompilation& precompilation,
                         ModuleBuilds& modules)
    : units_(units),
      paths_(paths),
      store_(store),
      service_(service),
      precompilation_(precompilation),
      modules_(modules),
      pool_(workers, [this](std::uint64_t request) { return answer(request); }, limits) {}

void UnitWorkers::make_header(std::size_t node) {
  const std::string answer = pool_.ask(request_for(Wanted::header, node)).bytes.value_or("");
  const auto held = pool_.hold_off_replacing();
  precompilation_.made(node, answer);
}

void UnitWorkers::make_module_header(std::size_t group) {
  pool_.ask(request_for(Wanted::module_header, group));
  const auto held = pool_.hold_off_replacing();
  modules_.keep_header(group);
}

void UnitWorkers::make_interface(std::size_t unit) {
  const bool is_alive = pool_.ask(request_for(Wanted::interface, unit)).bytes.has_value();
  const auto held = pool_.hold_off_replacing();
  if (!is_alive) {
    modules_.give_up(unit, ParseWay::precompiled);
    modules_.give_up(unit, ParseWay::plain);
  }
  modules_.keep_interfaces(unit);
}

// In a worker process.
std::string UnitWorkers::answer(std::uint64_t request) {
  const std::size_t number = request & ((std::uint64_t{1} << kNumberBits) - 1);
  switch (static_cast<Wanted>(request >> kNumberBits & 0xff)) {
    case Wanted::header: return precompilation_.make(number);
    case Wanted::module_header: modules_.make_header(number); return {};
    case Wanted::interface: modules_.make_interface(number); return {};
    default: return parse_here(number, static_cast<ParseWay>(request >> (kNumberBits + 8)));
  }
}

// In a worker process. "" after a crash that it has survived.
std::string UnitWorkers::parse_here(std::size_t number, ParseWay way) {
  const ExtractionUnit& unit = units_[number];
  const double start = thread_seconds();
  std::optional<ParseOutcome> outcome;
  if (!modules_.takes_part(number)) {
    UnitRequest request = request_of(unit);
    if (unit.number != ExtractionUnit::kNoNumber) request.precompiled = precompilation_.header_for(unit.number);
    outcome = parse_work(std::move(request), way, paths_, service_);
  } else if (way != ParseWay::includes_only) {
    outcome = modules_.parse(number, way);
  } else {
    outcome = parse_work(modules_.plain_request(number), way, paths_, service_);
  }
  if (!outcome) return {};
  outcome->cost.seconds = thread_seconds() - start;
  return answer_with(*outcome, unit.scan, paths_, service_);
}

UnitRequest UnitWorkers::request_of(const ExtractionUnit& unit) const {
  UnitRequest request;
  request.source = unit.command->source;
  request.directory = unit.command->directory;
  request.invocation = unit.invocation->options.get();
  request.owned_headers = unit.owned_headers;
  request.scan = &unit.scan;
  return request;
}

bool UnitWorkers::may_be_precompiled(std::size_t number) const {
  const ExtractionUnit& unit = units_[number];
  if (modules_.takes_part(number)) return modules_.group_of(number) != ModuleBuilds::kNoGroup;
  return unit.number != ExtractionUnit::kNoNumber && precompilation_.node_of(unit.number) != Precompilation::kNoNode;
}

UnitWorkers::Result UnitWorkers::parse(std::size_t number) {
  const ExtractionUnit& unit = units_[number];
  const bool is_module = modules_.takes_part(number);
  if (unit.invocation->options == nullptr) {
    const auto held = pool_.hold_off_replacing();
    if (is_module) modules_.give_up(number, ParseWay::plain);
    return {facts_of_lost_unit(request_of(unit), paths_, unit.invocation->problem), false, std::nullopt};
  }
  bool parsed_again = false;
  std::string loss;
  for (auto way = may_be_precompiled(number) ? ParseWay::precompiled : ParseWay::plain;;) {
    const WorkerPool::Answer answer = pool_.ask(request_for(Wanted::facts, number, way));
    const auto held = pool_.hold_off_replacing();
    if (is_module && !answer.bytes) modules_.give_up(number, way);
    if (is_module) modules_.keep_interfaces(number);
    std::optional<ParseOutcome> outcome;
    if (answer.bytes) outcome = outcome_of(*answer.bytes, paths_);
    if (outcome) {
      Result result = taken(unit, *outcome, way, loss);
      result.parsed_again |= parsed_again;
      return result;
    }
    if (way == ParseWay::includes_only) break;
    // Without a precompiled header it may survive; over a limit it would be once more.
    const bool is_again = way == ParseWay::precompiled && answer.loss.empty();
    way = is_again ? ParseWay::plain : ParseWay::includes_only;
    parsed_again |= is_again;
    if (!is_again) loss = answer.loss.empty() ? kCrash : answer.loss;
  }
  const auto held = pool_.hold_off_replacing();
  return {facts_of_lost_unit(request_of(unit), paths_, loss), parsed_again, std::nullopt};
}

UnitWorkers::Result UnitWorkers::taken(const ExtractionUnit& unit, ParseOutcome& outcome, ParseWay way,
                                       const std::string& loss) {
  Result result{std::move(outcome.facts), outcome.parsed_again, std::nullopt};
  if (way != ParseWay::includes_only) {
    result.cost = outcome.cost;
    if (outcome.may_store) store_.save(unit.key, outcome.stored);
    return result;
  }
  TuFacts& facts = result.facts;
  facts.problems.push_back({0, 0, static_cast<TextIndex>(facts.texts.size()), ProblemKind::crash, 0});
  facts.texts.push_back(loss);
  return result;
}

}  // namespace loadline::frontend
