// Turns evidence into steps that a reader can open.
// SPDX-License-Identifier: Apache-2.0
#include "rules/evidence/evidence_steps.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include <fmt/core.h>

#include "analyzers/model/evidence_text.h"

namespace loadline {

void sort_by_place(std::vector<Evidence>& evidence) {
  const auto key = [](const Evidence& e) { return std::tuple(e.where, e.kind, e.to_file, e.to, e.from); };
  std::sort(evidence.begin(), evidence.end(), [&](const Evidence& a, const Evidence& b) { return key(a) < key(b); });
}

Place place_of(const Program& program, Location where) {
  if (!where.known()) return {};
  return {std::string(program.files()[where.file].path), where.line};
}

Step step_of(const Program& program, const Evidence& evidence) {
  return {place_of(program, evidence.where), describe(program, evidence)};
}

std::vector<Step> steps_of(const Program& program, std::span<const Evidence> evidence, std::size_t most) {
  std::vector<Step> steps;
  for (const Evidence& piece : evidence.first(std::min(most, evidence.size())))
    steps.push_back(step_of(program, piece));
  if (evidence.size() > most) steps.push_back({{}, fmt::format("and {} more", evidence.size() - most)});
  return steps;
}

std::vector<FindingCarrier> carriers_in(const Program& program, std::span<const Evidence> evidence, std::size_t most) {
  // Functions of one name are carriers each.
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, std::vector<Evidence>> by_carrier;
  for (const Evidence& piece : evidence) {
    if (!piece.where.known()) continue;
    const Symbol none;
    const Symbol& symbol = piece.from == kNone ? none : program.symbols()[piece.from];
    by_carrier[{program.files()[piece.where.file].path, symbol.name, symbol.signature}].push_back(piece);
  }
  std::vector<FindingCarrier> carriers;
  for (const auto& [name, pieces] : by_carrier) {
    carriers.push_back(
        {std::string(std::get<0>(name)), std::string(std::get<1>(name)), steps_of(program, pieces, most)});
  }
  return carriers;
}

std::vector<FindingCarrier> files_in(const Program& program, std::span<const Evidence> evidence) {
  std::map<std::string_view, Evidence> by_file;
  for (const Evidence& piece : evidence) {
    if (piece.where.known()) by_file.try_emplace(program.files()[piece.where.file].path, piece);
  }
  std::vector<FindingCarrier> carriers;
  for (const auto& [file, piece] : by_file) carriers.push_back({std::string(file), "", {step_of(program, piece)}});
  return carriers;
}

Step hop_step(const Program& program, std::string_view from, std::string_view to, std::span<const Evidence> evidence) {
  Step step = step_of(program, evidence.front());
  step.text = '`' + std::string(from) + "` -> `" + std::string(to) + "`: " + step.text;
  if (evidence.size() > 1) step.text += fmt::format(" (and {} more)", evidence.size() - 1);
  return step;
}

}  // namespace loadline
